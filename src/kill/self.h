/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who posse itself is: the groups it must not hit by accident. */
#ifndef KILL_SELF_H
#define KILL_SELF_H

#include <stddef.h>

#include "model/snapshot.h"

/* Groups of ancestors beyond this many are not known. */
#define SELF_ANCESTORS_MAX 64

struct self_ancestor {
	pid_t pid;
	pid_t pgid;
};

struct self {
	pid_t pid;
	pid_t pgid;
	pid_t sid;
	uid_t euid;
	uint32_t tty; /* device number of its terminal; 0: none, or unknown */
	pid_t session_leader_pgid; /* group of the own session's leader: the SID; 0: none here */
	pid_t init_pgid; /* group of PID 1; 0: unknown or none */
	struct self_ancestor ancestors[SELF_ANCESTORS_MAX]; /* parent first; one for each group */
	size_t ancestor_count;
};

/* Fills *ret_self for the calling process, with ancestors as the snapshot shows them. */
void self_init(struct self *ret_self, const struct snapshot *snapshot);

/* Brings it up to date with a newer snapshot: a parent may have ended, or have moved it into
 * another group. What the snapshot does not show stays as it was. */
void self_renew(struct self *self, const struct snapshot *snapshot);

/* The same as self_init for any process: for tests. */
void self_init_as(struct self *ret_self, const struct snapshot *snapshot, pid_t pid);

#endif
