/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "kill/plan.h"

#include <assert.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const expectation_words[] = {
	[EXPECT_DEFAULT] = "default",
	[EXPECT_CAUGHT] = "caught",
	[EXPECT_IGNORED] = "ignored",
	[EXPECT_BLOCKED] = "blocked",
	[EXPECT_DENIED] = "denied",
	[EXPECT_ZOMBIE] = "zombie",
	[EXPECT_UNKNOWN] = "unknown",
};
static_assert(sizeof(expectation_words) / sizeof(*expectation_words) == EXPECTATION_COUNT,
	"one word for each expectation");

const char *expectation_word(enum expectation expectation)
{
	return expectation_words[expectation];
}

static bool has(uint64_t mask, int signal)
{
	return (mask >> (signal - 1)) & 1;
}

/* What the masks say, for a member that lives and may be signalled. */
static enum expectation expect_by_masks(pid_t pid, const struct signal_masks *masks, int signal)
{
	/* A namespace's init takes nothing from inside that it has no handler for, KILL
	 * included. */
	if (pid == 1 && !has(masks->caught, signal))
		return EXPECT_IGNORED;
	if (signal == SIGKILL || signal == SIGSTOP)
		return EXPECT_DEFAULT;
	/* CONT continues even who ignores or blocks it. */
	if (signal == SIGCONT)
		return has(masks->caught, signal) ? EXPECT_CAUGHT : EXPECT_DEFAULT;
	/* The kernel keeps a blocked signal even when it would be ignored: the disposition may
	 * have changed by the time it is unblocked. */
	if (has(masks->blocked, signal))
		return EXPECT_BLOCKED;
	if (has(masks->ignored, signal))
		return EXPECT_IGNORED;
	return has(masks->caught, signal) ? EXPECT_CAUGHT : EXPECT_DEFAULT;
}

enum expectation plan_expect(const struct process *process, const struct detail *detail,
	int permission, int signal)
{
	bool dead = detail && detail->alive
		? process_state_is_dead(detail->stat.state, detail->stat.threads)
		: process_is_dead(process);

	if (dead)
		return EXPECT_ZOMBIE;
	if (permission == -EPERM)
		return EXPECT_DENIED;
	if (detail && detail->alive && detail->masks_known)
		return expect_by_masks(process->pid, &detail->masks, signal);
	/* Nobody but an init can hold these off, so no mask is needed to foretell them. */
	if (process->pid != 1 && (signal == SIGKILL || signal == SIGSTOP) &&
		(!detail || detail->alive))
		return EXPECT_DEFAULT;
	return EXPECT_UNKNOWN;
}

void plan_ask_permissions(const struct kernel *kernel, const struct self *self,
	const struct snapshot *snapshot, const struct group *group, int signal, int *permissions)
{
	for (uint32_t i = 0; i < group->count; i++) {
		const struct process *member = &snapshot->processes[group->first + i];
		int r = kernel->may_signal(kernel->context, member->pid);

		/* kill(2): CONT may go to every process of the sender's own session. */
		if (r == -EPERM && signal == SIGCONT && member->sid == self->sid)
			r = 0;
		permissions[i] = r;
	}
}

static void warn(struct plan_target *target, enum plan_warning_kind kind, uint32_t count)
{
	if (count > 0)
		target->warnings[target->warning_count++] = (struct plan_warning){kind, count};
}

static void add_warnings(const struct plan_request *request, struct plan *plan,
	struct plan_target *target)
{
	uint32_t others = 0;
	uint32_t stopped = 0;
	uint32_t zombies = target->counts[EXPECT_ZOMBIE];
	bool waits = request->signal != SIGKILL && request->signal != SIGCONT &&
		request->signal != SIGSTOP;

	for (uint32_t i = 0; i < target->member_count; i++) {
		const struct plan_member *member = &plan->members[target->member_first + i];

		others += member->uid != request->self->euid;
		stopped += member->state == 'T' || member->state == 't';
	}
	warn(target, WARN_OTHER_USERS, others);
	warn(target, WARN_DENIED, target->counts[EXPECT_DENIED]);
	warn(target, WARN_ONLY_ZOMBIES, zombies == target->member_count ? zombies : 0);
	warn(target, WARN_STOPPED, waits ? stopped : 0);
}

static void add_member(const struct plan_request *request, const struct plan_wish *wish, uint32_t i,
	struct plan *plan, struct plan_target *target)
{
	const struct process *process = &request->snapshot->processes[wish->group->first + i];
	const struct detail *detail = detail_set_find(request->details, process_identity(process));
	struct plan_member *member = &plan->members[plan->member_count++];
	bool fresh = detail && detail->alive;

	*member = (struct plan_member){
		.id = process_identity(process),
		.ppid = fresh ? detail->stat.ppid : process->ppid,
		.uid = process->euid,
		.state = fresh ? detail->stat.state : process->state,
		.threads = fresh ? detail->stat.threads : process->threads,
		.expected = plan_expect(process, detail,
			wish->permissions ? wish->permissions[i] : 0, request->signal),
	};
	snprintf(member->name, sizeof(member->name), "%s", process->name);
	target->member_count++;
	target->counts[member->expected]++;
}

/* Who the group is, for people: its anchor's owner, terminal and command. */
static int describe(const struct plan_request *request, const struct group *group,
	struct plan_target *target)
{
	const struct process *anchor = &request->snapshot->processes[group->anchor];
	const struct detail *detail = detail_set_find(request->details, process_identity(anchor));

	target->owner = anchor->euid;
	target->foreground = group->foreground;
	snprintf(target->tty_name, sizeof(target->tty_name), "%s",
		group->tty_name ? group->tty_name : "");
	snprintf(target->name, sizeof(target->name), "%s", anchor->name);
	if (!detail || !detail->command)
		return 0;
	target->command = malloc(detail->command_len + 1);
	if (!target->command)
		return -ENOMEM;
	memcpy(target->command, detail->command, detail->command_len);
	target->command[detail->command_len] = '\0';
	target->command_len = detail->command_len;
	return 0;
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
	target->judgement = guard_judge_number(wish->id.pgid, false);
	if (request->snapshot->machine.foreign)
		target->judgement = (struct guard_judgement){
			.verdict = GUARD_REFUSED, .reason = GUARD_FOREIGN_PROC};
	if (target->judgement.verdict == GUARD_REFUSED)
		target->standing = PLAN_REFUSED;
	else
		target->standing = wish->error == -ESTALE ? PLAN_CHANGED : PLAN_GONE;
}

static int add_target(const struct plan_request *request, const struct plan_wish *wish,
	struct plan *plan)
{
	struct plan_target *target = &plan->targets[plan->target_count++];
	bool exact = wish->pin && wish->pin->guarantee == PIN_EXACT;

	*target = (struct plan_target){
		.id = wish->id,
		.guarantee = exact ? PIN_EXACT : PIN_VERIFIED,
		.member_first = plan->member_count,
	};
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
	if (target->standing != PLAN_CHANGED && target->standing != PLAN_GONE)
		for (uint32_t i = 0; i < wish->group->count; i++)
			add_member(request, wish, i, plan, target);
	add_warnings(request, plan, target);
	return describe(request, wish->group, target);
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
