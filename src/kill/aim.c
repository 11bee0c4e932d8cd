/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "kill/aim.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/vec.h"

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

static void free_pin(const struct aim *aim, struct pin *pin)
{
	if (pin)
		pin_done(pin, aim->kernel);
	free(pin);
}

void aim_unref(struct aim *aim)
{
	if (!aim || --aim->shares > 0)
		return;
	for (size_t i = 0; i < aim->count; i++)
		free_pin(aim, aim->targets[i].pin);
	free(aim->targets);
	free(aim->sessions);
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

static int pin_target(struct aim *aim, struct aim_target *target)
{
	struct pin *pin;
	int r;

	if (!target->group || !is_worth_pinning(aim, target->group))
		return 0;
	pin = calloc(1, sizeof(*pin));
	if (!pin)
		return -ENOMEM;
	r = pin_init(pin, aim->kernel, aim->snapshot, target->group);
	if (r == 0)
		target->pin = pin;
	else
		free(pin);
	target->error = r;
	return r == -ENOMEM ? r : 0;
}

/* A group named twice must not be signalled twice. */
static int add(struct aim *aim, struct aim_target target)
{
	int r;

	for (size_t i = 0; i < aim->count; i++)
		if (is_same(&aim->targets[i], &target))
			return 0;
	target.chosen = target.group ? target.group->living : 0;
	r = vec_reserve(&aim->targets, &aim->capacity, aim->count + 1, sizeof(*aim->targets));
	if (r == 0)
		r = pin_target(aim, &target);
	if (r == 0)
		aim->targets[aim->count++] = target;
	return r;
}

int aim_add_group(struct aim *aim, const struct group *group)
{
	return add(aim, (struct aim_target){.id = group->id, .group = group});
}

/* When in the course of its session a group is to be signalled: what runs behind first, because
 * the end of the job in front makes the shell act, and that of the leader hangs up the others. */
static int turn_of(const struct snapshot *snapshot, const struct group *group, pid_t sid)
{
	for (uint32_t i = 0; i < group->count; i++)
		if (snapshot->processes[group->first + i].pid == sid)
			return 2;
	return group->foreground;
}

static int add_groups_of(struct aim *aim, const struct session *session)
{
	const struct group *groups = &aim->snapshot->groups[session->group_first];

	for (int turn = 0; turn <= 2; turn++) {
		for (uint32_t i = 0; i < session->group_count; i++) {
			struct aim_target target = {.id = groups[i].id,
				.session = session->sid,
				.group = &groups[i]};
			int r = 0;

			if (turn_of(aim->snapshot, &groups[i], session->sid) == turn)
				r = add(aim, target);
			if (r < 0)
				return r;
		}
	}
	return 0;
}

int aim_add_session(struct aim *aim, const struct session *session)
{
	int r;

	/* Who has SID 0 has a leader outside of this namespace, or none: no one session. */
	if (session->sid <= 0)
		return add(aim,
			(struct aim_target){.id = {.pgid = session->sid, .sid = -1},
				.session = session->sid});
	r = vec_reserve(&aim->sessions, &aim->session_capacity, aim->session_count + 1,
		sizeof(*aim->sessions));
	if (r < 0)
		return r;
	aim->sessions[aim->session_count++] =
		(struct aim_session){.sid = session->sid, .key = session->key};
	return add_groups_of(aim, session);
}

int aim_add(struct aim *aim, const struct target *wanted)
{
	struct aim_target target = {.id = wanted->id,
		.session = wanted->is_session ? wanted->id.pgid : 0};
	const struct session *session;

	if (wanted->is_session) {
		target.error = target_find_session(&wanted->id, aim->snapshot, &session);
		return target.error < 0 ? add(aim, target) : aim_add_session(aim, session);
	}
	target.error = target_find_group(&wanted->id, aim->snapshot, &target.group);
	return add(aim, target);
}

/* Finds one target in a newer snapshot. */
static int renew_target(struct aim *aim, struct aim_target *target, const struct snapshot *snapshot)
{
	pid_t pgid = target->group ? target->group->id.pgid : target->id.pgid;
	int r;

	target->group = snapshot_group(snapshot, pgid);
	if (!target->pin) {
		/* Nothing is sent to it, so the number is enough for what is said. */
		if (target->error < 0)
			target->group = NULL;
		return 0;
	}
	r = target->group ? pin_renew(target->pin, aim->kernel, snapshot, target->group) : -ESRCH;
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
		r = renew_target(aim, &aim->targets[i], snapshot);
	snapshot_unref(old);
	return r == 0 ? aim_take_details(aim, TAKE(aim->details)) : r;
}

int aim_add_rest(struct aim *aim)
{
	size_t before = aim->count;
	int r = 0;

	for (size_t i = 0; i < aim->session_count && r == 0; i++) {
		const struct session *session =
			snapshot_session(aim->snapshot, aim->sessions[i].sid);

		if (session && session->key == aim->sessions[i].key)
			r = add_groups_of(aim, session);
	}
	if (r == 0 && aim->count > before)
		r = aim_take_details(aim, TAKE(aim->details));
	return r < 0 ? r : (int)(aim->count - before);
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

struct aim_order aim_order_of(int signal)
{
	return (struct aim_order){.signal = signal,
		.continues = signal == SIGTERM ? CONTINUE_STOPPED : CONTINUE_NEVER};
}

static bool is_ordered(const struct aim_order *order, const struct aim_target *target)
{
	return !order->living || (target->group && target->group->living > 0);
}

/* The targets that the order is about, as wishes; returns how many. */
static size_t make_wishes(const struct aim *aim, const struct aim_order *order, int *permissions,
	struct plan_wish *wishes)
{
	size_t count = 0;

	for (size_t i = order->first; i < aim->count; i++) {
		const struct aim_target *target = &aim->targets[i];
		struct plan_wish *wish = &wishes[count];

		if (!is_ordered(order, target))
			continue;
		count++;
		*wish = (struct plan_wish){.number = (uint32_t)i,
			.id = target->id,
			.session = target->session,
			.group = target->group,
			.error = target->error,
			.pin = target->pin,
			.chosen = target->chosen};
		if (!target->pin || !target->group)
			continue;
		plan_ask_permissions(aim->kernel, &aim->self, aim->snapshot, target->group,
			order->signal, permissions);
		wish->permissions = permissions;
		permissions += target->group->count;
	}
	return count;
}

int aim_plan(const struct aim *aim, const struct aim_order *order, struct plan **ret_plan)
{
	CLEANUP_FREE struct plan_wish *wishes = calloc(aim->count + 1, sizeof(*wishes));
	CLEANUP_FREE int *permissions = calloc(member_count(aim) + 1, sizeof(*permissions));
	struct plan_request request = {
		.snapshot = aim->snapshot,
		.details = aim->details,
		.self = &aim->self,
		.wishes = wishes,
		.signal = order->signal,
		.continues = order->continues,
		.group_flag = aim->kernel->has_group_flag(aim->kernel->context),
	};

	if (!wishes || !permissions)
		return -ENOMEM;
	request.wish_count = make_wishes(aim, order, permissions, wishes);
	return plan_make(&request, ret_plan);
}
