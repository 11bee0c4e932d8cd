/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Columns in line, whatever stands in them, and lines cut to a terminal. */
#include <config.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "base/cleanup.h"
#include "cli/common/table.h"

enum {
	COLUMNS = 3,
	CELL_MAX = 64,
};

static const struct table_column columns[COLUMNS] = {{"N", true}, {"USER", false},
	{"COMMAND", false}};

struct fixture {
	const char *(*cells)[COLUMNS];
	size_t last_room; /* what the last column was told */
};

static void put_cell(void *context, size_t row, size_t column, size_t room, char *buf)
{
	struct fixture *fixture = context;

	if (column == COLUMNS - 1)
		fixture->last_room = room;
	else
		assert_int_equal(room, 0);
	snprintf(buf, CELL_MAX, "%s", fixture->cells[row][column]);
}

static void assert_prints(struct fixture *fixture, size_t rows, size_t limit, bool headings,
	const char *expected)
{
	const struct table table = {
		.columns = columns,
		.column_count = COLUMNS,
		.row_count = rows,
		.headings = headings,
		.limit = limit,
		.cell_max = CELL_MAX,
		.context = fixture,
		.cell = put_cell,
	};
	CLEANUP_FREE char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	assert_non_null(out);
	assert_int_equal(table_print(&table, out), 0);
	fclose(out);
	assert_string_equal(text, expected);
}

static void puts_columns_in_line(void **state)
{
	const char *cells[][COLUMNS] = {{"7", "root", "sh"}, {"1200", "x", "a long command"}};
	struct fixture fixture = {.cells = cells};

	(void)state;
	assert_prints(&fixture, 2, 0, true,
		"   N USER COMMAND\n"
		"   7 root sh\n"
		"1200 x    a long command\n");
	assert_int_equal(fixture.last_room, 0);
}

static void counts_columns_and_not_bytes(void **state)
{
	const char *cells[][COLUMNS] = {{"1", "日本", "a"}, {"2", "J\xc3\xb6rg", "b"},
		{"3", "x", "c"}};
	struct fixture fixture = {.cells = cells};

	(void)state;
	assert_prints(&fixture, 3, 0, false,
		"1 日本 a\n"
		"2 J\xc3\xb6rg b\n"
		"3 x    c\n");
}

static void cuts_lines_to_the_terminal(void **state)
{
	const char *cells[][COLUMNS] = {{"1", "root", "a long command"}, {"2", "root", "日本語日本語"}};
	struct fixture fixture = {.cells = cells};

	(void)state;
	/* Half of a wide character is none. */
	assert_prints(&fixture, 2, 14, true,
		"N USER COMMAND\n"
		"1 root a long \n"
		"2 root 日本語\n");
	assert_int_equal(fixture.last_room, 7);
	assert_prints(&fixture, 1, 4, true, "N US\n1 ro\n");
	assert_prints(&fixture, 1, 1, true, "N\n1\n");
}

static void prints_headings_alone_and_nothing_at_all(void **state)
{
	struct fixture fixture = {0};

	(void)state;
	assert_prints(&fixture, 0, 0, true, "N USER COMMAND\n");
	assert_prints(&fixture, 0, 0, false, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(puts_columns_in_line),
		cmocka_unit_test(counts_columns_and_not_bytes),
		cmocka_unit_test(cuts_lines_to_the_terminal),
		cmocka_unit_test(prints_headings_alone_and_nothing_at_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
