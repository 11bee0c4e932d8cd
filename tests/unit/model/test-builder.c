/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rows in, snapshot out: who belongs together, who is the same as before, and the figures. */
#include <config.h>

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "../../lib/memory/snapshot_fixture.h"
#include "base/cleanup.h"
#include "model/builder.h"

#define SNAPSHOT CLEANUP(snapshot_unrefp) const struct snapshot *

static const struct group *group_of(const struct snapshot *snapshot, pid_t pgid)
{
	const struct group *group = snapshot_group(snapshot, pgid);

	assert_non_null(group);
	assert_int_equal(group->id.pgid, pgid);
	return group;
}

static double rate_of(const struct snapshot *snapshot, pid_t pid)
{
	return (double)snapshot_process(snapshot, pid)->cpu_percent;
}

static void expect_rate(const struct snapshot *snapshot, pid_t pid, double percent)
{
	assert_true(fabs(rate_of(snapshot, pid) - percent) < 0.01);
}

/* ---- Who belongs together ---- */

static void test_members_leader_first_then_oldest(void **state)
{
	SNAPSHOT snapshot = SNAPSHOT_OF({.pid = 103, .pgid = 100, .sid = 90, .start = 30},
		{.pid = 101, .pgid = 100, .sid = 90, .start = 50},
		{.pid = 100, .pgid = 100, .sid = 90, .start = 40}, {.pid = 90, .start = 10},
		{.pid = 102, .pgid = 100, .sid = 90, .start = 20});
	static const pid_t expected[] = {100, 102, 103, 101};
	const struct group *group = group_of(snapshot, 100);

	(void)state;
	assert_int_equal(snapshot->session_count, 1);
	assert_int_equal(snapshot->group_count, 2);
	assert_int_equal(group->count, 4);
	for (uint32_t i = 0; i < 4; i++)
		assert_int_equal(snapshot->processes[group->first + i].pid, expected[i]);
	assert_int_equal(group->leader, group->first);
	assert_int_equal(group->id.anchor.pid, 100);
	assert_int_equal(group->oldest_start, 20);
	assert_int_equal(group->id.sid, 90);
	assert_int_equal(snapshot->sessions[group->session].sid, 90);
	assert_int_equal(snapshot->sessions[group->session].members, 5);
}

static void test_leaderless_group(void **state)
{
	SNAPSHOT snapshot = SNAPSHOT_OF({.pid = 103, .pgid = 100, .sid = 90, .start = 30},
		{.pid = 102, .pgid = 100, .sid = 90, .start = 20},
		/* The leader's number is alive, but in another group. */
		{.pid = 100, .pgid = 90, .sid = 90, .start = 5});
	const struct group *group = group_of(snapshot, 100);

	(void)state;
	assert_int_equal(group->leader, SNAPSHOT_NONE);
	assert_int_equal(snapshot->processes[group->anchor].pid, 102);
	assert_int_equal(group->id.anchor.pid, 102);
	assert_int_equal(group->id.anchor.start, 20);
	assert_int_equal(group->count, 2);
}

static void test_every_process_finds_its_group(void **state)
{
	SNAPSHOT snapshot = SNAPSHOT_OF({.pid = 1}, {.pid = 2, .kernel_thread = true}, {.pid = 90},
		{.pid = 100, .sid = 90}, {.pid = 101, .pgid = 100, .sid = 90}, {.pid = 300});

	(void)state;
	for (uint32_t i = 0; i < snapshot->process_count; i++) {
		const struct process *process = &snapshot->processes[i];

		assert_int_equal(snapshot_group_of(snapshot, process)->id.pgid, process->pgid);
		assert_ptr_equal(snapshot_process(snapshot, process->pid), process);
	}
	assert_null(snapshot_process(snapshot, 999));
	assert_null(snapshot_group(snapshot, 999));
	assert_null(snapshot_group(snapshot, -1));
}

static void test_rows_of_nobody_are_dropped(void **state)
{
	SNAPSHOT snapshot =
		SNAPSHOT_OF({.pid = 50}, {.pid = 60, .pgid = -1, .sid = -1, .state = 'X'},
			{.pid = 61, .pgid = -1, .sid = 50}, {.pid = 62, .pgid = 50, .sid = -1},
			{.pid = -3, .pgid = 50, .sid = 50});

	(void)state;
	assert_int_equal(snapshot->process_count, 1);
	assert_int_equal(snapshot->group_count, 1);
	assert_null(snapshot_process(snapshot, 60));
	assert_null(snapshot_group(snapshot, -1));
}

static void test_nobody_at_all(void **state)
{
	SNAPSHOT snapshot = snapshot_fixture(NULL, NULL, 0);
	SNAPSHOT next = snapshot_fixture(snapshot, NULL, 0);

	(void)state;
	assert_int_equal(next->process_count, 0);
	assert_int_equal(next->group_count, 0);
	assert_null(snapshot_process(next, 1));
	assert_null(snapshot_group(next, 1));
}

static void test_session_without_its_leader(void **state)
{
	SNAPSHOT snapshot = SNAPSHOT_OF({.pid = 201, .pgid = 200, .sid = 90, .start = 70},
		{.pid = 100, .sid = 90, .start = 80});
	const struct session *session = snapshot_session(snapshot, 90);

	(void)state;
	assert_non_null(session);
	assert_int_equal(session->leader, SNAPSHOT_NONE);
	assert_int_equal(session->group_count, 2);
	assert_int_equal(session->id.anchor.pid, 201);
	assert_int_equal(session->oldest_start, 70);
}

/* ---- Figures ---- */

static void test_states(void **state)
{
	SNAPSHOT snapshot = SNAPSHOT_OF({.pid = 100, .state = 'R'},
		{.pid = 101, .pgid = 100, .sid = 100, .state = 'S'},
		{.pid = 102, .pgid = 100, .sid = 100, .state = 'S'},
		{.pid = 103, .pgid = 100, .sid = 100, .state = 'T'},
		{.pid = 104, .pgid = 100, .sid = 100, .state = 't'},
		{.pid = 105, .pgid = 100, .sid = 100, .state = 'Z'},
		{.pid = 106, .pgid = 100, .sid = 100, .state = 'Z', .threads = 2},
		{.pid = 107, .pgid = 100, .sid = 100, .state = 'W'});
	const struct group *group = group_of(snapshot, 100);

	(void)state;
	assert_int_equal(group->states[snapshot_state_index('R')], 1);
	assert_int_equal(group->states[snapshot_state_index('S')], 2);
	assert_int_equal(group->states[snapshot_state_index('Z')], 2);
	assert_int_equal(group->states[SNAPSHOT_STATE_COUNT - 1], 1);
	assert_int_equal(group->living, 7);
	assert_int_equal(snapshot->zombies, 1);
	assert_int_equal(snapshot->stopped, 2);
}

static void test_users(void **state)
{
	SNAPSHOT snapshot = SNAPSHOT_OF({.pid = 100, .euid = USER_DEPLOY},
		{.pid = 101, .pgid = 100, .sid = 100, .euid = USER_ROOT},
		{.pid = 102, .pgid = 100, .sid = 100, .euid = USER_ROOT},
		{.pid = 200, .euid = 4242});
	const struct group *group = group_of(snapshot, 100);
	const struct group_user *users = &snapshot->group_users[group->user_first];

	(void)state;
	assert_int_equal(group->user_count, 2);
	assert_int_equal(users[0].uid, USER_DEPLOY);
	assert_int_equal(users[0].members, 1);
	assert_int_equal(users[1].uid, USER_ROOT);
	assert_int_equal(users[1].members, 2);
	assert_int_equal(snapshot->user_count, 3);
	assert_string_equal(snapshot_user_name(snapshot, USER_DEPLOY), "deploy");
	assert_string_equal(snapshot_user_name(snapshot, 4242), "4242");
	assert_string_equal(snapshot_user_name(snapshot, 77), "?");
}

static void test_sums(void **state)
{
	SNAPSHOT snapshot = SNAPSHOT_OF({.pid = 90, .rss = 5}, {.pid = 100, .sid = 90, .rss = 1000},
		{.pid = 101, .pgid = 100, .sid = 90, .rss = 200});

	(void)state;
	assert_int_equal(group_of(snapshot, 100)->rss, 1200);
	assert_int_equal(snapshot_session(snapshot, 90)->rss, 1205);
}

static void test_foreground(void **state)
{
	SNAPSHOT snapshot = SNAPSHOT_OF({.pid = 90, .tty_name = "pts/3", .tpgid = 100},
		{.pid = 100, .sid = 90, .tty_name = "pts/3", .tpgid = 100},
		{.pid = 200, .sid = 90, .tty_name = "pts/3", .tpgid = 100},
		/* The job has ended; what it left behind still names it. */
		{.pid = 300, .tty_name = "pts/4", .tpgid = 300, .state = 'Z'},
		{.pid = 400, .tpgid = 400});

	(void)state;
	assert_true(group_of(snapshot, 100)->foreground);
	assert_false(group_of(snapshot, 90)->foreground);
	assert_false(group_of(snapshot, 200)->foreground);
	assert_false(group_of(snapshot, 300)->foreground);
	assert_false(group_of(snapshot, 400)->foreground);
	assert_string_equal(group_of(snapshot, 100)->tty_name, "pts/3");
	assert_null(group_of(snapshot, 400)->tty_name);
}

static void test_orphaned(void **state)
{
	SNAPSHOT snapshot = SNAPSHOT_OF({.pid = 1}, {.pid = 90, .ppid = 1},
		{.pid = 100, .sid = 90, .ppid = 90}, {.pid = 101, .pgid = 100, .sid = 90},
		{.pid = 200, .sid = 90, .ppid = 1}, {.pid = 201, .pgid = 200, .sid = 90},
		/* Only a zombie has the parent that would count. */
		{.pid = 300, .sid = 90, .ppid = 90, .state = 'Z'},
		{.pid = 301, .pgid = 300, .sid = 90, .ppid = 1});

	(void)state;
	assert_false(group_of(snapshot, 100)->orphaned);
	assert_true(group_of(snapshot, 200)->orphaned);
	assert_true(group_of(snapshot, 300)->orphaned);
	/* A session leader's parent is in another session. */
	assert_true(group_of(snapshot, 90)->orphaned);
}

static void test_kernel_threads(void **state)
{
	SNAPSHOT all =
		SNAPSHOT_OF({.pid = 2, .kernel_thread = true}, {.pid = 3, .kernel_thread = true});
	SNAPSHOT mixed = SNAPSHOT_OF({.pid = 2, .kernel_thread = true},
		{.pid = 9, .pgid = REAL_ZERO, .sid = REAL_ZERO});

	(void)state;
	assert_true(group_of(all, 0)->kernel);
	assert_false(group_of(mixed, 0)->kernel);
}

/* ---- CPU ---- */

static void test_rate_since_the_previous_snapshot(void **state)
{
	SNAPSHOT first = SNAPSHOT_OF({.pid = 100, .cpu = 5000, .start = STARTED_AGO(500)},
		{.pid = 101, .pgid = 100, .sid = 100, .cpu = 10, .start = STARTED_AGO(500)});
	SNAPSHOT second = SNAPSHOT_AFTER(first,
		{.pid = 100, .cpu = 5075, .start = STARTED_AGO(500)},
		{.pid = 101, .pgid = 100, .sid = 100, .cpu = 30, .start = STARTED_AGO(500)});

	(void)state;
	assert_false(first->rates);
	assert_true(second->rates);
	/* First of all, since the start: 5000 ticks in 500 seconds. */
	expect_rate(first, 100, 10.0);
	expect_rate(second, 100, 75.0);
	expect_rate(second, 101, 20.0);
	assert_true(fabs((double)group_of(second, 100)->cpu_percent - 95.0) < 0.01);
	assert_int_equal(group_of(second, 100)->cpu, 5105);
}

static void test_rate_of_the_newly_born(void **state)
{
	SNAPSHOT first = SNAPSHOT_OF({.pid = 90});
	SNAPSHOT second = SNAPSHOT_AFTER(first, {.pid = 90},
		{.pid = 100, .cpu = 40, .start = STARTED_AGO(-1) - 50});

	(void)state;
	expect_rate(second, 100, 40.0);
}

/* Seen for the first time, but old: its past is not of this second. */
static void test_rate_of_the_newly_seen(void **state)
{
	SNAPSHOT first = SNAPSHOT_OF({.pid = 90});
	SNAPSHOT second = SNAPSHOT_AFTER(first, {.pid = 90},
		{.pid = 100, .cpu = 100000, .start = STARTED_AGO(1999)});

	(void)state;
	expect_rate(second, 100, 50.0);
}

/* A number that was reused owes nothing to its predecessor. */
static void test_rate_of_a_reused_number(void **state)
{
	SNAPSHOT first = SNAPSHOT_OF({.pid = 100, .cpu = 9000, .start = STARTED_AGO(500)});
	SNAPSHOT second = SNAPSHOT_AFTER(first,
		{.pid = 100, .cpu = 20, .start = STARTED_AGO(-1) - 50});

	(void)state;
	expect_rate(second, 100, 20.0);
}

static void test_rate_when_a_member_has_ended(void **state)
{
	SNAPSHOT first = SNAPSHOT_OF({.pid = 100, .cpu = 100, .start = STARTED_AGO(500)},
		{.pid = 101, .pgid = 100, .sid = 100, .cpu = 90000});
	SNAPSHOT second = SNAPSHOT_AFTER(first,
		{.pid = 100, .cpu = 110, .start = STARTED_AGO(500)});

	(void)state;
	assert_true(fabs((double)group_of(second, 100)->cpu_percent - 10.0) < 0.01);
}

static void test_rate_never_falls_below_nothing(void **state)
{
	SNAPSHOT first = SNAPSHOT_OF({.pid = 100, .cpu = 500});
	SNAPSHOT second = SNAPSHOT_AFTER(first, {.pid = 100, .cpu = 400});

	(void)state;
	expect_rate(second, 100, 0.0);
}

/* ---- Ownership ---- */

static void test_names_are_the_snapshot_s_own(void **state)
{
	char name[] = "make";
	SNAPSHOT snapshot = SNAPSHOT_OF({.pid = 100, .name = name});

	(void)state;
	memset(name, 'x', 4);
	assert_string_equal(snapshot_process(snapshot, 100)->name, "make");
}

static void test_shares(void **state)
{
	const struct snapshot *snapshot = SNAPSHOT_OF({.pid = 100});

	(void)state;
	assert_ptr_equal(snapshot_ref(snapshot), snapshot);
	snapshot_unref(snapshot);
	assert_non_null(snapshot_process(snapshot, 100));
	snapshot_unref(snapshot);
	snapshot_unref(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_members_leader_first_then_oldest),
		cmocka_unit_test(test_leaderless_group),
		cmocka_unit_test(test_every_process_finds_its_group),
		cmocka_unit_test(test_rows_of_nobody_are_dropped),
		cmocka_unit_test(test_nobody_at_all),
		cmocka_unit_test(test_session_without_its_leader),
		cmocka_unit_test(test_states),
		cmocka_unit_test(test_users),
		cmocka_unit_test(test_sums),
		cmocka_unit_test(test_foreground),
		cmocka_unit_test(test_orphaned),
		cmocka_unit_test(test_kernel_threads),
		cmocka_unit_test(test_rate_since_the_previous_snapshot),
		cmocka_unit_test(test_rate_of_the_newly_born),
		cmocka_unit_test(test_rate_of_the_newly_seen),
		cmocka_unit_test(test_rate_of_a_reused_number),
		cmocka_unit_test(test_rate_when_a_member_has_ended),
		cmocka_unit_test(test_rate_never_falls_below_nothing),
		cmocka_unit_test(test_names_are_the_snapshot_s_own),
		cmocka_unit_test(test_shares),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
