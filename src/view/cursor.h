/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The choice and the scroll. The cursor holds an identity; rows may move, the choice does not. When
 * what it names has ended, a struck row takes its place in the list until the user moves on.
 */
#ifndef VIEW_CURSOR_H
#define VIEW_CURSOR_H

#include "view/listing.h"
#include "view/row.h"

struct cursor {
	bool chosen; /* false only while there has been no row to choose */
	struct row_identity identity;
	size_t position; /* its row in the listing as of the last cursor_settle */
	size_t top; /* first row in the window */
	size_t height; /* rows in the window; at least 1 */
	bool struck; /* what it names has ended */
	struct row ghost; /* the struck row; its snapshot is owned */
	const struct snapshot *ghost_snapshot; /* owned share; NULL unless something is chosen */
	bool moved; /* the user has moved it at least once */
};

void cursor_init(struct cursor *ret_cursor);
void cursor_done(struct cursor *cursor);

/*
 * After listing_make: finds the chosen row again, or puts the struck row into the listing where it
 * stood. snapshot is the one the rows point into. Scrolls no more than needed to keep the cursor in
 * the window. Returns 0 or -ENOMEM.
 */
int cursor_settle(struct cursor *cursor, struct listing *listing, const struct snapshot *snapshot);

/* The window's height in rows has changed. */
void cursor_set_height(struct cursor *cursor, size_t height, size_t count);

/* Moves by rows (negative: up), stopping at the ends. Leaving a struck row takes it away from the
 * listing. All moves keep identity, position and top consistent. */
void cursor_move_by(struct cursor *cursor, struct listing *listing, long rows);
void cursor_move_to(struct cursor *cursor, struct listing *listing, size_t position);

/* The chosen row, or NULL when the listing is empty. A struck one refuses actions: callers ask
 * row->struck. */
const struct row *cursor_row(const struct cursor *cursor, const struct listing *listing);

#endif
