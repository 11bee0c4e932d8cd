/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "kill/targets.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/vec.h"

int targets_new(const struct kernel *kernel, const struct self *self,
	const struct snapshot *snapshot, struct targets **ret_targets)
{
	struct targets *targets = calloc(1, sizeof(*targets));

	if (!targets)
		return -ENOMEM;
	targets->shares = 1;
	targets->kernel = kernel;
	targets->self = *self;
	targets->snapshot = snapshot_ref(snapshot);
	*ret_targets = targets;
	return 0;
}

struct targets *targets_ref(struct targets *targets)
{
	targets->shares++;
	return targets;
}

static void free_pin(const struct targets *targets, struct pin *pin)
{
	if (pin)
		pin_done(pin, targets->kernel);
	free(pin);
}

void targets_unref(struct targets *targets)
{
	if (!targets || --targets->shares > 0)
		return;
	for (size_t i = 0; i < targets->count; i++)
		free_pin(targets, targets->items[i].pin);
	free(targets->items);
	free(targets->sessions);
	free(targets->members);
	detail_set_free(targets->details);
	snapshot_unref(targets->snapshot);
	free(targets);
}

/* ---- Targets ---- */

/* Whether the snapshot shows the last of a target that has ended since. */
static bool has_just_ended(const struct targets *targets, const struct target *target,
	const struct group *group)
{
	return target->pin && target->error == -ESRCH && target->pin->id.pgid == group->id.pgid &&
		target->pin->id.sid == group->id.sid &&
		group_number_is_kept(target->pin->holder,
			snapshot_holder(targets->snapshot, group->id.pgid));
}

/* Whether a target is what another one would be, which is about to be chosen. */
static bool is_same(const struct targets *targets, const struct target *target,
	const struct target *other)
{
	if (other->group && has_just_ended(targets, target, other->group))
		return true;
	if (target->group || other->group)
		return target->group == other->group;
	return target->id.pgid == other->id.pgid &&
		process_id_equal(target->id.anchor, other->id.anchor);
}

/* What is refused whatever a pin could promise need not be held, and may be no group at all. */
static bool is_worth_pinning(const struct targets *targets, const struct group *group)
{
	return guard_judge(&targets->self, targets->snapshot, group, true).verdict != GUARD_REFUSED;
}

/* A bare number that the scan has not seen can be a group's whose members live for a moment each.
 * Where /proc hides members nobody knows who they would be. */
static bool may_be_unseen(const struct targets *targets, const struct target *target)
{
	return target->error == -ESRCH && target->session == 0 && target->id.anchor.pid == 0 &&
		!targets->snapshot->machine.partial &&
		guard_judge_unseen(&targets->self, targets->snapshot, target->id.pgid, false)
			.verdict != GUARD_REFUSED;
}

static int pin_unseen(struct targets *targets, struct target *target)
{
	struct pin *pin;

	if (!may_be_unseen(targets, target))
		return 0;
	pin = calloc(1, sizeof(*pin));
	if (!pin)
		return -ENOMEM;
	target->error = pin_init_unseen(pin, targets->kernel, target->id.pgid);
	if (target->error == 0)
		target->pin = pin;
	else
		free(pin);
	return 0;
}

static int pin_target(struct targets *targets, struct target *target)
{
	struct pin *pin;
	int r;

	if (!target->group)
		return pin_unseen(targets, target);
	if (!is_worth_pinning(targets, target->group))
		return 0;
	pin = calloc(1, sizeof(*pin));
	if (!pin)
		return -ENOMEM;
	r = pin_init(pin, targets->kernel, targets->snapshot, target->group);
	if (r == 0)
		target->pin = pin;
	else
		free(pin);
	target->error = r;
	return r == -ENOMEM ? r : 0;
}

/* A group named twice must not be signalled twice. */
static int add(struct targets *targets, struct target target)
{
	int r;

	for (size_t i = 0; i < targets->count; i++)
		if (is_same(targets, &targets->items[i], &target))
			return 0;
	target.chosen = target.group ? target.group->living : 0;
	r = vec_reserve(&targets->items, &targets->capacity, targets->count + 1,
		sizeof(*targets->items));
	if (r == 0)
		r = pin_target(targets, &target);
	if (r == 0)
		targets->items[targets->count++] = target;
	return r;
}

int targets_add_group(struct targets *targets, const struct group *group)
{
	return add(targets, (struct target){.id = group->id, .group = group});
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

static int add_groups_of(struct targets *targets, const struct session *session)
{
	const struct group *groups = &targets->snapshot->groups[session->group_first];

	for (int turn = 0; turn <= 2; turn++) {
		for (uint32_t i = 0; i < session->group_count; i++) {
			struct target target = {.id = groups[i].id,
				.session = session->sid,
				.group = &groups[i]};
			int r = 0;

			if (turn_of(targets->snapshot, &groups[i], session->sid) == turn)
				r = add(targets, target);
			if (r < 0)
				return r;
		}
	}
	return 0;
}

int targets_add_session(struct targets *targets, const struct session *session)
{
	int r;

	/* Who has SID 0 has a leader outside of this namespace, or none: no one session. */
	if (session->sid <= 0)
		return add(targets,
			(struct target){.id = {.pgid = session->sid, .sid = -1},
				.session = session->sid});
	r = vec_reserve(&targets->sessions, &targets->session_capacity, targets->session_count + 1,
		sizeof(*targets->sessions));
	if (r < 0)
		return r;
	targets->sessions[targets->session_count++] =
		(struct target_session){.sid = session->sid, .key = session->key};
	return add_groups_of(targets, session);
}

int targets_add(struct targets *targets, const struct target_spec *wanted)
{
	struct target target = {.id = wanted->id,
		.session = wanted->is_session ? wanted->id.pgid : 0};
	const struct session *session;

	if (wanted->is_session) {
		target.error = target_spec_find_session(&wanted->id, targets->snapshot, &session);
		return target.error < 0 ? add(targets, target)
					: targets_add_session(targets, session);
	}
	target.error = target_spec_find_group(&wanted->id, targets->snapshot, &target.group);
	return add(targets, target);
}

/* Finds one target in a newer snapshot. */
static int renew_target(struct targets *targets, struct target *target,
	const struct snapshot *snapshot)
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
	/* Whom the snapshot has missed the kernel may know. */
	r = target->group ? pin_renew(target->pin, targets->kernel, snapshot, target->group)
			  : pin_verify(target->pin, targets->kernel);
	target->error = r;
	if (r < 0)
		target->group = NULL;
	return r == -ENOMEM ? r : 0;
}

int targets_renew(struct targets *targets, const struct snapshot *snapshot)
{
	const struct snapshot *old = targets->snapshot;
	int result = 0;
	int r;

	targets->snapshot = snapshot_ref(snapshot);
	self_renew(&targets->self, snapshot);
	/* All of them, whatever becomes of one: no group may stay one of the old snapshot. */
	for (size_t i = 0; i < targets->count; i++)
		if (renew_target(targets, &targets->items[i], snapshot) < 0)
			result = -ENOMEM;
	snapshot_unref(old);
	r = targets_take_details(targets, TAKE(targets->details));
	return result < 0 ? result : r;
}

int targets_add_rest(struct targets *targets)
{
	size_t before = targets->count;
	int r = 0;

	for (size_t i = 0; i < targets->session_count && r == 0; i++) {
		const struct session *session =
			snapshot_session(targets->snapshot, targets->sessions[i].sid);

		if (session && session->key == targets->sessions[i].key)
			r = add_groups_of(targets, session);
	}
	if (r == 0 && targets->count > before)
		r = targets_take_details(targets, TAKE(targets->details));
	return r < 0 ? r : (int)(targets->count - before);
}

/* ---- Members ---- */

size_t targets_count_members(const struct targets *targets)
{
	size_t count = 0;

	for (size_t i = 0; i < targets->count; i++)
		count += targets->items[i].group ? targets->items[i].group->count : 0;
	return count;
}

const struct process *targets_member(const struct targets *targets, const struct target *target,
	uint32_t n)
{
	return &targets->snapshot->processes[target->group->first + n];
}

int targets_members(const struct targets *targets, struct process_id **ret_ids, size_t *ret_count)
{
	struct process_id *ids = calloc(targets_count_members(targets) + 1, sizeof(*ids));
	size_t count = 0;

	if (!ids)
		return -ENOMEM;
	for (size_t i = 0; i < targets->count; i++) {
		const struct target *target = &targets->items[i];

		for (uint32_t m = 0; target->group && m < target->group->count; m++)
			ids[count++] = process_identity(targets_member(targets, target, m));
	}
	*ret_ids = ids;
	*ret_count = count;
	return 0;
}

int targets_take_details(struct targets *targets, struct detail_set *details)
{
	struct target_member *members =
		calloc(targets_count_members(targets) + 1, sizeof(*members));
	size_t count = 0;

	detail_set_free(targets->details);
	free(targets->members);
	targets->details = details;
	targets->members = members;
	targets->member_count = 0;
	if (!members)
		return -ENOMEM;
	for (size_t i = 0; i < targets->count; i++) {
		const struct target *target = &targets->items[i];

		for (uint32_t m = 0; target->group && m < target->group->count; m++) {
			struct process_id id = process_identity(targets_member(targets, target, m));

			members[count++] = (struct target_member){
				.detail = detail_set_find(details, id),
				.permission = kernel_may_signal(targets->kernel, id.pid),
			};
		}
	}
	targets->member_count = count;
	return 0;
}

void targets_forget_details(struct targets *targets)
{
	targets->member_count = 0;
	detail_set_free(targets->details);
	targets->details = NULL;
}

static enum expectation expect(const struct targets *targets, const struct target *target,
	uint32_t n, const struct target_member *known, int signal)
{
	const struct process *process = targets_member(targets, target, n);
	const struct expectation_subject subject = {
		.process = process,
		.detail = known->detail,
		.orphaned = target->group->orphaned,
		.permission = plan_permission(&targets->self, process, signal, known->permission),
	};

	return expectation_of(&subject, signal, NULL);
}

void targets_count(const struct targets *targets, int signal, uint32_t counts[EXPECTATION_COUNT])
{
	const struct target_member nothing = {.detail = NULL};
	size_t at = 0;

	memset(counts, 0, EXPECTATION_COUNT * sizeof(*counts));
	for (size_t i = 0; i < targets->count; i++) {
		const struct target *target = &targets->items[i];

		for (uint32_t m = 0; target->group && m < target->group->count; m++, at++)
			counts[expect(targets, target, m,
				at < targets->member_count ? &targets->members[at] : &nothing,
				signal)]++;
	}
}
