/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "view/listing/listing.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/vec.h"
#include "view/listing/frozen_order.h"

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

/* Frozen places first. Then a total order whatever the column says: identities differ, and no
 * direction turns them round. */
static int compare_rows(const void *left, const void *right, void *context)
{
	const struct sort_order *sort = context;
	const struct row *a = left;
	const struct row *b = right;
	int order;

	if (a->rank != b->rank)
		return a->rank < b->rank ? -1 : 1;
	order = column_compare(sort->column, a, b);
	if (order == 0)
		return compare_identities(a, b);
	return column_row(sort->column)->descending != sort->reversed ? -order : order;
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
	const struct listing_query *query;
	enum row_kind kind;
	uint8_t depth;
};

/* Members are listed with their group whether they fit or not. */
static bool is_wanted(const struct row *row)
{
	return row->fits || (row->kind == ROW_PROCESS && row->depth > 0);
}

/* Fills the row in from its snapshot and index; false: the filter does not want it. */
static bool make_row(const struct level *level, const struct snapshot *snapshot, uint32_t index,
	struct row *ret_row)
{
	const struct listing_query *query = level->query;
	struct row row = {
		.kind = level->kind,
		.depth = level->depth,
		.struck = snapshot != level->snapshot,
		.snapshot = snapshot,
		.index = index,
		.rank = UINT32_MAX,
	};
	struct row_identity identity = row_identity(&row);

	row.fits = !query->filter || filter_matches(query->filter, &row);
	row.unfolded = query->folds && !row.struck && row.kind != ROW_PROCESS &&
		folds_is_unfolded(query->folds, identity.key);
	if (query->frozen)
		row.rank = frozen_order_rank(query->frozen, &identity);
	*ret_row = row;
	return is_wanted(&row);
}

/* Writes and sorts the rows of what the snapshot has at first .. first + count; returns how many
 * there are. */
static uint32_t write_rows(const struct level *level, struct row *rows, uint32_t first,
	uint32_t count)
{
	uint32_t written = 0;

	for (uint32_t i = 0; i < count; i++)
		written += make_row(level, level->snapshot, first + i, &rows[written]);
	sort_rows(rows, written, &level->query->order);
	return written;
}

static uint32_t count_of(const struct snapshot *snapshot, enum row_kind kind)
{
	switch (kind) {
	case ROW_SESSION:
		return snapshot->session_count;
	case ROW_GROUP:
		return snapshot->group_count;
	case ROW_PROCESS:
		return snapshot->process_count;
	case ROW_KIND_COUNT:
		break;
	}
	return 0;
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

/* Adds what has ended since the query's older snapshot. */
static int list_ended(struct listing *listing, const struct level *level)
{
	const struct snapshot *before = level->query->before;
	uint32_t count = before ? count_of(before, level->kind) : 0;

	for (uint32_t i = 0; i < count; i++) {
		const struct row old = {.kind = level->kind, .snapshot = before, .index = i};

		if (row_find(&old, level->snapshot) != SNAPSHOT_NONE)
			continue;
		if (reserve(listing, listing->count + 1) < 0)
			return -ENOMEM;
		listing->count += make_row(level, before, i, &listing->rows[listing->count]);
	}
	return 0;
}

/* The outermost rows. */
static int list_level(struct listing *listing, const struct level *level)
{
	uint32_t count = count_of(level->snapshot, level->kind);
	int r = reserve(listing, count);

	if (r < 0)
		return r;
	listing->count = write_rows(level, listing->rows, 0, count);
	count = (uint32_t)listing->count;
	r = list_ended(listing, level);
	if (r == 0 && listing->count > count)
		sort_rows(listing->rows, listing->count, &level->query->order);
	return r;
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
			write += write_rows(level, listing->rows + write, first, count);
	}
	listing->count = write;
	return 0;
}

static int list(struct listing *listing, struct level level)
{
	int r;

	level.kind = arrangement_kind(level.query->arrangement);
	r = list_level(listing, &level);
	while (r == 0 && level.kind < ROW_PROCESS) {
		level.kind++;
		level.depth++;
		r = unfold_level(listing, &level);
	}
	return r;
}

int listing_make(struct listing *listing, const struct snapshot *snapshot,
	const struct listing_query *query)
{
	const struct level level = {.snapshot = snapshot, .query = query};
	int r;

	listing->count = 0;
	r = list(listing, level);
	if (r < 0)
		listing->count = 0;
	return r;
}

void listing_done(struct listing *listing)
{
	free(listing->rows);
	*listing = (struct listing){0};
}
