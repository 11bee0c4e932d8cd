/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The help screen, made from the table of actions. */
#include <config.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "../lib/memory/snapshot_fixture.h"
#include "base/array.h"
#include "canvas.h"
#include "tui/actions.h"
#include "tui/list/list_screen.h"

static void open_list(struct canvas *canvas, int lines, int columns)
{
	canvas_open(canvas, "C.UTF-8", lines, columns, true);
	canvas_push(canvas, list_screen_new(&canvas->app));
}

static void test_ways_in_and_out(void **state)
{
	static const int in[] = {'?', 'h', KEYPAD_F(1)};
	static const int out[] = {KEY_ESCAPE, 'q', '?', 'h', KEYPAD_F(1), KEYPAD_F(10)};
	struct canvas canvas;

	(void)state;
	open_list(&canvas, 24, 80);
	for (size_t i = 0; i < COUNT(out); i++) {
		CANVAS_KEYS(&canvas, in[i % 3]);
		assert_int_equal(canvas.app.depth, 2);
		CANVAS_KEYS(&canvas, out[i]);
		assert_int_equal(canvas.app.depth, 1);
		assert_false(canvas.app.quit);
	}
	canvas_close(&canvas);
}

static void test_scrolling(void **state)
{
	struct canvas canvas;

	(void)state;
	open_list(&canvas, 10, 80);
	CANVAS_KEYS(&canvas, '?', KEYPAD_END);
	assert_int_equal(canvas_find(&canvas, "General"), -1);
	CANVAS_KEYS(&canvas, KEYPAD_HOME);
	assert_int_equal(canvas_find(&canvas, "General"), 1);
	CANVAS_KEYS(&canvas, KEYPAD_DOWN);
	assert_int_equal(canvas_find(&canvas, "General"), -1);
	CANVAS_KEYS(&canvas, KEYPAD_UP, KEYPAD_PAGE_DOWN, KEYPAD_PAGE_UP);
	assert_int_equal(canvas_find(&canvas, "General"), 1);
	canvas_close(&canvas);
}

/* Only the lines that have in them what is typed; Esc brings all back. */
static void test_search(void **state)
{
	struct canvas canvas;

	(void)state;
	open_list(&canvas, 24, 80);
	CANVAS_KEYS(&canvas, '?', '/', 'R', 'e', 'v');
	assert_int_not_equal(canvas_find(&canvas, "Reverse the sort order"), -1);
	assert_int_not_equal(canvas_find(&canvas, "Sorting"), -1);
	assert_int_equal(canvas_find(&canvas, "General"), -1);
	assert_int_equal(canvas_find(&canvas, "Quit posse."), -1);
	CANVAS_KEYS(&canvas, 'x', 'x');
	assert_int_not_equal(canvas_find(&canvas, "Nothing in the help matches this."), -1);
	CANVAS_KEYS(&canvas, KEY_ESCAPE);
	assert_int_not_equal(canvas_find(&canvas, "General"), -1);
	/* A key is found, too. */
	CANVAS_KEYS(&canvas, KEYPAD_F(3), 'F', '9', KEY_RETURN);
	assert_int_equal(canvas.app.depth, 2);
	assert_int_not_equal(canvas_find(&canvas, "k F9"), -1);
	assert_int_equal(canvas_find(&canvas, "General"), -1);
	CANVAS_KEYS(&canvas, 'q');
	assert_int_equal(canvas.app.depth, 1);
	canvas_close(&canvas);
}

/* Every action of the table does something. */
static int count_ways(const struct action_function *function)
{
	return (function->run != NULL) + (function->run_with != NULL) + (function->open != NULL) +
		(function->effect != EFFECT_NONE);
}

static void test_functions(void **state)
{
	(void)state;
	for (enum action_id id = 0; id < ACTION_COUNT; id++)
		assert_int_equal(count_ways(&actions()[id]), 1);
}

static void set(struct settings *settings, const char *name, const char *keys)
{
	char bad[SETTINGS_WORD_MAX];

	assert_int_equal(settings_bind(settings, name, keys, bad), SETTINGS_RIGHT);
}

/* The help and the last line tell of the keys there are now. */
static void test_help_shows_the_keys_of_now(void **state)
{
	struct canvas canvas;

	(void)state;
	canvas_open_machine(&canvas, "C.UTF-8", 24, 80, false);
	set(&canvas.app.settings, "signal", "x F9");
	set(&canvas.app.settings, "help", "e");
	app_settings_changed(&canvas.app);
	app_draw(&canvas.app);
	assert_non_null(strstr(canvas_line(&canvas, 23), "x signal"));
	assert_null(strstr(canvas_line(&canvas, 23), "k signal"));
	CANVAS_KEYS(&canvas, 'k');
	assert_int_equal(canvas.app.depth, 1);
	CANVAS_KEYS(&canvas, 'e', '/', 'g', 'r', 'o', 'u', 'p', ' ', 'u', 'n');
	assert_int_not_equal(canvas_find(&canvas, "x F9"), -1);
	canvas_close(&canvas);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_search),
		cmocka_unit_test(test_ways_in_and_out),
		cmocka_unit_test(test_scrolling),
		cmocka_unit_test(test_functions),
		cmocka_unit_test(test_help_shows_the_keys_of_now),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
