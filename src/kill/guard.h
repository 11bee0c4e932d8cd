/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The rule that forbids, asks twice or lets pass. Pure: snapshot in, verdict out. */
#ifndef KILL_GUARD_H
#define KILL_GUARD_H

#include "kill/self.h"
#include "model/snapshot.h"

enum guard_verdict {
	GUARD_ALLOWED,
	GUARD_PROTECTED, /* only if the user says so twice */
	GUARD_REFUSED, /* never */
};

enum guard_reason {
	GUARD_NO_REASON,
	/* refused */
	GUARD_NOT_A_GROUP, /* PGID <= 0 */
	GUARD_KERNEL_THREADS,
	GUARD_FOREIGN_PROC, /* /proc of another PID namespace, or none of the kernel's */
	GUARD_GROUP_ONE, /* killpg(1) would be kill(-1), and there is no group pidfd */
	/* protected */
	GUARD_OWN_GROUP,
	GUARD_ANCESTOR, /* ancestor says which */
	GUARD_SESSION_LEADER, /* the leader's group of the own session */
	GUARD_INIT_GROUP, /* the group PID 1 is in */
	GUARD_REASON_COUNT,
};

struct guard_judgement {
	enum guard_verdict verdict;
	enum guard_reason reason;
	pid_t ancestor; /* for GUARD_ANCESTOR: the ancestor in that group; else 0 */
};

/* Judges a bare number before any group is looked for: allowed, GUARD_NOT_A_GROUP, or
 * GUARD_GROUP_ONE where exact (a group pidfd is at hand) is false. */
struct guard_judgement guard_judge_number(pid_t pgid, bool exact);

/* Judges a group of the snapshot. exact: it will be signalled through a group pidfd. */
struct guard_judgement guard_judge(const struct self *self, const struct snapshot *snapshot,
	const struct group *group, bool exact);

#endif
