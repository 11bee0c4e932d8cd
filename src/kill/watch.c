/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "kill/watch.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/vec.h"

static bool is_over(enum watch_fate fate)
{
	return fate == WATCH_ENDED || fate == WATCH_NOT_SENT;
}

static void let_go(struct watch *watch, struct watch_member *member)
{
	if (member->pidfd >= 0)
		watch->kernel->close(watch->kernel->context, member->pidfd);
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
		member->ended_at = watch->kernel->now(watch->kernel->context);
	if (member->ended_at > watch->last_end)
		watch->last_end = member->ended_at;
}

static bool has_exited(const struct watch *watch, const struct watch_member *member)
{
	return member->pidfd >= 0 &&
		watch->kernel->has_exited(watch->kernel->context, member->pidfd);
}

/* A living member, by the group it is in now. */
static void set_group(struct watch_member *member, pid_t pgid)
{
	member->fate = pgid > 0 && pgid != member->pgid ? WATCH_LEFT : WATCH_LIVING;
}

/* What /proc says of it now. */
static void look_at(struct watch *watch, struct watch_member *member)
{
	struct process_stat stat;
	int r = watch->kernel->look(watch->kernel->context, member->id.pid, &stat);

	if (r == -ESRCH || (r == 0 && stat.start != member->id.start)) {
		has_ended(watch, member, WATCH_ENDED);
		return;
	}
	if (r < 0) {
		/* /proc says nothing (descriptors ran out), but its own descriptor may. */
		if (has_exited(watch, member))
			has_ended(watch, member, WATCH_ENDED);
		return;
	}
	member->state = stat.state;
	member->ppid = stat.ppid;
	if (process_state_is_dead(stat.state, stat.threads))
		has_ended(watch, member, WATCH_ZOMBIE);
	else
		set_group(member, stat.pgid);
}

/* A descriptor that wakes the caller; checked after opening, as the number may be another's. */
static void hold(struct watch *watch, struct watch_member *member)
{
	int fd = watch->kernel->pidfd_open(watch->kernel->context, member->id.pid);

	if (fd < 0)
		return;
	member->pidfd = fd;
	look_at(watch, member);
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

static struct watch_member from_plan(const struct delivery *delivery, uint32_t target, uint32_t m)
{
	const struct plan_member *planned = &delivery->plan->members[m];
	struct watch_member member = {
		.id = planned->id,
		.pgid = delivery->plan->targets[target].id.pgid,
		.ppid = planned->ppid,
		.target = target,
		.member = m,
		.signalled = delivery->members[m].outcome == OUTCOME_SIGNALLED,
		.fate = fate_of(delivery->members[m].outcome),
		.state = planned->state,
		.pidfd = -1,
	};

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

	watch->sights = calloc(plan->target_count + 1u, sizeof(*watch->sights));
	if (!watch->sights || vec_reserve(&watch->members, &watch->capacity,
				      plan->member_count + 1u, sizeof(*watch->members)) < 0)
		return -ENOMEM;
	for (uint32_t t = 0; t < plan->target_count; t++)
		for (uint32_t i = 0; i < plan->targets[t].member_count; i++)
			watch->members[watch->count++] = from_plan(
				watch->delivery, t, plan->targets[t].member_first + i);
	return put_in_order(watch);
}

int watch_new(const struct delivery *delivery, const struct kernel *kernel, const struct pin *pins,
	size_t max_pidfds, struct watch **ret_watch)
{
	struct watch *watch = calloc(1, sizeof(*watch));

	if (!watch)
		return -ENOMEM;
	watch->kernel = kernel;
	watch->delivery = delivery;
	watch->pins = pins;
	if (add_planned(watch) < 0) {
		watch_free(watch);
		return -ENOMEM;
	}
	for (size_t i = 0; i < watch->count && max_pidfds > 0; i++) {
		if (watch->members[i].fate != WATCH_LIVING)
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
	free(watch->sights);
	free(watch);
}

void watch_freep(struct watch **watch)
{
	watch_free(*watch);
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

size_t watch_look(struct watch *watch)
{
	size_t living = 0;

	for (size_t i = 0; i < watch->count; i++) {
		struct watch_member *member = &watch->members[i];

		if (!is_over(member->fate) && !surely_lives(watch, member))
			look_at(watch, member);
		living += member->fate == WATCH_LIVING;
	}
	return living;
}

/* A member that was known when the watch was last put in order. */
static bool knows(const struct watch *watch, struct process_id id)
{
	size_t low = 0;
	size_t high = watch->ordered;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = process_id_compare(id, watch->members[watch->order[middle]].id);

		if (order == 0)
			return true;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return false;
}

static int add_newborn(struct watch *watch, uint32_t target, const struct process *process)
{
	struct watch_member member = {
		.id = process_identity(process),
		.pgid = process->pgid,
		.ppid = process->ppid,
		.target = target,
		.member = UINT32_MAX,
		.fate = WATCH_LIVING,
		.state = process->state,
		.pidfd = -1,
	};
	int r = vec_reserve(&watch->members, &watch->capacity, watch->count + 1,
		sizeof(*watch->members));

	if (r < 0)
		return r;
	snprintf(member.name, sizeof(member.name), "%s", process->name);
	watch->members[watch->count++] = member;
	return 0;
}

/* Is the snapshot's group the one that was signalled? Somebody known has to be in it, or its
 * descriptor has to say so. */
static bool is_the_same(const struct watch *watch, const struct snapshot *snapshot,
	const struct group *group, const struct pin *pin)
{
	for (uint32_t i = group->first; i < group->first + group->count; i++)
		if (knows(watch, process_identity(&snapshot->processes[i])))
			return true;
	return pin->guarantee == PIN_EXACT && pin_verify(pin, watch->kernel) == 0;
}

/* What the snapshot says of one target; adds its living members that nobody knew. */
static int absorb_target(struct watch *watch, const struct snapshot *snapshot, uint32_t target)
{
	const struct group_id *id = &watch->delivery->plan->targets[target].id;
	const struct group *group = snapshot_group(snapshot, id->pgid);

	watch->sights[target] = WATCH_EMPTY;
	if (!group || group->living == 0 || group->id.sid != id->sid)
		return 0;
	if (!is_the_same(watch, snapshot, group, &watch->pins[target])) {
		watch->sights[target] = WATCH_UNSURE;
		return 0;
	}
	watch->sights[target] = WATCH_INHABITED;
	for (uint32_t i = group->first; i < group->first + group->count; i++) {
		const struct process *process = &snapshot->processes[i];

		if (process_is_dead(process) || knows(watch, process_identity(process)))
			continue;
		if (add_newborn(watch, target, process) < 0)
			return -ENOMEM;
	}
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
	}
	for (uint32_t t = 0; t < watch->delivery->plan->target_count; t++)
		if (watch->delivery->targets[t].sent_at != 0 &&
			absorb_target(watch, snapshot, t) < 0)
			return -ENOMEM;
	return watch->ordered < watch->count ? put_in_order(watch) : 0;
}

size_t watch_count_ended(const struct watch *watch, uint32_t target)
{
	size_t count = 0;

	for (size_t i = 0; i < watch->count; i++)
		count += watch->members[i].target == target && watch->members[i].signalled &&
			watch->members[i].fate == WATCH_ENDED;
	return count;
}

size_t watch_count(const struct watch *watch, uint32_t target, enum watch_fate fate)
{
	size_t count = 0;

	for (size_t i = 0; i < watch->count; i++)
		count += watch->members[i].fate == fate &&
			(target == UINT32_MAX || watch->members[i].target == target);
	return count;
}
