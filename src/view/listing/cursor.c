/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "view/listing/cursor.h"

#include <errno.h>

#include "base/vec.h"

#define NOWHERE SIZE_MAX

void cursor_init(struct cursor *ret_cursor)
{
	*ret_cursor = (struct cursor){.height = 1};
}

void cursor_done(struct cursor *cursor)
{
	snapshot_unref(cursor->ghost_snapshot);
	cursor_init(cursor);
}

/* ---- Where things are ---- */

static size_t position_of(const struct listing *listing, enum row_kind kind, uint32_t index)
{
	for (size_t i = 0; i < listing->count; i++)
		if (listing->rows[i].index == index && listing->rows[i].kind == kind &&
			!listing->rows[i].struck)
			return i;
	return NOWHERE;
}

static size_t position_of_group(const struct listing *listing, const struct snapshot *snapshot,
	const struct group *group)
{
	size_t position = position_of(listing, ROW_GROUP, (uint32_t)(group - snapshot->groups));

	if (position == NOWHERE)
		position = position_of(listing, ROW_SESSION, group->session);
	return position;
}

/* One row behind the last one below the row at position. */
static size_t end_of_block(const struct listing *listing, size_t position)
{
	size_t end = position + 1;

	while (end < listing->count && listing->rows[end].depth > listing->rows[position].depth)
		end++;
	return end;
}

/* ---- The window ---- */

static void scroll(struct cursor *cursor, size_t count)
{
	size_t top_max = count > cursor->height ? count - cursor->height : 0;

	if (cursor->position < cursor->top)
		cursor->top = cursor->position;
	if (cursor->position - cursor->top >= cursor->height)
		cursor->top = cursor->position - cursor->height + 1;
	if (cursor->top > top_max)
		cursor->top = top_max;
	cursor->line = cursor->position - cursor->top;
}

/* The same after the rows have moved. */
static void scroll_along(struct cursor *cursor, size_t count)
{
	if (cursor->follow)
		cursor->top = cursor->position > cursor->line ? cursor->position - cursor->line : 0;
	scroll(cursor, count);
}

void cursor_set_height(struct cursor *cursor, size_t height, size_t count)
{
	cursor->height = height > 0 ? height : 1;
	scroll(cursor, count);
}

/* ---- The choice ---- */

/* Keeps what is needed to show the row once it has ended. */
static void remember(struct cursor *cursor, const struct row *row)
{
	const struct snapshot *old = cursor->ghost_snapshot;

	cursor->ghost_snapshot = snapshot_ref(row->snapshot);
	cursor->ghost = *row;
	snapshot_unref(old);
}

static void stand_on(struct cursor *cursor, const struct listing *listing, size_t position)
{
	const struct row *row = &listing->rows[position];

	cursor->position = position;
	cursor->added = false;
	cursor->home = row->kind == ROW_PROCESS ? row_group(row)->key : 0;
	remember(cursor, row);
}

static void choose(struct cursor *cursor, const struct listing *listing, size_t position)
{
	cursor->chosen = true;
	cursor->identity = row_identity(&listing->rows[position]);
	stand_on(cursor, listing, position);
}

/* The listing's own row of what has ended, while it still has one. */
static size_t position_of_struck(const struct cursor *cursor, const struct listing *listing)
{
	for (size_t i = 0; i < listing->count; i++) {
		struct row_identity identity;

		if (!listing->rows[i].struck)
			continue;
		identity = row_identity(&listing->rows[i]);
		if (row_identity_equal(&identity, &cursor->identity))
			return i;
	}
	return NOWHERE;
}

/* ---- Rows of the cursor's own ---- */

static int add_row(struct cursor *cursor, struct listing *listing, size_t position, struct row row)
{
	struct row *added = vec_insert(&listing->rows, &listing->capacity, &listing->count,
		sizeof(row), position);

	if (!added)
		return -ENOMEM;
	*added = row;
	cursor->position = position;
	cursor->added = true;
	return 0;
}

static void take_row_away(struct cursor *cursor, struct listing *listing)
{
	vec_remove(listing->rows, &listing->count, sizeof(*listing->rows), cursor->position);
	cursor->added = false;
}

/* How deep a row below that parent stands; below nobody it must not look like one of those
 * above. */
static uint8_t depth_below(const struct listing *listing, size_t parent)
{
	return parent == NOWHERE ? 0 : listing->rows[parent].depth + 1;
}

/* The listed row that the struck one stood below: the first of its ancestors that still lives. */
static size_t parent_position(const struct cursor *cursor, const struct listing *listing,
	const struct snapshot *snapshot)
{
	const struct snapshot *older = cursor->ghost.snapshot;
	struct row parent = {.kind = ROW_GROUP, .snapshot = older};
	uint32_t index = SNAPSHOT_NONE;

	if (cursor->ghost.kind == ROW_SESSION)
		return NOWHERE;
	parent.index = (uint32_t)(row_group(&cursor->ghost) - older->groups);
	if (cursor->ghost.kind == ROW_PROCESS)
		index = row_find(&parent, snapshot);
	if (index != SNAPSHOT_NONE)
		return position_of_group(listing, snapshot, &snapshot->groups[index]);
	parent.kind = ROW_SESSION;
	parent.index = older->groups[parent.index].session;
	index = row_find(&parent, snapshot);
	return index == SNAPSHOT_NONE ? NOWHERE : position_of(listing, ROW_SESSION, index);
}

/* The place nearest to wanted in first .. end between two rows at depth, so that no block is
 * torn. */
static size_t nearest_gap(const struct listing *listing, size_t wanted, size_t first, size_t end,
	unsigned depth)
{
	size_t above, below;

	if (wanted < first)
		return first;
	if (wanted >= end)
		return end;
	for (above = wanted; above > first && listing->rows[above].depth > depth;)
		above--;
	for (below = wanted; below < end && listing->rows[below].depth > depth;)
		below++;
	return wanted - above <= below - wanted ? above : below;
}

/* A struck row stands where it stood, but never among those of another group. */
static int add_struck(struct cursor *cursor, struct listing *listing,
	const struct snapshot *snapshot)
{
	size_t parent = parent_position(cursor, listing, snapshot);
	size_t position;
	struct row row = cursor->ghost;

	row.struck = true;
	row.unfolded = false;
	row.depth = depth_below(listing, parent);
	if (parent != NOWHERE)
		position = nearest_gap(listing, cursor->position, parent + 1,
			end_of_block(listing, parent), listing->rows[parent].depth + 1);
	else
		position = nearest_gap(listing, cursor->position, 0, listing->count, 0);
	return add_row(cursor, listing, position, row);
}

/* What the row of a living one stands below: its group or session, if that is listed. */
static size_t parent_of_living(const struct listing *listing, const struct snapshot *snapshot,
	const struct row *row)
{
	if (row->kind == ROW_PROCESS)
		return position_of_group(listing, snapshot, row_group(row));
	if (row->kind == ROW_GROUP)
		return position_of(listing, ROW_SESSION, row_group(row)->session);
	return NOWHERE;
}

/* The process lives on in a group the user has not opened, and which is not the user's choice; or
 * the filter has come not to want what is chosen. */
static int add_living(struct cursor *cursor, struct listing *listing,
	const struct snapshot *snapshot, uint32_t index)
{
	struct row row = {.kind = cursor->identity.kind, .snapshot = snapshot, .index = index};
	size_t parent = parent_of_living(listing, snapshot, &row);
	size_t position;
	int r;

	row.depth = depth_below(listing, parent);
	if (parent != NOWHERE)
		position = parent + 1;
	else
		position = nearest_gap(listing, cursor->position, 0, listing->count, 0);
	r = add_row(cursor, listing, position, row);
	if (r < 0)
		return r;
	/* Back in its old group it is still no fold that hides it. */
	cursor->home = 0;
	remember(cursor, &row);
	return 0;
}

/* ---- Settling ---- */

/* The listed row that stands for a living one which the user made the listing leave out. */
static size_t stand_in(const struct cursor *cursor, const struct listing *listing,
	const struct snapshot *snapshot, uint32_t index)
{
	const struct row row = {.kind = cursor->identity.kind,
		.snapshot = snapshot,
		.index = index};
	const struct process *anchor = row_process(&row);
	const struct group *group = snapshot_group_of(snapshot, anchor);
	size_t position;

	if (row.kind == ROW_PROCESS && group->key != cursor->home)
		return NOWHERE;
	position = position_of_group(listing, snapshot, group);
	/* Nobody has folded it away there: the filter has left it out. */
	if (position != NOWHERE && listing->rows[position].kind < row.kind &&
		listing->rows[position].unfolded)
		return NOWHERE;
	if (position == NOWHERE)
		position =
			position_of(listing, ROW_PROCESS, (uint32_t)(anchor - snapshot->processes));
	return position;
}

/* Drops a choice that the user has asked not to see. */
static void give_up(struct cursor *cursor)
{
	snapshot_unref(cursor->ghost_snapshot);
	cursor->ghost_snapshot = NULL;
	cursor->chosen = false;
	cursor->position = 0;
	cursor->top = 0;
}

static int settle_ended(struct cursor *cursor, struct listing *listing,
	const struct snapshot *snapshot)
{
	size_t position = position_of_struck(cursor, listing);

	if (position != NOWHERE)
		stand_on(cursor, listing, position);
	else if (cursor->loose)
		give_up(cursor);
	else
		return add_struck(cursor, listing, snapshot);
	return 0;
}

static int settle_living(struct cursor *cursor, struct listing *listing,
	const struct snapshot *snapshot, uint32_t index)
{
	size_t position = position_of(listing, cursor->identity.kind, index);

	if (position != NOWHERE) {
		stand_on(cursor, listing, position);
		return 0;
	}
	position = stand_in(cursor, listing, snapshot, index);
	if (position != NOWHERE)
		choose(cursor, listing, position);
	else if (cursor->loose)
		give_up(cursor);
	else
		return add_living(cursor, listing, snapshot, index);
	return 0;
}

static int settle_chosen(struct cursor *cursor, struct listing *listing,
	const struct snapshot *snapshot)
{
	uint32_t index = row_find(&cursor->ghost, snapshot);

	if (index == SNAPSHOT_NONE)
		return settle_ended(cursor, listing, snapshot);
	return settle_living(cursor, listing, snapshot, index);
}

int cursor_settle(struct cursor *cursor, struct listing *listing, const struct snapshot *snapshot)
{
	int r = 0;

	/* listing_make has swept away whatever was added to the rows before. */
	cursor->added = false;
	if (cursor->chosen)
		r = settle_chosen(cursor, listing, snapshot);
	if (!cursor->chosen && listing->count > 0)
		choose(cursor, listing, 0);
	cursor->loose = false;
	scroll_along(cursor, listing->count);
	return r;
}

void cursor_let_go(struct cursor *cursor)
{
	cursor->loose = true;
}

/* ---- Moves ---- */

void cursor_move_to(struct cursor *cursor, struct listing *listing, size_t position)
{
	if (listing->count == 0)
		return;
	if (position >= listing->count)
		position = listing->count - 1;
	if (position == cursor->position && cursor_row(cursor, listing))
		return;
	if (cursor->added) {
		if (position > cursor->position)
			position--;
		take_row_away(cursor, listing);
	}
	choose(cursor, listing, position);
	scroll(cursor, listing->count);
}

void cursor_move_by(struct cursor *cursor, struct listing *listing, long rows)
{
	size_t distance = rows < 0 ? 0 - (size_t)rows : (size_t)rows;

	if (rows < 0)
		cursor_move_to(cursor, listing,
			distance < cursor->position ? cursor->position - distance : 0);
	else if (listing->count > cursor->position && distance < listing->count - cursor->position)
		cursor_move_to(cursor, listing, cursor->position + distance);
	else
		cursor_move_to(cursor, listing, SIZE_MAX);
}

const struct row *cursor_row(const struct cursor *cursor, const struct listing *listing)
{
	const struct row *row;
	struct row_identity identity;

	if (!cursor->chosen || cursor->position >= listing->count)
		return NULL;
	row = &listing->rows[cursor->position];
	identity = row_identity(row);
	return row_identity_equal(&identity, &cursor->identity) ? row : NULL;
}
