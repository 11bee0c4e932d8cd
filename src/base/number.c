/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "base/number.h"

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/clock.h"

#define DAY_SECONDS UINT64_C(86400)

enum {
	DECIMALS_MAX = 9,
};

/* isdigit() asks the locale and is undefined for negative bytes. */
static bool number_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static size_t number_digits(const char *text)
{
	size_t n = 0;

	while (number_is_digit(text[n]))
		n++;
	return n;
}

/* The number of n digits; without a leading zero, but for "0" itself. */
static int number_of_digits(const char *digits, size_t n, uint64_t max, uint64_t *ret_value)
{
	uint64_t value = 0;

	if (n == 0 || (n > 1 && digits[0] == '0'))
		return -EINVAL;

	for (size_t i = 0; i < n; i++)
		if (__builtin_mul_overflow(value, UINT64_C(10), &value) ||
			__builtin_add_overflow(value, (uint64_t)(digits[i] - '0'), &value))
			return -ERANGE;
	if (value > max)
		return -ERANGE;

	*ret_value = value;
	return 0;
}

int number_parse(const char *text, uint64_t max, uint64_t *ret_value)
{
	size_t n = number_digits(text);

	if (text[n] != '\0')
		return -EINVAL;
	return number_of_digits(text, n, max, ret_value);
}

int number_parse_pid(const char *text, pid_t *ret_pid)
{
	uint64_t value;
	int r;

	r = number_parse(text, INT32_MAX, &value);
	if (r < 0)
		return r;

	*ret_pid = (pid_t)value;
	return 0;
}

/* The part of a second that n decimals stand for, in nanoseconds. */
static uint64_t number_of_decimals(const char *decimals, size_t n)
{
	uint64_t value = 0;

	for (size_t i = 0; i < DECIMALS_MAX; i++)
		value = value * 10 + (i < n ? (uint64_t)(decimals[i] - '0') : 0);
	return value;
}

int number_parse_seconds(const char *text, uint64_t *ret_nanoseconds)
{
	size_t whole = number_digits(text);
	const char *end = text + whole;
	uint64_t nanoseconds = 0;
	uint64_t seconds;
	int r;

	if (*end == '.') {
		const char *decimals = end + 1;
		size_t n = number_digits(decimals);

		if (n == 0 || n > DECIMALS_MAX)
			return -EINVAL;
		nanoseconds = number_of_decimals(decimals, n);
		end = decimals + n;
	}
	if (*end != '\0')
		return -EINVAL;

	r = number_of_digits(text, whole, DAY_SECONDS, &seconds);
	if (r < 0)
		return r;
	nanoseconds += seconds * CLOCK_SECOND;
	if (nanoseconds > DAY_SECONDS * CLOCK_SECOND)
		return -ERANGE;

	*ret_nanoseconds = nanoseconds;
	return 0;
}
