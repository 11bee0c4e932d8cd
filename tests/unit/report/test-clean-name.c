/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names of processes and users, fit to be shown. */
#include <config.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "report/clean_name.h"

static void shows_names_safely(void **state)
{
	static const char command[] = "rm -rf \033[2J\xc2\x9b\xff";
	char text[64];

	(void)state;
	clean_name(command, text, sizeof(text));
	assert_int_equal(strncmp(text, "rm -rf ", 7), 0);
	assert_null(strpbrk(text, "\033\x9b\xff"));
}

static void fits_where_it_goes(void **state)
{
	char small[4];

	(void)state;
	assert_string_equal(clean_name("sleep", small, sizeof(small)), "sle");
	assert_string_equal(clean_name("", small, sizeof(small)), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shows_names_safely),
		cmocka_unit_test(fits_where_it_goes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
