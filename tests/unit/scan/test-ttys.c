/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

#include "scan/ttys.h"

/* As in field 7 of /proc/PID/stat. */
static uint32_t number(uint32_t major, uint32_t minor)
{
	return (minor & 0xff) | major << 8 | (minor & ~UINT32_C(0xff)) << 12;
}

static void test_names(void **state)
{
	struct ttys *ttys = ttys_new();

	(void)state;
	assert_non_null(ttys);
	assert_null(ttys_name(ttys, 0));
	assert_string_equal(ttys_name(ttys, number(136, 0)), "pts/0");
	assert_string_equal(ttys_name(ttys, number(136, 255)), "pts/255");
	assert_string_equal(ttys_name(ttys, number(136, 70000)), "pts/70000");
	assert_string_equal(ttys_name(ttys, number(4, 1)), "tty1");
	assert_string_equal(ttys_name(ttys, number(4, 64)), "ttyS0");
	/* A device that no machine has. */
	assert_string_equal(ttys_name(ttys, number(4000, 1000)), "4000:1000");
	ttys_free(ttys);
	ttys_free(NULL);
}

static void test_remembers_many(void **state)
{
	struct ttys *ttys = ttys_new();
	char name[32];

	(void)state;
	assert_non_null(ttys);
	for (int round = 0; round < 2; round++) {
		for (uint32_t i = 0; i < 1000; i++) {
			uint32_t minor = i * 7 % 1000;

			snprintf(name, sizeof(name), "pts/%u", minor);
			assert_string_equal(ttys_name(ttys, number(136, minor)), name);
		}
	}
	ttys_free(ttys);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_remembers_many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
