/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/array.h"
#include "base/number.h"

#define UNTOUCHED    UINT64_C(4711)

/* Nothing that a shell, a script or a slip of the finger may add makes a number. */
static const char *const not_numbers[] = {
	"",   " ",   "+7",   "-1",    "-5",      " 7",   "7 ",          "1x",
	"07", "00",  "0x10", "1e3",   "1,5",     "7\n",  "\t7",         "--1",
	"1.", "1-2", ".5",   "seven", "\xef\xbc\x97", "1_0", "99999999999999999999x",
};

static void test_whole(void **state)
{
	static const struct {
		const char *text;
		uint64_t max;
		int r;
		uint64_t value;
	} rows[] = {
		{"0", 0, 0, 0},
		{"7", 10, 0, 7},
		{"10", 10, 0, 10},
		{"11", 10, -ERANGE, UNTOUCHED},
		{"1", 0, -ERANGE, UNTOUCHED},
		{"18446744073709551615", UINT64_MAX, 0, UINT64_MAX},
		{"18446744073709551616", UINT64_MAX, -ERANGE, UNTOUCHED},
		{"18446744073709551620", UINT64_MAX, -ERANGE, UNTOUCHED},
		{"99999999999999999999999999", UINT64_MAX, -ERANGE, UNTOUCHED},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		uint64_t value = UNTOUCHED;

		assert_int_equal(number_parse(rows[i].text, rows[i].max, &value), rows[i].r);
		assert_true(value == rows[i].value);
	}
}

static void test_what_is_no_number(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(not_numbers); i++) {
		uint64_t value = UNTOUCHED;
		pid_t pid = 4711;

		assert_int_equal(number_parse(not_numbers[i], UINT64_MAX, &value), -EINVAL);
		assert_int_equal(number_parse_pid(not_numbers[i], &pid), -EINVAL);
		assert_int_equal(number_parse_seconds(not_numbers[i], &value), -EINVAL);
		assert_true(value == UNTOUCHED);
		assert_int_equal(pid, 4711);
	}
}

static void test_pid(void **state)
{
	pid_t pid = 4711;

	(void)state;
	assert_int_equal(number_parse_pid("1.5", &pid), -EINVAL);
	assert_int_equal(number_parse_pid("2147483648", &pid), -ERANGE);
	assert_int_equal(number_parse_pid("4294967297", &pid), -ERANGE);
	assert_int_equal(number_parse_pid("18446744073709551617", &pid), -ERANGE);
	assert_int_equal(pid, 4711);
	assert_int_equal(number_parse_pid("2147483647", &pid), 0);
	assert_int_equal(pid, INT32_MAX);
	assert_int_equal(number_parse_pid("0", &pid), 0);
	assert_int_equal(pid, 0);
	assert_int_equal(number_parse_pid("1", &pid), 0);
	assert_int_equal(pid, 1);
}

static void test_seconds(void **state)
{
	static const struct {
		const char *text;
		int r;
		uint64_t nanoseconds;
	} rows[] = {
		{"0", 0, 0},
		{"2", 0, UINT64_C(2000000000)},
		{"1.5", 0, UINT64_C(1500000000)},
		{"0.25", 0, UINT64_C(250000000)},
		{"0.05", 0, UINT64_C(50000000)},
		{"0.000000001", 0, 1},
		{"0.0000000001", -EINVAL, UNTOUCHED},
		{"86400", 0, UINT64_C(86400000000000)},
		{"86400.000000000", 0, UINT64_C(86400000000000)},
		{"86400.000000001", -ERANGE, UNTOUCHED},
		{"86401", -ERANGE, UNTOUCHED},
		{"99999999999999999999", -ERANGE, UNTOUCHED},
		{"00.5", -EINVAL, UNTOUCHED},
		{"1.5.5", -EINVAL, UNTOUCHED},
		{"1.-5", -EINVAL, UNTOUCHED},
		{"inf", -EINVAL, UNTOUCHED},
		{"nan", -EINVAL, UNTOUCHED},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		uint64_t nanoseconds = UNTOUCHED;

		assert_int_equal(number_parse_seconds(rows[i].text, &nanoseconds), rows[i].r);
		assert_true(nanoseconds == rows[i].nanoseconds);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_whole),
		cmocka_unit_test(test_what_is_no_number),
		cmocka_unit_test(test_pid),
		cmocka_unit_test(test_seconds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
