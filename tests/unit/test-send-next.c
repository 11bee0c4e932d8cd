/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What follows a send: the next signal to who is left, the end of the wait, the exit status. */
#include <config.h>

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "../lib/made_up.h"
#include "../lib/send_scene.h"
#include "base/clock.h"

/* ---- What follows ---- */

static void the_next_signal_is_for_who_is_left(void **state)
{
	struct scene *scene = *state;
	const struct plan *next;

	choose(scene, GROUP);
	choose(scene, OTHER);
	plan_and_go(scene, SIGTERM);
	send_wait(scene->send, CLOCK_SECOND);
	fake_kernel_reap(&scene->kernel, OTHER);
	fake_kernel_end(&scene->kernel, 101);
	fake_kernel_end(&scene->kernel, 102);
	scan_and_absorb(scene);
	next = plan_for_the_rest(scene, SIGKILL);
	assert_int_equal(next->target_count, 1);
	assert_int_equal(next->targets[0].counts[EXPECT_ZOMBIE], 2);
	assert_int_equal(next->targets[0].counts[EXPECT_DEFAULT], 1);
	assert_int_equal(scene->kept_count, 0);
	assert_int_equal(send_go(scene->send), 0);
	assert_int_equal(last_call(scene)->reached, 1);
	assert_int_equal(send_rounds(scene->send), 1);
	/* The one before is over, with one survivor; what comes of the next is not its doing. */
	assert_int_equal(scene->kept_count, 1);
	assert_int_equal(scene->kept[0].signal, SIGTERM);
	assert_int_equal(scene->kept[0].survivors, 1);
	fake_kernel_reap(&scene->kernel, GROUP);
	send_look(scene->send);
	assert_int_equal(watch_count_survivors(scene->send->steps[0].watch, 0), 1);
	assert_int_equal(send_count_living(scene->send), 0);
	/* Each target is told of by the last step that has it. */
	assert_int_equal(send_find(scene->send, 0).step - scene->send->steps, 1);
	assert_int_equal(send_find(scene->send, 1).step - scene->send->steps, 0);
	assert_null(send_find(scene->send, 2).step);
}

/* What came of a signal is looked at a last time before the next one is sent. */
static void a_last_look_before_the_next_signal(void **state)
{
	struct scene *scene = *state;

	choose(scene, GROUP);
	plan_and_go(scene, SIGTERM);
	send_wait(scene->send, CLOCK_SECOND);
	send_look(scene->send);
	plan_for_the_rest(scene, SIGKILL);
	fake_kernel_reap(&scene->kernel, 101);
	assert_int_equal(send_go(scene->send), 0);
	assert_int_equal(scene->kept[0].survivors, 2);
}

/* ---- Waiting and keeping ---- */

static void who_is_alive_when_the_time_is_over_has_survived(void **state)
{
	struct scene *scene = *state;

	choose(scene, GROUP);
	plan_and_go(scene, SIGTERM);
	send_wait(scene->send, CLOCK_SECOND);
	assert_true(send_has_time(scene->send));
	fake_kernel_reap(&scene->kernel, 101);
	pass(scene, CLOCK_SECOND / 2);
	send_keep(scene->send);
	assert_int_equal(scene->kept_count, 0);
	/* Everybody is looked at in that very moment. */
	send_look(scene->send);
	assert_true(scene->send->next_look <= scene->send->deadline);
	fake_kernel_reap(&scene->kernel, 102);
	pass(scene, CLOCK_SECOND / 2);
	assert_false(send_has_time(scene->send));
	send_keep(scene->send);
	send_keep(scene->send);
	assert_int_equal(scene->kept_count, 1);
	assert_int_equal(scene->kept[0].survivors, 1);
	assert_true(scene->kept[0].watched);
	assert_int_equal(send_status(scene->send), SEND_SURVIVORS);
	send_settle(scene->send);
	assert_int_equal(scene->kept_count, 1);
}

/* A step that has come to its end need not wait for the others. */
static void a_step_is_kept_at_its_end(void **state)
{
	struct scene *scene = *state;

	choose_session(scene);
	plan_and_go(scene, SIGTERM);
	send_wait(scene->send, CLOCK_SECOND);
	bear(scene, NEWBORN, NEWBORN);
	scan_and_absorb(scene);
	fake_kernel_reap(&scene->kernel, NEWBORN);
	scan_and_absorb(scene);
	send_keep(scene->send);
	assert_int_equal(scene->kept_count, 1);
	assert_int_equal(scene->kept[0].survivors, 0);
	send_settle(scene->send);
	assert_int_equal(scene->kept_count, 2);
	assert_int_equal(scene->kept[1].survivors, 5);
}

/* Where nobody waits, nobody survives; the last owner sees to it that it is kept. */
static void the_last_share_keeps_what_is_not_kept(void **state)
{
	struct scene *scene = *state;

	choose(scene, GROUP);
	plan_and_go(scene, SIGTERM);
	assert_ptr_equal(send_ref(scene->send), scene->send);
	send_unref(scene->send);
	assert_int_equal(scene->kept_count, 0);
	send_unref(scene->send);
	scene->send = NULL;
	assert_int_equal(scene->kept_count, 1);
	assert_false(scene->kept[0].watched);
	assert_int_equal(scene->kept[0].survivors, 0);
}

/* Who ended since the last look is no survivor. */
static void settling_looks_once_more(void **state)
{
	struct scene *scene = *state;

	choose(scene, GROUP);
	plan_and_go(scene, SIGTERM);
	send_wait(scene->send, CLOCK_SECOND);
	send_look(scene->send);
	fake_kernel_reap(&scene->kernel, 101);
	send_settle(scene->send);
	assert_int_equal(scene->kept[0].survivors, 2);
}

/* Why they live is asked of those alone who do. */
static void details_of_who_is_left(void **state)
{
	struct scene *scene = *state;
	struct process_id ids[FAKE_PROCESSES];
	struct detail_set *details = MADE_UP_DETAILS(scene->snapshot,
		{.pid = 102, .ignored = MADE_UP_SIGNAL(SIGTERM), .wchan = "do_wait"});

	choose(scene, GROUP);
	plan_and_go(scene, SIGTERM);
	fake_kernel_reap(&scene->kernel, 101);
	send_look(scene->send);
	assert_int_equal(send_living(scene->send, ids, FAKE_PROCESSES), 2);
	assert_int_equal(ids[1].pid, 102);
	send_take_details(scene->send, details);
	assert_int_equal(scene->send->steps[0].watch->members[2].expects, EXPECT_IGNORED);
	detail_set_free(details);
}

/* ---- Exit statuses ---- */

static void statuses(void **state)
{
	struct scene *scene = *state;

	choose(scene, GROUP);
	plan(scene, SIGTERM);
	assert_int_equal(send_foretold_status(scene->send), SEND_WHOLE);
	assert_int_equal(send_status(scene->send), SEND_NOTHING);
	fake_kernel_process(&scene->kernel, 101)->denied = true;
	plan(scene, SIGTERM);
	assert_int_equal(send_foretold_status(scene->send), SEND_PARTIAL);
	choose(scene, 4711);
	fake_kernel_process(&scene->kernel, 101)->denied = false;
	plan_and_go(scene, SIGTERM);
	assert_int_equal(send_status(scene->send), SEND_PARTIAL);
	/* Who lives is a survivor only where their end was waited for. */
	send_wait(scene->send, 0);
	assert_int_equal(send_status(scene->send), SEND_SURVIVORS);
	end_group(scene);
	send_settle(scene->send);
	assert_int_equal(send_status(scene->send), SEND_PARTIAL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_next_signal_is_for_who_is_left),
		TEST(a_last_look_before_the_next_signal),
		TEST(who_is_alive_when_the_time_is_over_has_survived),
		TEST(a_step_is_kept_at_its_end),
		TEST(the_last_share_keeps_what_is_not_kept),
		TEST(settling_looks_once_more),
		TEST(details_of_who_is_left),
		TEST(statuses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
