/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The key that a group or a session keeps from one snapshot to the next. */
#include <config.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "../../lib/memory/snapshot_fixture.h"
#include "base/cleanup.h"

#define SNAPSHOT CLEANUP(snapshot_unrefp) const struct snapshot *

static const struct group *group_of(const struct snapshot *snapshot, pid_t pgid)
{
	const struct group *group = snapshot_group(snapshot, pgid);

	assert_non_null(group);
	assert_int_equal(group->id.pgid, pgid);
	return group;
}

static uint64_t key_of(const struct snapshot *snapshot, pid_t pgid)
{
	return group_of(snapshot, pgid)->key;
}

static bool has_key(const struct snapshot *snapshot, uint64_t key)
{
	for (uint32_t i = 0; i < snapshot->group_count; i++)
		if (snapshot->groups[i].key == key)
			return true;
	return false;
}

static void test_lineage_while_it_lives(void **state)
{
	SNAPSHOT first = SNAPSHOT_OF({.pid = 100}, {.pid = 200});
	SNAPSHOT second = SNAPSHOT_AFTER(first, {.pid = 200}, {.pid = 100},
		{.pid = 101, .pgid = 100, .sid = 100}, {.pid = 50});

	(void)state;
	assert_int_not_equal(key_of(first, 100), key_of(first, 200));
	assert_int_equal(key_of(second, 100), key_of(first, 100));
	assert_int_equal(key_of(second, 200), key_of(first, 200));
	assert_int_equal(key_of(second, 100), key_of(first, 100));
}

static void test_lineage_when_the_leader_dies(void **state)
{
	SNAPSHOT first = SNAPSHOT_OF({.pid = 100, .sid = 90}, {.pid = 101, .pgid = 100, .sid = 90},
		{.pid = 102, .pgid = 100, .sid = 90});
	SNAPSHOT second = SNAPSHOT_AFTER(first, {.pid = 101, .pgid = 100, .sid = 90},
		{.pid = 102, .pgid = 100, .sid = 90});
	SNAPSHOT third = SNAPSHOT_AFTER(second, {.pid = 102, .pgid = 100, .sid = 90},
		{.pid = 103, .pgid = 100, .sid = 90});
	SNAPSHOT fourth = SNAPSHOT_AFTER(third, {.pid = 103, .pgid = 100, .sid = 90});

	(void)state;
	assert_int_equal(key_of(second, 100), key_of(first, 100));
	assert_int_equal(key_of(third, 100), key_of(first, 100));
	assert_int_equal(key_of(fourth, 100), key_of(first, 100));
}

static void test_new_lineage_when_the_number_is_reused(void **state)
{
	SNAPSHOT first = SNAPSHOT_OF({.pid = 100, .sid = 90, .start = 1000},
		{.pid = 101, .pgid = 100, .sid = 90, .start = 1001});
	SNAPSHOT second = SNAPSHOT_AFTER(first, {.pid = 100, .sid = 90, .start = 2000});

	(void)state;
	assert_int_not_equal(key_of(second, 100), key_of(first, 100));
	assert_false(has_key(second, key_of(first, 100)));
}

/* Nobody of the old group is in the new one, and it has no leader to compare. */
static void test_new_lineage_without_a_witness(void **state)
{
	SNAPSHOT first = SNAPSHOT_OF({.pid = 101, .pgid = 100, .sid = 90, .start = 1000});
	SNAPSHOT second =
		SNAPSHOT_AFTER(first, {.pid = 101, .pgid = 100, .sid = 90, .start = 2000});

	(void)state;
	assert_int_not_equal(key_of(second, 100), key_of(first, 100));
}

/* A member is in both, but the number was handed out in between: the member has gone over. */
static void test_new_lineage_when_a_leader_turns_up(void **state)
{
	SNAPSHOT first = SNAPSHOT_OF({.pid = 101, .pgid = 100, .sid = 90, .start = 1001});
	SNAPSHOT led = SNAPSHOT_AFTER(first, {.pid = 101, .pgid = 100, .sid = 90, .start = 1001},
		{.pid = 100, .sid = 90, .start = 2000});
	SNAPSHOT left = SNAPSHOT_AFTER(first, {.pid = 101, .pgid = 100, .sid = 90, .start = 1001},
		{.pid = 100, .pgid = 300, .sid = 90, .start = 2000});
	SNAPSHOT other = SNAPSHOT_AFTER(led, {.pid = 101, .pgid = 100, .sid = 90, .start = 1001},
		{.pid = 100, .pgid = 300, .sid = 90, .start = 3000});

	(void)state;
	assert_int_not_equal(key_of(led, 100), key_of(first, 100));
	assert_int_not_equal(key_of(left, 100), key_of(first, 100));
	assert_int_not_equal(key_of(other, 100), key_of(led, 100));
}

static const struct snapshot *relay_after(const struct snapshot *previous, pid_t pid, pid_t before,
	pid_t after)
{
	const struct process row = {.pid = pid, .pgid = 100, .sid = 90};
	struct machine machine = snapshot_fixture_machine();

	machine.pids_before = (struct pid_mark){before, 32768, 1000};
	machine.pids_after = (struct pid_mark){after, 32768, 1000};
	return snapshot_fixture_on(&machine, previous, &row, 1);
}

/* All members are others; but nobody can have got the number, or the session's. */
static void test_lineage_without_a_witness(void **state)
{
	SNAPSHOT first = relay_after(NULL, 500, 490, 510);
	SNAPSHOT second = relay_after(first, 600, 590, 610);
	SNAPSHOT third = relay_after(second, 300, 290, 310);
	SNAPSHOT fourth = relay_after(third, 80, 50, 95);

	(void)state;
	assert_int_equal(key_of(second, 100), key_of(first, 100));
	assert_int_equal(snapshot_session(second, 90)->key, snapshot_session(first, 90)->key);
	/* Round the circle, past both numbers. */
	assert_int_not_equal(key_of(third, 100), key_of(second, 100));
	assert_int_not_equal(snapshot_session(third, 90)->key, snapshot_session(second, 90)->key);
	/* Past the session's number alone. */
	assert_int_equal(key_of(fourth, 100), key_of(third, 100));
	assert_int_not_equal(snapshot_session(fourth, 90)->key, snapshot_session(third, 90)->key);
}

/* The leader goes to another group and comes back. */
static void test_lineage_when_the_leader_comes_back(void **state)
{
	SNAPSHOT first = SNAPSHOT_OF({.pid = 100, .sid = 90}, {.pid = 101, .pgid = 100, .sid = 90});
	SNAPSHOT second = SNAPSHOT_AFTER(first, {.pid = 100, .pgid = 200, .sid = 90},
		{.pid = 101, .pgid = 100, .sid = 90});
	SNAPSHOT third = SNAPSHOT_AFTER(second, {.pid = 100, .sid = 90},
		{.pid = 101, .pgid = 100, .sid = 90});

	(void)state;
	assert_int_equal(key_of(second, 100), key_of(first, 100));
	assert_int_equal(key_of(third, 100), key_of(first, 100));
}

static void test_new_lineage_in_another_session(void **state)
{
	SNAPSHOT first = SNAPSHOT_OF({.pid = 100, .sid = 90});
	SNAPSHOT second = SNAPSHOT_AFTER(first, {.pid = 100, .sid = 100});

	(void)state;
	assert_int_not_equal(key_of(second, 100), key_of(first, 100));
}

static void test_a_key_is_never_given_twice(void **state)
{
	SNAPSHOT first = SNAPSHOT_OF({.pid = 100}, {.pid = 200});
	SNAPSHOT second = snapshot_fixture(first, NULL, 0);
	SNAPSHOT third = SNAPSHOT_AFTER(second, {.pid = 100}, {.pid = 200});

	(void)state;
	assert_false(has_key(third, key_of(first, 100)));
	assert_false(has_key(third, key_of(first, 200)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lineage_while_it_lives),
		cmocka_unit_test(test_lineage_when_the_leader_dies),
		cmocka_unit_test(test_new_lineage_when_the_number_is_reused),
		cmocka_unit_test(test_new_lineage_without_a_witness),
		cmocka_unit_test(test_new_lineage_when_a_leader_turns_up),
		cmocka_unit_test(test_lineage_without_a_witness),
		cmocka_unit_test(test_lineage_when_the_leader_comes_back),
		cmocka_unit_test(test_new_lineage_in_another_session),
		cmocka_unit_test(test_a_key_is_never_given_twice),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
