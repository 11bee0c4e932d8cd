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
#include "exhibits.h"

#define GOLDEN(name) "tests/screen/golden/gallery-" name ".txt"

/* All exhibits below each other. */
struct wall {
	const char *path;
	int lines;
	int columns;
	enum colours colours;
	bool looks; /* how their cells look, instead of what stands there */
};

static void test_wall(void **state)
{
	const struct wall *wall = *state;
	char *text = NULL;
	size_t size = 0;
	FILE *file = open_memstream(&text, &size);

	assert_non_null(file);
	for (size_t i = 0; i < exhibit_count; i++) {
		struct canvas canvas;

		exhibit_open(&canvas, &exhibits[i], wall->lines, wall->columns, wall->colours);
		if (wall->looks && i == 0)
			canvas_print_pairs(&canvas, file);
		fprintf(file, "==== %s ====\n", exhibits[i].name);
		if (wall->looks)
			canvas_print_looks(&canvas, file);
		else
			canvas_print_text(&canvas, file);
		canvas_close(&canvas);
	}
	assert_int_equal(fclose(file), 0);
	canvas_compare(text, wall->path);
	free(text);
}

int main(void)
{
	static struct wall walls[] = {
		{GOLDEN("160x50"), 50, 160, COLOURS_DEFAULT, false},
		{GOLDEN("80x24"), 24, 80, COLOURS_DEFAULT, false},
		{GOLDEN("40x10"), 10, 40, COLOURS_DEFAULT, false},
		{GOLDEN("20x5"), 5, 20, COLOURS_DEFAULT, false},
		{GOLDEN("default"), 24, 80, COLOURS_DEFAULT, true},
		{GOLDEN("mono"), 24, 80, COLOURS_MONO, true},
		{GOLDEN("contrast"), 24, 80, COLOURS_CONTRAST, true},
		{GOLDEN("colour-blind"), 24, 80, COLOURS_BLIND, true},
	};
	struct CMUnitTest tests[COUNT(walls)];

	for (size_t i = 0; i < COUNT(walls); i++)
		tests[i] = (struct CMUnitTest){
			.name = walls[i].path,
			.test_func = test_wall,
			.initial_state = &walls[i],
		};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
