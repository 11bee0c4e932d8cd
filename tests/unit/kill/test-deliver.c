/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One call for each target, and the truth about every member afterwards. */
#include <config.h>

#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "../../lib/memory/delivery_fixture.h"
#include "base/array.h"

static void test_whole_group(void **state)
{
	struct delivery_fixture *fixture = *state;

	PLAN_AND_SEND(fixture, SIGTERM, GROUP);
	assert_int_equal(fixture->kernel.send_count, 1);
	assert_int_equal(fixture->kernel.sends[0].pgid, GROUP);
	assert_int_equal(fixture->kernel.sends[0].signal, SIGTERM);
	assert_true(fixture->kernel.sends[0].through_pidfd);
	assert_int_equal(result_of(fixture, 0), RESULT_SIGNALLED);
	assert_int_equal(fixture->delivery->targets[0].counts[OUTCOME_SIGNALLED], 3);
	assert_true(fixture->delivery->targets[0].sent_at > 0);
	assert_true(fixture->delivery->sent);
	assert_int_equal(status_of(fixture), 0);
}

static void test_two_groups_two_calls(void **state)
{
	struct delivery_fixture *fixture = *state;

	PLAN_AND_SEND(fixture, SIGKILL, GROUP, OTHER);
	assert_int_equal(fixture->kernel.send_count, 2);
	assert_int_equal(fixture->kernel.sends[0].pgid, GROUP);
	assert_int_equal(fixture->kernel.sends[1].pgid, OTHER);
	assert_int_equal(status_of(fixture), 0);
}

static void test_partial(void **state)
{
	struct delivery_fixture *fixture = *state;

	deny(fixture, 101);
	PLAN_AND_SEND(fixture, SIGTERM, GROUP);
	assert_int_equal(result_of(fixture, 0), RESULT_PARTIAL);
	assert_int_equal(outcome_of(fixture, GROUP), OUTCOME_SIGNALLED);
	assert_int_equal(outcome_of(fixture, 101), OUTCOME_DENIED);
	assert_int_equal(outcome_of(fixture, 102), OUTCOME_SIGNALLED);
	assert_int_equal(fixture->delivery->targets[0].counts[OUTCOME_DENIED], 1);
	assert_int_equal(status_of(fixture), 64);
}

static void test_all_denied(void **state)
{
	struct delivery_fixture *fixture = *state;

	for (pid_t pid = GROUP; pid <= 102; pid++)
		deny(fixture, pid);
	PLAN_AND_SEND(fixture, SIGTERM, GROUP);
	assert_int_equal(fixture->kernel.send_count, 0);
	assert_int_equal(result_of(fixture, 0), RESULT_DENIED);
	assert_int_equal(fixture->delivery->targets[0].error, -EPERM);
	assert_int_equal(fixture->delivery->targets[0].sent_at, 0);
	assert_int_equal(fixture->delivery->targets[0].counts[OUTCOME_DENIED], 3);
	assert_false(fixture->delivery->sent);
	assert_int_equal(status_of(fixture), 1);
}

/* The call succeeds thanks to a zombie, and nobody was reached. */
static void test_own_zombie_and_denied_members(void **state)
{
	struct delivery_fixture *fixture = *state;

	fake_kernel_end(&fixture->kernel, GROUP);
	deny(fixture, 101);
	deny(fixture, 102);
	look_again(fixture);
	PLAN_AND_SEND(fixture, SIGTERM, GROUP);
	assert_int_equal(fixture->kernel.sends[0].reached, 0);
	assert_int_equal(outcome_of(fixture, GROUP), OUTCOME_ZOMBIE);
	assert_int_equal(outcome_of(fixture, 101), OUTCOME_DENIED);
	assert_int_equal(result_of(fixture, 0), RESULT_DENIED);
	assert_int_equal(status_of(fixture), 1);
}

/* The same, but it became a zombie while the user was reading the plan. */
static void test_zombie_since_the_plan(void **state)
{
	struct delivery_fixture *fixture = *state;

	deny(fixture, 101);
	deny(fixture, 102);
	PLAN(fixture, SIGTERM, GROUP);
	fake_kernel_end(&fixture->kernel, GROUP);
	deliver_plan(fixture);
	assert_int_equal(fixture->kernel.sends[0].reached, 0);
	assert_int_equal(outcome_of(fixture, GROUP), OUTCOME_ZOMBIE);
	assert_int_equal(result_of(fixture, 0), RESULT_DENIED);
	assert_int_equal(status_of(fixture), 1);
}

/* The member's number is a newcomer's by now, in the very same group. */
static void test_member_replaced_since_the_plan(void **state)
{
	struct delivery_fixture *fixture = *state;

	PLAN(fixture, SIGTERM, GROUP);
	fake_kernel_reap(&fixture->kernel, 101);
	fake_kernel_start(&fixture->kernel, (struct process_stat){.pid = 101, .pgid = GROUP,
						  .sid = SESSION, .state = 'S', .start = 5000000});
	deliver_plan(fixture);
	assert_int_equal(outcome_of(fixture, 101), OUTCOME_GONE);
	assert_int_equal(error_of(fixture, 101), -ESRCH);
	assert_int_equal(outcome_of(fixture, 102), OUTCOME_SIGNALLED);
}

static void test_only_zombies(void **state)
{
	struct delivery_fixture *fixture = *state;

	for (pid_t pid = GROUP; pid <= 102; pid++)
		fake_kernel_end(&fixture->kernel, pid);
	look_again(fixture);
	PLAN_AND_SEND(fixture, SIGKILL, GROUP);
	assert_int_equal(fixture->delivery->targets[0].counts[OUTCOME_ZOMBIE], 3);
	assert_int_equal(fixture->delivery->targets[0].counts[OUTCOME_SIGNALLED], 0);
	assert_int_equal(result_of(fixture, 0), RESULT_GONE);
	assert_int_equal(status_of(fixture), 1);
}

/* A zombie beside the living takes nothing away from "every living member". */
static void test_zombie_among_the_living(void **state)
{
	struct delivery_fixture *fixture = *state;

	fake_kernel_end(&fixture->kernel, 102);
	look_again(fixture);
	PLAN_AND_SEND(fixture, SIGTERM, GROUP);
	assert_int_equal(result_of(fixture, 0), RESULT_SIGNALLED);
	assert_int_equal(outcome_of(fixture, 102), OUTCOME_ZOMBIE);
	assert_int_equal(status_of(fixture), 0);
}

/* Its main thread has exited; it takes the signal like any other. */
static void test_living_threads_of_a_z(void **state)
{
	struct delivery_fixture *fixture = *state;

	fake_kernel_process(&fixture->kernel, 101)->stat.state = 'Z';
	fake_kernel_process(&fixture->kernel, 101)->stat.threads = 3;
	look_again(fixture);
	PLAN_AND_SEND(fixture, SIGKILL, GROUP);
	assert_int_equal(outcome_of(fixture, 101), OUTCOME_SIGNALLED);
	assert_int_equal(fixture->kernel.sends[0].reached, 3);
}

static void test_group_ended_since_the_plan(void **state)
{
	struct delivery_fixture *fixture = *state;

	PLAN(fixture, SIGTERM, GROUP);
	reap_group(&fixture->kernel);
	deliver_plan(fixture);
	assert_int_equal(fixture->kernel.send_count, 0);
	assert_int_equal(result_of(fixture, 0), RESULT_GONE);
	assert_int_equal(fixture->delivery->targets[0].error, -ESRCH);
	assert_int_equal(fixture->delivery->targets[0].counts[OUTCOME_GONE], 3);
	assert_int_equal(status_of(fixture), 1);
}

/* It ended between the last check and the call. */
static void test_group_ended_in_between(void **state)
{
	struct delivery_fixture *fixture = *state;

	PLAN(fixture, SIGTERM, GROUP);
	fixture->kernel.meanwhile = reap_group;
	deliver_plan(fixture);
	assert_null(fixture->kernel.meanwhile);
	assert_int_equal(result_of(fixture, 0), RESULT_GONE);
	assert_int_equal(fixture->delivery->targets[0].counts[OUTCOME_GONE], 3);
	assert_int_equal(fixture->delivery->targets[0].counts[OUTCOME_SIGNALLED], 0);
}

static void test_number_reused(void **state)
{
	struct delivery_fixture *fixture = *state;

	for (int exact = 0; exact < 2; exact++) {
		tear_down(state);
		set_up(state);
		fixture->kernel.has_group_flag = exact;
		PLAN(fixture, SIGKILL, GROUP);
		reap_group(&fixture->kernel);
		fake_kernel_start(&fixture->kernel,
			(struct process_stat){.pid = GROUP, .pgid = GROUP, .sid = SESSION,
				.state = 'S', .start = 5000000});
		deliver_plan(fixture);
		assert_int_equal(fixture->kernel.send_count, 0);
		assert_int_equal(result_of(fixture, 0), RESULT_CHANGED);
		assert_int_equal(fixture->delivery->targets[0].counts[OUTCOME_SIGNALLED], 0);
		assert_int_equal(status_of(fixture), 1);
	}
}

static void test_leader_reaped_since_the_plan(void **state)
{
	struct delivery_fixture *fixture = *state;

	PLAN(fixture, SIGTERM, GROUP);
	fake_kernel_reap(&fixture->kernel, GROUP);
	deliver_plan(fixture);
	assert_int_equal(result_of(fixture, 0), RESULT_SIGNALLED);
	assert_int_equal(outcome_of(fixture, GROUP), OUTCOME_GONE);
	assert_int_equal(outcome_of(fixture, 101), OUTCOME_SIGNALLED);
	assert_int_equal(fixture->kernel.sends[0].reached, 2);
	assert_int_equal(status_of(fixture), 0);
}

static void test_member_left_the_group(void **state)
{
	struct delivery_fixture *fixture = *state;

	PLAN(fixture, SIGTERM, GROUP);
	fake_kernel_process(&fixture->kernel, 102)->stat.pgid = 102;
	deliver_plan(fixture);
	assert_int_equal(outcome_of(fixture, 102), OUTCOME_GONE);
	assert_int_equal(error_of(fixture, 102), 0);
	assert_int_equal(outcome_of(fixture, 101), OUTCOME_SIGNALLED);
}

static void leave(struct fake_kernel *kernel)
{
	fake_kernel_process(kernel, 102)->stat.pgid = 102;
}

/* What that member is expected to do with the signal. */
static void expect_of(struct delivery_fixture *fixture, pid_t pid, enum expectation expected)
{
	for (uint32_t i = 0; i < fixture->plan->member_count; i++)
		if (fixture->plan->members[i].id.pid == pid)
			fixture->plan->members[i].expected = expected;
}

/* Asked when it was a member still, in another group after the call: who can handle the signal may
 * have left because of it, and was reached; nobody else can. */
static void test_member_left_in_between(void **state)
{
	static const struct {
		enum expectation expected;
		enum outcome outcome;
	} rows[] = {{EXPECT_DEFAULT, OUTCOME_GONE}, {EXPECT_IGNORED, OUTCOME_GONE},
		{EXPECT_BLOCKED, OUTCOME_GONE}, {EXPECT_CAUGHT, OUTCOME_SIGNALLED},
		{EXPECT_UNKNOWN, OUTCOME_SIGNALLED}};
	struct delivery_fixture *fixture = *state;

	for (size_t i = 0; i < COUNT(rows); i++) {
		tear_down(state);
		set_up(state);
		PLAN(fixture, SIGTERM, GROUP);
		expect_of(fixture, 102, rows[i].expected);
		fixture->kernel.meanwhile = leave;
		deliver_plan(fixture);
		assert_int_equal(outcome_of(fixture, 102), rows[i].outcome);
		assert_int_equal(error_of(fixture, 102), 0);
	}
}

static void test_some_targets_only(void **state)
{
	struct delivery_fixture *fixture = *state;

	PLAN_AND_SEND(fixture, SIGTERM, GROUP, 999);
	assert_int_equal(result_of(fixture, 0), RESULT_SIGNALLED);
	assert_int_equal(result_of(fixture, 1), RESULT_GONE);
	assert_int_equal(status_of(fixture), 64);
}

static void test_bad_numbers_are_refused(void **state)
{
	struct delivery_fixture *fixture = *state;

	fixture->kernel.has_group_flag = false;
	PLAN(fixture, SIGKILL, 0, 1, -1);
	deliver(fixture->delivery, &fixture->kernel.table, true);
	assert_int_equal(fixture->kernel.send_count, 0);
	for (uint32_t i = 0; i < 3; i++)
		assert_int_equal(result_of(fixture, i), RESULT_REFUSED);
	assert_int_equal(status_of(fixture), 1);
}

static void test_protected_only_when_included(void **state)
{
	struct delivery_fixture *fixture = *state;

	PLAN_AND_SEND(fixture, SIGTERM, SENDER);
	assert_int_equal(fixture->kernel.send_count, 0);
	assert_int_equal(result_of(fixture, 0), RESULT_REFUSED);
	assert_int_equal(status_of(fixture), 1);
	deliver(fixture->delivery, &fixture->kernel.table, true);
	assert_int_equal(fixture->kernel.send_count, 1);
	assert_int_equal(result_of(fixture, 0), RESULT_SIGNALLED);
}

static void test_cancelled(void **state)
{
	struct delivery_fixture *fixture = *state;

	PLAN(fixture, SIGTERM, GROUP, 999);
	deliver_cancel(fixture->delivery);
	assert_int_equal(result_of(fixture, 0), RESULT_CANCELLED);
	assert_int_equal(result_of(fixture, 1), RESULT_GONE);
	assert_int_equal(fixture->kernel.send_count, 0);
	assert_int_equal(status_of(fixture), 1);
}

/* CONT reaches the sender's own session whoever owns its members. */
static void test_continue_in_the_own_session(void **state)
{
	struct delivery_fixture *fixture = *state;

	fake_kernel_process(&fixture->kernel, SENDER)->stat.sid = SESSION;
	look_again(fixture);
	deny(fixture, 101);
	PLAN_AND_SEND(fixture, SIGCONT, GROUP);
	assert_int_equal(outcome_of(fixture, 101), OUTCOME_SIGNALLED);
	assert_int_equal(result_of(fixture, 0), RESULT_SIGNALLED);
}

static void test_continue_elsewhere_is_denied(void **state)
{
	struct delivery_fixture *fixture = *state;

	deny(fixture, 101);
	PLAN_AND_SEND(fixture, SIGCONT, GROUP);
	assert_int_equal(outcome_of(fixture, 101), OUTCOME_DENIED);
	assert_int_equal(result_of(fixture, 0), RESULT_PARTIAL);
}

/* What ends the sender's own group may end the sender before the others are signalled. */
static void test_own_group_comes_last(void **state)
{
	struct delivery_fixture *fixture = *state;

	PLAN(fixture, SIGTERM, SENDER, OTHER);
	deliver(fixture->delivery, &fixture->kernel.table, true);
	assert_int_equal(fixture->kernel.send_count, 2);
	assert_int_equal(fixture->kernel.sends[0].pgid, OTHER);
	assert_int_equal(fixture->kernel.sends[1].pgid, SENDER);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_whole_group),
		TEST(test_two_groups_two_calls),
		TEST(test_partial),
		TEST(test_all_denied),
		TEST(test_own_zombie_and_denied_members),
		TEST(test_zombie_since_the_plan),
		TEST(test_member_replaced_since_the_plan),
		TEST(test_only_zombies),
		TEST(test_zombie_among_the_living),
		TEST(test_living_threads_of_a_z),
		TEST(test_group_ended_since_the_plan),
		TEST(test_group_ended_in_between),
		TEST(test_number_reused),
		TEST(test_leader_reaped_since_the_plan),
		TEST(test_member_left_the_group),
		TEST(test_member_left_in_between),
		TEST(test_some_targets_only),
		TEST(test_bad_numbers_are_refused),
		TEST(test_protected_only_when_included),
		TEST(test_own_group_comes_last),
		TEST(test_cancelled),
		TEST(test_continue_in_the_own_session),
		TEST(test_continue_elsewhere_is_denied),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
