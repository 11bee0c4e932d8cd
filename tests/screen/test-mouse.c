/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Clicks and the wheel. */
#include <config.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "send_fixture.h"

static void click(struct canvas *canvas, int y, int x)
{
	canvas_mouse(canvas, KEYPAD_CLICK, y, x);
}

/* The line with that text. */
static int line_of(struct canvas *canvas, const char *text)
{
	int y = canvas_find(canvas, text);

	assert_true(y >= 0);
	return y;
}

/* The column at which the text begins, in a line without signs of several bytes before it. */
static int column_of(struct canvas *canvas, int y, const char *text)
{
	const char *line = canvas_line(canvas, y);
	const char *found = strstr(line, text);

	assert_non_null(found);
	return (int)(found - line);
}

static void assert_cursor_on(struct canvas *canvas, const char *text)
{
	assert_int_equal(canvas_line(canvas, line_of(canvas, text))[0], '>');
}

static void test_rows(void **state)
{
	struct canvas canvas;
	int y;

	(void)state;
	canvas_open_machine(&canvas, "C.UTF-8", 24, 80, false);
	y = line_of(&canvas, "vim notes.txt");
	click(&canvas, y, 30);
	assert_cursor_on(&canvas, "vim notes.txt");
	/* Behind the last row there is nothing. */
	click(&canvas, y + 5, 30);
	assert_cursor_on(&canvas, "vim notes.txt");
	canvas_mouse_again(&canvas, KEYPAD_CLICK, y + 5, 30);
	assert_int_equal(canvas.app.depth, 1);
	/* Once more, after a while, and at once. */
	click(&canvas, y, 30);
	assert_int_equal(canvas.app.depth, 1);
	canvas_mouse_again(&canvas, KEYPAD_CLICK, y, 30);
	assert_int_equal(canvas.app.depth, 2);
	assert_int_not_equal(canvas_find(&canvas, "Group 2290"), -1);
	canvas_close(&canvas);
}

static void test_signs_fold(void **state)
{
	struct canvas canvas;

	(void)state;
	canvas_open_machine(&canvas, "C.UTF-8", 24, 80, false);
	click(&canvas, line_of(&canvas, "python3"), 1);
	assert_int_not_equal(canvas_find(&canvas, "3380"), -1);
	click(&canvas, line_of(&canvas, "leaderless"), 1);
	assert_int_equal(canvas_find(&canvas, "3380"), -1);
	canvas_close(&canvas);
}

static void test_headings_sort(void **state)
{
	struct canvas canvas;
	int y;

	(void)state;
	canvas_open_machine(&canvas, "C.UTF-8", 24, 80, false);
	y = line_of(&canvas, "PGID");
	click(&canvas, y, column_of(&canvas, y, "PGID"));
	assert_int_equal(canvas.app.settings.order.column, COLUMN_PGID);
	assert_false(canvas.app.settings.order.reversed);
	assert_true(line_of(&canvas, "/sbin/init") < line_of(&canvas, "make -j16"));
	click(&canvas, y, column_of(&canvas, y, "PGID"));
	assert_true(canvas.app.settings.order.reversed);
	assert_true(line_of(&canvas, "/sbin/init") > line_of(&canvas, "make -j16"));
	/* Beside all of them. */
	click(&canvas, y, 0);
	assert_int_equal(canvas.app.settings.order.column, COLUMN_PGID);
	canvas_close(&canvas);
}

static void test_hints(void **state)
{
	struct canvas canvas;

	(void)state;
	canvas_open_machine(&canvas, "C.UTF-8", 24, 80, false);
	click(&canvas, 23, column_of(&canvas, 23, "? help"));
	assert_int_not_equal(canvas_find(&canvas, "General"), -1);
	/* Still the same movement of the hand: what has come under it is not meant. */
	canvas_mouse_again(&canvas, KEYPAD_CLICK, 23, column_of(&canvas, 23, "Esc back"));
	assert_int_equal(canvas.app.depth, 2);
	click(&canvas, 23, column_of(&canvas, 23, "back"));
	assert_int_equal(canvas.app.depth, 1);
	/* Where a sentence stands there are no hints. */
	CANVAS_KEYS(&canvas, 'U');
	app_say(&canvas.app, "%s", "Something is said.");
	app_draw(&canvas.app);
	click(&canvas, 23, 2);
	assert_int_equal(canvas.app.depth, 1);
	canvas.app.settings.readonly = true;
	app_redraw_all(&canvas.app);
	app_draw(&canvas.app);
	assert_null(strstr(canvas_line(&canvas, 23), "signal"));
	canvas_close(&canvas);
}

static void test_wheel(void **state)
{
	struct canvas canvas;

	(void)state;
	canvas_open_machine(&canvas, "C.UTF-8", 24, 80, false);
	canvas_mouse(&canvas, KEYPAD_WHEEL_DOWN, 20, 1);
	assert_cursor_on(&canvas, "vim notes.txt");
	canvas_mouse(&canvas, KEYPAD_WHEEL_UP, 20, 1);
	assert_cursor_on(&canvas, "make -j16");
	CANVAS_KEYS(&canvas, '?');
	canvas_mouse(&canvas, KEYPAD_WHEEL_DOWN, 5, 1);
	assert_int_not_equal(canvas_find(&canvas, "lines 4-"), -1);
	canvas_close(&canvas);
}

static void test_setup(void **state)
{
	struct canvas canvas;
	int y;

	(void)state;
	canvas_open_machine(&canvas, "C.UTF-8", 24, 80, false);
	CANVAS_KEYS(&canvas, 'S');
	y = line_of(&canvas, "  vi ");
	click(&canvas, y, 4);
	assert_int_equal(canvas_line(&canvas, y)[0], '>');
	assert_false(canvas.app.settings.vi);
	canvas_mouse_again(&canvas, KEYPAD_CLICK, y, 4);
	assert_true(canvas.app.settings.vi);
	/* A heading is nothing to stand on. */
	click(&canvas, line_of(&canvas, "Keys"), 2);
	assert_int_equal(canvas_line(&canvas, y)[0], '>');
	canvas_close(&canvas);
}

static void test_choice(void **state)
{
	struct canvas canvas;
	int y;

	(void)state;
	canvas_open_machine(&canvas, "C.UTF-8", 24, 80, false);
	CANVAS_KEYS(&canvas, 'u');
	for (y = 0; y < 24 && !strstr(canvas_line(&canvas, y), " build  "); y++)
		continue;
	/* Beside the box. */
	click(&canvas, y, 0);
	assert_int_equal(canvas.app.depth, 2);
	click(&canvas, y, 30);
	canvas_mouse_again(&canvas, KEYPAD_CLICK, y, 30);
	assert_int_equal(canvas.app.depth, 1);
	assert_int_not_equal(canvas_find(&canvas, "filter: user=build"), -1);
	canvas_close(&canvas);
}

/* The column at which the text begins, where all signs take one column. */
static int width_before(const char *line, const char *text)
{
	const char *found = strstr(line, text);
	int column = 0;

	assert_non_null(found);
	for (; line < found; line++)
		column += (*line & 0xc0) != 0x80;
	return column;
}

/* However often somebody clicks in the menu, the click that opens the plan does not send it. */
static void test_clicks_do_not_run_on(void **state)
{
	struct send_fixture fixture;
	int y;
	int x;

	(void)state;
	send_fixture_open(&fixture, "C.UTF-8", 24, 80);
	send_fixture_menu(&fixture);
	y = canvas_find(&fixture.canvas, "TERM");
	canvas_mouse(&fixture.canvas, KEYPAD_CLICK, y, 20);
	canvas_mouse_again(&fixture.canvas, KEYPAD_CLICK, y, 20);
	assert_int_equal(fixture.canvas.app.depth, 3);
	y = canvas_find(&fixture.canvas, "Enter send");
	x = width_before(canvas_line(&fixture.canvas, y), "Enter send");
	for (int column = 0; column < 80; column++)
		canvas_mouse_again(&fixture.canvas, KEYPAD_CLICK, y, column);
	assert_int_equal(fixture.fake.send_count, 0);
	canvas_mouse(&fixture.canvas, KEYPAD_CLICK, y, x);
	assert_int_equal(fixture.fake.send_count, 1);
	send_fixture_close(&fixture);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_signs_fold),
		cmocka_unit_test(test_headings_sort),
		cmocka_unit_test(test_hints),
		cmocka_unit_test(test_wheel),
		cmocka_unit_test(test_setup),
		cmocka_unit_test(test_choice),
		cmocka_unit_test(test_clicks_do_not_run_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
