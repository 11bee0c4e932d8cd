/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the plan does not have: members born since, zombies of others, the signal that follows. */
#include <config.h>

#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "../../lib/memory/delivery_fixture.h"
#include "base/cleanup.h"

static void bear(struct fake_kernel *kernel, pid_t pid)
{
	fake_kernel_start(kernel,
		(struct process_stat){.pid = pid, .ppid = 1, .pgid = GROUP, .sid = SESSION,
			.threads = 1, .state = 'S', .start = 6000000});
}

/* While the plan was read, every member has ended, and one who was born since took the signal. */
static void test_only_newborn_members(void **state)
{
	struct delivery_fixture *fixture = *state;

	for (int zombie = 0; zombie < 2; zombie++) {
		tear_down(state);
		set_up(state);
		PLAN(fixture, SIGTERM, GROUP);
		bear(&fixture->kernel, 150);
		reap_group(&fixture->kernel);
		if (zombie)
			fake_kernel_start(&fixture->kernel,
				(struct process_stat){.pid = 102, .pgid = GROUP, .sid = SESSION,
					.state = 'Z', .start = STARTED_AGO(0)});
		deliver_plan(fixture);
		assert_int_equal(fixture->kernel.sends[0].reached, 1);
		assert_int_equal(result_of(fixture, 0), RESULT_SIGNALLED);
		assert_int_equal(fixture->delivery->targets[0].unseen, 1);
		assert_true(fixture->delivery->sent);
		assert_int_equal(status_of(fixture), 0);
	}
}

/* Zombies that are somebody else's make the call fail like a denial. */
static void test_only_zombies_of_somebody_else(void **state)
{
	struct delivery_fixture *fixture = *state;

	for (pid_t pid = GROUP; pid <= 102; pid++) {
		fake_kernel_end(&fixture->kernel, pid);
		deny(fixture, pid);
	}
	look_again(fixture);
	PLAN_AND_SEND(fixture, SIGKILL, GROUP);
	assert_int_equal(fixture->delivery->targets[0].error, -EPERM);
	assert_int_equal(result_of(fixture, 0), RESULT_GONE);
}

/* The second signal goes the same way, right behind the first. */
static void test_continue_follows(void **state)
{
	struct delivery_fixture *fixture = *state;

	PLAN(fixture, SIGTERM, GROUP);
	fixture->plan->targets[0].continues = true;
	deliver_plan(fixture);
	assert_int_equal(fixture->kernel.send_count, 2);
	assert_int_equal(fixture->kernel.sends[0].signal, SIGTERM);
	assert_int_equal(fixture->kernel.sends[1].signal, SIGCONT);
	assert_int_equal(fixture->kernel.sends[1].pgid, GROUP);
	assert_true(fixture->kernel.sends[1].through_pidfd);
	assert_true(fixture->delivery->targets[0].continued);
}

/* Nothing follows what was not sent. */
static void test_continue_does_not_follow_a_failure(void **state)
{
	struct delivery_fixture *fixture = *state;

	for (pid_t pid = GROUP; pid <= 102; pid++)
		deny(fixture, pid);
	PLAN(fixture, SIGTERM, GROUP);
	fixture->plan->targets[0].continues = true;
	deliver_plan(fixture);
	assert_int_equal(fixture->kernel.send_count, 0);
	assert_false(fixture->delivery->targets[0].continued);
}

/* Members that are held are not looked for in /proc while somebody waits. */
static void test_held_members_are_not_looked_at(void **state)
{
	struct delivery_fixture *fixture = *state;

	PLAN(fixture, SIGTERM, GROUP);
	delivery_hold(fixture->delivery, &fixture->kernel.table, 8);
	assert_int_equal(fixture->kernel.open_count, 1 + 3);
	fixture->kernel.look_error = -EMFILE;
	deny(fixture, 101);
	deliver_plan(fixture);
	fixture->kernel.look_error = 0;
	assert_int_equal(outcome_of(fixture, GROUP), OUTCOME_SIGNALLED);
	assert_int_equal(outcome_of(fixture, 101), OUTCOME_DENIED);
	assert_int_equal(outcome_of(fixture, 102), OUTCOME_SIGNALLED);
}

/* What has become of a held member since is told as of any other. */
static void test_held_members_change(void **state)
{
	struct delivery_fixture *fixture = *state;

	PLAN(fixture, SIGTERM, GROUP);
	delivery_hold(fixture->delivery, &fixture->kernel.table, 8);
	fake_kernel_end(&fixture->kernel, GROUP);
	fake_kernel_process(&fixture->kernel, 101)->stat.pgid = OTHER;
	deliver_plan(fixture);
	assert_int_equal(outcome_of(fixture, GROUP), OUTCOME_ZOMBIE);
	assert_int_equal(outcome_of(fixture, 101), OUTCOME_GONE);
	assert_int_equal(outcome_of(fixture, 102), OUTCOME_SIGNALLED);
}

/* A number that was used again is nobody's to hold, and no more are held than may be. */
static void test_strangers_are_not_held(void **state)
{
	struct delivery_fixture *fixture = *state;

	PLAN(fixture, SIGTERM, GROUP);
	fake_kernel_reap(&fixture->kernel, 101);
	bear(&fixture->kernel, 101);
	delivery_hold(fixture->delivery, &fixture->kernel.table, 8);
	assert_int_equal(fixture->kernel.open_count, 1 + 2);
	delivery_hold(fixture->delivery, &fixture->kernel.table, 1);
	assert_int_equal(fixture->kernel.open_count, 1 + 2);
	deliver_plan(fixture);
	assert_int_equal(outcome_of(fixture, 101), OUTCOME_GONE);
}

/* The next plan has other members, and takes over who is in both. */
static void test_the_next_plan_inherits(void **state)
{
	struct delivery_fixture *fixture = *state;
	struct plan *plan;
	struct delivery *delivery;

	PLAN(fixture, SIGTERM, GROUP);
	delivery_hold(fixture->delivery, &fixture->kernel.table, 8);
	plan = TAKE(fixture->plan);
	delivery = TAKE(fixture->delivery);
	pin_done(&fixture->pins[0], &fixture->kernel.table);
	fake_kernel_reap(&fixture->kernel, 101);
	bear(&fixture->kernel, 150);
	look_again(fixture);
	PLAN(fixture, SIGTERM, GROUP);
	delivery_inherit(fixture->delivery, delivery);
	delivery_free(delivery);
	plan_free(plan);
	assert_int_equal(fixture->kernel.open_count, 1 + 2);
	for (uint32_t i = 0; i < fixture->plan->member_count; i++)
		assert_int_equal(fixture->delivery->pidfds[i] >= 0,
			fixture->plan->members[i].id.pid != 150);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_only_newborn_members, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_only_zombies_of_somebody_else, set_up,
			tear_down),
		cmocka_unit_test_setup_teardown(test_continue_follows, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_continue_does_not_follow_a_failure, set_up,
			tear_down),
		cmocka_unit_test_setup_teardown(test_held_members_are_not_looked_at, set_up,
			tear_down),
		cmocka_unit_test_setup_teardown(test_held_members_change, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_strangers_are_not_held, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_the_next_plan_inherits, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
