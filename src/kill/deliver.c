/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "kill/deliver.h"

#include <assert.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>

#include "base/array.h"
#include "base/cleanup.h"
#include "base/vec.h"

static const char *const outcome_words[] = {
	[OUTCOME_NONE] = NULL,
	[OUTCOME_SIGNALLED] = "signalled",
	[OUTCOME_DENIED] = "denied",
	[OUTCOME_GONE] = "gone",
	[OUTCOME_ZOMBIE] = "zombie",
	[OUTCOME_SURVIVED] = "survived",
};
static_assert(COUNT(outcome_words) == OUTCOME_COUNT, "one word for each outcome");

static const char *const result_words[] = {
	[RESULT_PLANNED] = "planned",
	[RESULT_SIGNALLED] = "signalled",
	[RESULT_PARTIAL] = "partial",
	[RESULT_DENIED] = "denied",
	[RESULT_GONE] = "gone",
	[RESULT_CHANGED] = "changed",
	[RESULT_REFUSED] = "refused",
	[RESULT_CANCELLED] = "cancelled",
};
static_assert(COUNT(result_words) == RESULT_COUNT, "one word for each result");

const char *outcome_word(enum outcome outcome)
{
	return outcome_words[outcome];
}

const char *target_result_word(enum target_result result)
{
	return result_words[result];
}

static enum target_result result_before(enum plan_standing standing)
{
	switch (standing) {
	case PLAN_READY:
	case PLAN_PROTECTED:
		return RESULT_PLANNED;
	case PLAN_REFUSED:
		return RESULT_REFUSED;
	case PLAN_GONE:
		return RESULT_GONE;
	case PLAN_CHANGED:
		return RESULT_CHANGED;
	}
	return RESULT_REFUSED;
}

int delivery_new(const struct plan *plan, struct delivery **ret_delivery)
{
	struct delivery *delivery = calloc(1, sizeof(*delivery));

	if (!delivery)
		return -ENOMEM;
	delivery->plan = plan;
	delivery->targets = calloc(plan->target_count + 1u, sizeof(*delivery->targets));
	delivery->members = calloc(plan->member_count + 1u, sizeof(*delivery->members));
	delivery->pidfds = calloc(plan->member_count + 1u, sizeof(*delivery->pidfds));
	if (!delivery->targets || !delivery->members || !delivery->pidfds) {
		delivery_free(delivery);
		return -ENOMEM;
	}
	for (uint32_t i = 0; i < plan->member_count; i++)
		delivery->pidfds[i] = -1;
	for (uint32_t i = 0; i < plan->target_count; i++)
		delivery->targets[i].result = result_before(plan->targets[i].standing);
	*ret_delivery = delivery;
	return 0;
}

void delivery_free(struct delivery *delivery)
{
	if (!delivery)
		return;
	for (uint32_t i = 0; delivery->kernel && i < delivery->plan->member_count; i++)
		if (delivery->pidfds[i] >= 0)
			kernel_close(delivery->kernel, delivery->pidfds[i]);
	free(delivery->targets);
	free(delivery->members);
	free(delivery->pidfds);
	free(delivery->newborn);
	free(delivery->newborn_targets);
	free(delivery);
}

/* ---- Members held ---- */

void delivery_hold(struct delivery *delivery, const struct kernel *kernel, size_t max)
{
	const struct plan *plan = delivery->plan;

	delivery->kernel = kernel;
	for (uint32_t i = 0; i < plan->member_count && max > 0; i++) {
		int fd;

		if (delivery->pidfds[i] >= 0 || plan->members[i].expected == EXPECT_ZOMBIE)
			continue;
		fd = pin_open_process(kernel, plan->members[i].id, NULL);
		delivery->pidfds[i] = fd < 0 ? -1 : fd;
		max -= fd >= 0;
	}
}

size_t delivery_count_held(const struct delivery *delivery)
{
	size_t count = 0;

	for (uint32_t i = 0; i < delivery->plan->member_count; i++)
		count += delivery->pidfds[i] >= 0;
	return count;
}

struct held_member {
	struct process_id id;
	uint32_t member;
};

static int compare_held(const void *left, const void *right)
{
	return process_id_compare(((const struct held_member *)left)->id,
		((const struct held_member *)right)->id);
}

/* The members that are held, in order: *ret_count of them; NULL when there is not enough memory. */
static struct held_member *list_held(const struct delivery *delivery, size_t *ret_count)
{
	struct held_member *held = calloc(delivery->plan->member_count + 1u, sizeof(*held));
	size_t count = 0;

	for (uint32_t i = 0; held && i < delivery->plan->member_count; i++)
		if (delivery->pidfds[i] >= 0)
			held[count++] = (struct held_member){delivery->plan->members[i].id, i};
	if (held)
		qsort(held, count, sizeof(*held), compare_held);
	*ret_count = count;
	return held;
}

void delivery_inherit(struct delivery *delivery, struct delivery *other)
{
	size_t count;
	CLEANUP_FREE struct held_member *held = list_held(other, &count);

	delivery->kernel = other->kernel;
	for (uint32_t i = 0; held && i < delivery->plan->member_count; i++) {
		struct held_member key = {.id = delivery->plan->members[i].id};
		size_t place = vec_place(&key, held, count, sizeof(*held), compare_held);

		if (place < count && process_id_equal(held[place].id, key.id))
			delivery->pidfds[i] = take_fd(&other->pidfds[held[place].member]);
	}
}

/* ---- Sending ---- */

/* Whether the member lives in its group still, as its descriptor says: fast, and false in doubt. */
static bool surely_stays(const struct delivery *delivery, uint32_t member, pid_t pgid,
	const struct kernel *kernel)
{
	int fd = delivery->pidfds[member];

	return fd >= 0 && !kernel_has_exited(kernel, fd) &&
		kernel_group_of(kernel, delivery->plan->members[member].id.pid) == pgid;
}

/* The session rule of CONT is in the plan already; kill(pid, 0) does not know it. */
static int permission(const struct plan *plan, const struct plan_member *member,
	const struct kernel *kernel)
{
	if (plan->signal == SIGCONT)
		return member->expected == EXPECT_DENIED ? -EPERM : 0;
	return kernel_may_signal(kernel, member->id.pid);
}

/* As /proc has it now: OUTCOME_SIGNALLED if it lives in its group. */
static struct member_report look_at(const struct plan_target *target,
	const struct plan_member *member, const struct kernel *kernel)
{
	struct process_stat stat;
	int r = kernel_look(kernel, member->id.pid, &stat);

	if (r == -ESRCH)
		return (struct member_report){OUTCOME_GONE, r};
	/* Who is being reaped is in no group any more. */
	if (r == 0 && (stat.start != member->id.start || stat.pgid < 0))
		return (struct member_report){OUTCOME_GONE, -ESRCH};
	if (r == 0 && stat.pgid != target->id.pgid)
		return (struct member_report){OUTCOME_GONE, 0};
	if (r < 0 && kernel_group_of(kernel, member->id.pid) != target->id.pgid)
		return (struct member_report){OUTCOME_GONE, 0};
	/* What cannot be looked at counts as it was. */
	if (r == 0 ? process_state_is_dead(stat.state, stat.threads)
		   : member->expected == EXPECT_ZOMBIE)
		return (struct member_report){OUTCOME_ZOMBIE, 0};
	return (struct member_report){OUTCOME_SIGNALLED, 0};
}

/*
 * How a member stands in the moment before the call; OUTCOME_SIGNALLED if the call reaches it. The
 * plan may have been read for minutes: since then it may have ended, left the group, or become a
 * zombie, which makes the call succeed without having been reached.
 */
static struct member_report stands(const struct delivery *delivery,
	const struct plan_target *target, uint32_t index, const struct kernel *kernel)
{
	const struct plan_member *member = &delivery->plan->members[index];
	struct member_report report = {OUTCOME_SIGNALLED, 0};
	int r;

	if (!surely_stays(delivery, index, target->id.pgid, kernel))
		report = look_at(target, member, kernel);
	if (report.outcome != OUTCOME_SIGNALLED)
		return report;
	r = permission(delivery->plan, member, kernel);
	if (r == -EPERM)
		return (struct member_report){OUTCOME_DENIED, r};
	if (r < 0)
		return (struct member_report){OUTCOME_GONE, r};
	return report;
}

/* One target: every member asked, then the one call. Nothing here allocates. */
static void send_one(struct delivery *delivery, const struct kernel *kernel, uint32_t index)
{
	const struct plan *plan = delivery->plan;
	const struct plan_target *target = &plan->targets[index];
	struct target_report *report = &delivery->targets[index];
	bool known = false;
	bool zombies = false;

	for (uint32_t i = 0; i < target->member_count; i++) {
		uint32_t m = target->member_first + i;

		delivery->members[m] = stands(delivery, target, m, kernel);
		known |= delivery->members[m].outcome == OUTCOME_SIGNALLED;
		zombies |= delivery->members[m].outcome == OUTCOME_ZOMBIE;
	}
	/* A group can live on in members that are younger than its plan: the call reaches them. */
	if (!known)
		report->unseen = kernel_count_living(kernel, target->id.pgid);
	report->pid_before = kernel_last_pid(kernel);
	report->ticks_before = kernel_ticks(kernel);
	report->error = pin_send(target->pin, kernel, plan->signal);
	if (report->error < 0) {
		report->unseen = 0;
		return;
	}
	/* Somebody has made the call succeed: no zombie, so one who came and went too fast. */
	if (!known && !zombies && report->unseen == 0)
		report->unseen = 1;
	report->ticks_after = kernel_ticks(kernel);
	report->sent_at = kernel_now(kernel);
	report->continued = target->continues && pin_send(target->pin, kernel, SIGCONT) == 0;
	delivery->sent = true;
}

/* The call failed: nobody was reached, whatever the questions before it said. */
static void nobody_reached(struct delivery *delivery, uint32_t index)
{
	const struct plan_target *target = &delivery->plan->targets[index];
	int error = delivery->targets[index].error;

	for (uint32_t i = 0; i < target->member_count; i++) {
		struct member_report *member = &delivery->members[target->member_first + i];

		if (member->outcome != OUTCOME_SIGNALLED)
			continue;
		member->error = error;
		if (error == -EPERM)
			member->outcome = OUTCOME_DENIED;
		else if (error == -ESRCH)
			member->outcome = OUTCOME_GONE;
		else
			member->outcome = OUTCOME_NONE;
	}
}

/* Whether the member may have left because of the signal: who has a handler for it can do so. */
static bool may_react(const struct plan_member *member)
{
	return member->expected == EXPECT_CAUGHT || member->expected == EXPECT_UNKNOWN;
}

/*
 * A member that is in another group after the call has left between the question and the call, and
 * was not reached; unless it may have left since, because it was. In doubt it was signalled: then
 * it is told of as one who lives on.
 */
static void look_after(struct delivery *delivery, const struct kernel *kernel, uint32_t index)
{
	const struct plan_target *target = &delivery->plan->targets[index];

	for (uint32_t i = 0; i < target->member_count; i++) {
		uint32_t m = target->member_first + i;
		const struct process_id *id = &delivery->plan->members[m].id;
		struct process_stat stat;

		if (delivery->members[m].outcome != OUTCOME_SIGNALLED ||
			may_react(&delivery->plan->members[m]) ||
			surely_stays(delivery, m, target->id.pgid, kernel))
			continue;
		if (kernel_look(kernel, id->pid, &stat) == 0 && stat.start == id->start &&
			stat.pgid > 0 && stat.pgid != target->id.pgid)
			delivery->members[m].outcome = OUTCOME_GONE;
	}
}

static void count_outcomes(struct delivery *delivery, uint32_t index)
{
	const struct plan_target *target = &delivery->plan->targets[index];

	for (uint32_t i = 0; i < target->member_count; i++) {
		const struct member_report *member = &delivery->members[target->member_first + i];

		delivery->targets[index].counts[member->outcome]++;
	}
}

static enum target_result result_after(const struct target_report *report)
{
	if (report->error == -ESTALE)
		return RESULT_CHANGED;
	if (report->error == -ESRCH)
		return RESULT_GONE;
	/* Zombies of somebody else's make the call fail alike. */
	if (report->error == -EPERM && report->counts[OUTCOME_DENIED] == 0)
		return RESULT_GONE;
	if (report->error == -EPERM)
		return RESULT_DENIED;
	if (report->error < 0)
		return RESULT_REFUSED;
	if (report->counts[OUTCOME_SIGNALLED] + report->unseen == 0)
		return report->counts[OUTCOME_DENIED] > 0 ? RESULT_DENIED : RESULT_GONE;
	return report->counts[OUTCOME_DENIED] > 0 ? RESULT_PARTIAL : RESULT_SIGNALLED;
}

static bool is_to_be_sent(const struct delivery *delivery, uint32_t index, bool include_protected)
{
	enum plan_standing standing = delivery->plan->targets[index].standing;

	return standing == PLAN_READY || (standing == PLAN_PROTECTED && include_protected);
}

static bool is_own_group(const struct plan_target *target)
{
	return target->judgement.reason == GUARD_OWN_GROUP;
}

void deliver(struct delivery *delivery, const struct kernel *kernel, bool include_protected)
{
	uint32_t count = delivery->plan->target_count;

	/* The own group comes last: what ends it may end this before the others are signalled. */
	for (int own = 0; own <= 1; own++)
		for (uint32_t i = 0; i < count; i++)
			if (is_to_be_sent(delivery, i, include_protected) &&
				is_own_group(&delivery->plan->targets[i]) == own)
				send_one(delivery, kernel, i);
	for (uint32_t i = 0; i < count; i++) {
		struct target_report *report = &delivery->targets[i];

		if (!is_to_be_sent(delivery, i, include_protected)) {
			if (report->result == RESULT_PLANNED)
				report->result = RESULT_REFUSED;
			continue;
		}
		if (report->error < 0)
			nobody_reached(delivery, i);
		else
			look_after(delivery, kernel, i);
		count_outcomes(delivery, i);
		report->result = result_after(report);
	}
}

void deliver_cancel(struct delivery *delivery)
{
	for (uint32_t i = 0; i < delivery->plan->target_count; i++)
		if (delivery->targets[i].result == RESULT_PLANNED)
			delivery->targets[i].result = RESULT_CANCELLED;
}
