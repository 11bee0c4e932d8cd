/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include <errno.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "../../lib/memory/snapshot_fixture.h"
#include "base/array.h"
#include "base/cleanup.h"
#include "view/columns/column.h"

#define SNAPSHOT CLEANUP(snapshot_unrefp) const struct snapshot *

static const struct column_context plain = {.charset = TEXT_UTF8};

/* ---- Rows to look at ---- */

static struct row group_row(const struct snapshot *snapshot, pid_t pgid)
{
	const struct group *group = snapshot_group(snapshot, pgid);

	assert_non_null(group);
	return (struct row){.kind = ROW_GROUP,
	        .snapshot = snapshot,
	        .index = (uint32_t)(group - snapshot->groups)};
}

static struct row process_row(const struct snapshot *snapshot, pid_t pid)
{
	const struct process *process = snapshot_process(snapshot, pid);

	assert_non_null(process);
	return (struct row){.kind = ROW_PROCESS,
	        .snapshot = snapshot,
	        .index = (uint32_t)(process - snapshot->processes)};
}

static struct row session_row(const struct snapshot *snapshot, pid_t sid)
{
	const struct session *session = snapshot_session(snapshot, sid);

	assert_non_null(session);
	return (struct row){.kind = ROW_SESSION,
	        .snapshot = snapshot,
	        .index = (uint32_t)(session - snapshot->sessions)};
}

static struct row member_row(const struct snapshot *snapshot, pid_t pid, uint8_t depth)
{
	struct row row = process_row(snapshot, pid);

	row.depth = depth;
	return row;
}

static void assert_cell(struct row row, enum column_id column, const char *wanted)
{
	char buf[COLUMN_CELL_MAX];

	assert_string_equal(column_format(column, &plain, &row, buf, sizeof(buf)), wanted);
}

/* The group of the sketch: twelve members, with company. */
static const struct snapshot *make_job(void)
{
	return SNAPSHOT_OF({.pid = 1423, .name = "bash", .tty_name = "pts/0", .tpgid = 2210,
	                       .euid = USER_DEPLOY, .start = STARTED_AGO(7200)},
	        {.pid = 2210, .sid = 1423, .name = "make", .tty_name = "pts/0", .tpgid = 2210,
	                .euid = USER_DEPLOY, .start = STARTED_AGO(842), .rss = 3 << 20},
	        {.pid = 2217, .pgid = 2210, .sid = 1423, .name = "cc1plus", .tty_name = "pts/0",
	                .tpgid = 2210, .euid = USER_DEPLOY, .state = 'R', .threads = 3,
	                .start = STARTED_AGO(60), .rss = 9 << 20},
	        {.pid = 2219, .pgid = 2210, .sid = 1423, .name = "backup", .state = 'R',
	                .euid = USER_BUILD, .start = STARTED_AGO(30)},
	        {.pid = 2220, .pgid = 2210, .sid = 1423, .state = 'Z', .start = STARTED_AGO(20),
	                .tty_name = "pts/0", .tpgid = 2210, .name = "cc1plus",
	                .euid = USER_ROOT});
}

/* ---- The table ---- */

static void test_table_is_whole(void **state)
{
	(void)state;
	for (int i = 0; i < COLUMN_COUNT; i++) {
		const struct column *column = column_row((enum column_id)i);

		assert_int_equal(column->id, i);
		assert_ptr_equal(column_find(column->name), column);
		assert_non_null(column->help);
		assert_true(column->kinds != 0);
		assert_int_equal(!column->value + !column->text + !column->compare, 2);
		assert_true(column->value || column->format);
	}
	assert_null(column_find("cp"));
	assert_null(column_find("cpux"));
	assert_null(column_find("CPU"));
	assert_null(column_find(""));
}

static void test_largest_first_where_that_is_asked_for(void **state)
{
	static const enum column_id largest[] = {
	        COLUMN_CPU, COLUMN_RSS, COLUMN_MEMBERS, COLUMN_AGE};
	static const enum column_id smallest[] = {
	        COLUMN_PGID, COLUMN_SID, COLUMN_PID, COLUMN_USER, COLUMN_TTY, COLUMN_COMMAND};

	(void)state;
	for (size_t i = 0; i < COUNT(largest); i++)
		assert_true(column_row(largest[i])->descending);
	for (size_t i = 0; i < COUNT(smallest); i++)
		assert_false(column_row(smallest[i])->descending);
}

static void test_defaults_end_in_the_command(void **state)
{
	(void)state;
	for (int i = 0; i < ARRANGEMENT_COUNT; i++) {
		size_t count = 0;
		const enum column_id *ids = column_defaults((enum arrangement)i, &count);

		assert_true(count > 5);
		assert_int_equal(ids[count - 1], COLUMN_COMMAND);
	}
}

static void test_list_of_columns(void **state)
{
	CLEANUP_FREE enum column_id *ids = NULL;
	size_t count = 0;
	char bad[32] = "untouched";

	(void)state;
	assert_int_equal(column_parse_list("cpu,pgid,command", bad, sizeof(bad), &ids, &count), 0);
	assert_int_equal(count, 3);
	assert_int_equal(ids[0], COLUMN_CPU);
	assert_int_equal(ids[1], COLUMN_PGID);
	assert_int_equal(ids[2], COLUMN_COMMAND);
}

static void assert_bad_list(const char *text, const char *wanted_bad)
{
	enum column_id *ids = NULL;
	size_t count = 77;
	char bad[8];

	assert_int_equal(column_parse_list(text, bad, sizeof(bad), &ids, &count), -EINVAL);
	assert_string_equal(bad, wanted_bad);
	assert_null(ids);
	assert_int_equal(count, 77);
}

static void test_list_that_is_none(void **state)
{
	(void)state;
	assert_bad_list("cpu,colour,pgid", "colour");
	assert_bad_list("cpu,pgid,cpu", "cpu");
	assert_bad_list("cpu,,pgid", "");
	assert_bad_list("cpu,", "");
	assert_bad_list("", "");
	assert_bad_list("cpu, pgid", " pgid");
	assert_bad_list("notacolumnatall", "notacol");
}

/* ---- Cells ---- */

static void test_group_cells(void **state)
{
	SNAPSHOT snapshot = make_job();
	struct row row = group_row(snapshot, 2210);

	(void)state;
	assert_cell(row, COLUMN_PGID, "2210");
	assert_cell(row, COLUMN_SID, "1423");
	assert_cell(row, COLUMN_USER, "deploy+2");
	assert_cell(row, COLUMN_TTY, "pts/0");
	assert_cell(row, COLUMN_FG, "+");
	assert_cell(row, COLUMN_MEMBERS, "4");
	assert_cell(row, COLUMN_STATES, "R2 S1 Z1");
	assert_cell(row, COLUMN_RSS, "12M");
	assert_cell(row, COLUMN_AGE, "14:02");
	assert_cell(row, COLUMN_LEADER, "2210");
	assert_cell(row, COLUMN_ID, "2210@9915800");
	assert_cell(row, COLUMN_COMMAND, "make");
	assert_cell(row, COLUMN_PID, "");
	assert_cell(row, COLUMN_PPID, "");
	assert_cell(row, COLUMN_GROUPS, "");
	assert_cell(row, COLUMN_THREADS, "5");
	assert_cell(group_row(snapshot, 1423), COLUMN_USER, "deploy");
	assert_cell(group_row(snapshot, 1423), COLUMN_FG, "");
}

static void test_session_cells(void **state)
{
	SNAPSHOT snapshot = make_job();
	struct row row = session_row(snapshot, 1423);

	(void)state;
	assert_cell(row, COLUMN_SID, "1423");
	assert_cell(row, COLUMN_PGID, "");
	assert_cell(row, COLUMN_USER, "deploy");
	assert_cell(row, COLUMN_GROUPS, "2");
	assert_cell(row, COLUMN_MEMBERS, "5");
	assert_cell(row, COLUMN_STATES, "R2 S2 Z1");
	assert_cell(row, COLUMN_AGE, "2h00");
	assert_cell(row, COLUMN_COMMAND, "bash");
}

static void test_process_cells(void **state)
{
	SNAPSHOT snapshot = make_job();
	struct row row = process_row(snapshot, 2217);

	(void)state;
	assert_cell(row, COLUMN_PID, "2217");
	assert_cell(row, COLUMN_PPID, "2210");
	assert_cell(row, COLUMN_PGID, "2210");
	assert_cell(row, COLUMN_SID, "1423");
	assert_cell(row, COLUMN_USER, "deploy");
	assert_cell(row, COLUMN_TTY, "pts/0");
	assert_cell(row, COLUMN_FG, "+");
	assert_cell(row, COLUMN_STATES, "R");
	assert_cell(row, COLUMN_THREADS, "3");
	assert_cell(row, COLUMN_AGE, "1:00");
	assert_cell(row, COLUMN_RSS, "9.0M");
	assert_cell(row, COLUMN_MEMBERS, "");
	assert_cell(row, COLUMN_LEADER, "");
	assert_cell(row, COLUMN_ID, "");
	assert_cell(process_row(snapshot, 2219), COLUMN_TTY, "-");
}

/* What the group's row has said is not said again, only what differs. */
static void test_member_cells(void **state)
{
	SNAPSHOT snapshot = make_job();
	struct row row = member_row(snapshot, 2217, 1);

	(void)state;
	assert_cell(row, COLUMN_PGID, "2217");
	assert_cell(row, COLUMN_SID, "");
	assert_cell(row, COLUMN_TTY, "");
	assert_cell(row, COLUMN_FG, "");
	assert_cell(row, COLUMN_USER, "deploy");
	assert_cell(member_row(snapshot, 2219, 1), COLUMN_USER, "build");
	assert_cell(member_row(snapshot, 2219, 1), COLUMN_TTY, "-");
	assert_cell(member_row(snapshot, 1423, 1), COLUMN_USER, "");
}

static void test_numbers_in_the_tree_of_sessions(void **state)
{
	SNAPSHOT snapshot = make_job();
	struct row group = group_row(snapshot, 2210);

	(void)state;
	group.depth = 1;
	assert_cell(group, COLUMN_SID, "2210");
	assert_cell(member_row(snapshot, 2217, 2), COLUMN_SID, "2217");
}

static void test_leaderless_group(void **state)
{
	SNAPSHOT snapshot =
		SNAPSHOT_OF({.pid = 3380, .pgid = 3377, .name = "python3", .start = 500},
			{.pid = 3379, .pgid = 3377, .name = "later", .start = 600});
	struct row row = group_row(snapshot, 3377);

	(void)state;
	assert_cell(row, COLUMN_LEADER, "-");
	assert_cell(row, COLUMN_ID, "3377@3380:500");
	assert_cell(row, COLUMN_COMMAND, "python3 (leaderless)");
	assert_cell(row, COLUMN_TTY, "-");
}

static void test_group_zero(void **state)
{
	SNAPSHOT snapshot = SNAPSHOT_OF({.pid = 2, .kernel_thread = true, .name = "kthreadd"},
	        {.pid = 3, .kernel_thread = true, .name = "rcu_gp"});

	(void)state;
	assert_cell(group_row(snapshot, 0), COLUMN_PGID, "0");
	assert_cell(group_row(snapshot, 0), COLUMN_SID, "0");
	assert_cell(group_row(snapshot, 0), COLUMN_COMMAND, "[kthreadd]");
	assert_cell(group_row(snapshot, 0), COLUMN_STATES, "I2");
	assert_cell(process_row(snapshot, 3), COLUMN_COMMAND, "[rcu_gp]");
}

static void test_users_without_a_name(void **state)
{
	SNAPSHOT snapshot = SNAPSHOT_OF({.pid = 10, .euid = 4242});

	(void)state;
	assert_cell(group_row(snapshot, 10), COLUMN_USER, "4242");
}

/* The first second of a machine has no rates. */
static void test_unknown_rate(void **state)
{
	SNAPSHOT snapshot = SNAPSHOT_OF({.pid = 10});
	struct group group = snapshot->groups[0];
	struct snapshot copy = *snapshot;
	struct row row = {.kind = ROW_GROUP, .snapshot = &copy};

	(void)state;
	group.cpu_percent = NAN;
	copy.groups = &group;
	assert_cell(row, COLUMN_CPU, "-");
}

static void test_rates(void **state)
{
	SNAPSHOT before = SNAPSHOT_OF({.pid = 10, .cpu = 100}, {.pid = 11, .pgid = 10, .cpu = 7});
	SNAPSHOT after =
	        SNAPSHOT_AFTER(before, {.pid = 10, .cpu = 150}, {.pid = 11, .pgid = 10, .cpu = 77});

	(void)state;
	assert_cell(process_row(after, 10), COLUMN_CPU, "50.0");
	assert_cell(group_row(after, 10), COLUMN_CPU, "120.0");
	assert_cell(session_row(after, 10), COLUMN_CPU, "120.0");
}

static void test_hostile_names_everywhere(void **state)
{
	SNAPSHOT snapshot =
		SNAPSHOT_OF({.pid = 10, .name = "\033]0;x\a\377", .tty_name = "pts\033/1"});

	(void)state;
	assert_cell(group_row(snapshot, 10), COLUMN_COMMAND,
	        "\357\277\275]0;x\357\277\275\357\277\275");
	assert_cell(group_row(snapshot, 10), COLUMN_TTY, "pts\357\277\275/1");
}

static void test_dead_is_marked_but_not_a_living_z(void **state)
{
	SNAPSHOT snapshot = SNAPSHOT_OF({.pid = 10, .name = "ended", .state = 'Z'},
	        {.pid = 11, .name = "lives", .state = 'Z', .threads = 4});

	(void)state;
	assert_cell(process_row(snapshot, 10), COLUMN_COMMAND, "ended <defunct>");
	assert_cell(process_row(snapshot, 11), COLUMN_COMMAND, "lives");
	assert_cell(group_row(snapshot, 10), COLUMN_COMMAND, "ended <defunct>");
	assert_cell(group_row(snapshot, 10), COLUMN_STATES, "Z1");
}

static void test_no_buffer_is_too_small(void **state)
{
	SNAPSHOT snapshot = make_job();
	struct row rows[] = {group_row(snapshot, 2210), session_row(snapshot, 1423),
	        process_row(snapshot, 2220), member_row(snapshot, 2219, 1)};

	(void)state;
	for (int i = 0; i < COLUMN_COUNT; i++)
		for (size_t row = 0; row < COUNT(rows); row++)
			for (size_t size = 1; size < 24; size++) {
				/* As large as it is said to be, so that ASan sees one byte more. */
				CLEANUP_FREE char *buf = malloc(size);

				column_format((enum column_id)i, &plain, &rows[row], buf, size);
				assert_true(strnlen(buf, size) < size);
			}
}

/* ---- What further columns say ---- */

static const struct snapshot *make_container(void)
{
	return SNAPSHOT_OF({.pid = 10, .name = "web", .euid = USER_DEPLOY, .threads = 4,
	                       .nice = -5, .cpu = 12345, .rss = (uint64_t)6 << 30,
	                       .start = STARTED_AGO(60),
	                       .cgroup = "/system.slice/web.service"},
	        {.pid = 11, .pgid = 10, .name = "same", .euid = USER_BUILD,
	                .cgroup = "/system.slice/web.service"},
	        {.pid = 12, .pgid = 10, .name = "inner", .nice = 10, .start = STARTED_AGO(30),
	                .cgroup = "/lxc.payload.box/a.service"},
	        {.pid = 20, .name = "unread"});
}

static void test_places(void **state)
{
	SNAPSHOT snapshot = make_container();
	struct row group = group_row(snapshot, 10);

	(void)state;
	assert_cell(group, COLUMN_UNIT, "web.service");
	assert_cell(group, COLUMN_CGROUP, "/system.slice/web.service");
	assert_cell(group, COLUMN_CONTAINER, "-");
	/* A member's own is said only where it is another one. */
	assert_cell(member_row(snapshot, 11, 1), COLUMN_UNIT, "");
	assert_cell(member_row(snapshot, 12, 1), COLUMN_UNIT, "a.service");
	assert_cell(member_row(snapshot, 12, 1), COLUMN_CONTAINER, "box");
	assert_cell(process_row(snapshot, 11), COLUMN_UNIT, "web.service");
	assert_cell(group_row(snapshot, 20), COLUMN_CGROUP, "-");
}

static void test_amounts(void **state)
{
	SNAPSHOT snapshot = make_container();
	struct row group = group_row(snapshot, 10);

	(void)state;
	assert_cell(group, COLUMN_USERS, "deploy,build,root");
	assert_cell(group, COLUMN_NICE, "-5..10");
	assert_cell(member_row(snapshot, 12, 1), COLUMN_NICE, "10");
	assert_cell(group, COLUMN_THREADS, "6");
	assert_cell(session_row(snapshot, 10), COLUMN_THREADS, "6");
	assert_cell(group, COLUMN_CPUTIME, "2:03");
	assert_cell(session_row(snapshot, 10), COLUMN_CPUTIME, "2:03");
	/* Of 62G. */
	assert_cell(group, COLUMN_MEM, "9.7");
}

/* The day is the one before: made-up machines live at 22:13:20 UTC on 2023-11-14. */
static void test_start(void **state)
{
	SNAPSHOT snapshot = SNAPSHOT_OF({.pid = 10, .start = STARTED_AGO(60)},
	        {.pid = 20, .start = STARTED_AGO(90000)});

	(void)state;
	setenv("TZ", "UTC", 1);
	tzset();
	assert_cell(group_row(snapshot, 10), COLUMN_START, "22:12");
	assert_cell(group_row(snapshot, 20), COLUMN_START, "11-13");
}

/* Blank before there were rates; then one bar for each scan, at most ten. */
static void test_trend(void **state)
{
	SNAPSHOT first = SNAPSHOT_OF({.pid = 10}, {.pid = 11, .pgid = 10});
	SNAPSHOT second = SNAPSHOT_AFTER(first, {.pid = 10, .cpu = 50}, {.pid = 11, .pgid = 10});
	SNAPSHOT third = SNAPSHOT_AFTER(second, {.pid = 10, .cpu = 150},
	        {.pid = 11, .pgid = 10, .cpu = 100}, {.pid = 12, .pgid = 10});

	(void)state;
	assert_cell(group_row(first, 10), COLUMN_TREND, "          ");
	assert_cell(group_row(second, 10), COLUMN_TREND, "         ▅");
	/* 200 % is more than one processor, and full then. */
	assert_cell(group_row(third, 10), COLUMN_TREND, "        ▃█");
	assert_cell(session_row(third, 10), COLUMN_TREND, "        ▃█");
	assert_cell(process_row(third, 11), COLUMN_TREND, "        ▁█");
	assert_cell(process_row(third, 12), COLUMN_TREND, "         ▁");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_table_is_whole),
	        cmocka_unit_test(test_largest_first_where_that_is_asked_for),
	        cmocka_unit_test(test_defaults_end_in_the_command),
	        cmocka_unit_test(test_list_of_columns),
	        cmocka_unit_test(test_list_that_is_none),
	        cmocka_unit_test(test_group_cells),
	        cmocka_unit_test(test_session_cells),
	        cmocka_unit_test(test_process_cells),
	        cmocka_unit_test(test_member_cells),
	        cmocka_unit_test(test_numbers_in_the_tree_of_sessions),
	        cmocka_unit_test(test_leaderless_group),
	        cmocka_unit_test(test_group_zero),
	        cmocka_unit_test(test_users_without_a_name),
	        cmocka_unit_test(test_unknown_rate),
	        cmocka_unit_test(test_rates),
	        cmocka_unit_test(test_hostile_names_everywhere),
	        cmocka_unit_test(test_dead_is_marked_but_not_a_living_z),
	        cmocka_unit_test(test_no_buffer_is_too_small),
	        cmocka_unit_test(test_places),
	        cmocka_unit_test(test_amounts),
	        cmocka_unit_test(test_start),
	        cmocka_unit_test(test_trend),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
