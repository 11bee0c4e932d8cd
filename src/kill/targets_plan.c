/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "kill/targets.h"

#include <errno.h>
#include <stdlib.h>

#include "base/cleanup.h"
#include "kill/plan_make.h"

/* Whether it can be sent to, seen in the snapshot or not. */
static bool is_held(const struct target *target)
{
	return target->pin && target->error == 0;
}

/* What the guards say of a target. */
static struct guard_judgement judge(const struct targets *targets, const struct target *target)
{
	bool exact = target->pin && target->pin->guarantee == PIN_EXACT;

	return target->group
		? guard_judge(&targets->self, targets->snapshot, target->group, exact)
		: guard_judge_unseen(&targets->self, targets->snapshot, target->id.pgid, exact);
}

bool targets_are_open(const struct targets *targets)
{
	for (size_t i = 0; i < targets->count; i++) {
		const struct target *target = &targets->items[i];

		if (is_held(target) && judge(targets, target).verdict != GUARD_REFUSED)
			return true;
	}
	return false;
}

static bool is_wanted(const struct plan_options *options, const struct target *target)
{
	if (!options->living)
		return true;
	return target->group ? target->group->living > 0 : is_held(target);
}

/* The permission of each member of a target, whose first one is the first-th of all: as it is
 * known, or asked now. */
static void fill_permissions(const struct targets *targets, const struct target *target,
	size_t first, int signal, int *permissions)
{
	if (first + target->group->count > targets->member_count) {
		plan_ask_permissions(targets->kernel, &targets->self, targets->snapshot,
			target->group, signal, permissions);
		return;
	}
	for (uint32_t m = 0; m < target->group->count; m++)
		permissions[m] = plan_permission(&targets->self, targets_member(targets, target, m),
			signal, targets->members[first + m].permission);
}

static struct plan_wish make_wish(const struct targets *targets, size_t number)
{
	const struct target *target = &targets->items[number];

	return (struct plan_wish){.number = (uint32_t)number,
		.id = target->id,
		.session = target->session,
		.group = target->group,
		.error = target->error,
		.pin = target->pin,
		.chosen = target->chosen};
}

/* The targets that the options are about, as wishes; returns how many. permissions has room for
 * those of all members. */
static size_t make_wishes(const struct targets *targets, const struct plan_options *options,
	int *permissions, struct plan_wish *wishes)
{
	size_t count = 0;
	size_t at = 0;

	for (size_t i = 0; i < targets->count; i++) {
		const struct target *target = &targets->items[i];
		size_t first = at;

		at += target->group ? target->group->count : 0;
		if (i < options->first || !is_wanted(options, target))
			continue;
		wishes[count] = make_wish(targets, i);
		if (target->pin && target->group) {
			fill_permissions(targets, target, first, options->signal,
				permissions + first);
			wishes[count].permissions = permissions + first;
		}
		count++;
	}
	return count;
}

int targets_plan(const struct targets *targets, const struct plan_options *options,
	struct plan **ret_plan)
{
	CLEANUP_FREE struct plan_wish *wishes = calloc(targets->count + 1, sizeof(*wishes));
	CLEANUP_FREE int *permissions =
		calloc(targets_count_members(targets) + 1, sizeof(*permissions));
	struct plan_request request = {
		.snapshot = targets->snapshot,
		.details = targets->details,
		.self = &targets->self,
		.wishes = wishes,
		.signal = options->signal,
		.continues = options->continues,
		.group_flag = kernel_has_group_flag(targets->kernel),
	};

	if (!wishes || !permissions)
		return -ENOMEM;
	request.wish_count = make_wishes(targets, options, permissions, wishes);
	return plan_make(&request, ret_plan);
}

static bool is_as_planned(const struct targets *targets, const struct plan *plan,
	const struct plan_target *planned)
{
	const struct target *target = &targets->items[planned->number];
	uint32_t count = target->group ? target->group->count : 0;

	if (count != planned->member_count ||
		(target->group && judge(targets, target).verdict != planned->judgement.verdict))
		return false;
	for (uint32_t i = 0; i < count; i++)
		if (!process_id_equal(process_identity(targets_member(targets, target, i)),
			    plan->members[planned->member_first + i].id))
			return false;
	return true;
}

bool targets_are_as_planned(const struct targets *targets, const struct plan *plan)
{
	for (uint32_t i = 0; i < plan->target_count; i++)
		if (!is_as_planned(targets, plan, &plan->targets[i]))
			return false;
	return true;
}
