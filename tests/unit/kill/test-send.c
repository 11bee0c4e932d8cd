/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A send from its plan to its end, and its rounds over sessions. */
#include <config.h>

#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "../../lib/memory/engine_fixture.h"
#include "../../lib/memory/snapshot_fixture.h"
#include "base/clock.h"

/* ---- From the plan to the end ---- */

static void sends_what_was_planned(void **state)
{
	struct fixture *fixture = *state;
	struct pollfd fds[FAKE_PROCESSES];

	choose(fixture, GROUP);
	assert_null(send_planned(fixture->send));
	assert_int_equal(plan(fixture, SIGTERM)->target_count, 1);
	assert_int_equal(send_fill(fixture->send, fds, FAKE_PROCESSES), 0);
	assert_false(fixture->send->sent);
	assert_int_equal(send_go(fixture->send), 0);
	assert_null(send_planned(fixture->send));
	assert_true(fixture->send->sent);
	assert_int_equal(fixture->kernel.send_count, 1);
	assert_int_equal(last_call(fixture)->pgid, GROUP);
	assert_int_equal(send_count_living(fixture->send), 3);
	assert_int_equal(send_fill(fixture->send, fds, FAKE_PROCESSES), 3);
	assert_int_equal(send_fill(fixture->send, fds, 2), 2);
	assert_false(send_is_over(fixture->send));
}

/* That those who are known have ended is not the end: others may have been born. */
static void is_over_when_a_snapshot_says_so(void **state)
{
	struct fixture *fixture = *state;

	choose(fixture, GROUP);
	plan_and_go(fixture, SIGTERM);
	assert_false(send_wants_snapshot(fixture->send));
	bear(fixture, 103, GROUP);
	end_group(fixture);
	send_look(fixture->send);
	assert_false(send_is_over(fixture->send));
	assert_true(send_wants_snapshot(fixture->send));
	scan_and_absorb(fixture);
	assert_false(send_wants_snapshot(fixture->send));
	assert_int_equal(send_count_living(fixture->send), 1);
	fake_kernel_reap(&fixture->kernel, 103);
	pass(fixture, CLOCK_SECOND);
	assert_true(send_wants_snapshot(fixture->send));
	scan_and_absorb(fixture);
	assert_true(send_is_over(fixture->send));
	assert_true(fixture->send->next_look == UINT64_MAX);
}

/* A zombie has ended, and is looked at until it is reaped. */
static void looks_on_until_zombies_are_reaped(void **state)
{
	struct fixture *fixture = *state;

	choose(fixture, OTHER);
	plan_and_go(fixture, SIGTERM);
	fake_kernel_end(&fixture->kernel, OTHER);
	scan_and_absorb(fixture);
	assert_true(send_is_over(fixture->send));
	assert_true(fixture->send->next_look != UINT64_MAX);
	fake_kernel_reap(&fixture->kernel, OTHER);
	pass(fixture, CLOCK_SECOND);
	assert_true(fixture->send->next_look == UINT64_MAX);
}

/* Between looks only those are looked at who have a descriptor. */
static void looks_at_everybody_now_and_then(void **state)
{
	struct fixture *fixture = *state;
	uint64_t looked;

	choose(fixture, GROUP);
	fixture->kernel.pidfd_error = -EMFILE;
	plan_and_go(fixture, SIGTERM);
	assert_true(fixture->send->next_look <= fixture->kernel.now);
	send_look(fixture->send);
	looked = fixture->kernel.now;
	assert_in_range(fixture->send->next_look, looked + 49 * CLOCK_MILLISECOND,
		looked + 50 * CLOCK_MILLISECOND);
	fake_kernel_reap(&fixture->kernel, 101);
	pass(fixture, 40 * CLOCK_MILLISECOND);
	assert_int_equal(send_count_living(fixture->send), 3);
	pass(fixture, 10 * CLOCK_MILLISECOND);
	assert_int_equal(send_count_living(fixture->send), 2);
}

/* However soon the wait is over: whoever lives then is looked at then. */
static void looks_at_the_end_of_the_wait(void **state)
{
	struct fixture *fixture = *state;

	choose(fixture, GROUP);
	plan_and_go(fixture, SIGTERM);
	send_look(fixture->send);
	send_wait(fixture->send, 10 * CLOCK_MILLISECOND);
	assert_true(fixture->send->next_look == fixture->send->deadline);
	send_wait(fixture->send, CLOCK_SECOND);
	pass(fixture, CLOCK_SECOND - 10 * CLOCK_MILLISECOND);
	assert_true(fixture->send->next_look == fixture->send->deadline);
	/* Where nobody is left to be looked at, there is nothing to look for. */
	end_group(fixture);
	scan_and_absorb(fixture);
	send_wait(fixture->send, CLOCK_SECOND);
	assert_true(fixture->send->next_look == UINT64_MAX);
}

static void take_long(struct fake_kernel *kernel)
{
	kernel->now += 20 * CLOCK_MILLISECOND;
}

/* Looking takes no more than an eighth of the time. */
static void slow_looks_are_rare(void **state)
{
	struct fixture *fixture = *state;
	uint64_t begun;

	choose(fixture, GROUP);
	fixture->kernel.pidfd_error = -EMFILE;
	plan_and_go(fixture, SIGTERM);
	fixture->kernel.meanwhile = take_long;
	fixture->kernel.meanwhile_pid = 101;
	begun = fixture->kernel.now;
	send_look(fixture->send);
	assert_in_range(fixture->send->next_look - begun, 160 * CLOCK_MILLISECOND,
		161 * CLOCK_MILLISECOND);
}

/* What there was no memory to watch may live on, and is not said to have ended. */
static void what_is_not_watched_is_not_over(void **state)
{
	struct fixture *fixture = *state;

	choose(fixture, GROUP);
	plan_and_go(fixture, SIGTERM);
	watch_free(fixture->send->steps[0].watch);
	fixture->send->steps[0].watch = NULL;
	assert_false(send_is_over(fixture->send));
	assert_false(send_wants_snapshot(fixture->send));
	send_look(fixture->send);
	assert_true(fixture->send->next_look != UINT64_MAX);
	/* Where nothing was sent nobody is waited for. */
	fixture->send->steps[0].delivery->sent = false;
	assert_true(send_is_over(fixture->send));
}

/* ---- Plans ---- */

static void an_unchanged_plan_is_not_made_again(void **state)
{
	struct fixture *fixture = *state;
	const struct plan *first;

	choose(fixture, GROUP);
	first = plan(fixture, SIGTERM);
	fake_kernel_reap(&fixture->kernel, OTHER);
	assert_int_equal(send_renew(fixture->send, scan(fixture)), 0);
	assert_ptr_equal(send_planned(fixture->send)->plan, first);
	bear(fixture, 103, GROUP);
	assert_int_equal(send_renew(fixture->send, scan(fixture)), 0);
	assert_int_equal(send_planned(fixture->send)->plan->member_count, 4);
	assert_int_equal(fixture->send->count, 1);
	fake_kernel_reap(&fixture->kernel, 101);
	bear(fixture, 104, GROUP);
	assert_int_equal(send_renew(fixture->send, scan(fixture)), 0);
	assert_int_equal(send_planned(fixture->send)->plan->member_count, 4);
	assert_int_equal(send_planned(fixture->send)->plan->members[3].id.pid, 104);
	fake_kernel_reap(&fixture->kernel, 104);
	assert_int_equal(send_renew(fixture->send, scan(fixture)), 0);
	assert_int_equal(send_planned(fixture->send)->plan->member_count, 3);
}

/* Members that are held stay so, whatever is planned instead. */
static void a_plan_takes_descriptors_over(void **state)
{
	struct fixture *fixture = *state;
	size_t open_count;
	const int *pidfds;

	choose(fixture, GROUP);
	plan(fixture, SIGTERM);
	send_hold(fixture->send);
	open_count = fixture->kernel.open_count;
	bear(fixture, 103, GROUP);
	assert_int_equal(send_renew(fixture->send, scan(fixture)), 0);
	assert_int_equal(fixture->kernel.open_count, open_count);
	pidfds = send_planned(fixture->send)->delivery->pidfds;
	for (size_t i = 0; i < 3; i++)
		assert_true(pidfds[i] >= 0);
	assert_int_equal(pidfds[3], -1);
	assert_int_equal(send_go(fixture->send), 0);
	/* The watch has them now, and one for who had none. */
	assert_int_equal(fixture->kernel.open_count, open_count + 1);
}

static void what_is_not_sent_is_forgotten(void **state)
{
	struct fixture *fixture = *state;

	choose(fixture, GROUP);
	plan(fixture, SIGTERM);
	send_hold(fixture->send);
	send_unplan(fixture->send);
	assert_null(send_planned(fixture->send));
	assert_int_equal(fixture->send->count, 0);
	assert_int_equal(fixture->kernel.open_count, 1);
	send_unplan(fixture->send);
	send_settle(fixture->send);
	assert_int_equal(fixture->kept_count, 0);
}

static void protected_targets_are_refused_unasked(void **state)
{
	struct fixture *fixture = *state;

	choose(fixture, GROUP);
	choose(fixture, SENDER);
	plan(fixture, SIGTERM);
	assert_true(send_is_open(fixture->send, 0));
	assert_false(send_is_open(fixture->send, 1));
	assert_int_equal(send_count_open(fixture->send), 1);
	fixture->send->include_protected = true;
	plan(fixture, SIGTERM);
	assert_int_equal(send_count_open(fixture->send), 2);
	assert_int_equal(send_go(fixture->send), 0);
	assert_int_equal(fixture->kernel.send_count, 2);
}

/* Who sends may be moved into another group by its parent while a plan is read. */
static void becomes_protected_while_the_plan_is_read(void **state)
{
	struct fixture *fixture = *state;

	choose(fixture, OTHER);
	assert_int_equal(plan(fixture, SIGTERM)->targets[0].standing, PLAN_READY);
	fake_kernel_process(&fixture->kernel, SENDER)->stat.ppid = OTHER;
	assert_int_equal(send_renew(fixture->send, scan(fixture)), 0);
	assert_int_equal(send_planned(fixture->send)->plan->targets[0].judgement.reason,
		GUARD_ANCESTOR);
	assert_int_equal(send_go(fixture->send), 0);
	assert_int_equal(fixture->kernel.send_count, 0);
}

/* Who says yes after the plan was made is heard, too. */
static void a_yes_may_come_after_the_plan(void **state)
{
	struct fixture *fixture = *state;

	choose(fixture, SENDER);
	plan(fixture, SIGTERM);
	fixture->send->include_protected = true;
	assert_int_equal(send_go(fixture->send), 0);
	assert_int_equal(fixture->kernel.send_count, 1);
	assert_int_equal(send_status(fixture->send), SEND_WHOLE);
}

/* ---- Rounds ---- */

static void rounds_until_no_group_is_born(void **state)
{
	struct fixture *fixture = *state;

	choose_session(fixture);
	plan_and_go(fixture, SIGTERM);
	assert_int_equal(fixture->kernel.send_count, 3);
	assert_false(fixture->send->rounds_over);
	bear(fixture, NEWBORN, NEWBORN);
	scan_and_absorb(fixture);
	assert_int_equal(fixture->kernel.send_count, 4);
	assert_int_equal(last_call(fixture)->pgid, NEWBORN);
	assert_int_equal(last_call(fixture)->signal, SIGTERM);
	assert_int_equal(send_rounds(fixture->send), 2);
	assert_false(fixture->send->rounds_over);
	/* The same snapshot is no round. */
	assert_int_equal(send_absorb(fixture->send, fixture->snapshot), 0);
	assert_false(fixture->send->rounds_over);
	scan_and_absorb(fixture);
	assert_true(fixture->send->rounds_over);
	bear(fixture, 301, 301);
	scan_and_absorb(fixture);
	assert_int_equal(fixture->kernel.send_count, 4);
	assert_int_equal(send_rounds(fixture->send), 2);
}

/* A snapshot can show the last of a group that has ended since: that is no group born meanwhile. */
static void no_round_for_who_has_just_ended(void **state)
{
	struct fixture *fixture = *state;
	const struct snapshot *before;

	choose_session(fixture);
	plan_and_go(fixture, SIGTERM);
	assert_int_equal(fixture->kernel.send_count, 3);
	before = scan(fixture);
	end_group(fixture);
	assert_int_equal(send_absorb(fixture->send, before), 0);
	assert_int_equal(send_rounds(fixture->send), 1);
	assert_true(fixture->send->rounds_over);
	assert_int_equal(fixture->kernel.send_count, 3);
}

static void rounds_have_an_end(void **state)
{
	struct fixture *fixture = *state;

	choose_session(fixture);
	plan_and_go(fixture, SIGTERM);
	for (pid_t pid = NEWBORN; pid < NEWBORN + SEND_ROUNDS_MAX + 2; pid++) {
		bear(fixture, pid, pid);
		scan_and_absorb(fixture);
	}
	assert_int_equal(fixture->kernel.send_count, 3 + SEND_ROUNDS_MAX);
	assert_int_equal(send_rounds(fixture->send), 1 + SEND_ROUNDS_MAX);
	assert_true(fixture->send->rounds_over);
}

static void a_group_has_no_rounds(void **state)
{
	struct fixture *fixture = *state;

	choose(fixture, GROUP);
	plan_and_go(fixture, SIGTERM);
	assert_true(fixture->send->rounds_over);
	bear(fixture, NEWBORN, NEWBORN);
	scan_and_absorb(fixture);
	assert_int_equal(fixture->kernel.send_count, 1);
}

/* While the next signal is planned nothing is sent of the one before; it is, when that is not. */
static void no_round_while_something_is_planned(void **state)
{
	struct fixture *fixture = *state;

	choose_session(fixture);
	plan_and_go(fixture, SIGTERM);
	plan(fixture, SIGKILL);
	bear(fixture, NEWBORN, NEWBORN);
	scan_and_absorb(fixture);
	assert_int_equal(fixture->kernel.send_count, 3);
	send_unplan(fixture->send);
	scan_and_absorb(fixture);
	assert_int_equal(fixture->kernel.send_count, 4);
	assert_int_equal(last_call(fixture)->signal, SIGTERM);
}

/* SIGCONT follows in the rounds as in the first step. */
static void rounds_are_sent_like_the_first(void **state)
{
	struct fixture *fixture = *state;
	struct plan_options options = plan_options_for(SIGUSR1);

	options.continues = CONTINUE_ALWAYS;
	choose_session(fixture);
	assert_int_equal(send_plan(fixture->send, &options), 0);
	assert_int_equal(send_go(fixture->send), 0);
	assert_int_equal(fixture->kernel.send_count, 6);
	bear(fixture, NEWBORN, NEWBORN);
	scan_and_absorb(fixture);
	assert_int_equal(fixture->kernel.send_count, 8);
	assert_int_equal(fixture->kernel.sends[6].signal, SIGUSR1);
	assert_int_equal(fixture->kernel.sends[7].signal, SIGCONT);
}

/* A group that became protected since is none that the user said yes to. */
static void rounds_leave_protected_groups(void **state)
{
	struct fixture *fixture = *state;

	choose_session(fixture);
	plan_and_go(fixture, SIGTERM);
	bear(fixture, NEWBORN, NEWBORN);
	fake_kernel_process(&fixture->kernel, SENDER)->stat.pgid = NEWBORN;
	scan_and_absorb(fixture);
	assert_int_equal(fixture->kernel.send_count, 3);
	assert_int_equal(send_rounds(fixture->send), 2);
	assert_int_equal(send_status(fixture->send), SEND_PARTIAL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(sends_what_was_planned),
		TEST(is_over_when_a_snapshot_says_so),
		TEST(looks_on_until_zombies_are_reaped),
		TEST(looks_at_everybody_now_and_then),
		TEST(looks_at_the_end_of_the_wait),
		TEST(slow_looks_are_rare),
		TEST(what_is_not_watched_is_not_over),
		TEST(an_unchanged_plan_is_not_made_again),
		TEST(a_plan_takes_descriptors_over),
		TEST(what_is_not_sent_is_forgotten),
		TEST(protected_targets_are_refused_unasked),
		TEST(becomes_protected_while_the_plan_is_read),
		TEST(a_yes_may_come_after_the_plan),
		TEST(rounds_until_no_group_is_born),
		TEST(no_round_for_who_has_just_ended),
		TEST(rounds_have_an_end),
		TEST(a_group_has_no_rounds),
		TEST(no_round_while_something_is_planned),
		TEST(rounds_are_sent_like_the_first),
		TEST(rounds_leave_protected_groups),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
