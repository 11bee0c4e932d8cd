/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whether a number can have been handed out between two moments. */
#include <config.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "model/pid_mark.h"

enum {
	MAX = 32768,
};

static bool spares(pid_t from, pid_t to, pid_t number)
{
	const struct pid_mark before = {from, MAX, 1000};
	const struct pid_mark after = {to, MAX, 1500};

	return pid_mark_spares(&before, &after, number);
}

static void test_numbers_that_were_passed(void **state)
{
	(void)state;
	assert_true(spares(500, 600, 500));
	assert_false(spares(500, 600, 501));
	assert_false(spares(500, 600, 600));
	assert_true(spares(500, 600, 601));
	assert_true(spares(500, 500, 501));
}

static void test_round_the_circle(void **state)
{
	(void)state;
	assert_true(spares(32000, 400, 32000));
	assert_false(spares(32000, 400, 32001));
	assert_false(spares(32000, 400, 400));
	assert_true(spares(32000, 400, 401));
}

static void test_doubt(void **state)
{
	const struct pid_mark known = {500, MAX, 1000};
	const struct pid_mark unknown = {0};
	const struct pid_mark round = {500, MAX, 1000 + MAX / 2};
	const struct pid_mark almost = {500, MAX, 1000 + MAX / 2 - 1};
	const struct pid_mark larger = {500, 2 * MAX, 1000};
	const struct pid_mark booted = {500, MAX, 999};

	(void)state;
	assert_true(pid_mark_spares(&known, &known, 400));
	assert_false(pid_mark_spares(&unknown, &known, 400));
	assert_false(pid_mark_spares(&known, &unknown, 400));
	assert_true(pid_mark_spares(&known, &almost, 400));
	assert_false(pid_mark_spares(&known, &round, 400));
	assert_false(pid_mark_spares(&known, &larger, 400));
	assert_false(pid_mark_spares(&known, &booted, 400));
	assert_false(pid_mark_spares(&known, &known, 0));
	assert_false(pid_mark_spares(&known, &known, -1));
}

static void expect_unknown(const char *load, const char *max, const char *forks)
{
	struct pid_mark mark;

	pid_mark_parse(load, max, forks, &mark);
	assert_int_equal(mark.last, 0);
}

static void test_texts(void **state)
{
	struct pid_mark mark;

	(void)state;
	pid_mark_parse("0.52 0.58 0.59 1/204 4321", "32768", "98765", &mark);
	assert_int_equal(mark.last, 4321);
	assert_int_equal(mark.max, 32768);
	assert_int_equal(mark.forks, 98765);
	expect_unknown("", "32768", "98765");
	expect_unknown("0.52 0.58 0.59 1/204 4321", "", "98765");
	expect_unknown("0.52 0.58 0.59 1/204 4321", "32768", "");
	expect_unknown("0.52 0.58 0.59 1/204 -1", "32768", "98765");
	expect_unknown("0.52 0.58 0.59 1/204 4294967297", "32768", "98765");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_numbers_that_were_passed),
		cmocka_unit_test(test_round_the_circle),
		cmocka_unit_test(test_doubt),
		cmocka_unit_test(test_texts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
