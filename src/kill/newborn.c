/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "kill/newborn.h"

#include <errno.h>
#include <stdlib.h>

#include "base/clock.h"

enum {
	CHASED_MAX = 2048, /* new numbers that are looked at in one round */
	IDLE_MAX = 32, /* questions for new ones without an answer: they take some 10 us each */
	ROUNDS_CLOSE = 12, /* so many rounds follow each other closely */
};

/* A target that was to be signalled, by its number. */
struct newborn_target {
	pid_t pgid;
	uint32_t target;
};

/* One round. */
struct search {
	struct delivery *delivery;
	const struct kernel *kernel;
	bool found; /* somebody who was born since, and was not known */
	unsigned chased; /* new numbers that were looked at */
	bool held_off; /* somebody holds the signal off, and may be forking */
};

static int compare_targets(const void *left, const void *right)
{
	const struct newborn_target *a = left;
	const struct newborn_target *b = right;

	return (a->pgid > b->pgid) - (a->pgid < b->pgid);
}

int newborn_prepare(struct delivery *delivery)
{
	const struct plan *plan = delivery->plan;

	delivery->newborn = calloc(NEWBORN_MAX, sizeof(*delivery->newborn));
	delivery->newborn_targets =
		calloc(plan->target_count + 1u, sizeof(*delivery->newborn_targets));
	if (!delivery->newborn || !delivery->newborn_targets)
		return -ENOMEM;
	for (uint32_t t = 0; t < plan->target_count; t++)
		delivery->newborn_targets[t] =
			(struct newborn_target){plan->targets[t].id.pgid, t};
	qsort(delivery->newborn_targets, plan->target_count, sizeof(*delivery->newborn_targets),
		compare_targets);
	return 0;
}

/* The target with that number that was signalled, or NULL. */
static const struct newborn_target *find_target(const struct delivery *delivery, pid_t pgid)
{
	const struct newborn_target key = {.pgid = pgid};
	const struct newborn_target *found = bsearch(&key, delivery->newborn_targets,
		delivery->plan->target_count, sizeof(key), compare_targets);

	return found && delivery->targets[found->target].sent_at != 0 ? found : NULL;
}

static const struct plan_member *find_planned(const struct delivery *delivery, uint32_t target,
	struct process_id id)
{
	const struct plan_target *planned = &delivery->plan->targets[target];

	for (uint32_t i = 0; i < planned->member_count; i++) {
		const struct plan_member *member =
			&delivery->plan->members[planned->member_first + i];

		if (process_id_equal(member->id, id))
			return member;
	}
	return NULL;
}

static bool is_known(const struct delivery *delivery, struct process_id id)
{
	for (uint32_t i = 0; i < delivery->newborn_count; i++)
		if (process_id_equal(delivery->newborn[i].id, id))
			return true;
	return false;
}

/* Whether that number was handed out since: numbers go up, and begin again at their end. */
static bool is_handed_out(pid_t before, pid_t now, pid_t pid)
{
	if (before <= now)
		return before < pid && pid <= now;
	return pid > before || pid <= now;
}

/*
 * Start times have a grain of 10 ms: of who was born in that of the call, its number tells. Who
 * holds the signal off had taken it before it went into the kernel to fork, so that the number of a
 * child without it was handed out later, too.
 */
static bool is_born_since(const struct search *search, const struct target_report *report,
	const struct process_stat *stat)
{
	if (stat->start > report->ticks_after)
		return true;
	return stat->start >= report->ticks_before && report->pid_before > 0 &&
		is_handed_out(report->pid_before, kernel_last_pid(search->kernel), stat->pid);
}

/*
 * A group that lives keeps its number, so that everybody in it then was in the group that was
 * signalled. And without a proof of that: no other group can have the number as long as it was not
 * handed out again.
 */
static bool is_the_same(const struct search *search, uint32_t target)
{
	const struct pin *pin = search->delivery->plan->targets[target].pin;
	pid_t before = search->delivery->targets[target].pid_before;

	if (pin_verify(pin, search->kernel) == 0)
		return true;
	return pin->guarantee == PIN_VERIFIED && before > 0 &&
		!is_handed_out(before, kernel_last_pid(search->kernel), pin->id.pgid);
}

static bool lives_in(const struct plan_target *target, const struct process_stat *stat)
{
	return stat->pgid == target->id.pgid && stat->sid == target->id.sid &&
		!process_state_is_dead(stat->state, stat->threads);
}

/* Opened, verified, sent: 0 or -errno; -ESRCH also for one that has left the group. */
static int send_to(const struct search *search, uint32_t target, struct process_id id)
{
	const struct plan *plan = search->delivery->plan;
	struct process_stat stat;
	int fd = pin_open_process(search->kernel, id, &stat);
	int r = -ESRCH;

	if (fd < 0)
		return fd;
	if (lives_in(&plan->targets[target], &stat) && is_the_same(search, target))
		r = kernel_pidfd_signal(search->kernel, fd, plan->signal);
	kernel_close(search->kernel, fd);
	return r;
}

/* What came of it changes how the target fared. */
static void count(struct target_report *report, enum outcome outcome)
{
	report->newborn += outcome == OUTCOME_SIGNALLED;
	if (outcome == OUTCOME_SIGNALLED && report->result == RESULT_GONE)
		report->result = RESULT_SIGNALLED;
	if (outcome == OUTCOME_SIGNALLED && report->result == RESULT_DENIED)
		report->result = RESULT_PARTIAL;
	if (outcome == OUTCOME_DENIED && report->result == RESULT_SIGNALLED)
		report->result = RESULT_PARTIAL;
}

/* A member that was not known, born since. */
static void take(struct search *search, uint32_t target, const struct process_stat *stat)
{
	struct delivery *delivery = search->delivery;
	struct newborn newborn = {
		.id = {stat->pid, stat->start},
		.ppid = stat->ppid,
		.target = target,
		.state = stat->state,
	};
	int r;

	search->found = true;
	if (delivery->newborn_count == NEWBORN_MAX)
		return;
	r = send_to(search, target, newborn.id);
	/* Who has ended meanwhile may have left a child; who could not be held is tried again. */
	if (r < 0 && r != -EPERM)
		return;
	newborn.report = (struct member_report){r < 0 ? OUTCOME_DENIED : OUTCOME_SIGNALLED, r};
	count(&delivery->targets[target], newborn.report.outcome);
	delivery->newborn[delivery->newborn_count++] = newborn;
}

/* Whether the process may be in the midst of a fork that will not pass the signal on. Who blocked
 * it before is likely to hold it off for longer than that, and is waited for only a little. */
static bool may_be_forking(const struct search *search, uint32_t target,
	const struct process_stat *stat)
{
	const struct plan_member *planned;

	if (stat->state == 'T' ||
		!kernel_holds_off(search->kernel, stat->pid, search->delivery->plan->signal))
		return false;
	planned =
		find_planned(search->delivery, target, (struct process_id){stat->pid, stat->start});
	return !planned || planned->expected != EXPECT_BLOCKED ||
		search->delivery->newborn_rounds < ROUNDS_CLOSE;
}

static void visit(void *data, pid_t pid)
{
	struct search *search = data;
	struct delivery *delivery = search->delivery;
	const struct newborn_target *found =
		find_target(delivery, kernel_group_of(search->kernel, pid));
	struct process_stat stat;
	struct process_id id;

	if (!found || kernel_look(search->kernel, pid, &stat) < 0 ||
		!lives_in(&delivery->plan->targets[found->target], &stat))
		return;
	id = (struct process_id){pid, stat.start};
	if (is_born_since(search, &delivery->targets[found->target], &stat) &&
		!is_known(delivery, id) && !find_planned(delivery, found->target, id))
		take(search, found->target, &stat);
	else if (!search->held_off)
		search->held_off = may_be_forking(search, found->target, &stat);
}

/*
 * Looks at the numbers that are handed out meanwhile, for as long as there are any. A walk through
 * all misses a child whose parent ended before its turn came; and who is hit while it forks has a
 * child at once.
 */
static void chase(struct search *search, pid_t seen)
{
	int idle = 0;

	while (seen > 0 && idle < (search->found ? IDLE_MAX : 1) && search->chased < CHASED_MAX) {
		pid_t last = kernel_last_pid(search->kernel);

		idle = last == seen ? idle + 1 : 0;
		/* They have gone round: the next walk sees them. */
		if (last < seen)
			return;
		for (pid_t pid = seen + 1; pid <= last && search->chased < CHASED_MAX; pid++) {
			search->chased++;
			visit(search, pid);
		}
		seen = last;
	}
}

void newborn_look(struct delivery *delivery, const struct kernel *kernel)
{
	struct search search = {.delivery = delivery, .kernel = kernel};
	pid_t last = kernel_last_pid(kernel);

	if (!delivery->sent || !delivery->newborn)
		delivery->settled = true;
	if (delivery->settled)
		return;
	kernel_walk(kernel, visit, &search);
	chase(&search, last);
	delivery->newborn_rounds++;
	delivery->settled = delivery->newborn_rounds >= NEWBORN_ROUNDS_MAX ||
		delivery->newborn_count == NEWBORN_MAX || !(search.found || search.held_off);
}

void newborn_begin(struct delivery *delivery, const struct kernel *kernel)
{
	for (int i = 0; i < NEWBORN_ROUNDS_AT_ONCE && !delivery->settled; i++)
		newborn_look(delivery, kernel);
}

uint64_t newborn_pause(const struct delivery *delivery)
{
	return (delivery->newborn_rounds < ROUNDS_CLOSE ? 2 : 20) * CLOCK_MILLISECOND;
}
