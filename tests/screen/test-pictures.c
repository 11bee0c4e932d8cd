/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The pictures of README.md are of the screens as they are; `make pictures` makes them anew. */
#include <config.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "screens.h"
#include "svg.h"

static void compare(const char *screen, int lines, int columns, const char *title,
	const char *path)
{
	struct canvas canvas;
	char *text = NULL;
	size_t size = 0;
	FILE *file = open_memstream(&text, &size);

	assert_non_null(file);
	test_screen_open(&canvas, test_screen_find(screen), lines, columns, COLOURS_DEFAULT);
	svg_write(&canvas, title, file);
	canvas_close(&canvas);
	assert_int_equal(fclose(file), 0);
	canvas_compare(text, path);
	free(text);
}

static void test_list(void **state)
{
	(void)state;
	compare("groups, one unfolded", 21, 104,
		"The list of process groups, a build that has run away unfolded at the top",
		"doc/list.svg");
}

static void test_plan(void **state)
{
	(void)state;
	compare("plan", 21, 104, "The plan: what SIGTERM would do to each member of the group",
		"doc/plan.svg");
}

static void test_outcome(void **state)
{
	(void)state;
	compare("outcome", 21, 104,
		"The outcome: which members have ended, and which are left and why",
		"doc/outcome.svg");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_list),
		cmocka_unit_test(test_plan),
		cmocka_unit_test(test_outcome),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
