/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Strict numbers. Only what a careful person would write is a number: digits, no sign, no space,
 * no leading zero, nothing behind. Each function that reads one returns 0, -EINVAL (not of that
 * form) or -ERANGE (of that form, but too large); the output is untouched on failure.
 */
#ifndef BASE_NUMBER_H
#define BASE_NUMBER_H

#include <stdint.h>
#include <sys/types.h>

/* A whole number from 0 to max. */
int number_parse(const char *text, uint64_t max, uint64_t *ret_value);

/* A PID, PGID or SID as a person writes it: 0 to INT32_MAX. 0 and 1 are numbers here; whether
 * they may be signalled is for the guard to say. */
int number_parse_pid(const char *text, pid_t *ret_pid);

/* Seconds with at most nine decimals ("2", "1.5", "0.25"), 0 to one day, in nanoseconds. */
int number_parse_seconds(const char *text, uint64_t *ret_nanoseconds);

/* The order of two: negative, 0, positive. */
static inline int number_compare(uint64_t a, uint64_t b)
{
	return (a > b) - (a < b);
}

#endif
