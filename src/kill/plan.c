/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "kill/plan.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>

struct plan_options plan_options_for(int signal)
{
	return (struct plan_options){.signal = signal,
		.continues = signal == SIGTERM ? CONTINUE_STOPPED : CONTINUE_NEVER};
}

int plan_permission(const struct self *self, const struct process *process, int signal, int said)
{
	return said == -EPERM && signal == SIGCONT && process->sid == self->sid ? 0 : said;
}

void plan_ask_permissions(const struct kernel *kernel, const struct self *self,
	const struct snapshot *snapshot, const struct group *group, int signal, int *permissions)
{
	for (uint32_t i = 0; i < group->count; i++) {
		const struct process *member = &snapshot->processes[group->first + i];

		permissions[i] = plan_permission(self, member, signal,
			kernel_may_signal(kernel, member->pid));
	}
}

bool plan_member_may_end(const struct plan_member *member)
{
	return member->expected == EXPECT_DEFAULT || member->expected == EXPECT_CAUGHT ||
		member->expected == EXPECT_UNKNOWN;
}

bool plan_target_is_open(const struct plan_target *target)
{
	return target->standing == PLAN_READY || target->standing == PLAN_PROTECTED;
}

void plan_free(struct plan *plan)
{
	if (!plan)
		return;
	for (uint32_t i = 0; i < plan->target_count; i++)
		free(plan->targets[i].command);
	free(plan->targets);
	free(plan->members);
	snapshot_unref(plan->snapshot);
	free(plan);
}

void plan_freep(struct plan **plan)
{
	plan_free(*plan);
}
