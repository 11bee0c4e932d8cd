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

#include "../lib/made_up.h"
#include "../lib/send_scene.h"
#include "base/clock.h"

/* ---- From the plan to the end ---- */

static void sends_what_was_planned(void **state)
{
	struct scene *scene = *state;
	struct pollfd fds[FAKE_PROCESSES];

	choose(scene, GROUP);
	assert_null(send_planned(scene->send));
	assert_int_equal(plan(scene, SIGTERM)->target_count, 1);
	assert_int_equal(send_fill(scene->send, fds, FAKE_PROCESSES), 0);
	assert_false(scene->send->sent);
	assert_int_equal(send_go(scene->send), 0);
	assert_null(send_planned(scene->send));
	assert_true(scene->send->sent);
	assert_int_equal(scene->kernel.send_count, 1);
	assert_int_equal(last_call(scene)->pgid, GROUP);
	assert_int_equal(send_count_living(scene->send), 3);
	assert_int_equal(send_fill(scene->send, fds, FAKE_PROCESSES), 3);
	assert_int_equal(send_fill(scene->send, fds, 2), 2);
	assert_false(send_is_over(scene->send));
}

/* That those who are known have ended is not the end: others may have been born. */
static void is_over_when_a_snapshot_says_so(void **state)
{
	struct scene *scene = *state;

	choose(scene, GROUP);
	plan_and_go(scene, SIGTERM);
	assert_false(send_wants_snapshot(scene->send));
	bear(scene, 103, GROUP);
	end_group(scene);
	send_look(scene->send);
	assert_false(send_is_over(scene->send));
	assert_true(send_wants_snapshot(scene->send));
	scan_and_absorb(scene);
	assert_false(send_wants_snapshot(scene->send));
	assert_int_equal(send_count_living(scene->send), 1);
	fake_kernel_reap(&scene->kernel, 103);
	pass(scene, CLOCK_SECOND);
	assert_true(send_wants_snapshot(scene->send));
	scan_and_absorb(scene);
	assert_true(send_is_over(scene->send));
	assert_true(scene->send->next_look == UINT64_MAX);
}

/* A zombie has ended, and is looked at until it is reaped. */
static void looks_on_until_zombies_are_reaped(void **state)
{
	struct scene *scene = *state;

	choose(scene, OTHER);
	plan_and_go(scene, SIGTERM);
	fake_kernel_end(&scene->kernel, OTHER);
	scan_and_absorb(scene);
	assert_true(send_is_over(scene->send));
	assert_true(scene->send->next_look != UINT64_MAX);
	fake_kernel_reap(&scene->kernel, OTHER);
	pass(scene, CLOCK_SECOND);
	assert_true(scene->send->next_look == UINT64_MAX);
}

/* Between looks only those are looked at who have a descriptor. */
static void looks_at_everybody_now_and_then(void **state)
{
	struct scene *scene = *state;
	uint64_t looked;

	choose(scene, GROUP);
	scene->kernel.pidfd_error = -EMFILE;
	plan_and_go(scene, SIGTERM);
	assert_true(scene->send->next_look <= scene->kernel.now);
	send_look(scene->send);
	looked = scene->kernel.now;
	assert_in_range(scene->send->next_look, looked + 49 * CLOCK_MILLISECOND,
		looked + 50 * CLOCK_MILLISECOND);
	fake_kernel_reap(&scene->kernel, 101);
	pass(scene, 40 * CLOCK_MILLISECOND);
	assert_int_equal(send_count_living(scene->send), 3);
	pass(scene, 10 * CLOCK_MILLISECOND);
	assert_int_equal(send_count_living(scene->send), 2);
}

/* ---- Plans ---- */

static void an_unchanged_plan_is_not_made_again(void **state)
{
	struct scene *scene = *state;
	const struct plan *first;

	choose(scene, GROUP);
	first = plan(scene, SIGTERM);
	fake_kernel_reap(&scene->kernel, OTHER);
	assert_int_equal(send_renew(scene->send, scan(scene)), 0);
	assert_ptr_equal(send_planned(scene->send)->plan, first);
	bear(scene, 103, GROUP);
	assert_int_equal(send_renew(scene->send, scan(scene)), 0);
	assert_int_equal(send_planned(scene->send)->plan->member_count, 4);
	assert_int_equal(scene->send->count, 1);
	fake_kernel_reap(&scene->kernel, 101);
	bear(scene, 104, GROUP);
	assert_int_equal(send_renew(scene->send, scan(scene)), 0);
	assert_int_equal(send_planned(scene->send)->plan->member_count, 4);
	assert_int_equal(send_planned(scene->send)->plan->members[3].id.pid, 104);
}

/* Members that are held stay so, whatever is planned instead. */
static void a_plan_takes_descriptors_over(void **state)
{
	struct scene *scene = *state;
	size_t open_count;
	const int *pidfds;

	choose(scene, GROUP);
	plan(scene, SIGTERM);
	send_hold(scene->send);
	open_count = scene->kernel.open_count;
	bear(scene, 103, GROUP);
	assert_int_equal(send_renew(scene->send, scan(scene)), 0);
	assert_int_equal(scene->kernel.open_count, open_count);
	pidfds = send_planned(scene->send)->delivery->pidfds;
	for (size_t i = 0; i < 3; i++)
		assert_true(pidfds[i] >= 0);
	assert_int_equal(pidfds[3], -1);
	assert_int_equal(send_go(scene->send), 0);
	/* The watch has them now, and one for who had none. */
	assert_int_equal(scene->kernel.open_count, open_count + 1);
}

static void what_is_not_sent_is_forgotten(void **state)
{
	struct scene *scene = *state;

	choose(scene, GROUP);
	plan(scene, SIGTERM);
	send_hold(scene->send);
	send_unplan(scene->send);
	assert_null(send_planned(scene->send));
	assert_int_equal(scene->send->count, 0);
	assert_int_equal(scene->kernel.open_count, 1);
	send_unplan(scene->send);
	send_settle(scene->send);
	assert_int_equal(scene->kept_count, 0);
}

static void protected_targets_are_refused_unasked(void **state)
{
	struct scene *scene = *state;

	choose(scene, GROUP);
	choose(scene, SENDER);
	plan(scene, SIGTERM);
	assert_true(send_is_open(scene->send, 0));
	assert_false(send_is_open(scene->send, 1));
	assert_int_equal(send_count_open(scene->send), 1);
	scene->send->include_protected = true;
	plan(scene, SIGTERM);
	assert_int_equal(send_count_open(scene->send), 2);
	assert_int_equal(send_go(scene->send), 0);
	assert_int_equal(scene->kernel.send_count, 2);
}

/* Who says yes after the plan was made is heard, too. */
static void a_yes_may_come_after_the_plan(void **state)
{
	struct scene *scene = *state;

	choose(scene, SENDER);
	plan(scene, SIGTERM);
	scene->send->include_protected = true;
	assert_int_equal(send_go(scene->send), 0);
	assert_int_equal(scene->kernel.send_count, 1);
	assert_int_equal(send_status(scene->send), SEND_WHOLE);
}

/* ---- Rounds ---- */

static void rounds_until_no_group_is_born(void **state)
{
	struct scene *scene = *state;

	choose_session(scene);
	plan_and_go(scene, SIGTERM);
	assert_int_equal(scene->kernel.send_count, 3);
	assert_false(scene->send->rounds_over);
	bear(scene, NEWBORN, NEWBORN);
	scan_and_absorb(scene);
	assert_int_equal(scene->kernel.send_count, 4);
	assert_int_equal(last_call(scene)->pgid, NEWBORN);
	assert_int_equal(last_call(scene)->signal, SIGTERM);
	assert_int_equal(send_rounds(scene->send), 2);
	assert_false(scene->send->rounds_over);
	/* The same snapshot is no round. */
	assert_int_equal(send_absorb(scene->send, scene->snapshot), 0);
	assert_false(scene->send->rounds_over);
	scan_and_absorb(scene);
	assert_true(scene->send->rounds_over);
	bear(scene, 301, 301);
	scan_and_absorb(scene);
	assert_int_equal(scene->kernel.send_count, 4);
	assert_int_equal(send_rounds(scene->send), 2);
}

static void rounds_have_an_end(void **state)
{
	struct scene *scene = *state;

	choose_session(scene);
	plan_and_go(scene, SIGTERM);
	for (pid_t pid = NEWBORN; pid < NEWBORN + SEND_ROUNDS_MAX + 2; pid++) {
		bear(scene, pid, pid);
		scan_and_absorb(scene);
	}
	assert_int_equal(scene->kernel.send_count, 3 + SEND_ROUNDS_MAX);
	assert_int_equal(send_rounds(scene->send), 1 + SEND_ROUNDS_MAX);
	assert_true(scene->send->rounds_over);
}

static void a_group_has_no_rounds(void **state)
{
	struct scene *scene = *state;

	choose(scene, GROUP);
	plan_and_go(scene, SIGTERM);
	assert_true(scene->send->rounds_over);
	bear(scene, NEWBORN, NEWBORN);
	scan_and_absorb(scene);
	assert_int_equal(scene->kernel.send_count, 1);
}

/* While the next signal is planned nothing is sent of the one before; it is, when that is not. */
static void no_round_while_something_is_planned(void **state)
{
	struct scene *scene = *state;

	choose_session(scene);
	plan_and_go(scene, SIGTERM);
	plan(scene, SIGKILL);
	bear(scene, NEWBORN, NEWBORN);
	scan_and_absorb(scene);
	assert_int_equal(scene->kernel.send_count, 3);
	send_unplan(scene->send);
	scan_and_absorb(scene);
	assert_int_equal(scene->kernel.send_count, 4);
	assert_int_equal(last_call(scene)->signal, SIGTERM);
}

/* SIGCONT follows in the rounds as in the first step. */
static void rounds_are_sent_like_the_first(void **state)
{
	struct scene *scene = *state;
	struct plan_options options = plan_options_for(SIGUSR1);

	options.continues = CONTINUE_ALWAYS;
	choose_session(scene);
	assert_int_equal(send_plan(scene->send, &options), 0);
	assert_int_equal(send_go(scene->send), 0);
	assert_int_equal(scene->kernel.send_count, 6);
	bear(scene, NEWBORN, NEWBORN);
	scan_and_absorb(scene);
	assert_int_equal(scene->kernel.send_count, 8);
	assert_int_equal(scene->kernel.sends[6].signal, SIGUSR1);
	assert_int_equal(scene->kernel.sends[7].signal, SIGCONT);
}

/* A group that became protected since is none that the user said yes to. */
static void rounds_leave_protected_groups(void **state)
{
	struct scene *scene = *state;

	choose_session(scene);
	plan_and_go(scene, SIGTERM);
	scene->targets->self.pgid = NEWBORN;
	bear(scene, NEWBORN, NEWBORN);
	scan_and_absorb(scene);
	assert_int_equal(scene->kernel.send_count, 3);
	assert_int_equal(send_rounds(scene->send), 2);
	assert_int_equal(send_status(scene->send), SEND_PARTIAL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(sends_what_was_planned),
		TEST(is_over_when_a_snapshot_says_so),
		TEST(looks_on_until_zombies_are_reaped),
		TEST(looks_at_everybody_now_and_then),
		TEST(an_unchanged_plan_is_not_made_again),
		TEST(a_plan_takes_descriptors_over),
		TEST(what_is_not_sent_is_forgotten),
		TEST(protected_targets_are_refused_unasked),
		TEST(a_yes_may_come_after_the_plan),
		TEST(rounds_until_no_group_is_born),
		TEST(rounds_have_an_end),
		TEST(a_group_has_no_rounds),
		TEST(no_round_while_something_is_planned),
		TEST(rounds_are_sent_like_the_first),
		TEST(rounds_leave_protected_groups),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
