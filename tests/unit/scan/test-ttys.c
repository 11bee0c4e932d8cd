/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>
#include <cmocka.h>

#include "scan/ttys.h"

/* As in field 7 of /proc/PID/stat. */
static uint32_t number(uint32_t major, uint32_t minor)
{
	return (minor & 0xff) | major << 8 | (minor & ~UINT32_C(0xff)) << 12;
}

/* As a process that is in no session that is known has it. */
static const char *name_of(struct ttys *ttys, uint32_t number)
{
	return ttys_name(ttys, getpid(), 0, number);
}

static void test_names(void **state)
{
	struct ttys *ttys = ttys_new();

	(void)state;
	assert_non_null(ttys);
	assert_null(name_of(ttys, 0));
	/* Those that /dev/pts has not are another one's. */
	assert_string_equal(name_of(ttys, number(136, 70000)), "136:70000");
	assert_string_equal(name_of(ttys, number(4, 1)), "tty1");
	assert_string_equal(name_of(ttys, number(4, 64)), "ttyS0");
	/* A device that no machine has. */
	assert_string_equal(name_of(ttys, number(4000, 1000)), "4000:1000");
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

			snprintf(name, sizeof(name), "4001:%u", minor);
			assert_string_equal(name_of(ttys, number(4001, minor)), name);
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
