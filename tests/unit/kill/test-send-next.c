/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What follows a send: the next signal to who is left, the end of the wait, the exit status. */
#include <config.h>

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "../../lib/memory/engine_fixture.h"
#include "../../lib/memory/snapshot_fixture.h"
#include "base/clock.h"
#include "kill/watch_end.h"

/* ---- What follows ---- */

static void the_next_signal_is_for_who_is_left(void **state)
{
	struct fixture *fixture = *state;
	const struct plan *next;

	choose(fixture, GROUP);
	choose(fixture, OTHER);
	plan_and_go(fixture, SIGTERM);
	send_wait(fixture->send, CLOCK_SECOND);
	fake_kernel_reap(&fixture->kernel, OTHER);
	fake_kernel_end(&fixture->kernel, 101);
	fake_kernel_end(&fixture->kernel, 102);
	scan_and_absorb(fixture);
	next = plan_for_the_rest(fixture, SIGKILL);
	assert_int_equal(next->target_count, 1);
	assert_int_equal(next->targets[0].counts[EXPECT_ZOMBIE], 2);
	assert_int_equal(next->targets[0].counts[EXPECT_DEFAULT], 1);
	assert_int_equal(fixture->kept_count, 0);
	assert_int_equal(send_go(fixture->send), 0);
	assert_int_equal(last_call(fixture)->reached, 1);
	assert_int_equal(send_rounds(fixture->send), 1);
	/* The one before is over, with one survivor; what comes of the next is not its doing. */
	assert_int_equal(fixture->kept_count, 1);
	assert_int_equal(fixture->kept[0].signal, SIGTERM);
	assert_int_equal(fixture->kept[0].survivors, 1);
	fake_kernel_reap(&fixture->kernel, GROUP);
	send_look(fixture->send);
	assert_int_equal(watch_count_survivors(fixture->send->steps[0].watch, 0), 1);
	assert_int_equal(send_count_living(fixture->send), 0);
	/* Each target is told of by the last step that has it. */
	assert_int_equal(send_find(fixture->send, 0).step - fixture->send->steps, 1);
	assert_int_equal(send_find(fixture->send, 1).step - fixture->send->steps, 0);
	assert_null(send_find(fixture->send, 2).step);
}

/* What came of a signal is looked at a last time before the next one is sent. */
static void a_last_look_before_the_next_signal(void **state)
{
	struct fixture *fixture = *state;

	choose(fixture, GROUP);
	plan_and_go(fixture, SIGTERM);
	send_wait(fixture->send, CLOCK_SECOND);
	send_look(fixture->send);
	plan_for_the_rest(fixture, SIGKILL);
	fake_kernel_reap(&fixture->kernel, 101);
	assert_int_equal(send_go(fixture->send), 0);
	assert_int_equal(fixture->kept[0].survivors, 2);
}

/* ---- Waiting and keeping ---- */

static void who_is_alive_when_the_time_is_over_has_survived(void **state)
{
	struct fixture *fixture = *state;

	choose(fixture, GROUP);
	plan_and_go(fixture, SIGTERM);
	send_wait(fixture->send, CLOCK_SECOND);
	assert_true(send_has_time(fixture->send));
	fake_kernel_reap(&fixture->kernel, 101);
	pass(fixture, CLOCK_SECOND / 2);
	send_record(fixture->send);
	assert_int_equal(fixture->kept_count, 0);
	/* Everybody is looked at in that very moment. */
	send_look(fixture->send);
	assert_true(fixture->send->next_look <= fixture->send->deadline);
	fake_kernel_reap(&fixture->kernel, 102);
	pass(fixture, CLOCK_SECOND / 2);
	assert_false(send_has_time(fixture->send));
	send_record(fixture->send);
	send_record(fixture->send);
	assert_int_equal(fixture->kept_count, 1);
	assert_int_equal(fixture->kept[0].survivors, 1);
	assert_true(fixture->kept[0].watched);
	assert_int_equal(send_status(fixture->send), SEND_SURVIVORS);
	send_settle(fixture->send);
	assert_int_equal(fixture->kept_count, 1);
}

/* A step that has come to its end need not wait for the others. */
static void a_step_is_kept_at_its_end(void **state)
{
	struct fixture *fixture = *state;

	choose_session(fixture);
	plan_and_go(fixture, SIGTERM);
	send_wait(fixture->send, CLOCK_SECOND);
	bear(fixture, NEWBORN, NEWBORN);
	scan_and_absorb(fixture);
	fake_kernel_reap(&fixture->kernel, NEWBORN);
	scan_and_absorb(fixture);
	send_record(fixture->send);
	assert_int_equal(fixture->kept_count, 1);
	assert_int_equal(fixture->kept[0].survivors, 0);
	send_settle(fixture->send);
	assert_int_equal(fixture->kept_count, 2);
	assert_int_equal(fixture->kept[1].survivors, 5);
}

/* Where nobody waits, nobody survives; the last owner sees to it that it is kept. */
static void the_last_share_keeps_what_is_not_kept(void **state)
{
	struct fixture *fixture = *state;

	choose(fixture, GROUP);
	plan_and_go(fixture, SIGTERM);
	assert_ptr_equal(send_ref(fixture->send), fixture->send);
	send_unref(fixture->send);
	assert_int_equal(fixture->kept_count, 0);
	send_unref(fixture->send);
	fixture->send = NULL;
	assert_int_equal(fixture->kept_count, 1);
	assert_false(fixture->kept[0].watched);
	assert_int_equal(fixture->kept[0].survivors, 0);
}

/* Who ended since the last look is no survivor. */
static void settling_looks_once_more(void **state)
{
	struct fixture *fixture = *state;

	choose(fixture, GROUP);
	plan_and_go(fixture, SIGTERM);
	send_wait(fixture->send, CLOCK_SECOND);
	send_look(fixture->send);
	fake_kernel_reap(&fixture->kernel, 101);
	send_settle(fixture->send);
	assert_int_equal(fixture->kept[0].survivors, 2);
}

/* Why they live is asked of those alone who do. */
static void details_of_who_is_left(void **state)
{
	struct fixture *fixture = *state;
	struct process_id ids[FAKE_PROCESSES];
	struct detail_set *details = DETAILS_OF(fixture->snapshot,
		{.pid = 102, .ignored = SIGNAL_BIT(SIGTERM), .wchan = "do_wait"});

	choose(fixture, GROUP);
	plan_and_go(fixture, SIGTERM);
	fake_kernel_reap(&fixture->kernel, 101);
	send_look(fixture->send);
	assert_int_equal(send_living(fixture->send, ids, FAKE_PROCESSES), 2);
	assert_int_equal(ids[1].pid, 102);
	send_take_details(fixture->send, details);
	assert_int_equal(fixture->send->steps[0].watch->members[2].expects, EXPECT_IGNORED);
	detail_set_free(details);
}

/* ---- Exit statuses ---- */

static void statuses(void **state)
{
	struct fixture *fixture = *state;

	choose(fixture, GROUP);
	plan(fixture, SIGTERM);
	assert_int_equal(send_foretold_status(fixture->send), SEND_WHOLE);
	assert_int_equal(send_status(fixture->send), SEND_NOTHING);
	fake_kernel_process(&fixture->kernel, 101)->denied = true;
	plan(fixture, SIGTERM);
	assert_int_equal(send_foretold_status(fixture->send), SEND_PARTIAL);
	choose(fixture, 4711);
	fake_kernel_process(&fixture->kernel, 101)->denied = false;
	plan_and_go(fixture, SIGTERM);
	assert_int_equal(send_status(fixture->send), SEND_PARTIAL);
	/* Who lives is a survivor only where their end was waited for. */
	send_wait(fixture->send, 0);
	assert_int_equal(send_status(fixture->send), SEND_SURVIVORS);
	end_group(fixture);
	send_settle(fixture->send);
	assert_int_equal(send_status(fixture->send), SEND_PARTIAL);
}

/* Zombies and members that may not be signalled are nobody who can be reached. */
static void nobody_to_be_reached(void **state)
{
	struct fixture *fixture = *state;

	for (pid_t pid = GROUP; pid <= 102; pid++)
		fake_kernel_end(&fixture->kernel, pid);
	assert_int_equal(targets_renew(fixture->targets, scan(fixture)), 0);
	choose(fixture, GROUP);
	plan(fixture, SIGTERM);
	assert_int_equal(send_foretold_status(fixture->send), SEND_NOTHING);
	fake_kernel_process(&fixture->kernel, OTHER)->denied = true;
	choose(fixture, OTHER);
	plan(fixture, SIGTERM);
	assert_int_equal(send_foretold_status(fixture->send), SEND_NOTHING);
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
		TEST(nobody_to_be_reached),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
