/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The commands table and the help screen made from it. */
#include <config.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "../lib/made_up.h"
#include "base/array.h"
#include "canvas.h"
#include "tui/command.h"
#include "tui/list_screen.h"

static void open_list(struct canvas *canvas, int lines, int columns)
{
	canvas_open(canvas, "C.UTF-8", lines, columns, true);
	canvas_push(canvas, list_screen_new(&canvas->app));
}

static void test_help(void **state)
{
	static const struct {
		const char *name;
		int lines;
		int columns;
	} sizes[] = {
		{"help-160x50", 50, 160},
		{"help-80x24", 24, 80},
		{"help-40x10", 10, 40},
		{"help-20x5", 5, 20},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(sizes); i++) {
		struct canvas canvas;

		open_list(&canvas, sizes[i].lines, sizes[i].columns);
		CANVAS_KEYS(&canvas, '?');
		canvas_golden(&canvas, sizes[i].name, false);
		canvas_close(&canvas);
	}
}

static void test_ways_in_and_out(void **state)
{
	static const int in[] = {'?', 'h', KEY_OF(KEY_F(1))};
	static const int out[] = {KEY_ESCAPE, 'q', '?', 'h', KEY_OF(KEY_F(1)), KEY_OF(KEY_F(10))};
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
	size_t count;

	(void)state;
	command_rows(&count);
	open_list(&canvas, 10, 80);
	CANVAS_KEYS(&canvas, '?', KEY_OF(KEY_END));
	assert_int_equal(canvas_find(&canvas, "General"), -1);
	CANVAS_KEYS(&canvas, KEY_OF(KEY_HOME));
	assert_int_equal(canvas_find(&canvas, "General"), 1);
	CANVAS_KEYS(&canvas, KEY_OF(KEY_DOWN));
	assert_int_equal(canvas_find(&canvas, "General"), -1);
	CANVAS_KEYS(&canvas, KEY_OF(KEY_UP), KEY_OF(KEY_NPAGE), KEY_OF(KEY_PPAGE));
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
	assert_int_not_equal(canvas_find(&canvas, "Reverse the order"), -1);
	assert_int_not_equal(canvas_find(&canvas, "Sorting"), -1);
	assert_int_equal(canvas_find(&canvas, "General"), -1);
	assert_int_equal(canvas_find(&canvas, "Leave posse."), -1);
	CANVAS_KEYS(&canvas, 'x', 'x');
	assert_int_not_equal(canvas_find(&canvas, "The help has nothing of this."), -1);
	CANVAS_KEYS(&canvas, KEY_ESCAPE);
	assert_int_not_equal(canvas_find(&canvas, "General"), -1);
	/* A key is found, too. */
	CANVAS_KEYS(&canvas, KEY_OF(KEY_F(3)), 'F', '9', KEY_RETURN);
	assert_int_equal(canvas.app.depth, 2);
	assert_int_not_equal(canvas_find(&canvas, "k F9"), -1);
	assert_int_equal(canvas_find(&canvas, "General"), -1);
	CANVAS_KEYS(&canvas, 'q');
	assert_int_equal(canvas.app.depth, 1);
	canvas_close(&canvas);
}

/* A key means one thing on one screen, and every command can be reached, shown and explained. */
static void test_table(void **state)
{
	size_t count;
	const struct command *rows = command_rows(&count);
	char name[KEY_NAME_MAX];

	(void)state;
	for (size_t i = 0; i < count; i++) {
		size_t length = strlen(rows[i].help);

		assert_int_not_equal(rows[i].keys[0], KEY_NONE);
		assert_non_null(rows[i].run);
		assert_true(length > 0 && rows[i].help[length - 1] == '.');
		for (size_t key = 0; key < COMMAND_KEYS && rows[i].keys[key]; key++)
			if (rows[i].keys[key] != '?')
				assert_string_not_equal(key_text(rows[i].keys[key], name), "?");
		for (enum screen_id screen = 0; screen < SCREEN_COUNT; screen++)
			for (size_t key = 0; key < COMMAND_KEYS && rows[i].keys[key]; key++)
				if (rows[i].screens & SCREEN_BIT(screen))
					assert_ptr_equal(command_find(screen, rows[i].keys[key]),
						&rows[i]);
	}
}

static void test_key_names(void **state)
{
	static const struct {
		int key;
		const char *name;
	} keys[] = {
		{'k', "k"},
		{'?', "?"},
		{' ', "Space"},
		{KEY_RETURN, "Enter"},
		{KEY_ESCAPE, "Esc"},
		{KEY_CTRL('L'), "Ctrl-L"},
		{KEY_OF(KEY_F(1)), "F1"},
		{KEY_OF(KEY_F(10)), "F10"},
		{KEY_OF(KEY_PPAGE), "PgUp"},
	};
	char name[KEY_NAME_MAX];

	(void)state;
	for (size_t i = 0; i < COUNT(keys); i++)
		assert_string_equal(key_text(keys[i].key, name), keys[i].name);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_search),
		cmocka_unit_test(test_help),
		cmocka_unit_test(test_ways_in_and_out),
		cmocka_unit_test(test_scrolling),
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_key_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
