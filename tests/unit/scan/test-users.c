/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include <pwd.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

#include "scan/users.h"

static void test_names(void **state)
{
	struct users *users = users_new();
	const struct passwd *entry;

	(void)state;
	assert_non_null(users);
	setpwent();
	while ((entry = getpwent())) {
		/* Two names may share a number: the first is the one. */
		const struct passwd *first = getpwuid(entry->pw_uid);

		assert_non_null(first);
		assert_string_equal(users_name(users, first->pw_uid), first->pw_name);
	}
	endpwent();
	users_free(users);
	users_free(NULL);
}

/* Whoever has no name is called by the number, the largest included, however many there are. */
static void test_digits(void **state)
{
	struct users *users = users_new();
	char digits[24];

	(void)state;
	assert_non_null(users);
	for (int round = 0; round < 2; round++) {
		for (unsigned i = 0; i < 100; i++) {
			uid_t uid = 4000000000U + i * 37 % 100;

			snprintf(digits, sizeof(digits), "%u", uid);
			assert_string_equal(users_name(users, uid), digits);
		}
	}
	assert_string_equal(users_name(users, (uid_t)-2), "4294967294");
	users_free(users);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_digits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
