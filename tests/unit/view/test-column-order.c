/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The order of rows by a column: what is not known has its place in it, and so has what is all but
 * equal. */
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
#include "view/columns/column.h"

#define SNAPSHOT CLEANUP(snapshot_unrefp) const struct snapshot *

static struct row process_row(const struct snapshot *snapshot, pid_t pid)
{
	const struct process *process = snapshot_process(snapshot, pid);

	assert_non_null(process);
	return (struct row){.kind = ROW_PROCESS,
		.snapshot = snapshot,
		.index = (uint32_t)(process - snapshot->processes)};
}

static struct row group_row(const struct snapshot *snapshot, pid_t pgid)
{
	const struct group *group = snapshot_group(snapshot, pgid);

	assert_non_null(group);
	return (struct row){.kind = ROW_GROUP,
		.snapshot = snapshot,
		.index = (uint32_t)(group - snapshot->groups)};
}

static void assert_before(enum column_id id, struct row first, struct row second)
{
	assert_true(column_compare(id, &first, &second) < 0);
	assert_true(column_compare(id, &second, &first) > 0);
	assert_int_equal(column_compare(id, &first, &first), 0);
}

static void test_facts(void **state)
{
	SNAPSHOT snapshot = SNAPSHOT_OF({.pid = 10, .nice = -5, .start = 2},
		{.pid = 11, .nice = 5, .start = 1, .tty_name = "pts/0"},
		{.pid = 12, .pgid = 11, .nice = 6, .start = 3, .tty_name = "pts/1",
			.cgroup = "/a.service"});
	struct row a = process_row(snapshot, 10);
	struct row b = process_row(snapshot, 11);
	struct row c = process_row(snapshot, 12);

	(void)state;
	assert_before(COLUMN_TTY, b, c);
	assert_before(COLUMN_TTY, c, a);
	assert_before(COLUMN_UNIT, c, a);
	assert_before(COLUMN_AGE, a, b);
	assert_before(COLUMN_START, b, a);
	assert_before(COLUMN_NICE, a, b);
	assert_before(COLUMN_NICE, group_row(snapshot, 10), group_row(snapshot, 11));
	assert_int_equal(column_compare(COLUMN_GROUPS, &a, &b), 0);
}

/* Rates that are unknown, nothing or little; a name that is empty, and one that begins another. */
static void test_rates_and_names(void **state)
{
	SNAPSHOT snapshot = SNAPSHOT_OF({.pid = 10}, {.pid = 11}, {.pid = 12});
	struct process processes[] = {
		{.pid = 10, .name = "", .cpu_percent = NAN},
		{.pid = 11, .name = "a", .cpu_percent = 0},
		{.pid = 12, .name = "ab", .cpu_percent = 0.01F},
	};
	struct snapshot copy = *snapshot;

	(void)state;
	copy.processes = processes;
	for (uint32_t i = 0; i < 2; i++) {
		struct row row = {.kind = ROW_PROCESS, .snapshot = &copy, .index = i};
		struct row next = {.kind = ROW_PROCESS, .snapshot = &copy, .index = i + 1};

		assert_before(COLUMN_CPU, row, next);
		assert_before(COLUMN_COMMAND, row, next);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_facts),
		cmocka_unit_test(test_rates_and_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
