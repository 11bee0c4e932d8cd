/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which regular expressions are too heavy to be tried. */
#include <config.h>

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/array.h"
#include "view/filter/filter.h"
#include "view/filter/regex_weight.h"

static void test_light(void **state)
{
	static const char *const patterns[] = {"", "make", "^/usr/s?bin/",
		"(gcc|cc1plus)+ -O[0-3]", "[0-9]+\\.[0-9]+\\.[0-9]+\\.[0-9]+",
		"[[:alpha:]+*{9}]+", "[]+++++++++++++++++++++++]",
		"\\+\\+\\+\\+\\+\\+\\+\\+\\+\\+\\+\\+\\+\\+\\+\\+\\+\\+",
		"(((((((((((((((((x)))))))))))))))))", "a{1,200}", ".*?make.*?x+?",
		"([a-z]{1,30}-){3}[0-9]{4}", "(", ")", "[", "a|b|c|d", "{", "x{99999999999"};

	(void)state;
	for (size_t i = 0; i + 1 < COUNT(patterns); i++)
		assert_true(regex_weight(patterns[i]) <= REGEX_WEIGHT_MAX);
	assert_true(regex_weight(patterns[COUNT(patterns) - 1]) > REGEX_WEIGHT_MAX);
}

static void test_heavy(void **state)
{
	static const char *const patterns[] = {"/ e+++++++++++++++++++/",
		"((a{99}){99}){99}", "((((((((((((((((a+)+)+)+)+)+)+)+)+)+)+)+)+)+)+)+",
		"(a*)*\\1", "a++", "a{2}{2}", "x{30000}{30000}", "(a|b{500}){500}"};

	(void)state;
	for (size_t i = 0; i < COUNT(patterns); i++)
		assert_true(regex_weight(patterns[i]) > REGEX_WEIGHT_MAX);
}

/* A key that is held down while an expression is typed must not hold up the screen. */
static void test_filter_refuses_them(void **state)
{
	const char *word = "/e++++++++++++++++++++++++++++++++++/";
	struct filter *filter = NULL;
	struct filter_fault fault;

	(void)state;
	assert_int_equal(filter_parse(&word, 1, &filter, &fault), -EINVAL);
	assert_int_equal(fault.kind, FILTER_LARGE_REGEX);
	assert_null(filter);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_light),
		cmocka_unit_test(test_heavy),
		cmocka_unit_test(test_filter_refuses_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
