/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "kill/send.h"

#include <errno.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/vec.h"
#include "kill/newborn.h"
#include "kill/watch_end.h"

/*
 * How often everybody is looked at, for those who have no descriptor of their own: twice in the
 * tenth of a second that a person takes for "at once". But with so many members that it takes long,
 * looking takes no more than a part of the time.
 */
#define LOOK_INTERVAL (50 * CLOCK_MILLISECOND)
#define LOOK_SHARE    8

static const struct kernel *kernel_of(const struct send *send)
{
	return send->targets->kernel;
}

/* The first watch from the step *at on, which goes behind it; NULL: there is none any more. What is
 * only planned has none, nor has what could not be watched. */
static struct watch *next_watch(const struct send *send, size_t *at)
{
	struct watch *watch = NULL;

	while (*at < send->count && !watch)
		watch = send->steps[(*at)++].watch;
	return watch;
}

int send_new(struct targets *targets, const struct send_recorder *recorder, struct send **ret_send)
{
	struct send *send = calloc(1, sizeof(*send));

	if (!send)
		return -ENOMEM;
	send->shares = 1;
	send->targets = targets_ref(targets);
	send->recorder = *recorder;
	send->rounds_over = true;
	send->next_look = UINT64_MAX;
	*ret_send = send;
	return 0;
}

struct send *send_ref(struct send *send)
{
	send->shares++;
	return send;
}

void send_unref(struct send *send)
{
	if (!send || --send->shares > 0)
		return;
	send_settle(send);
	for (size_t i = 0; i < send->count; i++)
		step_done(&send->steps[i]);
	free(send->steps);
	targets_unref(send->targets);
	free(send);
}

/* ---- Planning ---- */

struct step *send_planned(const struct send *send)
{
	return send->planned ? &send->steps[send->count - 1] : NULL;
}

/* Protected targets that the user did not ask for twice are refused, and nothing is asked. */
static void refuse_protected(const struct send *send, struct step *step)
{
	for (uint32_t i = 0; i < step->plan->target_count; i++)
		if (step->plan->targets[i].standing == PLAN_PROTECTED && !send->include_protected)
			step->delivery->targets[i].result = RESULT_REFUSED;
}

int send_plan(struct send *send, const struct plan_options *options)
{
	struct step step;
	int r = vec_reserve(&send->steps, &send->capacity, send->count + 1, sizeof(*send->steps));

	if (r == 0)
		r = step_init(&step, send->targets, options);
	if (r < 0)
		return r;
	refuse_protected(send, &step);
	if (send->planned)
		delivery_inherit(step.delivery, send_planned(send)->delivery);
	send_unplan(send);
	send->steps[send->count++] = step;
	send->planned = true;
	return 0;
}

void send_hold(struct send *send)
{
	const struct step *step = send_planned(send);

	delivery_hold(step->delivery, kernel_of(send), step_pidfds(step));
}

int send_renew(struct send *send, const struct snapshot *snapshot)
{
	struct plan_options options = send_planned(send)->options;
	int r = send_absorb(send, snapshot);

	if (r < 0 || targets_are_as_planned(send->targets, send_planned(send)->plan))
		return r;
	return send_plan(send, &options);
}

void send_unplan(struct send *send)
{
	if (!send->planned)
		return;
	step_done(send_planned(send));
	send->count--;
	send->planned = false;
}

/* ---- Sending ---- */

/* Once; what later looks find out is only shown. */
static void record(struct send *send, struct step *step)
{
	if (step->recorded)
		return;
	step->recorded = true;
	if (send->waited && step->watch)
		watch_settle(step->watch, step->delivery);
	send->recorder.record(send->recorder.context, step, send->waited);
}

static int send_last(struct send *send)
{
	struct step *step = send_planned(send);
	int r = step_send(step, kernel_of(send), send->include_protected, step_pidfds(step));

	send->planned = false;
	send->sent |= step->delivery->sent;
	if (send->recorder.note)
		send->recorder.note(send->recorder.context, step);
	return r;
}

int send_go(struct send *send)
{
	size_t former = send->current;
	struct watch *watch;
	int r;

	for (size_t at = former; (watch = next_watch(send, &at));)
		watch_look(watch);
	r = send_last(send);
	send->current = send->count - 1;
	send->rounds_over = send->targets->session_count == 0;
	send->deadline = 0;
	send->next_look = kernel_now(kernel_of(send));
	for (size_t i = former; i < send->current; i++)
		record(send, &send->steps[i]);
	return r;
}

unsigned send_rounds(const struct send *send)
{
	return (unsigned)(send->count - send->planned - send->current);
}

/* The groups that the chosen sessions have got since, as one round more. 0 or -ENOMEM. */
static int add_round(struct send *send)
{
	struct plan_options options;
	int r;

	if (send->rounds_over || send->planned)
		return 0;
	options = send->steps[send->current].options;
	options.first = send->targets->count;
	options.living = false;
	r = targets_add_rest(send->targets);
	send->rounds_over = r == 0 || send_rounds(send) == SEND_ROUNDS_MAX;
	if (r > 0)
		r = send_plan(send, &options);
	return r == 0 && send->planned ? send_last(send) : r;
}

int send_absorb(struct send *send, const struct snapshot *snapshot)
{
	struct watch *watch;
	int r;

	if (snapshot == send->targets->snapshot)
		return 0;
	r = targets_renew(send->targets, snapshot);
	for (size_t at = send->current; r == 0 && (watch = next_watch(send, &at));)
		r = watch_absorb(watch, snapshot);
	if (r == 0)
		r = add_round(send);
	send->next_look = kernel_now(kernel_of(send));
	send_look(send);
	return r;
}

/* ---- Watching ---- */

/* How it stands with the targets of a watch: bits of enum watch_end. */
static unsigned ends_of(const struct watch *watch)
{
	unsigned ends = 0;

	for (uint32_t i = 0; watch && i < watch->delivery->plan->target_count; i++)
		ends |= 1u << watch_end_of(watch, i);
	return ends;
}

static unsigned ends_of_all(const struct send *send)
{
	unsigned ends = 0;

	for (size_t i = send->current; i < send->count - send->planned; i++) {
		const struct step *step = &send->steps[i];

		ends |= ends_of(step->watch);
		/* Who could not be watched may live on. */
		if (!step->watch && step->delivery->sent)
			ends |= 1u << WATCH_GOES_ON;
	}
	return ends;
}

static bool are_over(unsigned ends)
{
	return !(ends & (1u << WATCH_GOES_ON | 1u << WATCH_UNCONFIRMED));
}

/* Whether nothing more can come of it: not even that a zombie is reaped. */
static bool are_final(unsigned ends)
{
	return !(ends & ~(1u << WATCH_NOTHING_SENT | 1u << WATCH_GONE));
}

bool send_is_over(const struct send *send)
{
	return are_over(ends_of_all(send));
}

bool send_wants_snapshot(const struct send *send)
{
	unsigned ends = ends_of_all(send);

	return !are_over(ends) && !(ends & 1u << WATCH_GOES_ON);
}

void send_wait(struct send *send, uint64_t nanoseconds)
{
	send->waited = true;
	send->deadline = kernel_now(kernel_of(send)) + nanoseconds;
	if (send->next_look != UINT64_MAX && send->next_look > send->deadline)
		send->next_look = send->deadline;
}

bool send_has_time(const struct send *send)
{
	return kernel_now(kernel_of(send)) < send->deadline;
}

/* The first step of the last signal that is not settled, or NULL. */
static struct step *find_unsettled(const struct send *send)
{
	for (size_t i = send->current; i < send->count - send->planned; i++)
		if (!send->steps[i].delivery->settled)
			return &send->steps[i];
	return NULL;
}

bool send_is_settled(const struct send *send)
{
	return !find_unsettled(send);
}

/* Members born since get one look each time, and soon another if they are not settled. */
static uint64_t look_for_newborn(struct send *send, uint64_t now)
{
	const struct step *unsettled;

	for (size_t i = send->current; i < send->count - send->planned; i++)
		step_look_for_newborn(&send->steps[i], kernel_of(send));
	unsettled = find_unsettled(send);
	return unsettled ? now + newborn_pause(unsettled->delivery) : UINT64_MAX;
}

static void look_at_all(struct send *send, uint64_t now)
{
	struct watch *watch;
	uint64_t soon = look_for_newborn(send, now);
	uint64_t next;

	for (size_t at = send->current; (watch = next_watch(send, &at));)
		watch_look(watch);
	next = now + LOOK_SHARE * (kernel_now(kernel_of(send)) - now);
	if (next < now + LOOK_INTERVAL)
		next = now + LOOK_INTERVAL;
	next = soon < next ? soon : next;
	/* What is recorded when the time is over is to be true then. */
	send->next_look = send->deadline > now && send->deadline < next ? send->deadline : next;
}

static void look_at_held(struct send *send)
{
	struct watch *watch;

	for (size_t at = send->current; (watch = next_watch(send, &at));)
		watch_look_at_held(watch);
}

void send_look(struct send *send)
{
	uint64_t now = kernel_now(kernel_of(send));

	if (now >= send->next_look)
		look_at_all(send, now);
	else
		look_at_held(send);
	if (are_final(ends_of_all(send)) && send_is_settled(send))
		send->next_look = UINT64_MAX;
}

size_t send_fill(const struct send *send, struct pollfd *fds, size_t max)
{
	const struct watch *watch;
	size_t count = 0;

	for (size_t at = send->current; (watch = next_watch(send, &at));)
		count += watch_fill(watch, fds + count, max - count);
	return count;
}

size_t send_count_living(const struct send *send)
{
	const struct watch *watch;
	size_t count = 0;

	for (size_t at = send->current; (watch = next_watch(send, &at));)
		count += watch_count(watch, UINT32_MAX, WATCH_LIVING);
	return count;
}

size_t send_living(const struct send *send, struct process_id *ids, size_t max)
{
	const struct watch *watch;
	size_t count = 0;

	for (size_t at = send->current; (watch = next_watch(send, &at));)
		count += watch_living(watch, ids + count, max - count);
	return count;
}

void send_take_details(struct send *send, const struct detail_set *details)
{
	struct watch *watch;

	for (size_t at = send->current; (watch = next_watch(send, &at));)
		watch_take_details(watch, details);
}

/* ---- Keeping ---- */

void send_record(struct send *send)
{
	bool all = !send_has_time(send);

	for (size_t i = send->current; i < send->count - send->planned; i++)
		if (all || are_over(ends_of(send->steps[i].watch)))
			record(send, &send->steps[i]);
}

void send_settle(struct send *send)
{
	for (size_t i = 0; i < send->count - send->planned; i++) {
		struct step *step = &send->steps[i];

		/* Who ended since the last look is no survivor. */
		if (!step->recorded && send->waited && step->watch)
			watch_look(step->watch);
		record(send, step);
	}
}
