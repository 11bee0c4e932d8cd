/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "cli/common/table.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "base/text.h"

#define GAP 1 /* columns between two cells */

/* What printing needs beside the table. */
struct printer {
	const struct table *table;
	FILE *out;
	size_t *widths; /* of each column, the last one aside if it is left-aligned */
	char *cell; /* table->cell_max bytes */
	size_t used; /* columns of the line so far */
};

size_t table_terminal_width(FILE *out)
{
	struct winsize size;

	if (!isatty(fileno(out)) || ioctl(fileno(out), TIOCGWINSZ, &size) < 0)
		return 0;
	return size.ws_col;
}

/* A line ends with its last cell, not with spaces behind it, so that one has no width. */
static bool has_width(const struct table *table, size_t column)
{
	return column + 1 < table->column_count || table->columns[column].right;
}

static void measure(struct printer *printer, size_t column)
{
	const struct table *table = printer->table;
	size_t *widest = &printer->widths[column];

	if (!has_width(table, column))
		return;
	if (table->headings)
		*widest = text_width(table->columns[column].heading);
	for (size_t row = 0; row < table->row_count; row++) {
		size_t width;

		table->cell(table->context, row, column, 0, printer->cell);
		width = text_width(printer->cell);
		*widest = width > *widest ? width : *widest;
	}
}

static void put_spaces(struct printer *printer, size_t count)
{
	size_t limit = printer->table->limit;

	for (; count > 0 && (limit == 0 || printer->used < limit); count--) {
		fputc(' ', printer->out);
		printer->used++;
	}
}

static void put_text(struct printer *printer, const char *text)
{
	size_t limit = printer->table->limit;
	size_t width = text_width(text);
	size_t len = strlen(text);

	if (limit > 0)
		len = text_fit(text, limit - printer->used, &width);
	fwrite(text, 1, len, printer->out);
	printer->used += width;
}

static void put_cell(struct printer *printer, size_t column, const char *text)
{
	const struct table *table = printer->table;
	bool last = column + 1 == table->column_count;
	size_t width = text_width(text);
	size_t padding = printer->widths[column] > width ? printer->widths[column] - width : 0;

	if (table->columns[column].right)
		put_spaces(printer, padding);
	put_text(printer, text);
	if (!table->columns[column].right && !last)
		put_spaces(printer, padding);
	if (!last)
		put_spaces(printer, GAP);
}

/* What a line cut to the terminal has left for a last cell that is as wide as it likes. */
static size_t room_for(const struct printer *printer, size_t column)
{
	const struct table *table = printer->table;

	if (table->limit == 0 || has_width(table, column))
		return 0;
	return table->limit > printer->used ? table->limit - printer->used : 1;
}

static void print_line(struct printer *printer, size_t row, bool heading)
{
	const struct table *table = printer->table;

	printer->used = 0;
	for (size_t c = 0; c < table->column_count; c++) {
		if (heading) {
			put_cell(printer, c, table->columns[c].heading);
			continue;
		}
		table->cell(table->context, row, c, room_for(printer, c), printer->cell);
		put_cell(printer, c, printer->cell);
	}
	fputc('\n', printer->out);
}

int table_print(const struct table *table, FILE *out)
{
	CLEANUP_FREE size_t *widths = calloc(table->column_count, sizeof(*widths));
	CLEANUP_FREE char *cell = malloc(table->cell_max);
	struct printer printer = {.table = table, .out = out, .widths = widths, .cell = cell};

	if (!widths || !cell)
		return -ENOMEM;
	for (size_t c = 0; c < table->column_count; c++)
		measure(&printer, c);
	if (table->headings)
		print_line(&printer, 0, true);
	for (size_t row = 0; row < table->row_count; row++)
		print_line(&printer, row, false);
	return 0;
}
