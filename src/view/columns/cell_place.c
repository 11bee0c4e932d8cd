/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Cells that say where in systemd's and the containers' world a row is: its control group. */
#include <config.h>

#include "view/columns/column_private.h"

#include <string.h>

#include "model/cgroup.h"

/* What of the path a cell shows; NULL: nothing. */
typedef const char *place_function(const char *path, size_t *ret_len);

static const char *whole(const char *path, size_t *ret_len)
{
	*ret_len = strlen(path);
	return path;
}

/* The leader's or anchor's place stands for its group. */
static const char *find(const struct row *row, place_function *place, size_t *ret_len)
{
	const char *path = row_process(row)->cgroup;

	*ret_len = 0;
	if (!path || !path[0])
		return NULL;
	return place(path, ret_len);
}

const char *cell_text_cgroup(const struct row *row, size_t *ret_len)
{
	return find(row, whole, ret_len);
}

const char *cell_text_unit(const struct row *row, size_t *ret_len)
{
	return find(row, cgroup_unit, ret_len);
}

const char *cell_text_container(const struct row *row, size_t *ret_len)
{
	return find(row, cgroup_container, ret_len);
}

/* A member's is said where it differs from its group's. */
static bool is_said(const struct cell *cell)
{
	struct row group_row = *cell->row;
	const char *own, *outer;
	size_t own_len, outer_len;

	if (cell->row->kind != ROW_PROCESS || cell->row->depth == 0)
		return false;
	group_row.index = row_group(cell->row)->anchor;
	own = cell->column->text(cell->row, &own_len);
	outer = cell->column->text(&group_row, &outer_len);
	return own_len == outer_len && (own_len == 0 || memcmp(own, outer, own_len) == 0);
}

void cell_format_place(const struct cell *cell)
{
	size_t len;
	const char *found = cell->column->text(cell->row, &len);

	if (is_said(cell))
		return;
	if (found)
		text_clean(found, len, cell->context->charset, cell->buf, cell->size);
	else
		cell_put(cell, "-");
}
