/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finding in the list: filter, search, users, sort menu; what keeps rows where they are. */
#include <config.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "../lib/memory/snapshot_fixture.h"
#include "base/array.h"
#include "base/clock.h"
#include "canvas.h"
#include "tui/list/list_screen.h"

static void assert_shown(struct canvas *canvas, const char *text)
{
	if (canvas_find(canvas, text) < 0)
		fail_msg("not on the screen: %s", text);
}

static void assert_not_shown(struct canvas *canvas, const char *text)
{
	if (canvas_find(canvas, text) >= 0)
		fail_msg("on the screen: %s", canvas_line(canvas, canvas_find(canvas, text)));
}

/* The line with that text has the cursor. */
static void assert_cursor_on(struct canvas *canvas, const char *text)
{
	assert_shown(canvas, text);
	assert_int_equal(canvas_line(canvas, canvas_find(canvas, text))[0], '>');
}

/* ---- The filter ---- */

static void test_filter_is_followed_as_it_is_typed(void **state)
{
	struct canvas canvas;

	(void)state;
	canvas_open_machine(&canvas, "C.UTF-8", 24, 80, true);
	CANVAS_KEYS(&canvas, '\\');
	/* On its way to "cpu>50", which nobody takes for a command. */
	canvas_type(&canvas, "cpu");
	assert_shown(&canvas, "vim");
	canvas_type(&canvas, ">");
	assert_shown(&canvas, "has no value");
	assert_shown(&canvas, "vim");
	canvas_type(&canvas, "50");
	assert_not_shown(&canvas, "vim");
	assert_cursor_on(&canvas, "make -j16");
	CANVAS_KEYS(&canvas, KEY_RETURN);
	assert_int_equal(canvas.app.depth, 1);
	assert_shown(&canvas, "filter: cpu>50");
	assert_not_shown(&canvas, "vim");

	/* Esc in the prompt: as it was before. Esc in the list: no filter. */
	CANVAS_KEYS(&canvas, KEYPAD_F(4), KEY_CTRL('U'));
	assert_shown(&canvas, "vim");
	CANVAS_KEYS(&canvas, KEY_ESCAPE);
	assert_not_shown(&canvas, "vim");
	CANVAS_KEYS(&canvas, KEY_ESCAPE);
	assert_shown(&canvas, "vim");
	assert_not_shown(&canvas, "filter:");
	canvas_close(&canvas);
}

/* Enter does not take a filter that is wrong, and what was in force stays. */
static void test_wrong_filter_is_not_taken(void **state)
{
	struct canvas canvas;

	(void)state;
	canvas_open_machine(&canvas, "C.UTF-8", 24, 80, true);
	CANVAS_KEYS(&canvas, '\\');
	canvas_type(&canvas, "state=T members>many");
	CANVAS_KEYS(&canvas, KEY_RETURN);
	assert_int_equal(canvas.app.depth, 2);
	assert_shown(&canvas, "'many'");
	assert_cursor_on(&canvas, "vim");
	assert_not_shown(&canvas, "make");
	canvas_close(&canvas);
}

/* A filter that fits nothing shows nothing, and no key has a target. */
static void test_nothing_fits(void **state)
{
	struct canvas canvas;

	(void)state;
	canvas_open_machine(&canvas, "C.UTF-8", 24, 80, true);
	CANVAS_KEYS(&canvas, '\\');
	canvas_type(&canvas, "nobody-is-called-so");
	CANVAS_KEYS(&canvas, KEY_RETURN);
	assert_shown(&canvas, "Nothing matches the filter.");
	CANVAS_KEYS(&canvas, 'k', 'K', 's', KEY_RETURN, ' ', '/', 'n');
	assert_int_equal(canvas.app.depth, 1);
	assert_not_shown(&canvas, "marked");
	canvas_close(&canvas);
}

/* Who fits is marked among the members, who all are there. */
static void test_members_that_fit_are_marked(void **state)
{
	struct canvas canvas;

	(void)state;
	canvas_open_machine(&canvas, "C.UTF-8", 24, 80, true);
	CANVAS_KEYS(&canvas, '\\');
	canvas_type(&canvas, "cc1plus");
	CANVAS_KEYS(&canvas, KEY_RETURN, '+');
	assert_non_null(strstr(canvas_line(&canvas, 5), " •├ 2217"));
	assert_non_null(strstr(canvas_line(&canvas, 6), " •├ 2218"));
	assert_non_null(strstr(canvas_line(&canvas, 7), "  └ 2210"));
	canvas_close(&canvas);
}

/* Cut to fit the prompt it would be another filter. */
static void test_filter_too_long_to_be_typed(void **state)
{
	struct canvas canvas;
	char text[700] = "pgid=2210";

	(void)state;
	for (size_t length = strlen(text); length + 4 < sizeof(text); length += 4)
		memcpy(text + length, ",100", 5);
	canvas_open(&canvas, "C.UTF-8", 24, 80, true);
	canvas.app.filter = text;
	canvas_push(&canvas, list_screen_new(&canvas.app));
	CANVAS_KEYS(&canvas, '\\');
	assert_int_equal(canvas.app.depth, 1);
	assert_shown(&canvas, "too long to edit here");
	canvas_close(&canvas);
}

/* ---- Users and the order ---- */

static void test_users(void **state)
{
	struct canvas canvas;

	(void)state;
	canvas_open_machine(&canvas, "C.UTF-8", 24, 80, true);
	CANVAS_KEYS(&canvas, 'u');
	canvas_type(&canvas, "de");
	CANVAS_KEYS(&canvas, KEY_RETURN);
	assert_shown(&canvas, "filter: user=deploy");
	assert_not_shown(&canvas, "/sbin/init");
	CANVAS_KEYS(&canvas, 'u', KEY_RETURN);
	assert_not_shown(&canvas, "filter:");
	assert_shown(&canvas, "/sbin/init");
	canvas_close(&canvas);
}

static void test_sort_menu(void **state)
{
	struct canvas canvas;

	(void)state;
	canvas_open_machine(&canvas, "C.UTF-8", 24, 80, true);
	CANVAS_KEYS(&canvas, KEYPAD_F(6));
	canvas_type(&canvas, "rs");
	CANVAS_KEYS(&canvas, KEY_RETURN);
	assert_shown(&canvas, "groups by RSS");
	CANVAS_KEYS(&canvas, KEYPAD_F(6), KEYPAD_DOWN, KEY_ESCAPE);
	assert_shown(&canvas, "groups by RSS");
	canvas_close(&canvas);
}

/* ---- The search ---- */

static void test_search(void **state)
{
	struct canvas canvas;

	(void)state;
	canvas_open_machine(&canvas, "C.UTF-8", 24, 80, true);
	CANVAS_KEYS(&canvas, '/');
	canvas_type(&canvas, "22");
	assert_cursor_on(&canvas, "make -j16");
	canvas_type(&canvas, "9");
	assert_cursor_on(&canvas, "vim");
	CANVAS_KEYS(&canvas, KEY_RETURN);
	assert_cursor_on(&canvas, "vim");

	CANVAS_KEYS(&canvas, '/');
	canvas_type(&canvas, "xyz");
	assert_shown(&canvas, "Nothing listed matches this.");
	CANVAS_KEYS(&canvas, KEY_ESCAPE);
	assert_cursor_on(&canvas, "vim");
	CANVAS_KEYS(&canvas, 'n');
	assert_shown(&canvas, "There is no search to repeat");

	CANVAS_KEYS(&canvas, KEYPAD_F(3));
	canvas_type(&canvas, "sh");
	CANVAS_KEYS(&canvas, KEY_RETURN);
	assert_cursor_on(&canvas, "-bash");
	CANVAS_KEYS(&canvas, 'n');
	assert_cursor_on(&canvas, "-bash");
	assert_shown(&canvas, "Nothing else matches");
	canvas_close(&canvas);
}

/* ---- What keeps rows where they are ---- */

/* The same machine, in which now the python is the busiest. */
#define OTHER_ORDER(before) \
	SNAPSHOT_AFTER(before, \
		{.pid = 2210, .sid = 1423, .name = "make", .euid = USER_DEPLOY, \
			.start = STARTED_AGO(842), .cpu = 200}, \
		{.pid = 3380, .pgid = 3377, .sid = 3377, .name = "python3", \
			.euid = USER_BUILD, .start = STARTED_AGO(50000), .cpu = 700}, \
		{.pid = 4000, .name = "newcomer", .start = STARTED_AGO(0), .cpu = 99})

static void test_order_holds_still_after_a_key(void **state)
{
	struct canvas canvas;
	const struct snapshot *next;
	int make_line;

	(void)state;
	canvas_open_machine(&canvas, "C.UTF-8", 24, 80, true);
	make_line = canvas_find(&canvas, "make -j16");
	CANVAS_KEYS(&canvas, KEYPAD_DOWN);
	next = OTHER_ORDER(canvas.app.snapshot);
	canvas_show(&canvas, next);
	assert_int_equal(canvas_find(&canvas, "make"), make_line);
	assert_true(canvas_find(&canvas, "python3") > make_line);

	/* After a while without a key the rows go where they belong. */
	assert_int_not_equal(app_deadline(&canvas.app), SCREEN_NEVER);
	canvas.fake.now = app_deadline(&canvas.app);
	app_tick(&canvas.app, 0);
	app_draw(&canvas.app);
	assert_true(canvas_find(&canvas, "python3") < canvas_find(&canvas, "make"));
	assert_int_equal(app_deadline(&canvas.app), SCREEN_NEVER);
	canvas_close(&canvas);
	snapshot_unref(next);
}

static void test_pause(void **state)
{
	struct canvas canvas;
	const struct snapshot *next;

	(void)state;
	canvas_open_machine(&canvas, "C.UTF-8", 24, 80, true);
	CANVAS_KEYS(&canvas, 'Z');
	next = OTHER_ORDER(canvas.app.snapshot);
	canvas_show(&canvas, next);
	assert_shown(&canvas, "paused");
	assert_shown(&canvas, "vim");
	assert_not_shown(&canvas, "newcomer");
	/* Everything else still works. */
	CANVAS_KEYS(&canvas, '+');
	assert_shown(&canvas, "cc1plus");
	CANVAS_KEYS(&canvas, 'Z');
	assert_not_shown(&canvas, "paused");
	assert_shown(&canvas, "newcomer");
	canvas_close(&canvas);
	snapshot_unref(next);
}

/* The interval is asked for, and a wrong one is not taken. */
static void test_interval(void **state)
{
	struct canvas canvas;

	(void)state;
	canvas_open_machine(&canvas, "C.UTF-8", 24, 80, true);
	CANVAS_KEYS(&canvas, 'd');
	assert_shown(&canvas, "Seconds between scans: 1.5");
	CANVAS_KEYS(&canvas, KEY_CTRL('U'), '0', KEY_RETURN);
	assert_shown(&canvas, "is not an interval: give 0.1 seconds or more");
	CANVAS_KEYS(&canvas, '.', '5', KEY_RETURN);
	assert_shown(&canvas, "every 0.5 s");
	/* Where a scan takes more than its share, the header says what is kept. */
	canvas.app.stretched = 3 * CLOCK_SECOND;
	CANVAS_KEYS(&canvas, KEYPAD_DOWN);
	assert_shown(&canvas, "every 0.5 s → 3.0 s");
	canvas_close(&canvas);
}

/* What is new, stopped, only zombie and gone is marked, until the next look. */
static void test_row_change(void **state)
{
	struct canvas canvas;
	const struct snapshot *first = SNAPSHOT_OF({.pid = 10, .name = "stays"},
		{.pid = 20, .name = "stops"}, {.pid = 30, .name = "dies"},
		{.pid = 40, .name = "ends"});
	const struct snapshot *second = SNAPSHOT_AFTER(first, {.pid = 10, .name = "stays"},
		{.pid = 20, .name = "stops", .state = 'T'},
		{.pid = 30, .name = "dies", .state = 'Z'}, {.pid = 50, .name = "newcomer"});
	const struct snapshot *third = SNAPSHOT_AFTER(second, {.pid = 10, .name = "stays"},
		{.pid = 20, .name = "stops", .state = 'T'},
		{.pid = 30, .name = "dies", .state = 'Z'}, {.pid = 50, .name = "newcomer"});

	(void)state;
	canvas_open_list(&canvas, "C.UTF-8", 24, 80, true);
	CANVAS_KEYS(&canvas, '<', '<', '<', '<', '<', '<', '<');
	canvas_show(&canvas, first);
	canvas_show(&canvas, second);
	canvas_golden(&canvas, "row-change-80x24", true);
	canvas_show(&canvas, third);
	assert_not_shown(&canvas, "ends");
	assert_not_shown(&canvas, "▸N");
	assert_not_shown(&canvas, "▸T");
	assert_not_shown(&canvas, "▸Z");
	canvas_close(&canvas);
	snapshot_unref(first);
	snapshot_unref(second);
	snapshot_unref(third);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_filter_is_followed_as_it_is_typed),
		cmocka_unit_test(test_wrong_filter_is_not_taken),
		cmocka_unit_test(test_nothing_fits),
		cmocka_unit_test(test_members_that_fit_are_marked),
		cmocka_unit_test(test_filter_too_long_to_be_typed),
		cmocka_unit_test(test_users),
		cmocka_unit_test(test_sort_menu),
		cmocka_unit_test(test_search),
		cmocka_unit_test(test_order_holds_still_after_a_key),
		cmocka_unit_test(test_pause),
		cmocka_unit_test(test_interval),
		cmocka_unit_test(test_row_change),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
