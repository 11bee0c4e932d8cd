/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a user writes to name a group or a session, and what that is in a snapshot. */
#ifndef KILL_TARGET_SPEC_H
#define KILL_TARGET_SPEC_H

#include <stdbool.h>

#include "model/snapshot.h"

struct target_spec {
	bool is_session; /* id.pgid is a SID then */
	struct group_id id;
};

/*
 * Reads "2210", "2210@918273", "2210@2217:918290", or one of these behind "session:". Returns 0,
 * -EINVAL (not of that form) or -ERANGE (a number too large). Whether it may be signalled is for
 * the guard to say.
 */
int target_spec_parse(const char *text, struct target_spec *ret_target);

/*
 * Finds the group that id (of target_spec_parse, or of an older snapshot) names. Returns 0, -ESRCH
 * (no such group) or -ESTALE (the number is another group's by now, or nothing proves that it is
 * not: a leader's start is given and the leader is gone; or a member's is, and whoever has the
 * group's number as PID is younger than that member).
 */
int target_spec_find_group(const struct group_id *id, const struct snapshot *snapshot,
	const struct group **ret_group);

/* The same for a session, whose SID is in id->pgid. */
int target_spec_find_session(const struct group_id *id, const struct snapshot *snapshot,
	const struct session **ret_session);

#endif
