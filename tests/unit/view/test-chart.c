/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Samples as a filled curve. */
#include <config.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "view/columns/chart.h"

static void expect(enum chart_style style, const float *values, size_t count, size_t columns,
	const char *const *lines, size_t height)
{
	char buf[256];

	for (size_t line = 0; line < height; line++)
		assert_string_equal(
			chart_line(style, values, count, columns, height, line, buf), lines[line]);
}

static void test_styles(void **state)
{
	static const float values[] = {0, 0.25f, 0.5f, 0.75f, 1};
	static const char *const blocks[] = {"  \u2584\u2588", "\u2584\u2588\u2588\u2588"};

	(void)state;
	expect(CHART_ASCII, values, 5, 4, (const char *const[]){"  .#", ".###"}, 2);
	expect(CHART_BLOCKS, values, 5, 4, blocks, 2);
	/* Two samples for each column; the newest is at the right end. */
	expect(CHART_BRAILLE, (const float[]){0, 1}, 2, 1, (const char *const[]){"\u28b8"}, 1);
	expect(CHART_BRAILLE, (const float[]){1, 0.5f}, 2, 2, (const char *const[]){" \u28e7"}, 1);
}

/* Little is not nothing, unknown is blank, and no value leaves the chart. */
static void test_edges(void **state)
{
	static const float values[] = {-1, 0, 0.001f, 1, 7};

	(void)state;
	expect(CHART_ASCII, values, 5, 5, (const char *const[]){"   ##", "  .##"}, 2);
	expect(CHART_ASCII, values, 0, 3, (const char *const[]){"   "}, 1);
	expect(CHART_ASCII, values, 5, 2, (const char *const[]){"##"}, 1);
	expect(CHART_ASCII, values, 5, 0, (const char *const[]){""}, 1);
}

static void test_which_style(void **state)
{
	(void)state;
	assert_int_equal(chart_style(TEXT_ASCII, "xterm"), CHART_ASCII);
	assert_int_equal(chart_style(TEXT_UTF8, "xterm"), CHART_BRAILLE);
	assert_int_equal(chart_style(TEXT_UTF8, "linux"), CHART_BLOCKS);
	assert_int_equal(chart_style(TEXT_UTF8, NULL), CHART_BRAILLE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_styles),
		cmocka_unit_test(test_edges),
		cmocka_unit_test(test_which_style),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
