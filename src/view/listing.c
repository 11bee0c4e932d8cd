/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "view/listing.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/vec.h"

/* ---- The order of rows ---- */

int sort_order_parse(const char *text, struct sort_order *ret_order)
{
	size_t len = strcspn(text, ",");
	const char *direction = text + len;
	const struct column *column;
	char name[32];
	bool descending;

	if (len >= sizeof(name))
		return -EINVAL;
	memcpy(name, text, len);
	name[len] = '\0';
	column = column_find(name);
	if (!column)
		return -EINVAL;

	if (*direction == '\0')
		descending = column->descending;
	else if (strcmp(direction, ",desc") == 0)
		descending = true;
	else if (strcmp(direction, ",asc") == 0)
		descending = false;
	else
		return -EINVAL;
	*ret_order = (struct sort_order){column->id, descending != column->descending};
	return 0;
}

static int compare_identities(const struct row *a, const struct row *b)
{
	const struct process *left = row_process(a);
	const struct process *right = row_process(b);
	pid_t left_number = left->pid;
	pid_t right_number = right->pid;

	if (a->kind == ROW_GROUP && left->pgid != right->pgid) {
		left_number = left->pgid;
		right_number = right->pgid;
	} else if (a->kind != ROW_PROCESS) {
		left_number = left->sid;
		right_number = right->sid;
	} else if (a->depth > 0) {
		/* Members of one group: the leader goes first. */
		if (left->pid == left->pgid || right->pid == right->pgid)
			return (right->pid == right->pgid) - (left->pid == left->pgid);
	}
	return (left_number > right_number) - (left_number < right_number);
}

/* A total order whatever the column says: identities differ, and no direction turns them round. */
static int compare_rows(const void *left, const void *right, void *context)
{
	const struct sort_order *sort = context;
	const struct column *column = column_row(sort->column);
	const struct row *a = left;
	const struct row *b = right;
	int order = 0;

	if (column->kinds & (1u << a->kind))
		order = column->compare(a, b);
	if (order == 0)
		return compare_identities(a, b);
	return column->descending != sort->reversed ? -order : order;
}

static void sort_rows(struct row *rows, size_t count, const struct sort_order *order)
{
	struct sort_order context = *order;

	if (count > 1)
		qsort_r(rows, count, sizeof(*rows), compare_rows, &context);
}

/* ---- The rows ---- */

/* What the rows of one level are made of. */
struct level {
	const struct snapshot *snapshot;
	const struct sort_order *order;
	const struct folds *folds;
	enum row_kind kind;
	uint8_t depth;
};

static bool level_is_unfolded(const struct level *level, uint32_t index)
{
	const struct snapshot *snapshot = level->snapshot;

	switch (level->kind) {
	case ROW_SESSION:
		return folds_is_unfolded(level->folds, snapshot->sessions[index].key);
	case ROW_GROUP:
		return folds_is_unfolded(level->folds, snapshot->groups[index].key);
	case ROW_PROCESS:
	case ROW_KIND_COUNT:
		break;
	}
	return false;
}

/* Writes and sorts the rows of what the snapshot has at first .. first + count. */
static void write_rows(const struct level *level, struct row *rows, uint32_t first, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		rows[i] = (struct row){
			.kind = level->kind,
			.depth = level->depth,
			.unfolded = level_is_unfolded(level, first + i),
			.snapshot = level->snapshot,
			.index = first + i,
		};
	sort_rows(rows, count, level->order);
}

/* The children of an unfolded row, as a slice of the snapshot's groups or processes. */
static uint32_t children_of(const struct row *row, uint32_t *ret_first)
{
	if (row->unfolded && row->kind == ROW_SESSION) {
		*ret_first = row_session(row)->group_first;
		return row_session(row)->group_count;
	}
	if (row->unfolded && row->kind == ROW_GROUP) {
		*ret_first = row_group(row)->first;
		return row_group(row)->count;
	}
	*ret_first = 0;
	return 0;
}

/* One row more than asked for: the cursor's struck one always finds its place. */
static int reserve(struct listing *listing, size_t count)
{
	return vec_reserve(&listing->rows, &listing->capacity, count + 1, sizeof(*listing->rows));
}

static int list_level(struct listing *listing, const struct level *level, uint32_t count)
{
	int r = reserve(listing, count);

	if (r < 0)
		return r;
	write_rows(level, listing->rows, 0, count);
	listing->count = count;
	return 0;
}

/*
 * Puts the children of all unfolded rows of the level above below their parents. The rows there
 * are go to the far end of the array first; from there they are taken one by one, and what is
 * written never overtakes what is still to be read.
 */
static int unfold_level(struct listing *listing, const struct level *level)
{
	size_t total = listing->count;
	size_t read, write = 0;
	uint32_t first;
	int r;

	for (size_t i = 0; i < listing->count; i++)
		if (listing->rows[i].kind + 1 == level->kind)
			total += children_of(&listing->rows[i], &first);
	r = reserve(listing, total);
	if (r < 0 || total == listing->count)
		return r;

	read = total - listing->count;
	memmove(listing->rows + read, listing->rows, listing->count * sizeof(*listing->rows));
	while (read < total) {
		struct row row = listing->rows[read++];
		uint32_t count = row.kind + 1 == level->kind ? children_of(&row, &first) : 0;

		listing->rows[write++] = row;
		if (count > 0)
			write_rows(level, listing->rows + write, first, count);
		write += count;
	}
	listing->count = total;
	return 0;
}

static int list_groups(struct listing *listing, struct level level)
{
	int r;

	level.kind = ROW_GROUP;
	r = list_level(listing, &level, level.snapshot->group_count);
	if (r < 0)
		return r;
	level.kind = ROW_PROCESS;
	level.depth = 1;
	return unfold_level(listing, &level);
}

static int list_sessions(struct listing *listing, struct level level)
{
	int r;

	level.kind = ROW_SESSION;
	r = list_level(listing, &level, level.snapshot->session_count);
	if (r < 0)
		return r;
	level.kind = ROW_GROUP;
	level.depth = 1;
	r = unfold_level(listing, &level);
	if (r < 0)
		return r;
	level.kind = ROW_PROCESS;
	level.depth = 2;
	return unfold_level(listing, &level);
}

static int list_processes(struct listing *listing, struct level level)
{
	level.kind = ROW_PROCESS;
	return list_level(listing, &level, level.snapshot->process_count);
}

static int list(struct listing *listing, enum arrangement arrangement, const struct level *level)
{
	switch (arrangement) {
	case ARRANGE_GROUPS:
		return list_groups(listing, *level);
	case ARRANGE_SESSIONS:
		return list_sessions(listing, *level);
	case ARRANGE_PROCESSES:
		return list_processes(listing, *level);
	case ARRANGEMENT_COUNT:
		break;
	}
	return 0;
}

int listing_make(struct listing *listing, const struct snapshot *snapshot,
	enum arrangement arrangement, const struct sort_order *order, const struct folds *folds)
{
	const struct level level = {.snapshot = snapshot, .order = order, .folds = folds};
	int r;

	listing->count = 0;
	r = list(listing, arrangement, &level);
	if (r < 0)
		listing->count = 0;
	return r;
}

void listing_done(struct listing *listing)
{
	free(listing->rows);
	*listing = (struct listing){0};
}
