/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "kill/plan_make.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kill/warning.h"

static void add_member(const struct plan_request *request, const struct plan_wish *wish, uint32_t i,
	struct plan *plan, struct plan_target *target)
{
	const struct process *process = &request->snapshot->processes[wish->group->first + i];
	const struct detail *detail = detail_set_find(request->details, process_identity(process));
	const struct expectation_subject subject = {
		.process = process,
		.detail = detail,
		.orphaned = wish->group->orphaned,
		.permission = wish->permissions ? wish->permissions[i] : 0,
	};
	struct plan_member *member = &plan->members[plan->member_count++];
	bool fresh = detail && detail->alive;

	*member = (struct plan_member){
		.id = process_identity(process),
		.ppid = fresh ? detail->stat.ppid : process->ppid,
		.uid = process->euid,
		.state = fresh ? detail->stat.state : process->state,
	};
	member->expected = expectation_of(&subject, request->signal, &member->notes);
	if (detail && detail->cgroup && !target->service.name[0])
		cgroup_service(detail->cgroup, &target->service);
	snprintf(member->name, sizeof(member->name), "%s", process->name);
	target->member_count++;
	target->counts[member->expected]++;
}

static bool continues(const struct plan_request *request, const struct plan *plan,
	const struct plan_target *target)
{
	if (request->continues != CONTINUE_STOPPED)
		return request->continues == CONTINUE_ALWAYS;
	for (uint32_t i = 0; i < target->member_count; i++)
		if (plan->members[target->member_first + i].notes & NOTE_STOPPED)
			return true;
	return false;
}

/* Who the group is, for people: its anchor's owner, terminal and command. */
static int describe(const struct plan_request *request, const struct group *group,
	struct plan_target *target)
{
	const struct process *anchor = &request->snapshot->processes[group->anchor];
	const struct detail *detail = detail_set_find(request->details, process_identity(anchor));

	target->owner = anchor->euid;
	target->foreground = group->foreground;
	/* A terminal is one session's. Its number can be that of a container's, too, and session 0
	 * is all of those whose leaders are out of sight. */
	target->own_terminal = group->tty != 0 && group->tty == request->self->tty &&
		group->id.sid > 0 && group->id.sid == request->self->sid;
	snprintf(target->tty_name, sizeof(target->tty_name), "%s",
		group->tty_name ? group->tty_name : "");
	snprintf(target->name, sizeof(target->name), "%s", anchor->name);
	if (!detail || !detail->command)
		return 0;
	target->command = strdup(detail->command);
	return target->command ? 0 : -ENOMEM;
}

static enum plan_standing standing_of(const struct guard_judgement *judgement)
{
	switch (judgement->verdict) {
	case GUARD_ALLOWED:
		return PLAN_READY;
	case GUARD_PROTECTED:
		return PLAN_PROTECTED;
	case GUARD_REFUSED:
		return PLAN_REFUSED;
	}
	return PLAN_REFUSED;
}

/* A wish whose group was not found, or was lost before it could be pinned. */
static void set_missing(const struct plan_request *request, const struct plan_wish *wish,
	struct plan_target *target)
{
	target->judgement = guard_judge_number(wish->id.pgid, request->group_flag);
	if (request->snapshot->machine.foreign)
		target->judgement = (struct guard_judgement){.verdict = GUARD_REFUSED,
			.reason = GUARD_FOREIGN_PROC};
	if (target->judgement.verdict == GUARD_REFUSED)
		target->standing = PLAN_REFUSED;
	else
		target->standing = wish->error == -ESTALE ? PLAN_CHANGED : PLAN_GONE;
}

/* A wish that is pinned though the snapshot has missed its members: the call will reach them. */
static void set_unseen(const struct plan_request *request, const struct plan_wish *wish, bool exact,
	struct plan_target *target)
{
	target->id = wish->pin->id;
	target->judgement =
		guard_judge_unseen(request->self, request->snapshot, wish->id.pgid, exact);
	target->standing = standing_of(&target->judgement);
	target->continues = request->continues == CONTINUE_ALWAYS;
	snprintf(target->name, sizeof(target->name), "?");
	if (plan_target_is_open(target))
		target->pin = wish->pin;
}

static int add_target(const struct plan_request *request, const struct plan_wish *wish,
	struct plan *plan)
{
	struct plan_target *target = &plan->targets[plan->target_count++];
	bool exact = wish->pin && wish->pin->guarantee == PIN_EXACT;
	int r;

	*target = (struct plan_target){
		.id = wish->id,
		.number = wish->number,
		.session = wish->session,
		.guarantee = exact ? PIN_EXACT : PIN_VERIFIED,
		.member_first = plan->member_count,
		.chosen = wish->chosen,
	};
	if (!wish->group && wish->pin && wish->error == 0) {
		set_unseen(request, wish, exact, target);
		return 0;
	}
	if (!wish->group) {
		set_missing(request, wish, target);
		return 0;
	}
	target->id = wish->group->id;
	target->judgement = guard_judge(request->self, request->snapshot, wish->group, exact);
	target->standing = standing_of(&target->judgement);
	/* Nothing that is not pinned is ever ready. */
	if (!wish->pin && target->standing != PLAN_REFUSED)
		target->standing = wish->error == -ESTALE ? PLAN_CHANGED : PLAN_GONE;
	if (plan_target_is_open(target))
		target->pin = wish->pin;
	if (target->standing != PLAN_CHANGED && target->standing != PLAN_GONE)
		for (uint32_t i = 0; i < wish->group->count; i++)
			add_member(request, wish, i, plan, target);
	target->continues = continues(request, plan, target);
	r = describe(request, wish->group, target);
	warning_add_all(plan, target);
	return r;
}

int plan_make(const struct plan_request *request, struct plan **ret_plan)
{
	struct plan *plan = calloc(1, sizeof(*plan));
	size_t members = 0;

	if (!plan)
		return -ENOMEM;
	plan->signal = request->signal;
	plan->sender = request->self->euid;
	plan->snapshot = snapshot_ref(request->snapshot);
	for (size_t i = 0; i < request->wish_count; i++)
		members += request->wishes[i].group ? request->wishes[i].group->count : 0;
	plan->targets = calloc(request->wish_count + 1, sizeof(*plan->targets));
	plan->members = calloc(members + 1, sizeof(*plan->members));
	if (!plan->targets || !plan->members) {
		plan_free(plan);
		return -ENOMEM;
	}
	for (size_t i = 0; i < request->wish_count; i++) {
		int r = add_target(request, &request->wishes[i], plan);

		if (r < 0) {
			plan_free(plan);
			return r;
		}
	}
	*ret_plan = plan;
	return 0;
}
