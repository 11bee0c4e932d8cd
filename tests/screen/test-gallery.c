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

/* All exhibits below each other; looks: how their cells look, instead of what stands there. */
static void hang(const char *path, int lines, int columns, enum colours colours, bool looks)
{
	char *text = NULL;
	size_t size = 0;
	FILE *file = open_memstream(&text, &size);

	assert_non_null(file);
	for (size_t i = 0; i < exhibit_count; i++) {
		struct canvas canvas;

		exhibit_open(&canvas, &exhibits[i], lines, columns, colours);
		if (looks && i == 0)
			canvas_print_pairs(&canvas, file);
		fprintf(file, "==== %s ====\n", exhibits[i].name);
		if (looks)
			canvas_print_looks(&canvas, file);
		else
			canvas_print_text(&canvas, file);
		canvas_close(&canvas);
	}
	assert_int_equal(fclose(file), 0);
	canvas_compare(text, path);
	free(text);
}

static void test_160x50(void **state)
{
	(void)state;
	hang(GOLDEN("160x50"), 50, 160, COLOURS_DEFAULT, false);
}

static void test_80x24(void **state)
{
	(void)state;
	hang(GOLDEN("80x24"), 24, 80, COLOURS_DEFAULT, false);
}

static void test_40x10(void **state)
{
	(void)state;
	hang(GOLDEN("40x10"), 10, 40, COLOURS_DEFAULT, false);
}

static void test_20x5(void **state)
{
	(void)state;
	hang(GOLDEN("20x5"), 5, 20, COLOURS_DEFAULT, false);
}

static void test_default(void **state)
{
	(void)state;
	hang(GOLDEN("default"), 24, 80, COLOURS_DEFAULT, true);
}

static void test_mono(void **state)
{
	(void)state;
	hang(GOLDEN("mono"), 24, 80, COLOURS_MONO, true);
}

static void test_contrast(void **state)
{
	(void)state;
	hang(GOLDEN("contrast"), 24, 80, COLOURS_CONTRAST, true);
}

static void test_colour_blind(void **state)
{
	(void)state;
	hang(GOLDEN("colour-blind"), 24, 80, COLOURS_BLIND, true);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_160x50),
		cmocka_unit_test(test_80x24),
		cmocka_unit_test(test_40x10),
		cmocka_unit_test(test_20x5),
		cmocka_unit_test(test_default),
		cmocka_unit_test(test_mono),
		cmocka_unit_test(test_contrast),
		cmocka_unit_test(test_colour_blind),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
