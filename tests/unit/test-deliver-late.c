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

#include "../lib/delivery_scene.h"
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
	struct scene *scene = *state;

	for (int zombie = 0; zombie < 2; zombie++) {
		tear_down(state);
		set_up(state);
		PLAN(scene, SIGTERM, GROUP);
		bear(&scene->kernel, 150);
		reap_group(&scene->kernel);
		if (zombie)
			fake_kernel_start(&scene->kernel,
				(struct process_stat){.pid = 102, .pgid = GROUP, .sid = SESSION,
					.state = 'Z', .start = MADE_UP_AGED(0)});
		deliver_plan(scene);
		assert_int_equal(scene->kernel.sends[0].reached, 1);
		assert_int_equal(result_of(scene, 0), RESULT_SIGNALLED);
		assert_int_equal(scene->delivery->targets[0].unseen, 1);
		assert_true(scene->delivery->sent);
		assert_int_equal(status_of(scene), 0);
	}
}

/* Zombies that are somebody else's make the call fail like a denial. */
static void test_only_zombies_of_somebody_else(void **state)
{
	struct scene *scene = *state;

	for (pid_t pid = GROUP; pid <= 102; pid++) {
		fake_kernel_end(&scene->kernel, pid);
		deny(scene, pid);
	}
	look_again(scene);
	PLAN_AND_SEND(scene, SIGKILL, GROUP);
	assert_int_equal(scene->delivery->targets[0].error, -EPERM);
	assert_int_equal(result_of(scene, 0), RESULT_GONE);
}

/* The second signal goes the same way, right behind the first. */
static void test_continue_follows(void **state)
{
	struct scene *scene = *state;

	PLAN(scene, SIGTERM, GROUP);
	scene->plan->targets[0].continues = true;
	deliver_plan(scene);
	assert_int_equal(scene->kernel.send_count, 2);
	assert_int_equal(scene->kernel.sends[0].signal, SIGTERM);
	assert_int_equal(scene->kernel.sends[1].signal, SIGCONT);
	assert_int_equal(scene->kernel.sends[1].pgid, GROUP);
	assert_true(scene->kernel.sends[1].through_pidfd);
	assert_true(scene->delivery->targets[0].continued);
}

/* Nothing follows what was not sent. */
static void test_continue_does_not_follow_a_failure(void **state)
{
	struct scene *scene = *state;

	for (pid_t pid = GROUP; pid <= 102; pid++)
		deny(scene, pid);
	PLAN(scene, SIGTERM, GROUP);
	scene->plan->targets[0].continues = true;
	deliver_plan(scene);
	assert_int_equal(scene->kernel.send_count, 0);
	assert_false(scene->delivery->targets[0].continued);
}

/* Members that are held are not looked for in /proc while somebody waits. */
static void test_held_members_are_not_looked_at(void **state)
{
	struct scene *scene = *state;

	PLAN(scene, SIGTERM, GROUP);
	delivery_hold(scene->delivery, &scene->kernel.table, 8);
	assert_int_equal(scene->kernel.open_count, 1 + 3);
	scene->kernel.look_error = -EMFILE;
	deny(scene, 101);
	deliver_plan(scene);
	scene->kernel.look_error = 0;
	assert_int_equal(outcome_of(scene, GROUP), OUTCOME_SIGNALLED);
	assert_int_equal(outcome_of(scene, 101), OUTCOME_DENIED);
	assert_int_equal(outcome_of(scene, 102), OUTCOME_SIGNALLED);
}

/* What has become of a held member since is told as of any other. */
static void test_held_members_change(void **state)
{
	struct scene *scene = *state;

	PLAN(scene, SIGTERM, GROUP);
	delivery_hold(scene->delivery, &scene->kernel.table, 8);
	fake_kernel_end(&scene->kernel, GROUP);
	fake_kernel_process(&scene->kernel, 101)->stat.pgid = OTHER;
	deliver_plan(scene);
	assert_int_equal(outcome_of(scene, GROUP), OUTCOME_ZOMBIE);
	assert_int_equal(outcome_of(scene, 101), OUTCOME_GONE);
	assert_int_equal(outcome_of(scene, 102), OUTCOME_SIGNALLED);
}

/* A number that was used again is nobody's to hold, and no more are held than may be. */
static void test_strangers_are_not_held(void **state)
{
	struct scene *scene = *state;

	PLAN(scene, SIGTERM, GROUP);
	fake_kernel_reap(&scene->kernel, 101);
	bear(&scene->kernel, 101);
	delivery_hold(scene->delivery, &scene->kernel.table, 8);
	assert_int_equal(scene->kernel.open_count, 1 + 2);
	delivery_hold(scene->delivery, &scene->kernel.table, 1);
	assert_int_equal(scene->kernel.open_count, 1 + 2);
	deliver_plan(scene);
	assert_int_equal(outcome_of(scene, 101), OUTCOME_GONE);
}

/* The next plan has other members, and takes over who is in both. */
static void test_the_next_plan_inherits(void **state)
{
	struct scene *scene = *state;
	struct plan *plan;
	struct delivery *delivery;

	PLAN(scene, SIGTERM, GROUP);
	delivery_hold(scene->delivery, &scene->kernel.table, 8);
	plan = TAKE(scene->plan);
	delivery = TAKE(scene->delivery);
	pin_done(&scene->pins[0], &scene->kernel.table);
	fake_kernel_reap(&scene->kernel, 101);
	bear(&scene->kernel, 150);
	look_again(scene);
	PLAN(scene, SIGTERM, GROUP);
	delivery_inherit(scene->delivery, delivery);
	delivery_free(delivery);
	plan_free(plan);
	assert_int_equal(scene->kernel.open_count, 1 + 2);
	for (uint32_t i = 0; i < scene->plan->member_count; i++)
		assert_int_equal(scene->delivery->pidfds[i] >= 0,
			scene->plan->members[i].id.pid != 150);
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
