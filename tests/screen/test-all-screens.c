/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every screen in four sizes, as text, and in all colours, cell by cell. */
#include <config.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/array.h"
#include "screens.h"

#define GOLDEN(name) "tests/screen/golden/all-screens-" name ".txt"

/* All screens below each other, in one way. */
struct screen_case {
	const char *path;
	int lines;
	int columns;
	enum colours colours;
	bool looks; /* how their cells look, instead of what stands there */
};

static void test_screens_of_case(void **state)
{
	const struct screen_case *screen_case = *state;
	char *text = NULL;
	size_t size = 0;
	FILE *file = open_memstream(&text, &size);

	assert_non_null(file);
	for (size_t i = 0; i < test_screen_count; i++) {
		struct canvas canvas;

		test_screen_open(&canvas, &test_screens[i], screen_case->lines,
			screen_case->columns, screen_case->colours);
		if (screen_case->looks && i == 0)
			canvas_print_pairs(&canvas, file);
		fprintf(file, "==== %s ====\n", test_screens[i].name);
		if (screen_case->looks)
			canvas_print_looks(&canvas, file);
		else
			canvas_print_text(&canvas, file);
		canvas_close(&canvas);
	}
	assert_int_equal(fclose(file), 0);
	canvas_compare(text, screen_case->path);
	free(text);
}

int main(void)
{
	static struct screen_case cases[] = {
		{GOLDEN("160x50"), 50, 160, COLOURS_DEFAULT, false},
		{GOLDEN("80x24"), 24, 80, COLOURS_DEFAULT, false},
		{GOLDEN("40x10"), 10, 40, COLOURS_DEFAULT, false},
		{GOLDEN("20x5"), 5, 20, COLOURS_DEFAULT, false},
		{GOLDEN("default"), 24, 80, COLOURS_DEFAULT, true},
		{GOLDEN("mono"), 24, 80, COLOURS_MONO, true},
		{GOLDEN("contrast"), 24, 80, COLOURS_CONTRAST, true},
		{GOLDEN("colour-blind"), 24, 80, COLOURS_BLIND, true},
	};
	struct CMUnitTest tests[COUNT(cases)];

	for (size_t i = 0; i < COUNT(cases); i++)
		tests[i] = (struct CMUnitTest){
			.name = cases[i].path,
			.test_func = test_screens_of_case,
			.initial_state = &cases[i],
		};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
