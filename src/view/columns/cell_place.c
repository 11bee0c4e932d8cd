/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Cells that say where in systemd's and the containers' world a row is: its control group. */
#include <config.h>

#include "view/columns/column_private.h"

#include <stdio.h>
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
	const char *found = path ? place(path, ret_len) : NULL;

	if (!found)
		*ret_len = 0;
	return found;
}

/* A member's is said where it differs from its group's. */
static bool is_said(const struct row *row, place_function *place)
{
	const struct group *group;
	const char *own, *outer;
	size_t own_len, outer_len;
	struct row group_row = *row;

	if (row->kind != ROW_PROCESS || row->depth == 0)
		return false;
	group = row_group(row);
	group_row.index = group->anchor;
	own = find(row, place, &own_len);
	outer = find(&group_row, place, &outer_len);
	return own_len == outer_len && (own_len == 0 || memcmp(own, outer, own_len) == 0);
}

static char *format(const struct column_context *context, const struct row *row,
	place_function *place, char *buf, size_t size)
{
	size_t len;
	const char *found = find(row, place, &len);

	buf[0] = '\0';
	if (is_said(row, place))
		return buf;
	if (found && len > 0)
		text_clean(found, len, context->charset, buf, size);
	else
		snprintf(buf, size, "-");
	return buf;
}

/* Those that have none last. */
static int compare(const struct row *a, const struct row *b, place_function *place)
{
	size_t left_len, right_len;
	const char *left = find(a, place, &left_len);
	const char *right = find(b, place, &right_len);
	size_t common = left_len < right_len ? left_len : right_len;
	int order;

	if (left_len == 0 || right_len == 0)
		return (left_len == 0) - (right_len == 0);
	order = memcmp(left, right, common);
	return order != 0 ? order : (left_len > right_len) - (left_len < right_len);
}

char *cell_format_cgroup(const struct column_context *context, const struct row *row, char *buf,
	size_t size)
{
	return format(context, row, whole, buf, size);
}

int cell_compare_cgroup(const struct row *a, const struct row *b)
{
	return compare(a, b, whole);
}

char *cell_format_unit(const struct column_context *context, const struct row *row, char *buf,
	size_t size)
{
	return format(context, row, cgroup_unit, buf, size);
}

int cell_compare_unit(const struct row *a, const struct row *b)
{
	return compare(a, b, cgroup_unit);
}

char *cell_format_container(const struct column_context *context, const struct row *row, char *buf,
	size_t size)
{
	return format(context, row, cgroup_container, buf, size);
}

int cell_compare_container(const struct row *a, const struct row *b)
{
	return compare(a, b, cgroup_container);
}
