/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The list of groups, as it stands on the screen. */
#include <config.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../lib/memory/snapshot_fixture.h"
#include "base/array.h"
#include "base/cleanup.h"
#include "base/clock.h"
#include "canvas.h"
#include "tui/list/list_screen.h"

static void test_before_the_first_scan(void **state)
{
	struct canvas canvas;

	(void)state;
	canvas_open_list(&canvas, "C.UTF-8", 24, 80, true);
	canvas_golden(&canvas, "list-empty", false);
	CANVAS_KEYS(&canvas, KEYPAD_DOWN, KEY_RETURN, 'k', '+', 't', 'P');
	assert_false(canvas.app.quit);
	assert_int_equal(canvas.app.depth, 1);
	canvas_close(&canvas);
}

static void test_ascii(void **state)
{
	struct canvas canvas;

	(void)state;
	canvas_open_machine(&canvas, "C", 24, 80, true);
	CANVAS_KEYS(&canvas, '+');
	canvas_golden(&canvas, "list-ascii", false);
	canvas_close(&canvas);
}

static void test_looks(void **state)
{
	struct canvas canvas;

	(void)state;
	canvas_open_machine(&canvas, "C.UTF-8", 12, 80, true);
	canvas_golden(&canvas, "list-colour", true);
	canvas_close(&canvas);
	canvas_open_machine(&canvas, "C.UTF-8", 12, 80, false);
	canvas_golden(&canvas, "list-mono", true);
	canvas_close(&canvas);
}

static void test_unfolded(void **state)
{
	struct canvas canvas;

	(void)state;
	canvas_open_machine(&canvas, "C.UTF-8", 24, 80, true);
	CANVAS_KEYS(&canvas, '+', KEYPAD_DOWN);
	canvas_golden(&canvas, "list-unfolded", false);
	CANVAS_KEYS(&canvas, '-');
	assert_int_equal(canvas_find(&canvas, "2217"), -1);
	assert_int_equal(canvas_line(&canvas, 4)[0], '>');
	CANVAS_KEYS(&canvas, 't');
	assert_int_not_equal(canvas_find(&canvas, "2217"), -1);
	assert_int_not_equal(canvas_find(&canvas, "3381"), -1);
	CANVAS_KEYS(&canvas, KEYPAD_F(5));
	assert_int_equal(canvas_find(&canvas, "3381"), -1);
	canvas_close(&canvas);
}

static void test_sorting(void **state)
{
	struct canvas canvas;

	(void)state;
	canvas_open_machine(&canvas, "C.UTF-8", 24, 80, true);
	CANVAS_KEYS(&canvas, 'T');
	assert_non_null(strstr(canvas_line(&canvas, 2), "groups by AGE"));
	assert_non_null(strstr(canvas_line(&canvas, 4), "/sbin/init"));
	/* The cursor stays with the group it was on. */
	assert_int_equal(canvas_line(&canvas, canvas_find(&canvas, "make -j16"))[0], '>');
	CANVAS_KEYS(&canvas, 'I');
	assert_non_null(strstr(canvas_line(&canvas, 4), "make"));
	CANVAS_KEYS(&canvas, 'M');
	assert_non_null(strstr(canvas_line(&canvas, 2), "groups by RSS"));
	assert_non_null(strstr(canvas_line(&canvas, 5), "python3"));
	CANVAS_KEYS(&canvas, '>');
	assert_non_null(strstr(canvas_line(&canvas, 2), "groups by AGE"));
	CANVAS_KEYS(&canvas, '<', '<', '<');
	assert_non_null(strstr(canvas_line(&canvas, 2), "groups by CPU%"));
	canvas_close(&canvas);
}

/* Shows a process of that age; returns how often its command line was asked for. */
static uint64_t asked_for(struct canvas *canvas, uint64_t seconds)
{
	uint64_t before = canvas->app.inspections;
	const struct snapshot *next =
		SNAPSHOT_OF({.pid = 10, .name = "x", .start = STARTED_AGO(seconds)});

	canvas_show(canvas, next);
	if (canvas->app.inspections > before)
		canvas_answer(canvas, app_top(&canvas->app),
			DETAILS_OF(next, {.pid = 10, .command = "x"}));
	snapshot_unref(next);
	return canvas->app.inspections - before;
}

/* Of the young, who may be about to exec, command lines are read again; of others now and then. */
static void test_command_lines_are_read_again(void **state)
{
	struct canvas canvas;

	(void)state;
	canvas_open_list(&canvas, "C.UTF-8", 24, 80, true);
	assert_int_equal(asked_for(&canvas, 100), 1);
	assert_int_equal(asked_for(&canvas, 100), 0);
	assert_int_equal(asked_for(&canvas, 9), 1);
	assert_int_equal(asked_for(&canvas, 9), 1);
	canvas.fake.now += 4 * CLOCK_SECOND;
	assert_int_equal(asked_for(&canvas, 100), 1);
	assert_int_equal(asked_for(&canvas, 100), 0);
	canvas.fake.now += 5 * CLOCK_SECOND;
	assert_int_equal(asked_for(&canvas, 100), 1);
	canvas_close(&canvas);
}

/* What snapshots tell of all is not asked for, until they will not tell it any more. */
static void test_told_command_lines_are_not_read(void **state)
{
	CLEANUP(snapshot_unrefp) const struct snapshot *first =
		SNAPSHOT_OF({.pid = 11, .start = STARTED_AGO(100)});
	CLEANUP(snapshot_unrefp) const struct snapshot *telling = SNAPSHOT_OF(
		{.pid = 10, .name = "x", .command = "x told", .start = STARTED_AGO(100)});
	struct canvas canvas;
	uint64_t before;

	(void)state;
	canvas_open_list(&canvas, "C.UTF-8", 24, 80, true);
	canvas_show(&canvas, first);
	CANVAS_KEYS(&canvas, '\\');
	canvas_type(&canvas, "told");
	CANVAS_KEYS(&canvas, KEY_RETURN);
	before = canvas.app.inspections;
	canvas_show(&canvas, telling);
	assert_true(canvas_find(&canvas, "x told") > 0);
	assert_int_equal(canvas.app.inspections, before);
	CANVAS_KEYS(&canvas, KEY_ESCAPE);
	assert_int_equal(canvas.app.inspections, before + 1);
	canvas_close(&canvas);
}

/* Chosen columns stand behind the arrangement's own numbers, in the order of the choice; what the
 * rows do not have is left out. */
static void test_chosen_columns(void **state)
{
	static const enum column_id ids[] = {COLUMN_MEM, COLUMN_NICE, COLUMN_GROUPS,
		COLUMN_COMMAND};
	struct canvas canvas;
	const char *heading;

	(void)state;
	canvas_open_machine(&canvas, "C.UTF-8", 24, 80, true);
	memcpy(canvas.app.settings.columns, ids, sizeof(ids));
	canvas.app.settings.column_count = COUNT(ids);
	CANVAS_KEYS(&canvas, 'M');
	heading = canvas_line(&canvas, 3);
	assert_non_null(strstr(heading, "PGID MEM%  NI COMMAND"));
	canvas.app.settings.columns[0] = COLUMN_COMMAND;
	canvas.app.settings.columns[3] = COLUMN_MEM;
	CANVAS_KEYS(&canvas, 'M');
	heading = canvas_line(&canvas, 3);
	assert_non_null(strstr(heading, "PGID COMMAND  "));
	assert_non_null(strstr(heading, " NI"));
	assert_non_null(strstr(heading, "MEM%"));
	memcpy(canvas.app.settings.columns, ids, sizeof(ids));
	CANVAS_KEYS(&canvas, '\t');
	heading = canvas_line(&canvas, 3);
	assert_non_null(strstr(heading, "SID MEM%  NI GROUPS COMMAND"));
	canvas_close(&canvas);
}

static void test_struck(void **state)
{
	struct canvas canvas;
	const struct snapshot *second;
	const struct snapshot *third;

	(void)state;
	canvas_open_machine(&canvas, "C.UTF-8", 24, 80, true);
	second = SNAPSHOT_AFTER(canvas.app.snapshot,
		{.pid = 1, .name = "systemd", .start = STARTED_AGO(99000)},
		{.pid = 1423, .name = "bash", .euid = USER_DEPLOY, .tty_name = "pts/0",
			.start = STARTED_AGO(8000)});
	canvas_show(&canvas, second);
	canvas_golden(&canvas, "list-struck", true);
	CANVAS_KEYS(&canvas, 'k');
	assert_int_equal(canvas.app.depth, 1);
	assert_string_equal(canvas_line(&canvas, 23), " Group 2210 has ended. Choose another row.");
	CANVAS_KEYS(&canvas, KEY_RETURN);
	assert_int_equal(canvas.app.depth, 1);
	assert_string_equal(canvas_line(&canvas, 23), " Group 2210 has ended. Choose another row.");
	/* Until the next look it stays, and then it is gone, for the cursor has left it. */
	CANVAS_KEYS(&canvas, KEYPAD_DOWN);
	assert_int_equal(canvas_find(&canvas, "has ended"), -1);
	third = SNAPSHOT_AFTER(second,
		{.pid = 1423, .name = "bash", .start = STARTED_AGO(8000)});
	canvas_show(&canvas, third);
	assert_int_equal(canvas_find(&canvas, "2210"), -1);
	canvas_close(&canvas);
	snapshot_unref(second);
	snapshot_unref(third);
}

/* With averages since the start a group stands first that rates put elsewhere. */
static void test_home_with_the_first_rates(void **state)
{
	struct canvas canvas;
	const struct snapshot *first = SNAPSHOT_OF({.pid = 10, .name = "old", .cpu = 90000000},
		{.pid = 20, .name = "new", .cpu = 10});
	const struct snapshot *second = SNAPSHOT_AFTER(first,
		{.pid = 10, .name = "old", .cpu = 90000000}, {.pid = 20, .name = "new", .cpu = 60});

	(void)state;
	for (int touched = 0; touched < 2; touched++) {
		canvas_open_list(&canvas, "C.UTF-8", 24, 80, true);
		canvas_show(&canvas, first);
		assert_non_null(strstr(canvas_line(&canvas, 4), "old"));
		assert_non_null(strstr(canvas_line(&canvas, 1), "CPU%: averages"));
		if (touched)
			CANVAS_KEYS(&canvas, KEYPAD_UP);
		canvas_show(&canvas, second);
		/* Rows do not move right after a key. */
		assert_non_null(strstr(canvas_line(&canvas, 4), touched ? "old" : "new"));
		assert_null(strstr(canvas_line(&canvas, 1), "averages"));
		assert_int_equal(canvas_line(&canvas, 4)[0], '>');
		canvas_close(&canvas);
	}
	snapshot_unref(first);
	snapshot_unref(second);
}

/* Who has not touched a key keeps the first rows in sight; who has keeps the choice. */
static void test_home_when_the_first_row_sinks(void **state)
{
	struct process rows[41] = {{.pid = 100, .name = "first", .cpu = 1000}};
	const struct snapshot *snapshots[3];
	struct canvas canvas;

	(void)state;
	for (size_t i = 1; i < 41; i++)
		rows[i] = (struct process){.pid = 100 + (pid_t)i, .name = "other"};
	snapshots[0] = snapshot_fixture(NULL, rows, 41);
	rows[0].cpu += 50;
	snapshots[1] = snapshot_fixture(snapshots[0], rows, 41);
	for (size_t i = 1; i < 41; i++)
		rows[i].cpu += i;
	snapshots[2] = snapshot_fixture(snapshots[1], rows, 41);
	for (int touched = 0; touched < 2; touched++) {
		canvas_open_list(&canvas, "C.UTF-8", 24, 80, true);
		canvas_show(&canvas, snapshots[0]);
		canvas_show(&canvas, snapshots[1]);
		if (touched)
			CANVAS_KEYS(&canvas, KEYPAD_UP);
		canvas_show(&canvas, snapshots[2]);
		if (touched) {
			int line = canvas_find(&canvas, "first");

			assert_true(line > 0);
			assert_int_equal(canvas_line(&canvas, line)[0], '>');
		} else {
			assert_non_null(strstr(canvas_line(&canvas, 4), "140"));
			assert_int_equal(canvas_line(&canvas, 4)[0], '>');
		}
		canvas_close(&canvas);
	}
	for (size_t i = 0; i < 3; i++)
		snapshot_unref(snapshots[i]);
}

static void test_hostile_names(void **state)
{
	struct canvas canvas;
	const struct snapshot *snapshot =
		SNAPSHOT_OF({.pid = 10, .name = "\x1b[31mred\x1b]0;t\x07", .cpu = 900},
			{.pid = 20, .name = "\xff\xfe\x80", .cpu = 800},
			{.pid = 30,
				.name = "a\xe2\x80\xae"
					"b\xc2\x9b"
					"c",
				.cpu = 700},
			{.pid = 40, .name = "\xe6\xbc\xa2\xe5\xad\x97", .cpu = 600},
			{.pid = 50,
				.name = "e\xcc\x81\xcc\x82\xcc\x83\xcc\x84\xcc\x85\xcc\x86",
				.cpu = 500});
	char *huge = malloc(100001);
	const struct screen *top;

	(void)state;
	assert_non_null(huge);
	memset(huge, 'x', 100000);
	huge[100000] = '\0';
	for (int ascii = 0; ascii < 2; ascii++) {
		canvas_open_list(&canvas, ascii ? "C" : "C.UTF-8", 12, 60, true);
		canvas_show(&canvas, snapshot);
		top = app_top(&canvas.app);
		canvas_answer(&canvas, top,
			DETAILS_OF(snapshot, {.pid = 50, .command = huge}));
		canvas_golden(&canvas, ascii ? "list-hostile-ascii" : "list-hostile", false);
		CANVAS_KEYS(&canvas, 't');
		canvas_close(&canvas);
	}
	free(huge);
	snapshot_unref(snapshot);
}

static void test_remarks(void **state)
{
	struct canvas canvas;
	struct machine machine = snapshot_fixture_machine();
	const struct process rows[] = {{.pid = 10, .name = "one"}};
	const struct snapshot *snapshot;

	(void)state;
	machine.partial = true;
	machine.foreign = true;
	snapshot = snapshot_fixture_on(&machine, NULL, rows, 1);
	canvas_open_list(&canvas, "C.UTF-8", 24, 100, true);
	canvas_show(&canvas, snapshot);
	assert_non_null(strstr(canvas_line(&canvas, 1), "partial view"));
	assert_non_null(
		strstr(canvas_line(&canvas, 1), "view only: /proc is not of this PID namespace"));
	app_take_error(&canvas.app, -5);
	app_draw(&canvas.app);
	assert_non_null(strstr(canvas_line(&canvas, 1), "cannot be read"));
	canvas_close(&canvas);
	snapshot_unref(snapshot);
}

/* Every size is drawn and left without harm, the cursor always in sight. */
static void test_many_sizes(void **state)
{
	struct canvas canvas;

	(void)state;
	canvas_open_machine(&canvas, "C.UTF-8", 24, 80, true);
	CANVAS_KEYS(&canvas, 't', KEYPAD_END);
	for (int i = 0; i < 100; i++) {
		bool seen = false;

		canvas_resize(&canvas, 1 + i * 7 % 53, 1 + i * 13 % 171);
		for (int y = 0; y < canvas.app.lines; y++)
			seen = seen || canvas_line(&canvas, y)[0] == '>';
		assert_true(seen);
		CANVAS_KEYS(&canvas, i % 2 ? KEYPAD_UP : KEYPAD_PAGE_DOWN);
	}
	canvas_close(&canvas);
}

static void test_many_groups(void **state)
{
	struct process rows[100] = {0};
	const struct snapshot *snapshot;
	struct canvas canvas;

	(void)state;
	for (int i = 0; i < 100; i++)
		rows[i] = (struct process){.pid = 1000 + i,
			.name = "idle",
			.cpu = (uint64_t)(1000 - i)};
	snapshot = snapshot_fixture(NULL, rows, 100);
	canvas_open_list(&canvas, "C.UTF-8", 24, 80, true);
	canvas_show(&canvas, snapshot);
	CANVAS_KEYS(&canvas, KEYPAD_END);
	assert_non_null(strstr(canvas_line(&canvas, 22), "1099"));
	assert_int_equal(canvas_line(&canvas, 22)[0], '>');
	CANVAS_KEYS(&canvas, KEYPAD_PAGE_UP, KEYPAD_PAGE_UP, KEYPAD_PAGE_DOWN,
		KEYPAD_HOME);
	assert_non_null(strstr(canvas_line(&canvas, 4), "1000"));
	assert_int_equal(canvas_line(&canvas, 4)[0], '>');
	CANVAS_KEYS(&canvas, KEYPAD_PAGE_DOWN);
	assert_int_equal(canvas_find(&canvas, "line 19 of 100"), 2);
	canvas_close(&canvas);
	snapshot_unref(snapshot);
}

static void test_readonly(void **state)
{
	static const char keys[] = "kKsc U";
	struct canvas canvas;

	(void)state;
	canvas_open_machine(&canvas, "C.UTF-8", 24, 100, true);
	canvas.app.settings.readonly = true;
	CANVAS_KEYS(&canvas, KEY_CTRL('L'));
	assert_null(strstr(canvas_line(&canvas, 23), "signal"));
	assert_null(strstr(canvas_line(&canvas, 23), "mark"));
	for (size_t i = 0; i < strlen(keys); i++) {
		CANVAS_KEYS(&canvas, keys[i]);
		assert_int_equal(canvas.app.depth, 1);
		assert_string_equal(canvas_line(&canvas, 23),
			" This view is read-only; it sends no signals.");
	}
	assert_non_null(strstr(canvas_line(&canvas, 1), "read-only"));
	CANVAS_KEYS(&canvas, KEY_RETURN, 'k');
	assert_int_equal(canvas.app.depth, 2);
	CANVAS_KEYS(&canvas, 'q', '?', KEYPAD_END);
	assert_int_equal(canvas_find(&canvas, "Signalling"), -1);
	assert_int_equal(canvas.fake.send_count, 0);
	canvas_close(&canvas);
}

/* With processes only, what is marked is seen at every member. */
static void test_marks_among_processes(void **state)
{
	struct canvas canvas;

	(void)state;
	canvas_open_machine(&canvas, "C.UTF-8", 24, 100, true);
	CANVAS_KEYS(&canvas, '\t', '\t');
	CANVAS_KEYS(&canvas, KEYPAD_HOME, ' ');
	assert_true(canvas_find(&canvas, "1 marked") > 0);
	assert_true(canvas_find(&canvas, " 2217* ") > 0);
	assert_true(canvas_find(&canvas, " 2210* ") > 0);
	assert_int_equal(canvas_find(&canvas, " 1423* "), -1);
	canvas_close(&canvas);
}

static void test_leaving(void **state)
{
	struct canvas canvas;

	(void)state;
	canvas_open_machine(&canvas, "C.UTF-8", 24, 80, true);
	CANVAS_KEYS(&canvas, 'x', 'Q', KEY_ESCAPE);
	assert_false(canvas.app.quit);
	CANVAS_KEYS(&canvas, 'q');
	assert_true(canvas.app.quit);
	canvas_close(&canvas);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_before_the_first_scan),
		cmocka_unit_test(test_ascii),
		cmocka_unit_test(test_looks),
		cmocka_unit_test(test_unfolded),
		cmocka_unit_test(test_sorting),
		cmocka_unit_test(test_chosen_columns),
		cmocka_unit_test(test_command_lines_are_read_again),
		cmocka_unit_test(test_told_command_lines_are_not_read),
		cmocka_unit_test(test_struck),
		cmocka_unit_test(test_home_with_the_first_rates),
		cmocka_unit_test(test_home_when_the_first_row_sinks),
		cmocka_unit_test(test_hostile_names),
		cmocka_unit_test(test_remarks),
		cmocka_unit_test(test_many_sizes),
		cmocka_unit_test(test_many_groups),
		cmocka_unit_test(test_readonly),
		cmocka_unit_test(test_marks_among_processes),
		cmocka_unit_test(test_leaving),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
