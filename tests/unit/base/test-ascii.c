/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/ascii.h"

static void test_letters(void **state)
{
	(void)state;
	for (int byte = -300; byte <= 300; byte++) {
		bool small = byte >= 'a' && byte <= 'z';
		bool capital = byte >= 'A' && byte <= 'Z';

		assert_int_equal(ascii_is_letter(byte), small || capital);
	}
	for (int byte = -128; byte <= 127; byte++) {
		bool small = byte >= 'a' && byte <= 'z';

		assert_int_equal(ascii_upper((char)byte), small ? byte - 32 : byte);
		assert_int_equal(ascii_is_blank((char)byte),
			byte == ' ' || (byte >= 9 && byte <= 13));
	}
}

static void test_words(void **state)
{
	(void)state;
	assert_true(ascii_is("int", "INT"));
	assert_true(ascii_is("", ""));
	assert_false(ascii_is("int", "INTR"));
	assert_false(ascii_is("intr", "INT"));
	/* Neither a dotless i, nor a long s, nor a letter beyond ASCII. */
	assert_false(ascii_is("\xc4\xb1nt", "INT"));
	assert_false(ascii_is("\xc3\xa4", "\xc3\x84"));
	assert_false(ascii_is("[", "{"));
	assert_false(ascii_is("@", "`"));
	assert_true(ascii_begins("sigint", "SIG"));
	assert_true(ascii_begins("sigint", ""));
	assert_false(ascii_begins("si", "SIG"));
}

static void test_parts(void **state)
{
	(void)state;
	assert_true(ascii_contains("/usr/bin/INIT", "init"));
	assert_true(ascii_contains("aab", "AB"));
	assert_true(ascii_contains("", ""));
	assert_true(ascii_contains("x", ""));
	assert_false(ascii_contains("", "x"));
	assert_false(ascii_contains("ini", "init"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_letters),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_parts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
