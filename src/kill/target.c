/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "kill/target.h"

#include <errno.h>

int target_resolve(const struct group_id *id, const struct snapshot *snapshot,
	const struct group **ret_group)
{
	const struct group *group = snapshot_group(snapshot, id->pgid);
	const struct process *anchor;

	if (!group)
		return -ESRCH;
	if (id->sid >= 0 && id->sid != group->id.sid)
		return -ESTALE;
	if (id->anchor.pid > 0) {
		/* The one process that the identity names has to be a member still. */
		anchor = snapshot_process_by_id(snapshot, id->anchor);
		if (!anchor || anchor->pgid != group->id.pgid || anchor->sid != group->id.sid)
			return -ESTALE;
	}
	*ret_group = group;
	return 0;
}
