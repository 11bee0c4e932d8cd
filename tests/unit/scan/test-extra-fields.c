/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is taken from the snapshot before, and what an exec has read anew: this process, as if it
 * had been seen with another command line. */
#include <config.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "../../lib/memory/snapshot_fixture.h"
#include "../../lib/process/child.h"
#include "base/cleanup.h"
#include "scan/extra_fields.h"

#define BEFORE "what it was before"

enum {
	FIELD_START = 22,
	IMAGE = 0x7ffc1000,
};

static struct process self(const char *name, uint64_t image)
{
	return (struct process){
		.pid = getpid(),
		.start = (uint64_t)child_stat_field(getpid(), FIELD_START),
		.state = 'S',
		.name = name,
		.image = image,
	};
}

/* Whether the command line is still the one of before, once the process is seen with that name and
 * that image. */
static bool is_taken_over(uint64_t image_before, const char *name, uint64_t image)
{
	struct process before = self("sh", image_before);
	struct process now = self(name, image);
	CLEANUP(snapshot_unrefp) const struct snapshot *previous = NULL;
	CLEANUP(extra_fields_end) struct extra_fields extra;

	before.command = BEFORE;
	previous = snapshot_fixture(NULL, &before, 1);
	assert_int_equal(extra_fields_begin(&extra, DETAIL_COMMAND, previous), 0);
	assert_int_equal(extra_fields_fill(&extra, &now), 0);
	assert_non_null(now.command);
	assert_true(strcmp(now.command, BEFORE) == 0 || strstr(now.command, "test-extra-fields"));
	return strcmp(now.command, BEFORE) == 0;
}

static void test_same_program(void **state)
{
	(void)state;
	assert_true(is_taken_over(IMAGE, "sh", IMAGE));
	assert_true(is_taken_over(0, "sh", 0));
}

static void test_exec_that_keeps_the_name(void **state)
{
	(void)state;
	assert_false(is_taken_over(IMAGE, "sh", IMAGE + 16));
}

/* Where nobody may see the stack, or it is by chance at the same place, there is the name. */
static void test_another_name(void **state)
{
	(void)state;
	assert_false(is_taken_over(0, "make", 0));
	assert_false(is_taken_over(IMAGE, "make", IMAGE));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_same_program),
		cmocka_unit_test(test_exec_that_keeps_the_name),
		cmocka_unit_test(test_another_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
