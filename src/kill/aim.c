/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "kill/aim.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/vec.h"
#include "kill/target.h"

int aim_new(const struct kernel *kernel, const struct self *self, const struct snapshot *snapshot,
	struct aim **ret_aim)
{
	struct aim *aim = calloc(1, sizeof(*aim));

	if (!aim)
		return -ENOMEM;
	aim->shares = 1;
	aim->kernel = kernel;
	aim->self = *self;
	aim->snapshot = snapshot_ref(snapshot);
	*ret_aim = aim;
	return 0;
}

struct aim *aim_ref(struct aim *aim)
{
	aim->shares++;
	return aim;
}

void aim_unref(struct aim *aim)
{
	if (!aim || --aim->shares > 0)
		return;
	for (size_t i = 0; i < aim->count; i++)
		pin_done(&aim->pins[i], aim->kernel);
	free(aim->pins);
	free(aim->targets);
	free(aim->members);
	detail_set_free(aim->details);
	snapshot_unref(aim->snapshot);
	free(aim);
}

void aim_unrefp(struct aim **aim)
{
	aim_unref(*aim);
}

/* ---- Targets ---- */

static bool is_same(const struct aim_target *a, const struct aim_target *b)
{
	if (a->group || b->group)
		return a->group == b->group;
	return a->id.pgid == b->id.pgid && process_id_equal(a->id.anchor, b->id.anchor);
}

/* What is refused whatever a pin could promise need not be held, and may be no group at all. */
static bool is_worth_pinning(const struct aim *aim, const struct group *group)
{
	return guard_judge(&aim->self, aim->snapshot, group, true).verdict != GUARD_REFUSED;
}

static int pin_target(struct aim *aim, struct aim_target *target, struct pin *ret_pin)
{
	int r;

	if (!target->group || !is_worth_pinning(aim, target->group))
		return 0;
	r = pin_init(ret_pin, aim->kernel, aim->snapshot, target->group);
	if (r == -ENOMEM)
		return r;
	target->pinned = r == 0;
	target->error = r;
	return 0;
}

/* A group named twice must not be signalled twice. */
static int add(struct aim *aim, struct aim_target target)
{
	struct pin pin = {.pidfd = -1};
	int r;

	for (size_t i = 0; i < aim->count; i++)
		if (is_same(&aim->targets[i], &target))
			return 0;
	target.chosen = target.group ? target.group->living : 0;
	r = vec_reserve(&aim->targets, &aim->target_capacity, aim->count + 1,
		sizeof(*aim->targets));
	if (r == 0)
		r = vec_reserve(
			&aim->pins, &aim->pin_capacity, aim->count + 1, sizeof(*aim->pins));
	if (r == 0)
		r = pin_target(aim, &target, &pin);
	if (r < 0)
		return r;
	aim->targets[aim->count] = target;
	aim->pins[aim->count] = pin;
	aim->count++;
	return 0;
}

/* Finds one target in a newer snapshot. */
static int renew_target(struct aim *aim, size_t index, const struct snapshot *snapshot)
{
	struct aim_target *target = &aim->targets[index];
	pid_t pgid = target->group ? target->group->id.pgid : target->id.pgid;
	int r;

	target->group = snapshot_group(snapshot, pgid);
	if (!target->pinned)
		return 0;
	r = target->group ? pin_renew(&aim->pins[index], aim->kernel, snapshot, target->group)
			  : -ESRCH;
	if (r == -ENOMEM)
		return r;
	target->error = r;
	if (r < 0)
		target->group = NULL;
	return 0;
}

int aim_renew(struct aim *aim, const struct snapshot *snapshot)
{
	const struct snapshot *old = aim->snapshot;
	int r = 0;

	aim->snapshot = snapshot_ref(snapshot);
	for (size_t i = 0; i < aim->count && r == 0; i++)
		r = renew_target(aim, i, snapshot);
	snapshot_unref(old);
	return r == 0 ? aim_take_details(aim, TAKE(aim->details)) : r;
}

int aim_add(struct aim *aim, const struct group_id *id)
{
	struct aim_target target = {.id = *id};

	target.error = target_resolve(id, aim->snapshot, &target.group);
	return add(aim, target);
}

int aim_add_group(struct aim *aim, const struct group *group)
{
	return add(aim, (struct aim_target){.id = group->id, .group = group});
}

/* ---- Members ---- */

static size_t member_count(const struct aim *aim)
{
	size_t count = 0;

	for (size_t i = 0; i < aim->count; i++)
		count += aim->targets[i].group ? aim->targets[i].group->count : 0;
	return count;
}

/* The n-th member of a target's group. */
static const struct process *member_of(const struct aim *aim, const struct aim_target *target,
	uint32_t n)
{
	return &aim->snapshot->processes[target->group->first + n];
}

int aim_members(const struct aim *aim, struct process_id **ret_ids, size_t *ret_count)
{
	struct process_id *ids = calloc(member_count(aim) + 1, sizeof(*ids));
	size_t count = 0;

	if (!ids)
		return -ENOMEM;
	for (size_t i = 0; i < aim->count; i++) {
		const struct aim_target *target = &aim->targets[i];

		for (uint32_t m = 0; target->group && m < target->group->count; m++)
			ids[count++] = process_identity(member_of(aim, target, m));
	}
	*ret_ids = ids;
	*ret_count = count;
	return 0;
}

int aim_take_details(struct aim *aim, struct detail_set *details)
{
	struct aim_member *members = calloc(member_count(aim) + 1, sizeof(*members));
	size_t count = 0;

	detail_set_free(aim->details);
	free(aim->members);
	aim->details = details;
	aim->members = members;
	if (!members)
		return -ENOMEM;
	for (size_t i = 0; i < aim->count; i++) {
		const struct aim_target *target = &aim->targets[i];

		for (uint32_t m = 0; target->group && m < target->group->count; m++) {
			struct process_id id = process_identity(member_of(aim, target, m));

			members[count++] = (struct aim_member){
				.detail = detail_set_find(details, id),
				.permission = aim->kernel->may_signal(aim->kernel->context, id.pid),
			};
		}
	}
	return 0;
}

static enum expectation expect(const struct aim *aim, const struct aim_target *target, uint32_t n,
	const struct aim_member *known, int signal)
{
	const struct process *process = member_of(aim, target, n);
	const struct expectation_subject subject = {
		.process = process,
		.detail = known->detail,
		.orphaned = target->group->orphaned,
		.permission = plan_permission(&aim->self, process, signal, known->permission),
	};

	return expectation_of(&subject, signal, NULL);
}

void aim_count(const struct aim *aim, int signal, uint32_t counts[EXPECTATION_COUNT])
{
	const struct aim_member nothing = {.detail = NULL};
	size_t at = 0;

	memset(counts, 0, EXPECTATION_COUNT * sizeof(*counts));
	for (size_t i = 0; i < aim->count; i++) {
		const struct aim_target *target = &aim->targets[i];

		for (uint32_t m = 0; target->group && m < target->group->count; m++, at++)
			counts[expect(aim, target, m, aim->members ? &aim->members[at] : &nothing,
				signal)]++;
	}
}

/* ---- The plan ---- */

static void ask_permissions(const struct aim *aim, int signal, int *permissions,
	struct plan_wish *wishes)
{
	for (size_t i = 0; i < aim->count; i++) {
		const struct aim_target *target = &aim->targets[i];

		wishes[i] = (struct plan_wish){
			.id = target->id,
			.group = target->group,
			.error = target->error,
			.pin = target->pinned ? &aim->pins[i] : NULL,
			.chosen = target->chosen,
		};
		if (!target->pinned || !target->group)
			continue;
		plan_ask_permissions(aim->kernel, &aim->self, aim->snapshot, target->group, signal,
			permissions);
		wishes[i].permissions = permissions;
		permissions += target->group->count;
	}
}

enum plan_continue aim_usual_continue(int signal)
{
	return signal == SIGTERM ? CONTINUE_STOPPED : CONTINUE_NEVER;
}

int aim_plan(const struct aim *aim, int signal, enum plan_continue continues,
	struct plan **ret_plan)
{
	CLEANUP_FREE struct plan_wish *wishes = calloc(aim->count + 1, sizeof(*wishes));
	CLEANUP_FREE int *permissions = calloc(member_count(aim) + 1, sizeof(*permissions));
	const struct plan_request request = {
		.snapshot = aim->snapshot,
		.details = aim->details,
		.self = &aim->self,
		.wishes = wishes,
		.wish_count = aim->count,
		.signal = signal,
		.continues = continues,
		.group_flag = aim->kernel->has_group_flag(aim->kernel->context),
	};

	if (!wishes || !permissions)
		return -ENOMEM;
	ask_permissions(aim, signal, permissions, wishes);
	return plan_make(&request, ret_plan);
}
