/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One process: the stat line with whatever name, and who is dead. */
#include <config.h>

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "base/array.h"
#include "model/process.h"

/* A whole line around the name, as Linux writes it. */
#define LINE(name, state_and_after)                                                                \
	"4711 (" name ") " state_and_after                                                         \
	" 4194304 100 0 0 0 5 7 0 0 20 0 3 0 123456 8192000 500 18446744073709551615 1 1 0 0 0\n"

static int parse(const char *line, struct process_stat *ret_stat)
{
	return process_stat_parse(line, strlen(line), ret_stat);
}

static void expect_parsed(const char *line)
{
	struct process_stat stat;

	assert_int_equal(parse(line, &stat), 0);
	assert_int_equal(stat.pid, 4711);
	assert_int_equal(stat.state, 'S');
	assert_int_equal(stat.ppid, 4000);
	assert_int_equal(stat.pgid, 4700);
	assert_int_equal(stat.sid, 4600);
	assert_int_equal(stat.threads, 3);
	assert_true(stat.start == 123456);
}

static void test_any_name(void **state)
{
	(void)state;
	expect_parsed(LINE("make", "S 4000 4700 4600 34816 4700"));
	expect_parsed(LINE(") R 1", "S 4000 4700 4600 34816 4700"));
	expect_parsed(LINE("a) Z 1 1 1 (b", "S 4000 4700 4600 0 -1"));
	expect_parsed(LINE("", "S 4000 4700 4600 0 -1"));
	expect_parsed(LINE(")", "S 4000 4700 4600 0 -1"));
	expect_parsed(LINE("((((", "S 4000 4700 4600 0 -1"));
	expect_parsed(LINE(") ) ) )", "S 4000 4700 4600 0 -1"));
	expect_parsed(LINE("new\nline", "S 4000 4700 4600 0 -1"));
	expect_parsed(LINE("\xff\xfe\x1b[2J", "S 4000 4700 4600 0 -1"));
}

static void test_negative_group_while_being_reaped(void **state)
{
	struct process_stat stat;

	(void)state;
	assert_int_equal(parse(LINE("dying", "X 0 -1 -1 0 -1"), &stat), 0);
	assert_int_equal(stat.pgid, -1);
	assert_int_equal(stat.sid, -1);
	assert_int_equal(stat.state, 'X');
}

static void test_largest_numbers(void **state)
{
	struct process_stat stat;
	const char *line = "2147483647 (x) R 2147483647 2147483647 2147483647 0 -1 0 0 0 0 0 "
			   "18446744073709551615 0 0 0 20 -20 1 0 18446744073709551615 0";

	(void)state;
	assert_int_equal(parse(line, &stat), 0);
	assert_int_equal(stat.pid, INT32_MAX);
	assert_int_equal(stat.pgid, INT32_MAX);
	assert_true(stat.start == UINT64_MAX);
}

static void test_every_cut_is_refused_or_whole(void **state)
{
	static const char line[] = LINE("a (b) c", "S 4000 4700 4600 34816 4700");
	size_t whole = (size_t)(strstr(line, "123456") - line) + 6;

	(void)state;
	for (size_t len = 0; len < sizeof(line); len++) {
		struct process_stat stat = {.pid = -7};
		char copy[sizeof(line)];
		int r;

		/* Bytes behind the length are not the line's. */
		memset(copy, '9', sizeof(copy));
		memcpy(copy, line, len);
		r = process_stat_parse(copy, len, &stat);
		if (len >= whole)
			assert_int_equal(r, 0);
		if (r == 0)
			assert_int_equal(stat.pid, 4711);
		else
			assert_int_equal(stat.pid, -7);
		if (len < whole - 6)
			assert_int_equal(r, -EINVAL);
	}
}

static void test_lines_that_are_none(void **state)
{
	static const char *const wrong[] = {"", "4711", "4711 make S 1 1 1", "(make) S 1 1 1",
		"0 (x) S 1 1 1 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0", "-4 (x) S 1 1 1 0 0",
		"4711 (make", "4711 (make)", "4711 (make) ", "4711 (make) S",
		"4711 (make) SS 1 1 1 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0",
		"4711 (make) S 1 x 1 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0",
		"99999999999 (make) S 1 1 1 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0"};

	(void)state;
	for (size_t i = 0; i < COUNT(wrong); i++) {
		struct process_stat stat = {.pid = -7};

		assert_int_equal(parse(wrong[i], &stat), -EINVAL);
		assert_int_equal(stat.pid, -7);
	}
}

static void test_a_flood_is_no_line(void **state)
{
	static char flood[100000];
	struct process_stat stat;

	(void)state;
	memset(flood, '(', sizeof(flood));
	memcpy(flood, "4711 ", 5);
	assert_int_equal(process_stat_parse(flood, sizeof(flood), &stat), -EINVAL);
}

static void test_who_is_dead(void **state)
{
	(void)state;
	assert_true(process_state_is_dead('Z', 0));
	assert_true(process_state_is_dead('Z', 1));
	assert_true(process_state_is_dead('X', 0));
	/* The first thread has exited, the others run. */
	assert_false(process_state_is_dead('Z', 2));
	for (const char *at = "RSDTtIWP?"; *at; at++)
		for (uint32_t threads = 0; threads < 3; threads++)
			assert_false(process_state_is_dead(*at, threads));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_any_name),
		cmocka_unit_test(test_negative_group_while_being_reaped),
		cmocka_unit_test(test_largest_numbers),
		cmocka_unit_test(test_every_cut_is_refused_or_whole),
		cmocka_unit_test(test_lines_that_are_none),
		cmocka_unit_test(test_a_flood_is_no_line),
		cmocka_unit_test(test_who_is_dead),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
