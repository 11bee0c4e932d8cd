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
	assert_int_not_equal(canvas_find(&canvas, "Reverse the order"), -1);
	assert_int_not_equal(canvas_find(&canvas, "Sorting"), -1);
	assert_int_equal(canvas_find(&canvas, "General"), -1);
	assert_int_equal(canvas_find(&canvas, "Leave posse."), -1);
	CANVAS_KEYS(&canvas, 'x', 'x');
	assert_int_not_equal(canvas_find(&canvas, "The help has nothing of this."), -1);
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

/* A key means one thing on one screen, and every command can be reached, shown and explained. */
static void test_table(void **state)
{
	size_t count = actions()->count;
	const struct action *rows = actions()->rows;
	struct settings settings;
	struct keymap keymap;
	char name[KEY_NAME_MAX];

	(void)state;
	settings_init(&settings);
	keymap_make(&keymap, actions(), &settings);
	for (size_t i = 0; i < count; i++) {
		size_t length = strlen(rows[i].help);

		assert_int_not_equal(rows[i].keys[0], KEY_NONE);
		assert_non_null(rows[i].run);
		assert_true(length > 0 && rows[i].help[length - 1] == '.');
		for (size_t key = 0; key < ACTION_KEYS && rows[i].keys[key]; key++)
			if (rows[i].keys[key] != '?')
				assert_string_not_equal(key_text(rows[i].keys[key], name), "?");
		for (enum screen_id screen = 0; screen < SCREEN_COUNT; screen++)
			for (size_t key = 0; key < ACTION_KEYS && rows[i].keys[key]; key++)
				if (rows[i].screens & SCREEN_BIT(screen))
					assert_ptr_equal(keymap_find(&keymap, screen,
								 rows[i].keys[key]),
						&rows[i]);
	}
}

static void set(struct settings *settings, const char *command, const char *keys)
{
	struct settings_actions allowed = keymap_actions(actions());
	char bad[SETTINGS_WORD_MAX];

	assert_int_equal(settings_bind(settings, command, keys, &allowed, bad), SETTINGS_RIGHT);
}

static const char *found(const struct keymap *keymap, enum screen_id screen, int key)
{
	const struct action *action = keymap_find(keymap, screen, key);

	return action ? action->name : "nothing";
}

static void test_keys_of_the_user(void **state)
{
	struct settings settings;
	struct keymap keymap;

	(void)state;
	settings_init(&settings);
	set(&settings, "signal", "x d");
	set(&settings, "down", "j 5");
	set(&settings, "end", "");
	keymap_make(&keymap, actions(), &settings);
	assert_string_equal(found(&keymap, SCREEN_LIST, 'x'), "signal");
	assert_string_equal(found(&keymap, SCREEN_DETAILS, 'x'), "signal");
	assert_string_equal(found(&keymap, SCREEN_LIST, 'k'), "nothing");
	/* Taken from another command, which keeps the rest. */
	assert_string_equal(found(&keymap, SCREEN_LIST, 'd'), "signal");
	assert_string_equal(found(&keymap, SCREEN_LIST, 'K'), "nothing");
	assert_string_equal(found(&keymap, SCREEN_LIST, 'j'), "down");
	assert_string_equal(found(&keymap, SCREEN_LIST, KEYPAD_DOWN), "nothing");
	/* Where a PGID or a text is typed, a character is that. */
	assert_string_equal(found(&keymap, SCREEN_PLAN, '5'), "nothing");
	assert_string_equal(found(&keymap, SCREEN_PROMPT, 'j'), "nothing");
	assert_string_equal(found(&keymap, SCREEN_PLAN, 'm'), "members");
	assert_string_equal(found(&keymap, SCREEN_PLAN, KEY_RETURN), "send");
}

/* Whatever was set, what answers has its keys, and dialogs can be moved in and left. */
static void test_keys_that_answer_stay(void **state)
{
	static const struct {
		enum screen_id screen;
		int key;
		const char *command;
	} rows[] = {
		{SCREEN_PLAN, KEY_RETURN, "send"},
		{SCREEN_PLAN, KEY_ESCAPE, "back"},
		{SCREEN_PROMPT, KEY_RETURN, "accept"},
		{SCREEN_PROMPT, KEY_ESCAPE, "cancel"},
		{SCREEN_MENU, KEY_RETURN, "choose"},
		{SCREEN_MENU, KEYPAD_DOWN, "down"},
		{SCREEN_CHOICE, KEYPAD_UP, "up"},
		{SCREEN_OUTCOME, 'K', "end-left"},
		{SCREEN_OUTCOME, 'j', "down"},
		{SCREEN_LIST, KEY_RETURN, "down"},
		{SCREEN_LIST, 'K', "up"},
		{SCREEN_LIST, KEY_ESCAPE, "redraw"},
	};
	struct settings settings;
	struct keymap keymap;

	(void)state;
	settings_init(&settings);
	set(&settings, "down", "j Enter");
	set(&settings, "up", "K");
	set(&settings, "redraw", "Esc");
	keymap_make(&keymap, actions(), &settings);
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_string_equal(found(&keymap, rows[i].screen, rows[i].key), rows[i].command);
}

static void test_keys_of_vi(void **state)
{
	struct settings settings;
	struct keymap keymap;

	(void)state;
	settings_init(&settings);
	settings.vi = true;
	keymap_make(&keymap, actions(), &settings);
	assert_string_equal(found(&keymap, SCREEN_LIST, 'k'), "up");
	assert_string_equal(found(&keymap, SCREEN_LIST, 'j'), "down");
	assert_string_equal(found(&keymap, SCREEN_LIST, 'G'), "last");
	assert_string_equal(found(&keymap, SCREEN_LIST, 'x'), "signal");
	assert_string_equal(found(&keymap, SCREEN_DETAILS, 'k'), "up");
	assert_string_equal(found(&keymap, SCREEN_LIST, 'h'), "fold");
	assert_string_equal(found(&keymap, SCREEN_LIST, '?'), "help");
	assert_string_equal(found(&keymap, SCREEN_MENU, 'k'), "nothing");
	/* The user's own come first. */
	set(&settings, "signal", "k");
	keymap_make(&keymap, actions(), &settings);
	assert_string_equal(found(&keymap, SCREEN_LIST, 'k'), "signal");
	assert_string_equal(found(&keymap, SCREEN_LIST, 'j'), "down");
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
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_keys_of_the_user),
		cmocka_unit_test(test_keys_that_answer_stay),
		cmocka_unit_test(test_keys_of_vi),
		cmocka_unit_test(test_help_shows_the_keys_of_now),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
