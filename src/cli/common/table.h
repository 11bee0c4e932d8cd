/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Text in columns, each as wide as what stands in it. */
#ifndef CLI_COMMON_TABLE_H
#define CLI_COMMON_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct table_column {
	const char *heading; /* translated already, where it is to be */
	bool right; /* right-aligned */
};

struct table {
	const struct table_column *columns;
	size_t column_count;
	size_t row_count;
	bool headings;
	size_t limit; /* lines are cut to so many columns; 0: never */
	size_t cell_max; /* bytes of the largest cell with its NUL */
	void *context;
	/*
	 * Writes a cell, clean and NUL-terminated, into buf (cell_max bytes). room is how many
	 * columns are left for the last one, 0 for no limit and for any other. Asked twice for each
	 * cell but the last of a line, so that nothing need be kept.
	 */
	void (*cell)(void *context, size_t row, size_t column, size_t room, char *buf);
};

/* Prints it. Returns 0 or -ENOMEM; whether all was written is for the stream to say. */
int table_print(const struct table *table, FILE *out);

/* Columns of the terminal that the stream goes to; 0: it goes to none, or the width is unknown. */
size_t table_terminal_width(FILE *out);

#endif
