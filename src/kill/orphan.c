/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "kill/orphan.h"

/* Whether that process is a member of the target whom the signal may end. */
static bool may_end(const struct plan *plan, const struct plan_target *target,
	const struct process *process)
{
	for (uint32_t i = 0; i < target->member_count; i++) {
		const struct plan_member *member = &plan->members[target->member_first + i];

		if (process_id_equal(member->id, process_identity(process)))
			return plan_member_may_end(member);
	}
	return false;
}

/* A parent in another group of the same session is who keeps a group from being orphaned. */
static const struct process *keeper_of(const struct snapshot *snapshot,
	const struct process *member)
{
	const struct process *parent = snapshot_process(snapshot, member->ppid);

	if (process_is_dead(member) || !parent || process_is_dead(parent) ||
		parent->sid != member->sid || parent->pgid == member->pgid)
		return NULL;
	return parent;
}

bool orphan_is_made(const struct plan *plan, const struct plan_target *target,
	const struct group *group)
{
	const struct snapshot *snapshot = plan->snapshot;
	bool kept = false;

	if (group->id.pgid == target->id.pgid || group->id.sid != target->id.sid ||
		group->orphaned || group->states[snapshot_state_index('T')] == 0)
		return false;
	for (uint32_t i = 0; i < group->count; i++) {
		const struct process *keeper =
			keeper_of(snapshot, &snapshot->processes[group->first + i]);

		if (!keeper)
			continue;
		kept = true;
		if (keeper->pgid != target->id.pgid || !may_end(plan, target, keeper))
			return false;
	}
	return kept;
}
