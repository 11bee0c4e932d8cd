/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What stands in the cells, and how rows are ordered by it: a format and a compare function for
 * each column. For column.c and the files of cells alone; the contracts are in column.h.
 */
#ifndef VIEW_COLUMNS_COLUMN_PRIVATE_H
#define VIEW_COLUMNS_COLUMN_PRIVATE_H

#include "view/columns/column.h"

#define CELL_FUNCTIONS(name) \
	char *cell_format_##name(const struct column_context *context, const struct row *row, \
		char *buf, size_t size); \
	int cell_compare_##name(const struct row *a, const struct row *b)

CELL_FUNCTIONS(pgid);
CELL_FUNCTIONS(sid);
CELL_FUNCTIONS(pid);
CELL_FUNCTIONS(ppid);
CELL_FUNCTIONS(id);
CELL_FUNCTIONS(leader);
CELL_FUNCTIONS(users);
CELL_FUNCTIONS(user);
CELL_FUNCTIONS(tty);
CELL_FUNCTIONS(fg);
CELL_FUNCTIONS(groups);
CELL_FUNCTIONS(members);
CELL_FUNCTIONS(states);
CELL_FUNCTIONS(threads);
CELL_FUNCTIONS(nice);
CELL_FUNCTIONS(cpu);
CELL_FUNCTIONS(trend);
CELL_FUNCTIONS(cputime);
CELL_FUNCTIONS(rss);
CELL_FUNCTIONS(mem);
CELL_FUNCTIONS(start);
CELL_FUNCTIONS(unit);
CELL_FUNCTIONS(container);
CELL_FUNCTIONS(cgroup);
CELL_FUNCTIONS(age);
CELL_FUNCTIONS(command);

#undef CELL_FUNCTIONS

#endif
