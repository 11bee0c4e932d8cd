/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the functions behind the columns fill. */
#ifndef VIEW_COLUMNS_CELL_H
#define VIEW_COLUMNS_CELL_H

#include <stdio.h>

struct column;
struct column_context;
struct row;

/* A cell to be filled, which is empty: of a row that has its column. */
struct cell {
	const struct column *column;
	const struct column_context *context;
	const struct row *row;
	char *buf;
	size_t size;
};

/* Writes clean text, cut to the cell. */
static inline void cell_put(const struct cell *cell, const char *text)
{
	snprintf(cell->buf, cell->size, "%s", text);
}

/* Writes a number in digits. */
static inline void cell_put_number(const struct cell *cell, long long number)
{
	snprintf(cell->buf, cell->size, "%lld", number);
}

#endif
