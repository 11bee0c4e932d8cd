/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "kill/guard.h"

static struct guard_judgement judge(enum guard_verdict verdict, enum guard_reason reason)
{
	return (struct guard_judgement){.verdict = verdict, .reason = reason};
}

struct guard_judgement guard_judge_number(pid_t pgid, bool exact)
{
	if (pgid <= 0)
		return judge(GUARD_REFUSED, GUARD_NOT_A_GROUP);
	if (pgid == 1 && !exact)
		return judge(GUARD_REFUSED, GUARD_GROUP_ONE);
	return judge(GUARD_ALLOWED, GUARD_NO_REASON);
}

/* The nearest ancestor in that group, or 0. */
static pid_t ancestor_in(const struct self *self, pid_t pgid)
{
	for (size_t i = 0; i < self->ancestor_count; i++)
		if (self->ancestors[i].pgid == pgid)
			return self->ancestors[i].pid;
	return 0;
}

static struct guard_judgement judge_protected(const struct self *self, pid_t pgid)
{
	struct guard_judgement judgement;

	if (pgid == self->pgid)
		return judge(GUARD_PROTECTED, GUARD_OWN_GROUP);
	if (pgid == 1 || pgid == self->init_pgid)
		return judge(GUARD_PROTECTED, GUARD_INIT_GROUP);
	if (pgid == self->session_leader_pgid)
		return judge(GUARD_PROTECTED, GUARD_SESSION_LEADER);
	judgement = judge(GUARD_PROTECTED, GUARD_ANCESTOR);
	judgement.ancestor = ancestor_in(self, pgid);
	return judgement.ancestor > 0 ? judgement : judge(GUARD_ALLOWED, GUARD_NO_REASON);
}

struct guard_judgement guard_judge_unseen(const struct self *self, const struct snapshot *snapshot,
	pid_t pgid, bool exact)
{
	struct guard_judgement judgement;

	if (snapshot->machine.foreign)
		return judge(GUARD_REFUSED, GUARD_FOREIGN_PROC);
	judgement = guard_judge_number(pgid, exact);
	if (judgement.verdict != GUARD_ALLOWED)
		return judgement;
	return judge_protected(self, pgid);
}

struct guard_judgement guard_judge(const struct self *self, const struct snapshot *snapshot,
	const struct group *group, bool exact)
{
	if (group->kernel && !snapshot->machine.foreign)
		return judge(GUARD_REFUSED, GUARD_KERNEL_THREADS);
	return guard_judge_unseen(self, snapshot, group->id.pgid, exact);
}
