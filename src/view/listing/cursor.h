/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The choice and the scroll. The cursor holds an identity; rows may move, the choice does not. When
 * what it names has ended, a struck row takes its place in the list until the user moves on.
 */
#ifndef VIEW_LISTING_CURSOR_H
#define VIEW_LISTING_CURSOR_H

#include "view/listing/listing.h"
#include "view/rows/row.h"

struct cursor {
	bool chosen; /* false only while there has been no row to choose */
	struct row_identity identity;
	size_t position; /* its row in the listing as of the last cursor_settle */
	size_t top; /* first row in the window */
	size_t height; /* rows in the window; at least 1 */
	struct row ghost; /* its row in the newest snapshot that had it, which is owned */
	const struct snapshot *ghost_snapshot; /* owned share; NULL unless something is chosen */
	bool added; /* its row is the cursor's own addition to the listing, see cursor_settle */
	uint64_t home; /* key of the group that lists a chosen process; 0: it has left it */
	bool loose; /* the next settling drops the choice if it is not in the listing */
	bool follow; /* the window moves so that the row stays in its line */
	size_t line; /* of the row in the window */
};

/* A cursor without a choice. */
void cursor_init(struct cursor *ret_cursor);

/* Frees what it owns; it has no choice then. */
void cursor_done(struct cursor *cursor);

/*
 * After listing_make: finds the chosen row again. Where it is not in the listing, then
 *   - if it has ended, the struck row is added where it stood;
 *   - if the user folded it away or changed the arrangement, the row that stands for it becomes the
 *     choice: its group, its session, or for one of these its leader or oldest member;
 *   - if it lives, but has left for a group that is folded, its own row is added below that group;
 *   - if it lives, but the filter does not want it any more, its own row is added where it stood.
 * An added row stays only until the user moves on. snapshot is the one the rows point into. The
 * first row there ever is becomes the first choice. Scrolls no more than needed to keep the cursor
 * in the window. Returns 0 or -ENOMEM; the choice is then kept, but has no row.
 */
int cursor_settle(struct cursor *cursor, struct listing *listing, const struct snapshot *snapshot);

/* The user has asked for other rows: if the choice is not among them (its group counts for a
 * process), the first of them becomes the choice, or none if there is none. */
void cursor_let_go(struct cursor *cursor);

/* The window's height in rows has changed (0 counts as 1). count: rows of the listing. */
void cursor_set_height(struct cursor *cursor, size_t height, size_t count);

/* Moves by rows (negative: up), stopping at the ends. Leaving a struck row takes it away from the
 * listing. All moves keep identity, position and top consistent. */
void cursor_move_by(struct cursor *cursor, struct listing *listing, long rows);

/* Moves to the row at position, or to the last one. */
void cursor_move_to(struct cursor *cursor, struct listing *listing, size_t position);

/* The chosen row, or NULL when the listing is empty or was made anew and not settled. A struck one
 * refuses actions: callers ask row->struck. */
const struct row *cursor_row(const struct cursor *cursor, const struct listing *listing);

#endif
