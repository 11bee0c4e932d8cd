/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names of keys, there and back. */
#include <config.h>

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/array.h"
#include "base/key.h"

static void test_there_and_back(void **state)
{
	char name[KEY_NAME_MAX];
	int key;

	(void)state;
	for (int wanted = KEYPAD_F(KEYPAD_F_MAX); wanted < 0x7f; wanted++) {
		key_text(wanted, name);
		if (wanted != '?' && name[0] == '?')
			continue;
		/* The terminal keeps these. */
		if (wanted == KEY_CTRL('C') || wanted == KEY_CTRL('Q') ||
			wanted == KEY_CTRL('S') || wanted == KEY_CTRL('Z') ||
			wanted == KEY_CTRL('\\')) {
			assert_int_equal(key_parse(name, &key), -EINVAL);
			continue;
		}
		assert_int_equal(key_parse(name, &key), 0);
		/* Ctrl-H and Ctrl-M are keys of their own. */
		if (wanted != KEY_CTRL('H') && wanted != KEY_CTRL('M'))
			assert_int_equal(key, wanted);
	}
}

static void test_names(void **state)
{
	static const struct {
		const char *name;
		int key;
	} rows[] = {
		{"k", 'k'},
		{"K", 'K'},
		{"f", 'f'},
		{"F9", KEYPAD_F(9)},
		{"f10", KEYPAD_F(10)},
		{"^r", KEY_CTRL('R')},
		{"ctrl-R", KEY_CTRL('R')},
		{"^", '^'},
		{"space", ' '},
		{"PAGEUP", KEYPAD_PAGE_UP},
		{"Semicolon", ';'},
		{";", ';'},
	};
	int key;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		assert_int_equal(key_parse(rows[i].name, &key), 0);
		assert_int_equal(key, rows[i].key);
	}
}

static void test_no_names(void **state)
{
	static const char *const names[] = {"", "F0", "F64", "Fx", "kk", "Ctrl-", "Ctrl-1",
		"Alt-x", "\303\244", "\001", "Hyper"};
	int key;

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++)
		assert_int_equal(key_parse(names[i], &key), -EINVAL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_there_and_back),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_no_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
