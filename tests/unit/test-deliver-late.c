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
		send_plan(scene);
		assert_int_equal(scene->kernel.sends[0].reached, 1);
		assert_int_equal(result_of(scene, 0), RESULT_SIGNALLED);
		assert_int_equal(scene->delivery->targets[0].unseen, 1);
		assert_true(scene->delivery->sent);
		assert_int_equal(delivery_exit_status(scene->delivery), 0);
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
	send_plan(scene);
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
	send_plan(scene);
	assert_int_equal(scene->kernel.send_count, 0);
	assert_false(scene->delivery->targets[0].continued);
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
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
