/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include <locale.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/amount.h"
#include "base/array.h"

#define KIB          UINT64_C(1024)
#define MIB          (KIB * 1024)
#define GIB          (MIB * 1024)

static void test_age(void **state)
{
	static const struct {
		uint64_t seconds;
		const char *text;
	} rows[] = {
		{0, "0:00"},         {7, "0:07"},        {59, "0:59"},
		{60, "1:00"},        {842, "14:02"},     {3599, "59:59"},
		{3600, "1h00"},      {3900, "1h05"},     {86399, "23h59"},
		{86400, "1d00h"},    {266400, "3d02h"},  {8639999, "99d23h"},
		{8640000, "100d"},   {35596800, "412d"}, {UINT64_MAX, "99999999999999d"},
	};
	char buf[AMOUNT_MAX];

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_string_equal(amount_age(rows[i].seconds, buf), rows[i].text);
}

static void test_bytes(void **state)
{
	static const struct {
		uint64_t bytes;
		const char *text;
	} rows[] = {
		{0, "0B"},
		{512, "512B"},
		{999, "999B"},
		{1000, "1K"},
		{1024, "1K"},
		{1535, "1K"},
		{1536, "2K"},
		{812 * KIB, "812K"},
		{999 * KIB, "999K"},
		{999 * KIB + 512, "1.0M"},
		{1023 * KIB + 922, "1.0M"},
		{MIB, "1.0M"},
		{9 * MIB + 921 * KIB, "9.9M"},
		{9 * MIB + 973 * KIB, "10M"},
		{12 * MIB, "12M"},
		{2150 * MIB, "2.1G"},
		{1000 * GIB, "1.0T"},
		{KIB * GIB, "1.0T"},
		{MIB * GIB, "1.0P"},
		{GIB * GIB, "1.0E"},
		{UINT64_MAX, "16E"},
	};
	char buf[AMOUNT_MAX];

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_string_equal(amount_bytes(rows[i].bytes, buf), rows[i].text);
}

/* A column of four characters holds every amount. */
static void test_bytes_are_four_characters(void **state)
{
	char buf[AMOUNT_MAX];

	(void)state;
	for (unsigned shift = 0; shift < 64; shift++)
		for (uint64_t factor = 1; factor < 2048; factor++) {
			uint64_t bytes;

			if (!__builtin_mul_overflow(UINT64_C(1) << shift, factor, &bytes))
				assert_true(strlen(amount_bytes(bytes, buf)) <= 4);
		}
}

static void test_percent(void **state)
{
	static const struct {
		double percent;
		const char *text;
	} rows[] = {
		{0, "0.0"},         {-0.0, "0.0"},      {0.04, "0.0"},
		{0.06, "0.1"},      {99.9, "99.9"},     {99.96, "100.0"},
		{780.3, "780.3"},   {999.94, "999.9"},  {999.96, "1000"},
		{1000, "1000"},     {1234.4, "1234"},   {1e300, "999999999999"},
		{-1, "-"},          {-INFINITY, "-"},   {INFINITY, "999999999999"},
		{NAN, "-"},         {-NAN, "-"},
	};
	char buf[AMOUNT_MAX];

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_string_equal(amount_percent(rows[i].percent, buf), rows[i].text);
}

static void test_seconds(void **state)
{
	char buf[AMOUNT_MAX];

	(void)state;
	assert_string_equal(amount_seconds(0, buf), "0.0");
	assert_string_equal(amount_seconds(UINT64_C(49999999), buf), "0.0");
	assert_string_equal(amount_seconds(UINT64_C(50000000), buf), "0.1");
	assert_string_equal(amount_seconds(UINT64_C(312000000), buf), "0.3");
	assert_string_equal(amount_seconds(UINT64_C(999950000), buf), "1.0");
	assert_string_equal(amount_seconds(UINT64_C(61000000000), buf), "61.0");
	assert_string_equal(amount_seconds(UINT64_MAX, buf), "18446744073.7");
}

/* A column's decimal point must not become a comma. Passes where the locale is not installed. */
static void test_locale_changes_nothing(void **state)
{
	char buf[AMOUNT_MAX];

	(void)state;
	setlocale(LC_ALL, "de_DE.UTF-8");
	assert_string_equal(amount_percent(12.5, buf), "12.5");
	assert_string_equal(amount_bytes(GIB * 5 / 2, buf), "2.5G");
	assert_string_equal(amount_seconds(UINT64_C(1500000000), buf), "1.5");
	setlocale(LC_ALL, "C");
}

static void test_decimals(void **state)
{
	static const struct {
		uint64_t milliseconds;
		const char *text;
	} cases[] = {{1500, "1.5"}, {2000, "2"}, {250, "0.25"}, {1, "0.001"}, {1005, "1.005"},
	        {60000, "60"}, {0, "0"}};
	char buf[32];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_string_equal(
		        amount_decimal(cases[i].milliseconds * 1000000, buf, sizeof(buf)),
		        cases[i].text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_decimals),
		cmocka_unit_test(test_age),
		cmocka_unit_test(test_bytes),
		cmocka_unit_test(test_bytes_are_four_characters),
		cmocka_unit_test(test_percent),
		cmocka_unit_test(test_seconds),
		cmocka_unit_test(test_locale_changes_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
