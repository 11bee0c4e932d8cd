/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "kill/watch.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/vec.h"

static bool is_over(enum watch_fate fate)
{
	return fate == WATCH_ENDED || fate == WATCH_NOT_SENT;
}

static void let_go(struct watch *watch, struct watch_member *member)
{
	if (member->pidfd >= 0)
		kernel_close(watch->kernel, member->pidfd);
	member->pidfd = -1;
}

static void has_ended(struct watch *watch, struct watch_member *member, enum watch_fate fate)
{
	let_go(watch, member);
	member->fate = fate;
	/* A zombie that is reaped later ended when it became one; who was not signalled ended of
	 * something else. */
	if (!member->signalled)
		return;
	if (member->ended_at == 0)
		member->ended_at = kernel_now(watch->kernel);
	if (member->ended_at > watch->last_end)
		watch->last_end = member->ended_at;
}

static bool has_exited(const struct watch *watch, const struct watch_member *member)
{
	return member->pidfd >= 0 && kernel_has_exited(watch->kernel, member->pidfd);
}

/* A living member, by the group it is in now. */
static void set_group(struct watch_member *member, pid_t pgid)
{
	member->fate = pgid > 0 && pgid != member->pgid ? WATCH_LEFT : WATCH_LIVING;
}

static void take_stat(struct watch *watch, struct watch_member *member,
	const struct process_stat *stat)
{
	member->state = stat->state;
	member->ppid = stat->ppid;
	if (process_state_is_dead(stat->state, stat->threads))
		has_ended(watch, member, WATCH_ZOMBIE);
	else
		set_group(member, stat->pgid);
}

/* What /proc says of it now. */
static void look_at(struct watch *watch, struct watch_member *member)
{
	struct process_stat stat;
	int r = kernel_look(watch->kernel, member->id.pid, &stat);

	if (r == -ESRCH || (r == 0 && stat.start != member->id.start))
		has_ended(watch, member, WATCH_ENDED);
	else if (r == 0)
		take_stat(watch, member, &stat);
	else if (has_exited(watch, member))
		/* /proc says nothing (descriptors ran out), but its own descriptor does. */
		has_ended(watch, member, WATCH_ENDED);
}

/* A descriptor that wakes the caller. */
static void hold(struct watch *watch, struct watch_member *member)
{
	struct process_stat stat;
	int fd = pin_open_process(watch->kernel, member->id, &stat);

	if (fd == -ESRCH)
		has_ended(watch, member, WATCH_ENDED);
	if (fd < 0)
		return;
	member->pidfd = fd;
	take_stat(watch, member, &stat);
}

static enum watch_fate fate_of(enum outcome outcome)
{
	switch (outcome) {
	case OUTCOME_SIGNALLED:
	case OUTCOME_SURVIVED:
		return WATCH_LIVING;
	case OUTCOME_GONE:
		return WATCH_ENDED;
	case OUTCOME_ZOMBIE:
		return WATCH_ZOMBIE;
	case OUTCOME_NONE:
	case OUTCOME_DENIED:
	case OUTCOME_COUNT:
		return WATCH_NOT_SENT;
	}
	return WATCH_NOT_SENT;
}

static struct watch_member from_plan(struct delivery *delivery, uint32_t target, uint32_t m)
{
	const struct plan_member *planned = &delivery->plan->members[m];
	struct watch_member member = {
		.id = planned->id,
		.pgid = delivery->plan->targets[target].id.pgid,
		.ppid = planned->ppid,
		.target = target,
		.member = m,
		.newborn = UINT32_MAX,
		.signalled = delivery->members[m].outcome == OUTCOME_SIGNALLED,
		.fate = fate_of(delivery->members[m].outcome),
		.state = planned->state,
		.expects = planned->expected,
		.pidfd = -1,
	};

	if (member.fate == WATCH_LIVING)
		member.pidfd = take_fd(&delivery->pidfds[m]);
	memcpy(member.name, planned->name, sizeof(member.name));
	return member;
}

static int compare_members(const void *left, const void *right, void *context)
{
	const struct watch_member *members = context;

	return process_id_compare(members[*(const uint32_t *)left].id,
		members[*(const uint32_t *)right].id);
}

/* Brings order up to date: 0 or -ENOMEM, and then it is as it was. */
static int put_in_order(struct watch *watch)
{
	uint32_t *order = calloc(watch->count + 1, sizeof(*order));

	if (!order)
		return -ENOMEM;
	for (size_t i = 0; i < watch->count; i++)
		order[i] = (uint32_t)i;
	qsort_r(order, watch->count, sizeof(*order), compare_members, watch->members);
	free(watch->order);
	watch->order = order;
	watch->ordered = watch->count;
	return 0;
}

static int add_planned(struct watch *watch)
{
	const struct plan *plan = watch->delivery->plan;

	watch->presences = calloc(plan->target_count + 1u, sizeof(*watch->presences));
	if (!watch->presences ||
		vec_reserve(&watch->members, &watch->capacity, plan->member_count + 1u,
			sizeof(*watch->members)) < 0)
		return -ENOMEM;
	for (uint32_t t = 0; t < plan->target_count; t++)
		for (uint32_t i = 0; i < plan->targets[t].member_count; i++)
			watch->members[watch->count++] =
				from_plan(watch->delivery, t, plan->targets[t].member_first + i);
	return put_in_order(watch);
}

int watch_new(struct delivery *delivery, const struct kernel *kernel, size_t max_pidfds,
	struct watch **ret_watch)
{
	struct watch *watch = calloc(1, sizeof(*watch));

	if (!watch)
		return -ENOMEM;
	watch->kernel = kernel;
	watch->delivery = delivery;
	if (add_planned(watch) < 0) {
		watch_free(watch);
		return -ENOMEM;
	}
	for (size_t i = 0; i < watch->count && max_pidfds > 0; i++) {
		if (watch->members[i].fate != WATCH_LIVING || watch->members[i].pidfd >= 0)
			continue;
		hold(watch, &watch->members[i]);
		max_pidfds--;
	}
	*ret_watch = watch;
	return 0;
}

void watch_free(struct watch *watch)
{
	if (!watch)
		return;
	for (size_t i = 0; i < watch->count; i++)
		let_go(watch, &watch->members[i]);
	free(watch->members);
	free(watch->order);
	free(watch->presences);
	free(watch);
}

size_t watch_fill(const struct watch *watch, struct pollfd *fds, size_t max)
{
	size_t count = 0;

	for (size_t i = 0; i < watch->count && count < max; i++)
		if (watch->members[i].pidfd >= 0)
			fds[count++] = (struct pollfd){watch->members[i].pidfd, POLLIN, 0};
	return count;
}

/* Its descriptor says so much cheaper than /proc. */
static bool surely_lives(const struct watch *watch, const struct watch_member *member)
{
	return member->pidfd >= 0 && member->fate == WATCH_LIVING && !has_exited(watch, member);
}

static void look(struct watch *watch, bool all)
{
	for (size_t i = 0; i < watch->count; i++) {
		struct watch_member *member = &watch->members[i];

		if (!is_over(member->fate) && (all || member->pidfd >= 0) &&
			!surely_lives(watch, member))
			look_at(watch, member);
	}
}

void watch_look(struct watch *watch)
{
	look(watch, true);
}

void watch_look_at_held(struct watch *watch)
{
	look(watch, false);
}

/* Somebody whom the plan does not have. */
static int add_other(struct watch *watch, const struct watch_member *other, const char *name)
{
	struct watch_member member = *other;
	int r = vec_reserve(&watch->members, &watch->capacity, watch->count + 1,
		sizeof(*watch->members));

	if (r < 0)
		return r;
	member.pgid = watch->delivery->plan->targets[member.target].id.pgid;
	member.member = UINT32_MAX;
	member.expects = EXPECT_UNKNOWN;
	member.pidfd = -1;
	snprintf(member.name, sizeof(member.name), "%s", name);
	watch->members[watch->count++] = member;
	return 0;
}

static int add_joined(struct watch *watch, uint32_t target, const struct process *process)
{
	const struct watch_member member = {
		.id = process_identity(process),
		.ppid = process->ppid,
		.target = target,
		.newborn = UINT32_MAX,
		.fate = WATCH_LIVING,
		.state = process->state,
	};

	return add_other(watch, &member, process->name);
}

/* The member, among those known when the watch was last put in order; NULL: a stranger. */
static const struct watch_member *find(const struct watch *watch, struct process_id id)
{
	size_t low = 0;
	size_t high = watch->ordered;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct watch_member *member = &watch->members[watch->order[middle]];
		int order = process_id_compare(id, member->id);

		if (order == 0)
			return member;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

/* One of the delivery's newborn. A snapshot may have shown it before it was signalled. Until one
 * does it has the name of its group. */
static int take_newborn(struct watch *watch, uint32_t index)
{
	const struct newborn *newborn = &watch->delivery->newborn[index];
	const struct watch_member *known = find(watch, newborn->id);
	struct watch_member member = {
		.id = newborn->id,
		.ppid = newborn->ppid,
		.target = newborn->target,
		.newborn = index,
		.signalled = newborn->report.outcome == OUTCOME_SIGNALLED,
		.fate = fate_of(newborn->report.outcome),
		.state = newborn->state,
	};

	if (!known)
		return add_other(watch, &member,
			watch->delivery->plan->targets[newborn->target].name);
	watch->members[known - watch->members].newborn = index;
	watch->members[known - watch->members].signalled = member.signalled;
	return 0;
}

int watch_take_newborn(struct watch *watch)
{
	while (watch->newborn_taken < watch->delivery->newborn_count) {
		int r = take_newborn(watch, watch->newborn_taken);

		if (r < 0)
			return r;
		watch->newborn_taken++;
	}
	return watch->ordered < watch->count ? put_in_order(watch) : 0;
}

static bool has_known(const struct watch *watch, const struct snapshot *snapshot,
	const struct group *group)
{
	for (uint32_t i = group->first; i < group->first + group->count; i++)
		if (find(watch, process_identity(&snapshot->processes[i])))
			return true;
	return false;
}

/* Is the snapshot's group the one that was signalled? It may have ended since the snapshot. */
static bool is_the_same(const struct watch *watch, const struct snapshot *snapshot,
	const struct group *group, const struct pin *pin)
{
	bool known = has_known(watch, snapshot, group);
	int r = pin_recognize(pin, watch->kernel, snapshot, group, known);

	return r == 0 || (r == -ESRCH && known);
}

/* Adds the group's living members that nobody knew, and sees whether anybody lives whom the signal
 * could have reached. */
static int absorb_members(struct watch *watch, const struct snapshot *snapshot,
	const struct group *group, uint32_t target)
{
	for (uint32_t i = group->first; i < group->first + group->count; i++) {
		const struct process *process = &snapshot->processes[i];
		const struct watch_member *known = find(watch, process_identity(process));

		if (process_is_dead(process) || (known && known->fate == WATCH_NOT_SENT))
			continue;
		watch->presences[target] = WATCH_INHABITED;
		if (!known && add_joined(watch, target, process) < 0)
			return -ENOMEM;
	}
	return 0;
}

/* What the snapshot says of one target. */
static int absorb_target(struct watch *watch, const struct snapshot *snapshot, uint32_t target)
{
	const struct plan_target *planned = &watch->delivery->plan->targets[target];
	const struct group *group = snapshot_group(snapshot, planned->id.pgid);

	watch->presences[target] = WATCH_EMPTY;
	/* The scan may have missed those who live for a moment each; the kernel has not. */
	if (!group && watch->delivery->targets[target].unseen > 0 &&
		pin_verify(planned->pin, watch->kernel) == 0)
		watch->presences[target] = WATCH_INHABITED;
	if (!group || group->living == 0 ||
		(planned->id.sid >= 0 && group->id.sid != planned->id.sid))
		return 0;
	if (is_the_same(watch, snapshot, group, planned->pin))
		return absorb_members(watch, snapshot, group, target);
	watch->presences[target] = WATCH_UNSURE;
	return 0;
}

int watch_absorb(struct watch *watch, const struct snapshot *snapshot)
{
	for (size_t i = 0; i < watch->count; i++) {
		struct watch_member *member = &watch->members[i];
		const struct process *process = snapshot_process_by_id(snapshot, member->id);

		if (!process || (member->fate != WATCH_LIVING && member->fate != WATCH_LEFT))
			continue;
		member->state = process->state;
		set_group(member, process->pgid);
		if (member->newborn != UINT32_MAX)
			snprintf(member->name, sizeof(member->name), "%s", process->name);
	}
	for (uint32_t t = 0; t < watch->delivery->plan->target_count; t++)
		if (watch->delivery->targets[t].sent_at != 0 &&
			absorb_target(watch, snapshot, t) < 0)
			return -ENOMEM;
	return watch->ordered < watch->count ? put_in_order(watch) : 0;
}

size_t watch_living(const struct watch *watch, struct process_id *ids, size_t max)
{
	size_t count = 0;

	for (size_t i = 0; i < watch->count && count < max; i++)
		if (watch->members[i].fate == WATCH_LIVING)
			ids[count++] = watch->members[i].id;
	return count;
}

void watch_take_details(struct watch *watch, const struct detail_set *details)
{
	int signal = watch->delivery->plan->signal;

	for (size_t i = 0; i < watch->count; i++) {
		struct watch_member *member = &watch->members[i];
		const struct detail *detail = detail_set_find(details, member->id);
		const struct process process = {.pid = member->id.pid, .state = member->state};
		const struct expectation_subject subject = {.process = &process, .detail = detail};

		if (member->fate != WATCH_LIVING || !detail || !detail->alive)
			continue;
		member->state = detail->stat.state;
		member->expects = expectation_of(&subject, signal, NULL);
		memcpy(member->wchan, detail->wchan, sizeof(member->wchan));
	}
}

void watch_settle(const struct watch *watch, struct delivery *delivery)
{
	for (size_t i = 0; i < watch->count; i++) {
		const struct watch_member *member = &watch->members[i];
		struct target_report *report = &delivery->targets[member->target];

		if (member->newborn != UINT32_MAX && member->signalled &&
			watch_member_survives(member))
			delivery->newborn[member->newborn].report.outcome = OUTCOME_SURVIVED;
		if (member->member == UINT32_MAX || !member->signalled ||
			!watch_member_survives(member) ||
			delivery->members[member->member].outcome != OUTCOME_SIGNALLED)
			continue;
		delivery->members[member->member].outcome = OUTCOME_SURVIVED;
		report->counts[OUTCOME_SIGNALLED]--;
		report->counts[OUTCOME_SURVIVED]++;
	}
}

bool watch_member_survives(const struct watch_member *member)
{
	return member->fate == WATCH_LIVING || (member->fate == WATCH_LEFT && member->signalled);
}
