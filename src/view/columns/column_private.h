/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What stands in the cells, and how rows are ordered by it. For column.c and the files of cells
 * alone; what each function is to do is said at struct column.
 */
#ifndef VIEW_COLUMNS_COLUMN_PRIVATE_H
#define VIEW_COLUMNS_COLUMN_PRIVATE_H

#include "view/columns/cell.h"
#include "view/columns/column.h"

#define CELL_FORMAT(name) void cell_format_##name(const struct cell *cell)
#define CELL_NUMBER(name) uint64_t cell_value_##name(const struct row *row)
#define CELL_TEXT(name)   const char *cell_text_##name(const struct row *row, size_t *ret_len)

/* A number or a text that is said in its own way. */
#define CELL_AMOUNT(name) \
	CELL_NUMBER(name); \
	CELL_FORMAT(name)
#define CELL_WORDS(name) \
	CELL_TEXT(name); \
	CELL_FORMAT(name)

CELL_AMOUNT(pgid);
CELL_AMOUNT(sid);
CELL_NUMBER(pid);
CELL_NUMBER(ppid);
CELL_AMOUNT(id);
CELL_AMOUNT(leader);
CELL_FORMAT(users);
CELL_WORDS(user);
CELL_WORDS(tty);
CELL_AMOUNT(fg);
CELL_NUMBER(groups);
CELL_NUMBER(members);
CELL_FORMAT(states);
int cell_compare_states(const struct row *a, const struct row *b);
CELL_NUMBER(threads);
CELL_AMOUNT(nice);
CELL_AMOUNT(cpu);
CELL_AMOUNT(trend);
CELL_AMOUNT(cputime);
CELL_AMOUNT(rss);
CELL_FORMAT(mem);
CELL_AMOUNT(age);
CELL_AMOUNT(start);
CELL_TEXT(unit);
CELL_TEXT(container);
CELL_TEXT(cgroup);
CELL_FORMAT(place);
CELL_WORDS(command);

#undef CELL_NUMBER
#undef CELL_AMOUNT
#undef CELL_WORDS
#undef CELL_FORMAT
#undef CELL_TEXT

#endif
