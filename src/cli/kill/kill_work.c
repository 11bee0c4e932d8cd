/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "cli/kill/kill_work.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>

#include "base/cleanup.h"
#include "base/vec.h"
#include "scan/inspect.h"

/* The newest snapshot takes the place of the one there is. */
static int scan(struct kill_work *work)
{
	const struct snapshot *previous = work->snapshot;
	int r = work->scanner ? 0 : scanner_new(&work->scanner);

	if (r == 0)
		r = scanner_scan(work->scanner, previous, &work->snapshot);
	if (r == 0)
		snapshot_unref(previous);
	return r;
}

static int take_details(struct targets *targets)
{
	CLEANUP_FREE struct process_id *ids = NULL;
	struct detail_set *details = NULL;
	size_t count;
	int r = targets_members(targets, &ids, &count);

	if (r == 0)
		r = inspect_processes(ids, count, TARGETS_DETAILS, &details);
	return r == 0 ? targets_take_details(targets, details) : r;
}

/* ---- Steps ---- */

/* Protected targets that the user did not ask for twice are refused, and nothing is asked. */
static void leave_protected(const struct kill_work *work, struct step *step)
{
	for (uint32_t i = 0; i < step->plan->target_count; i++)
		if (step->plan->targets[i].standing == PLAN_PROTECTED &&
			!work->request.include_protected)
			step->delivery->targets[i].result = RESULT_REFUSED;
}

static struct plan_options order_of(const struct kill_work *work, int signal)
{
	struct plan_options options = plan_options_for(signal);

	if (work->request.continues && signal != SIGKILL && signal != SIGCONT)
		options.continues = CONTINUE_ALWAYS;
	return options;
}

/* Plans one step more, as things are now. */
static int add_step(struct kill_work *work, const struct plan_options *options)
{
	int r = vec_reserve(&work->steps, &work->capacity, work->count + 1, sizeof(*work->steps));

	if (r == 0)
		r = step_init(&work->steps[work->count], work->targets, options);
	if (r == 0)
		leave_protected(work, &work->steps[work->count++]);
	return r;
}

static struct step *last_step(struct kill_work *work)
{
	return &work->steps[work->count - 1];
}

static int send_last(struct kill_work *work)
{
	struct step *step = last_step(work);
	int r = step_send(step, work->kernel, work->request.include_protected, step_pidfds());

	work->sent |= step->delivery->sent;
	return r;
}

/* Aims at everything that was named; all is pinned before anything else is done with any of it. */
static int take_targets(struct kill_work *work)
{
	struct self self;
	int r;

	self_init(&self, work->snapshot);
	r = targets_new(work->kernel, &self, work->snapshot, &work->targets);
	for (size_t i = 0; i < work->request.count && r == 0; i++)
		r = targets_add(work->targets, &work->request.targets[i]);
	return r;
}

/* The first step, planned anew from the newest snapshot. */
static int plan_first(struct kill_work *work)
{
	struct plan_options options = order_of(work, work->request.signal);

	while (work->count > 0)
		step_done(&work->steps[--work->count]);
	return add_step(work, &options);
}

int kill_work_init(struct kill_work *ret_work, const struct kernel *kernel,
	const struct kill_request *request)
{
	struct kill_work *work = ret_work;
	int r;

	*work = (struct kill_work){.kernel = kernel, .request = *request, .wake = -1};
	r = scan(work);
	if (r == 0)
		r = take_targets(work);
	/* Once more: a group that grows while one looks at it is to be warned of. */
	return r == 0 ? kill_work_renew(work) : r;
}

int kill_work_renew(struct kill_work *work)
{
	int r = scan(work);

	if (r == 0)
		r = targets_renew(work->targets, work->snapshot);
	if (r == 0)
		r = take_details(work->targets);
	return r == 0 ? plan_first(work) : r;
}

void kill_work_done(struct kill_work *work)
{
	for (size_t i = 0; i < work->count; i++)
		step_done(&work->steps[i]);
	free(work->steps);
	targets_unref(work->targets);
	snapshot_unref(work->snapshot);
	scanner_free(work->scanner);
}

/* ---- Sending ---- */

int kill_work_look(struct kill_work *work)
{
	int r = scan(work);

	if (r == 0)
		r = targets_renew(work->targets, work->snapshot);
	for (size_t i = work->current; i < work->count && r == 0; i++)
		if (work->steps[i].watch)
			r = watch_absorb(work->steps[i].watch, work->snapshot);
	return r;
}

/* Groups that were born in the sessions while their others were signalled. */
static int send_rest(struct kill_work *work, int signal)
{
	for (unsigned round = 0; round < STEP_ROUNDS_MAX; round++) {
		struct plan_options options = order_of(work, signal);
		int r = kill_work_look(work);

		options.first = work->targets->count;
		if (r == 0)
			r = targets_add_rest(work->targets);
		if (r <= 0)
			return r;
		work->rounds++;
		r = add_step(work, &options);
		if (r == 0)
			r = send_last(work);
		if (r < 0)
			return r;
	}
	return 0;
}

int kill_work_send(struct kill_work *work)
{
	int r = send_last(work);

	if (r < 0 || work->targets->session_count == 0)
		return r;
	work->rounds = 1;
	return send_rest(work, work->request.signal);
}

int kill_work_follow(struct kill_work *work, int signal)
{
	struct plan_options options = order_of(work, signal);
	int r = kill_work_look(work);

	options.living = true;
	if (r == 0)
		r = take_details(work->targets);
	if (r == 0)
		r = add_step(work, &options);
	if (r < 0)
		return r;
	/* What came of the signal before stays as it was seen. */
	work->current = work->count - 1;
	r = send_last(work);
	if (r < 0 || work->targets->session_count == 0)
		return r;
	work->rounds = 1;
	return send_rest(work, signal);
}

int kill_work_settle(struct kill_work *work)
{
	for (size_t i = 0; i < work->count; i++) {
		struct step *step = &work->steps[i];
		CLEANUP_FREE struct process_id *ids = NULL;
		struct detail_set *details = NULL;
		int r;

		if (!step->watch)
			continue;
		ids = calloc(step->watch->count + 1, sizeof(*ids));
		if (!ids)
			return -ENOMEM;
		r = inspect_processes(ids, watch_living(step->watch, ids, step->watch->count),
			DETAIL_MASKS | DETAIL_WCHAN, &details);
		if (r < 0)
			return r;
		watch_take_details(step->watch, details);
		detail_set_free(details);
		watch_settle(step->watch, step->delivery);
	}
	return 0;
}

/* ---- How it stands ---- */

bool kill_work_is_sendable(const struct kill_work *work, uint32_t target)
{
	return work->steps[0].delivery->targets[target].result == RESULT_PLANNED;
}

uint32_t kill_work_sendable(const struct kill_work *work)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < work->steps[0].plan->target_count; i++)
		count += kill_work_is_sendable(work, i);
	return count;
}

bool kill_work_place_in(const struct step *step, uint32_t number, struct kill_place *ret_place)
{
	for (uint32_t i = 0; i < step->plan->target_count; i++) {
		if (step->plan->targets[i].number != number)
			continue;
		*ret_place = (struct kill_place){step, i};
		return true;
	}
	return false;
}

struct kill_place kill_work_place(const struct kill_work *work, uint32_t number)
{
	struct kill_place place = {.step = NULL};

	for (size_t i = work->count; i-- > 0;)
		if (kill_work_place_in(&work->steps[i], number, &place))
			break;
	return place;
}

size_t kill_work_living(const struct kill_work *work)
{
	size_t living = 0;

	for (uint32_t number = 0; number < work->targets->count; number++) {
		struct kill_place place = kill_work_place(work, number);

		if (place.step && place.step->watch)
			living += watch_count(place.step->watch, place.target, WATCH_LIVING);
	}
	return living;
}

/* How a target fared in the first step that has it: that one says whether all were reached. */
static enum target_result result_of(const struct kill_work *work, uint32_t number)
{
	struct kill_place place;

	for (size_t i = 0; i < work->count; i++)
		if (kill_work_place_in(&work->steps[i], number, &place))
			return place.step->delivery->targets[place.target].result;
	return RESULT_GONE;
}

static size_t count_survivors(const struct kill_work *work)
{
	size_t count = 0;

	for (uint32_t number = 0; number < work->targets->count; number++) {
		struct kill_place place = kill_work_place(work, number);

		if (place.step && place.step->watch)
			count += watch_count_survivors(place.step->watch, place.target);
	}
	return count;
}

int kill_work_status(const struct kill_work *work)
{
	uint32_t whole = 0;
	uint32_t part = 0;

	for (uint32_t number = 0; number < work->targets->count; number++) {
		whole += result_of(work, number) == RESULT_SIGNALLED;
		part += result_of(work, number) == RESULT_PARTIAL;
	}
	if (whole + part > 0 && work->waited && count_survivors(work) > 0)
		return DELIVERY_SURVIVORS;
	return delivery_status(whole, part, (uint32_t)work->targets->count);
}

int kill_work_foretold_status(const struct kill_work *work)
{
	const struct plan *plan = work->steps[0].plan;
	uint32_t whole = 0;
	uint32_t part = 0;

	for (uint32_t i = 0; i < plan->target_count; i++) {
		const struct plan_target *target = &plan->targets[i];
		uint32_t denied = target->counts[EXPECT_DENIED];

		if (!kill_work_is_sendable(work, i) ||
			denied + target->counts[EXPECT_ZOMBIE] == target->member_count)
			continue;
		whole += denied == 0;
		part += denied > 0;
	}
	return delivery_status(whole, part, plan->target_count);
}
