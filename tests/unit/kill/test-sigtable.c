/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every signal has a name that can be read again, and nothing else is a signal. */
#include <config.h>

#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/array.h"
#include "kill/sigtable.h"

static int number_of(const char *text)
{
	int number = -7;
	int r = sigtable_parse(text, &number);

	if (r < 0) {
		assert_int_equal(r, -EINVAL);
		assert_int_equal(number, -7);
		return r;
	}
	return number;
}

static void test_every_number_and_its_name(void **state)
{
	(void)state;
	for (int number = 1; number <= SIGRTMAX; number++) {
		char name[SIGNAL_NAME_MAX];
		char text[SIGNAL_NAME_MAX + 3];

		if (number >= 32 && number < SIGRTMIN) {
			/* The C library keeps them for itself. */
			assert_null(sigtable_row(number));
			continue;
		}
		assert_non_null(sigtable_row(number));
		assert_int_equal(number_of(sigtable_name(number, name)), number);
		snprintf(text, sizeof(text), "SIG%s", name);
		assert_int_equal(number_of(text), number);
		for (char *at = text; *at; at++)
			*at = (char)tolower((unsigned char)*at);
		assert_int_equal(number_of(text), number);
		snprintf(text, sizeof(text), "%d", number);
		assert_int_equal(number_of(text), number);
	}
}

static void test_names_people_know(void **state)
{
	(void)state;
	assert_int_equal(number_of("TERM"), SIGTERM);
	assert_int_equal(number_of("SIGTERM"), SIGTERM);
	assert_int_equal(number_of("term"), SIGTERM);
	assert_int_equal(number_of("SigKill"), SIGKILL);
	assert_int_equal(number_of("9"), SIGKILL);
	assert_int_equal(number_of("HUP"), SIGHUP);
	assert_int_equal(number_of("SYS"), SIGSYS);
	assert_int_equal(number_of("IOT"), SIGABRT);
	assert_int_equal(number_of("CLD"), SIGCHLD);
	assert_int_equal(number_of("POLL"), SIGIO);
	assert_int_equal(number_of("RTMIN"), SIGRTMIN);
	assert_int_equal(number_of("RTMIN+3"), SIGRTMIN + 3);
	assert_int_equal(number_of("SIGRTMAX"), SIGRTMAX);
	assert_int_equal(number_of("rtmax-1"), SIGRTMAX - 1);
}

static void test_what_is_no_signal(void **state)
{
	static const char *const wrong[] = {"", "0", "-9", "+9", " 9", "9 ", "09", "32", "33", "65",
		"128", "4294967305", "SIG", "SIGSIGTERM", "TER", "TERMS", "KILL9", "RTMIN-1",
		"RTMAX+1", "RTMIN+", "RTMIN+31", "RTMIN+99", "RTMAX-99", "RTMIN+-1", "RTMIN3",
		"RTM", "EXIT", "NULL", "TERM\n", "-TERM"};

	(void)state;
	for (size_t i = 0; i < COUNT(wrong); i++)
		assert_int_equal(number_of(wrong[i]), -EINVAL);
}

static void test_numbers_that_are_none(void **state)
{
	static const int wrong[] = {0, -1, INT_MIN, 32, 33, 65, 1000, INT_MAX};
	char name[SIGNAL_NAME_MAX];

	(void)state;
	for (size_t i = 0; i < COUNT(wrong); i++) {
		assert_null(sigtable_row(wrong[i]));
		/* It still has to be shown somehow. */
		assert_int_equal(strtol(sigtable_name(wrong[i], name), NULL, 10), wrong[i]);
	}
}

static void test_rows_are_in_order_and_whole(void **state)
{
	size_t count;
	const struct signal_row *rows = sigtable_rows(&count);

	(void)state;
	assert_int_equal(count, 31);
	for (size_t i = 0; i < count; i++) {
		assert_int_equal(rows[i].number, (int)i + 1);
		assert_true(strlen(rows[i].name) > 0);
		assert_true(strlen(rows[i].meaning) > 0);
		assert_ptr_equal(sigtable_row(rows[i].number), &rows[i]);
	}
}

static void expect_action(int number, enum signal_action action)
{
	assert_int_equal(sigtable_row(number)->action, action);
}

/* signal(7). */
static void test_default_actions(void **state)
{
	(void)state;
	expect_action(SIGTERM, SIGNAL_TERMINATES);
	expect_action(SIGKILL, SIGNAL_TERMINATES);
	expect_action(SIGHUP, SIGNAL_TERMINATES);
	expect_action(SIGUSR1, SIGNAL_TERMINATES);
	expect_action(SIGIO, SIGNAL_TERMINATES);
	expect_action(SIGQUIT, SIGNAL_DUMPS_CORE);
	expect_action(SIGABRT, SIGNAL_DUMPS_CORE);
	expect_action(SIGSEGV, SIGNAL_DUMPS_CORE);
	expect_action(SIGXCPU, SIGNAL_DUMPS_CORE);
	expect_action(SIGSYS, SIGNAL_DUMPS_CORE);
	expect_action(SIGSTOP, SIGNAL_STOPS);
	expect_action(SIGTSTP, SIGNAL_STOPS);
	expect_action(SIGTTIN, SIGNAL_STOPS);
	expect_action(SIGTTOU, SIGNAL_STOPS);
	expect_action(SIGCONT, SIGNAL_CONTINUES);
	expect_action(SIGCHLD, SIGNAL_IS_IGNORED);
	expect_action(SIGURG, SIGNAL_IS_IGNORED);
	expect_action(SIGWINCH, SIGNAL_IS_IGNORED);
	expect_action(SIGRTMIN + 5, SIGNAL_TERMINATES);
}

static void test_action_names_differ(void **state)
{
	(void)state;
	for (int a = 0; a < SIGNAL_ACTION_COUNT; a++)
		for (int b = 0; b < a; b++)
			assert_string_not_equal(sigtable_action_name((enum signal_action)a),
				sigtable_action_name((enum signal_action)b));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_number_and_its_name),
		cmocka_unit_test(test_names_people_know),
		cmocka_unit_test(test_what_is_no_signal),
		cmocka_unit_test(test_numbers_that_are_none),
		cmocka_unit_test(test_rows_are_in_order_and_whole),
		cmocka_unit_test(test_default_actions),
		cmocka_unit_test(test_action_names_differ),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
