/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From what a user wrote to a group of a snapshot. */
#ifndef KILL_TARGET_H
#define KILL_TARGET_H

#include "model/snapshot.h"

/*
 * Finds the group that id (of group_id_parse, or of an older snapshot) names. Returns 0, -ESRCH (no
 * such group) or -ESTALE (the number is another group's by now, or nothing proves that it is not:
 * a leader's start is given and the leader is gone).
 */
int target_resolve(const struct group_id *id, const struct snapshot *snapshot,
	const struct group **ret_group);

#endif
