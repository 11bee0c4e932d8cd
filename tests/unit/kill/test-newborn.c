/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Members born since the group call: found, and signalled each by itself, once. */
#include <config.h>

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "../../lib/memory/delivery_fixture.h"
#include "kill/newborn.h"
#include "kill/watch_end.h"

enum {
	NOW = 7000000, /* ticks */
	CHILD = 300,
};

static void start_child(struct fake_kernel *kernel, pid_t pid, uint64_t start)
{
	fake_kernel_start(kernel,
		(struct process_stat){.pid = pid, .ppid = 1, .pgid = GROUP, .sid = SESSION,
			.threads = 1, .state = 'S', .start = start});
}

static void bear(struct fake_kernel *kernel)
{
	start_child(kernel, CHILD, NOW);
}

static void bear_denied(struct fake_kernel *kernel)
{
	bear(kernel);
	fake_kernel_process(kernel, CHILD)->denied = true;
}

/* The group ends, and its number is a stranger's, who has a child. */
static void reuse(struct fake_kernel *kernel)
{
	reap_group(kernel);
	start_child(kernel, GROUP, NOW);
	bear(kernel);
	kernel->last_pid = GROUP;
}

static void plan_term(struct delivery_fixture *fixture)
{
	PLAN(fixture, SIGTERM, GROUP);
	assert_int_equal(newborn_prepare(fixture->delivery), 0);
}

static void send_term(struct delivery_fixture *fixture, void (*afterwards)(struct fake_kernel *))
{
	fixture->kernel.ticks = NOW;
	plan_term(fixture);
	fixture->kernel.afterwards = afterwards;
	deliver_plan(fixture);
	newborn_begin(fixture->delivery, &fixture->kernel.table);
}

static void is_signalled_by_itself(void **state)
{
	struct delivery_fixture *fixture = *state;

	send_term(fixture, bear);
	assert_int_equal(fixture->kernel.send_count, 1);
	assert_int_equal(fixture->kernel.single_count, 1);
	assert_int_equal(fixture->kernel.singles[0].id.pid, CHILD);
	assert_int_equal(fixture->kernel.singles[0].signal, SIGTERM);
	assert_int_equal(fixture->delivery->targets[0].newborn, 1);
	assert_int_equal(result_of(fixture, 0), RESULT_SIGNALLED);
	assert_true(fixture->delivery->settled);
	newborn_look(fixture->delivery, &fixture->kernel.table);
	assert_int_equal(fixture->kernel.single_count, 1);
}

/* Without the group flag nobody bears witness any more, but the number was not handed out again. */
static void is_signalled_where_all_others_have_ended(void **state)
{
	struct delivery_fixture *fixture = *state;

	for (int flag = 0; flag < 2; flag++) {
		tear_down(state);
		set_up(state);
		fixture->kernel.has_group_flag = flag;
		fixture->kernel.ticks = NOW;
		plan_term(fixture);
		deliver_plan(fixture);
		bear(&fixture->kernel);
		reap_group(&fixture->kernel);
		newborn_begin(fixture->delivery, &fixture->kernel.table);
		assert_int_equal(fixture->kernel.single_count, 1);
		assert_int_equal(fixture->kernel.send_count, 1);
	}
}

/* In the grain of time of the call, the number tells: the call has reached it. */
static void who_was_born_before_is_left_alone(void **state)
{
	struct delivery_fixture *fixture = *state;

	fixture->kernel.ticks = NOW;
	plan_term(fixture);
	bear(&fixture->kernel);
	deliver_plan(fixture);
	newborn_begin(fixture->delivery, &fixture->kernel.table);
	assert_int_equal(fixture->kernel.sends[0].reached, 4);
	assert_int_equal(fixture->kernel.single_count, 0);
}

static void join(struct fake_kernel *kernel)
{
	start_child(kernel, CHILD, NOW - 1);
}

static void who_joined_is_left_alone(void **state)
{
	struct delivery_fixture *fixture = *state;

	send_term(fixture, join);
	assert_int_equal(fixture->kernel.single_count, 0);
	assert_true(fixture->delivery->settled);
}

static void a_stranger_is_left_alone(void **state)
{
	struct delivery_fixture *fixture = *state;

	for (int flag = 0; flag < 2; flag++) {
		tear_down(state);
		set_up(state);
		fixture->kernel.has_group_flag = flag;
		send_term(fixture, reuse);
		assert_int_equal(fixture->kernel.send_count, 1);
		assert_int_equal(fixture->kernel.single_count, 0);
		assert_int_equal(fixture->delivery->targets[0].newborn, 0);
	}
}

static void who_is_denied_is_told_of(void **state)
{
	struct delivery_fixture *fixture = *state;

	send_term(fixture, bear_denied);
	assert_int_equal(fixture->delivery->newborn_count, 1);
	assert_int_equal(fixture->delivery->newborn[0].report.outcome, OUTCOME_DENIED);
	assert_int_equal(fixture->delivery->targets[0].newborn, 0);
	assert_int_equal(result_of(fixture, 0), RESULT_PARTIAL);
}

/* Whoever holds the signal off may be forking: one looks again, but not for ever. */
static void looks_on_while_somebody_holds_it_off(void **state)
{
	struct delivery_fixture *fixture = *state;
	const struct kernel *kernel = &fixture->kernel.table;

	fake_kernel_process(&fixture->kernel, 101)->holds_off = true;
	send_term(fixture, NULL);
	assert_false(fixture->delivery->settled);
	start_child(&fixture->kernel, CHILD, NOW);
	newborn_look(fixture->delivery, kernel);
	assert_int_equal(fixture->kernel.single_count, 1);
	while (!fixture->delivery->settled)
		newborn_look(fixture->delivery, kernel);
	assert_int_equal(fixture->delivery->newborn_rounds, NEWBORN_ROUNDS_MAX);
}

static void does_not_wait_long_for_who_blocked_it_before(void **state)
{
	struct delivery_fixture *fixture = *state;

	fake_kernel_process(&fixture->kernel, 101)->holds_off = true;
	plan_term(fixture);
	fixture->plan->members[1].expected = EXPECT_BLOCKED;
	deliver_plan(fixture);
	while (!fixture->delivery->settled)
		newborn_look(fixture->delivery, &fixture->kernel.table);
	assert_in_range(fixture->delivery->newborn_rounds, 2, NEWBORN_ROUNDS_MAX / 2);
}

/* Watched as one who was signalled: its end is an outcome, and so is that it lives on. */
static void is_watched(void **state)
{
	struct delivery_fixture *fixture = *state;
	struct watch *watch;

	send_term(fixture, bear);
	assert_int_equal(watch_new(fixture->delivery, &fixture->kernel.table, 9, &watch), 0);
	assert_int_equal(watch_take_newborn(watch), 0);
	assert_int_equal(watch->count, 4);
	assert_true(watch->members[3].signalled);
	look_again(fixture);
	assert_int_equal(watch_absorb(watch, fixture->snapshot), 0);
	assert_int_equal(watch->count, 4);
	watch_settle(watch, fixture->delivery);
	assert_int_equal(fixture->delivery->newborn[0].report.outcome, OUTCOME_SURVIVED);
	fake_kernel_reap(&fixture->kernel, CHILD);
	watch_look(watch);
	assert_int_equal(watch_count_ended(watch, 0), 1);
	watch_free(watch);
}

/* A snapshot may show it before it is signalled. */
static void who_was_seen_first_is_signalled_then(void **state)
{
	struct delivery_fixture *fixture = *state;
	struct watch *watch;

	fake_kernel_process(&fixture->kernel, 101)->holds_off = true;
	send_term(fixture, NULL);
	assert_int_equal(watch_new(fixture->delivery, &fixture->kernel.table, 9, &watch), 0);
	start_child(&fixture->kernel, CHILD, NOW);
	look_again(fixture);
	assert_int_equal(watch_absorb(watch, fixture->snapshot), 0);
	assert_false(watch->members[3].signalled);
	newborn_look(fixture->delivery, &fixture->kernel.table);
	assert_int_equal(watch_take_newborn(watch), 0);
	assert_int_equal(watch->count, 4);
	assert_true(watch->members[3].signalled);
	watch_free(watch);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(is_signalled_by_itself),
		TEST(is_signalled_where_all_others_have_ended),
		TEST(who_was_born_before_is_left_alone),
		TEST(who_joined_is_left_alone),
		TEST(a_stranger_is_left_alone),
		TEST(who_is_denied_is_told_of),
		TEST(looks_on_while_somebody_holds_it_off),
		TEST(does_not_wait_long_for_who_blocked_it_before),
		TEST(is_watched),
		TEST(who_was_seen_first_is_signalled_then),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
