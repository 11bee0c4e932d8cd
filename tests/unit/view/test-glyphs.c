/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "view/columns/glyphs.h"

enum {
	COLUMNS_MAX = 40,
	SIZE = COLUMNS_MAX * 4 + 1,
};

static void test_every_glyph_takes_one_column(void **state)
{
	(void)state;
	for (int i = 0; i < GLYPH_COUNT; i++) {
		const char *ascii = glyph((enum glyph)i, TEXT_ASCII);
		const char *utf8 = glyph((enum glyph)i, TEXT_UTF8);
		char clean[16];

		assert_int_equal(strlen(ascii), 1);
		assert_in_range(ascii[0], '!', '~');
		assert_int_equal(text_width(utf8), 1);
		text_clean(utf8, strlen(utf8), TEXT_UTF8, clean, sizeof(clean));
		assert_string_equal(clean, utf8);
	}
}

static void test_states_of_a_row_look_different(void **state)
{
	(void)state;
	for (int charset = TEXT_ASCII; charset <= TEXT_UTF8; charset++) {
		assert_string_not_equal(
		        glyph(GLYPH_FOLDED, charset), glyph(GLYPH_UNFOLDED, charset));
		assert_string_not_equal(
		        glyph(GLYPH_SORT_UP, charset), glyph(GLYPH_SORT_DOWN, charset));
		assert_string_not_equal(
		        glyph(GLYPH_MEMBER, charset), glyph(GLYPH_MEMBER_LAST, charset));
	}
}

static void assert_bar(double share, size_t columns, enum text_charset charset, const char *wanted)
{
	char buf[SIZE];

	assert_string_equal(glyph_bar(share, columns, charset, buf, sizeof(buf)), wanted);
}

static void test_bar_in_ascii(void **state)
{
	(void)state;
	assert_bar(0, 4, TEXT_ASCII, "....");
	assert_bar(0.5, 4, TEXT_ASCII, "##..");
	assert_bar(0.6, 4, TEXT_ASCII, "##..");
	assert_bar(0.65, 4, TEXT_ASCII, "###.");
	assert_bar(1, 4, TEXT_ASCII, "####");
	assert_bar(0.5, 0, TEXT_ASCII, "");
}

static void test_bar_in_eighths(void **state)
{
	(void)state;
	assert_bar(0, 2, TEXT_UTF8, "··");
	assert_bar(1.0 / 16, 2, TEXT_UTF8, "▏·");
	assert_bar(7.0 / 16, 2, TEXT_UTF8, "▉·");
	assert_bar(0.5, 2, TEXT_UTF8, "█·");
	assert_bar(0.75, 2, TEXT_UTF8, "█▌");
	assert_bar(1, 2, TEXT_UTF8, "██");
}

static void test_bar_of_what_is_not_a_share(void **state)
{
	(void)state;
	assert_bar(NAN, 3, TEXT_ASCII, "...");
	assert_bar(-1, 3, TEXT_ASCII, "...");
	assert_bar(7.8, 3, TEXT_ASCII, "###");
	assert_bar(INFINITY, 3, TEXT_ASCII, "###");
	assert_bar(-INFINITY, 3, TEXT_UTF8, "···");
}

static void test_bar_is_as_wide_as_asked(void **state)
{
	char buf[SIZE];

	(void)state;
	for (size_t columns = 0; columns <= COLUMNS_MAX; columns++)
		for (int percent = -5; percent <= 105; percent++) {
			glyph_bar(percent / 100.0, columns, TEXT_UTF8, buf, sizeof(buf));
			assert_int_equal(text_width(buf), columns);
		}
}

static void test_bar_keeps_to_its_buffer(void **state)
{
	char buf[8];

	(void)state;
	memset(buf, 'z', sizeof(buf));
	glyph_bar(1, 4, TEXT_UTF8, buf, 5);
	assert_string_equal(buf, "█");
	assert_int_equal(buf[5], 'z');
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_every_glyph_takes_one_column),
	        cmocka_unit_test(test_states_of_a_row_look_different),
	        cmocka_unit_test(test_bar_in_ascii),
	        cmocka_unit_test(test_bar_in_eighths),
	        cmocka_unit_test(test_bar_of_what_is_not_a_share),
	        cmocka_unit_test(test_bar_is_as_wide_as_asked),
	        cmocka_unit_test(test_bar_keeps_to_its_buffer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
