/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A line that is being typed. */
#include <config.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <locale.h>

#include "base/key.h"
#include "tui/widgets/edit.h"

/* Types the keys into text; the result with | where the cursor is. */
static const char *typed(const char *text, const int *keys)
{
	static char shown[2 * EDIT_MAX];
	struct edit edit;
	bool changed;

	edit_init(&edit, text);
	for (; *keys; keys++)
		edit_key(&edit, *keys, &changed);
	snprintf(shown, sizeof(shown), "%.*s|%s", (int)edit.position, edit.text,
		edit.text + edit.position);
	return shown;
}

#define TYPED(text, ...) typed(text, (const int[]){__VA_ARGS__, 0})

static void inserts_and_erases(void **state)
{
	(void)state;
	assert_string_equal(TYPED("", 'a', 'b'), "ab|");
	assert_string_equal(TYPED("ab", KEYPAD_LEFT, 'x'), "ax|b");
	assert_string_equal(TYPED("ab", KEY_ERASE), "a|");
	assert_string_equal(TYPED("", KEY_ERASE), "|");
	assert_string_equal(TYPED("ab", KEYPAD_HOME, KEYPAD_DELETE), "|b");
	assert_string_equal(TYPED("ab", KEYPAD_DELETE), "ab|");
	assert_string_equal(TYPED("ab", KEY_CTRL('A'), KEYPAD_RIGHT, KEY_CTRL('K')), "a|");
	assert_string_equal(TYPED("ab", KEYPAD_LEFT, KEY_CTRL('U')), "|b");
	assert_string_equal(TYPED("one two ", KEY_CTRL('W')), "one |");
	assert_string_equal(TYPED("one", KEY_CTRL('W'), KEY_CTRL('W')), "|");
	assert_string_equal(TYPED("ab", KEY_CTRL('A'), KEY_CTRL('E'), 'c'), "abc|");
}

static void goes_by_whole_characters(void **state)
{
	(void)state;
	assert_string_equal(TYPED("aé", KEY_ERASE), "a|");
	assert_string_equal(TYPED("é日", KEYPAD_LEFT, KEYPAD_LEFT, KEYPAD_DELETE), "|日");
	assert_string_equal(TYPED("", 0xe9, 0x65e5), "é日|");
}

static void leaves_other_keys_alone(void **state)
{
	struct edit edit;
	bool changed = true;

	(void)state;
	edit_init(&edit, "a");
	assert_false(edit_key(&edit, KEYPAD_UP, &changed));
	assert_false(changed);
	assert_false(edit_key(&edit, KEYPAD_F(4), &changed));
	assert_false(edit_key(&edit, KEY_CTRL('L'), &changed));
	assert_string_equal(edit.text, "a");
}

static void holds_no_more_than_it_has_room_for(void **state)
{
	struct edit edit;
	bool changed;
	char text[2 * EDIT_MAX];

	(void)state;
	memset(text, 'x', sizeof(text));
	text[sizeof(text) - 1] = '\0';
	edit_init(&edit, text);
	assert_true(edit.length < EDIT_MAX);
	for (size_t i = 0; i < sizeof(text); i++)
		edit_key(&edit, 0x65e5, &changed);
	assert_false(changed);
	assert_true(edit.length < EDIT_MAX);
	assert_int_equal(strlen(edit.text), edit.length);
	/* An accent takes two bytes and no column; none is cut in half. */
	for (size_t i = 0; i + 2 < sizeof(text); i += 2)
		memcpy(text + i, "\u0301", 2);
	edit_init(&edit, text);
	assert_int_equal(edit.length, (EDIT_MAX - 1) / 2 * 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(inserts_and_erases),
		cmocka_unit_test(goes_by_whole_characters),
		cmocka_unit_test(leaves_other_keys_alone),
		cmocka_unit_test(holds_no_more_than_it_has_room_for),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
