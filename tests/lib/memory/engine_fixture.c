/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "engine_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "snapshot_fixture.h"

static void record(void *context, const struct step *step, bool watched)
{
	struct fixture *fixture = context;
	struct kept *kept = &fixture->kept[fixture->kept_count++];

	assert_true(fixture->kept_count <= KEPT_MAX);
	*kept = (struct kept){.signal = step->plan->signal, .watched = watched};
	for (uint32_t i = 0; i < step->plan->target_count; i++)
		kept->survivors += step->delivery->targets[i].counts[OUTCOME_SURVIVED];
}

int engine_set_up(void **state)
{
	static struct fixture fixture;
	const struct send_recorder recorder = {record, &fixture, NULL};
	struct self self;

	fixture = (struct fixture){.send = NULL};
	fixture.snapshot = SNAPSHOT_OF({.pid = 1}, {.pid = SENDER, .ppid = 1}, {.pid = SESSION},
		{.pid = GROUP, .sid = SESSION}, {.pid = 101, .pgid = GROUP, .sid = SESSION},
		{.pid = 102, .pgid = GROUP, .sid = SESSION}, {.pid = OTHER, .sid = SESSION});
	fake_kernel_init(&fixture.kernel);
	fake_kernel_add(&fixture.kernel, fixture.snapshot);
	self_init_as(&self, fixture.snapshot, SENDER);
	assert_int_equal(
		targets_new(&fixture.kernel.table, &self, fixture.snapshot, &fixture.targets), 0);
	assert_int_equal(send_new(fixture.targets, &recorder, &fixture.send), 0);
	*state = &fixture;
	return 0;
}

int engine_tear_down(void **state)
{
	struct fixture *fixture = *state;

	send_unref(fixture->send);
	targets_unref(fixture->targets);
	assert_int_equal(fixture->kernel.open_count, 0);
	snapshot_unref(fixture->snapshot);
	return 0;
}

void choose(struct fixture *fixture, pid_t pgid)
{
	const struct target_spec target = {.id = {.pgid = pgid, .sid = -1}};

	assert_int_equal(targets_add(fixture->targets, &target), 0);
}

void choose_session(struct fixture *fixture)
{
	const struct target_spec target = {.is_session = true,
		.id = {.pgid = SESSION, .sid = -1}};

	assert_int_equal(targets_add(fixture->targets, &target), 0);
}

const struct plan *plan(struct fixture *fixture, int signal)
{
	const struct plan_options options = plan_options_for(signal);

	assert_int_equal(send_plan(fixture->send, &options), 0);
	return send_planned(fixture->send)->plan;
}

const struct plan *plan_for_the_rest(struct fixture *fixture, int signal)
{
	struct plan_options options = plan_options_for(signal);

	options.living = true;
	assert_int_equal(send_plan(fixture->send, &options), 0);
	return send_planned(fixture->send)->plan;
}

void plan_and_go(struct fixture *fixture, int signal)
{
	plan(fixture, signal);
	assert_int_equal(send_go(fixture->send), 0);
}

const struct snapshot *scan(struct fixture *fixture)
{
	const struct snapshot *previous = fixture->snapshot;

	fixture->snapshot = fake_kernel_snapshot(&fixture->kernel, previous);
	snapshot_unref(previous);
	return fixture->snapshot;
}

void scan_and_absorb(struct fixture *fixture)
{
	assert_int_equal(send_absorb(fixture->send, scan(fixture)), 0);
}

void bear(struct fixture *fixture, pid_t pid, pid_t pgid)
{
	fake_kernel_start(&fixture->kernel,
		(struct process_stat){.pid = pid, .ppid = 1, .pgid = pgid, .sid = SESSION,
			.threads = 1, .state = 'S', .start = STARTED_AGO(0)});
}

void end_group(struct fixture *fixture)
{
	for (pid_t pid = GROUP; pid <= 102; pid++)
		fake_kernel_reap(&fixture->kernel, pid);
}

const struct fake_send *last_call(const struct fixture *fixture)
{
	return &fixture->kernel.sends[fixture->kernel.send_count - 1];
}

void pass(struct fixture *fixture, uint64_t nanoseconds)
{
	fixture->kernel.now += nanoseconds;
	send_look(fixture->send);
}
