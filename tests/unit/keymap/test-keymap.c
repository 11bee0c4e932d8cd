/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of actions, and which keys they have when the user has set some. */
#include <config.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/array.h"
#include "keymap/keymap.h"

static const struct key_bindings none = {.count = 0};

/* Binds keys to a name. */
#define SET(bindings, name, ...) \
	key_bindings_set(bindings, &(struct key_binding){name, {__VA_ARGS__}, 0})

/* A key means one thing on one screen, and every action can be reached, shown and explained. */
static void test_table(void **state)
{
	struct keymap keymap;
	char name[KEY_NAME_MAX];

	(void)state;
	keymap_make(&keymap, &none, false);
	for (size_t i = 0; i < action_count; i++) {
		size_t length = strlen(action_rows[i].help);

		assert_in_range(action_rows[i].id, 0, ACTION_COUNT - 1);
		assert_int_not_equal(action_rows[i].keys[0], KEY_NONE);
		assert_true(length > 0 && action_rows[i].help[length - 1] == '.');
		assert_memory_equal(keymap_keys(&keymap, &action_rows[i]), action_rows[i].keys,
			sizeof(action_rows[i].keys));
		for (size_t key = 0; key < ACTION_KEYS && action_rows[i].keys[key]; key++)
			if (action_rows[i].keys[key] != '?')
				assert_string_not_equal(key_text(action_rows[i].keys[key], name),
					"?");
		for (enum screen_id screen = 0; screen < SCREEN_COUNT; screen++)
			for (size_t key = 0; key < ACTION_KEYS && action_rows[i].keys[key]; key++)
				if (action_rows[i].screens & SCREEN_BIT(screen))
					assert_ptr_equal(keymap_find(&keymap, screen,
								 action_rows[i].keys[key]),
						&action_rows[i]);
	}
}

/* A name stands for all its rows, and answers have keys that nobody changes. */
static void test_names(void **state)
{
	const struct action *back = keymap_named("back");

	(void)state;
	assert_true(keymap_may_change(back) && keymap_is_listed(back));
	for (size_t i = 0; i < action_count; i++)
		if (strcmp(action_rows[i].name, "back") == 0)
			assert_int_equal(keymap_is_listed(&action_rows[i]),
				&action_rows[i] == back);
	assert_false(keymap_may_change(keymap_named("send")));
	assert_false(keymap_is_listed(keymap_named("send")));
	assert_null(keymap_named("fly"));
	assert_true(keymap_meet("signal", "quit"));
	assert_true(keymap_meet("signal", "back"));
	assert_false(keymap_meet("quit", "change"));
	assert_false(keymap_meet("quit", "send"));
	assert_false(keymap_meet("quit", "fly"));
}

static void test_bindings(void **state)
{
	struct key_bindings bindings = {.count = 0};

	(void)state;
	key_bindings_remove(&bindings, "end");
	SET(&bindings, "end", 'X');
	SET(&bindings, "stop", 'Y');
	SET(&bindings, "end", 'W');
	assert_int_equal(bindings.count, 2);
	assert_int_equal(key_bindings_find(&bindings, "end")->keys[0], 'W');
	key_bindings_remove(&bindings, "stop");
	assert_null(key_bindings_find(&bindings, "stop"));
	assert_string_equal(bindings.rows[0].name, "end");
}

static void test_keys_as_text(void **state)
{
	char text[32];

	(void)state;
	assert_string_equal(keymap_text((const int[ACTION_KEYS]){'k', KEYPAD_F(9)}, text,
				    sizeof(text)),
		"k F9");
	assert_string_equal(keymap_text((const int[ACTION_KEYS]){KEY_NONE}, text, sizeof(text)),
		"");
	assert_string_equal(keymap_text((const int[ACTION_KEYS]){'k', KEYPAD_F(9)}, text, 3), "k ");
}

static const char *found(const struct keymap *keymap, enum screen_id screen, int key)
{
	const struct action *action = keymap_find(keymap, screen, key);

	return action ? action->name : "nothing";
}

static void test_keys_of_the_user(void **state)
{
	struct key_bindings bindings = {.count = 0};
	struct keymap keymap;

	(void)state;
	SET(&bindings, "signal", 'x', 'd');
	SET(&bindings, "down", 'j', '5');
	SET(&bindings, "end", KEY_NONE);
	keymap_make(&keymap, &bindings, false);
	assert_string_equal(found(&keymap, SCREEN_LIST, 'x'), "signal");
	assert_string_equal(found(&keymap, SCREEN_DETAILS, 'x'), "signal");
	assert_string_equal(found(&keymap, SCREEN_LIST, 'k'), "nothing");
	/* Taken from another action, which keeps the rest. */
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
		const char *name;
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
	struct key_bindings bindings = {.count = 0};
	struct keymap keymap;

	(void)state;
	SET(&bindings, "down", 'j', KEY_RETURN);
	SET(&bindings, "up", 'K');
	SET(&bindings, "redraw", KEY_ESCAPE);
	keymap_make(&keymap, &bindings, false);
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_string_equal(found(&keymap, rows[i].screen, rows[i].key), rows[i].name);
}

static void test_keys_of_vi(void **state)
{
	struct key_bindings bindings = {.count = 0};
	struct keymap keymap;

	(void)state;
	keymap_make(&keymap, &bindings, true);
	assert_string_equal(found(&keymap, SCREEN_LIST, 'k'), "up");
	assert_string_equal(found(&keymap, SCREEN_LIST, 'j'), "down");
	assert_string_equal(found(&keymap, SCREEN_LIST, 'G'), "last");
	assert_string_equal(found(&keymap, SCREEN_LIST, 'x'), "signal");
	assert_string_equal(found(&keymap, SCREEN_DETAILS, 'k'), "up");
	assert_string_equal(found(&keymap, SCREEN_LIST, 'h'), "fold");
	assert_string_equal(found(&keymap, SCREEN_LIST, '?'), "help");
	assert_string_equal(found(&keymap, SCREEN_MENU, 'k'), "nothing");
	/* The user's own come first. */
	SET(&bindings, "signal", 'k');
	keymap_make(&keymap, &bindings, true);
	assert_string_equal(found(&keymap, SCREEN_LIST, 'k'), "signal");
	assert_string_equal(found(&keymap, SCREEN_LIST, 'j'), "down");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_bindings),
		cmocka_unit_test(test_keys_as_text),
		cmocka_unit_test(test_keys_of_the_user),
		cmocka_unit_test(test_keys_that_answer_stay),
		cmocka_unit_test(test_keys_of_vi),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
