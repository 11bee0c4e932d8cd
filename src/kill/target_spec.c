/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "kill/target_spec.h"

#include <errno.h>
#include <string.h>

int target_spec_parse(const char *text, struct target_spec *ret_target)
{
	static const char prefix[] = "session:";
	struct target_spec target = {.is_session = strncmp(text, prefix, strlen(prefix)) == 0};
	int r = group_id_parse(target.is_session ? text + strlen(prefix) : text, &target.id);

	if (r == 0)
		*ret_target = target;
	return r;
}

/*
 * Whether the anchor that stands for a leaderless group proves that it is the group still: it has
 * to be a member, and in no group that a younger process has founded. Who is older than the anchor
 * had the number before the anchor could be in the group.
 */
static bool is_anchored(const struct group_id *id, const struct snapshot *snapshot,
	const struct group *group)
{
	const struct process *anchor = snapshot_process_by_id(snapshot, id->anchor);
	const struct process *holder = snapshot_process(snapshot, group->id.pgid);

	if (!anchor || anchor->pgid != group->id.pgid || anchor->sid != group->id.sid)
		return false;
	return !holder || holder == anchor || holder->start <= anchor->start;
}

int target_spec_find_group(const struct group_id *id, const struct snapshot *snapshot,
	const struct group **ret_group)
{
	const struct group *group = snapshot_group(snapshot, id->pgid);

	if (!group)
		return -ESRCH;
	if (id->sid >= 0 && id->sid != group->id.sid)
		return -ESTALE;
	if (id->anchor.pid > 0 && !is_anchored(id, snapshot, group))
		return -ESTALE;
	*ret_group = group;
	return 0;
}

int target_spec_find_session(const struct group_id *id, const struct snapshot *snapshot,
	const struct session **ret_session)
{
	const struct session *session = snapshot_session(snapshot, id->pgid);
	const struct process *anchor;

	if (!session)
		return -ESRCH;
	if (id->anchor.pid > 0) {
		anchor = snapshot_process_by_id(snapshot, id->anchor);
		if (!anchor || anchor->sid != session->sid)
			return -ESTALE;
	}
	*ret_session = session;
	return 0;
}
