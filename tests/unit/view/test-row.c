/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a row comes to, where it is in another snapshot, and what is new about it. */
#include <config.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "../../lib/memory/snapshot_fixture.h"
#include "base/cleanup.h"
#include "view/rows/row_change.h"

#define SNAPSHOT CLEANUP(snapshot_unrefp) const struct snapshot *

static struct row group_row(const struct snapshot *snapshot, pid_t pgid)
{
	return (struct row){.kind = ROW_GROUP,
		.snapshot = snapshot,
		.index = (uint32_t)(snapshot_group(snapshot, pgid) - snapshot->groups)};
}

static struct row session_row(const struct snapshot *snapshot, pid_t sid)
{
	return (struct row){.kind = ROW_SESSION,
		.snapshot = snapshot,
		.index = (uint32_t)(snapshot_session(snapshot, sid) - snapshot->sessions)};
}

static struct row process_row(const struct snapshot *snapshot, pid_t pid)
{
	return (struct row){.kind = ROW_PROCESS,
		.snapshot = snapshot,
		.index = (uint32_t)(snapshot_process(snapshot, pid) - snapshot->processes)};
}

static void assert_figures(struct row row, uint32_t count, uint64_t rss, uint64_t start)
{
	struct row_figures figures = row_figures(&row);

	assert_int_equal(figures.count, count);
	assert_int_equal(figures.rss, rss);
	assert_int_equal(figures.start, start);
	/* Slices of the processes, so that whoever is in it can be gone through. */
	assert_ptr_equal(&row.snapshot->processes[figures.first],
		row.kind == ROW_SESSION ? snapshot_process(row.snapshot, 10) : row_process(&row));
}

static void test_figures_of_every_kind(void **state)
{
	SNAPSHOT snapshot = SNAPSHOT_OF({.pid = 10, .rss = 100, .start = 500, .tty_name = "pts/1"},
		{.pid = 20, .sid = 10, .rss = 20, .start = 700},
		{.pid = 22, .pgid = 20, .sid = 10, .rss = 3, .start = 600, .threads = 7});
	const struct row group = group_row(snapshot, 20);

	(void)state;
	assert_figures(session_row(snapshot, 10), 3, 123, 500);
	assert_figures(group_row(snapshot, 20), 2, 23, 600);
	assert_figures(process_row(snapshot, 22), 1, 3, 600);
	assert_int_equal(row_figures(&group).threads, 8);
	assert_ptr_equal(&snapshot->processes[row_figures(&group).leader],
		snapshot_process(snapshot, 20));
}

static void test_finds_the_same(void **state)
{
	SNAPSHOT before =
		SNAPSHOT_OF({.pid = 10}, {.pid = 20, .sid = 10}, {.pid = 30}, {.pid = 40});
	SNAPSHOT now = SNAPSHOT_AFTER(before, {.pid = 5}, {.pid = 10}, {.pid = 20, .sid = 10},
		{.pid = 30, .start = STARTED_AGO(1)});
	const struct row session = session_row(before, 10);
	const struct row group = group_row(before, 20);
	const struct row process = process_row(before, 20);
	const struct row again[] = {session_row(before, 30), group_row(before, 30),
		process_row(before, 30)};
	const struct row gone[] = {session_row(before, 40), group_row(before, 40),
		process_row(before, 40)};

	(void)state;
	assert_int_equal(row_find(&session, now), session_row(now, 10).index);
	assert_int_equal(row_find(&group, now), group_row(now, 20).index);
	assert_int_equal(row_find(&process, now), process_row(now, 20).index);
	/* The number is another's by now, or nobody's. */
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(row_find(&again[i], now), SNAPSHOT_NONE);
		assert_int_equal(row_find(&gone[i], now), SNAPSHOT_NONE);
	}
}

static enum row_change change_of_group(const struct snapshot *now, const struct snapshot *before,
	pid_t pgid)
{
	const struct row row = group_row(now, pgid);

	return row_change_of(&row, before);
}

static void tells_what_is_new(void **state)
{
	CLEANUP(snapshot_unrefp)
	const struct snapshot *before = SNAPSHOT_OF({.pid = 10}, {.pid = 20, .state = 'T'},
		{.pid = 30}, {.pid = 40}, {.pid = 41, .pgid = 40});
	CLEANUP(snapshot_unrefp)
	const struct snapshot *now = SNAPSHOT_AFTER(before, {.pid = 10, .state = 'T'},
		{.pid = 20, .state = 'T'}, {.pid = 30, .state = 'Z'}, {.pid = 40, .state = 'T'},
		{.pid = 41, .pgid = 40}, {.pid = 50});

	(void)state;
	assert_int_equal(change_of_group(now, before, 10), ROW_CHANGE_STOPPED);
	assert_int_equal(change_of_group(now, before, 20), ROW_CHANGE_NONE);
	assert_int_equal(change_of_group(now, before, 30), ROW_CHANGE_DEAD);
	/* One of two is stopped: the group is not. */
	assert_int_equal(change_of_group(now, before, 40), ROW_CHANGE_NONE);
	assert_int_equal(change_of_group(now, before, 50), ROW_CHANGE_BORN);
	assert_int_equal(change_of_group(now, NULL, 50), ROW_CHANGE_NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_figures_of_every_kind),
		cmocka_unit_test(test_finds_the_same),
		cmocka_unit_test(tells_what_is_new),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
