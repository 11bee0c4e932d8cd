/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A list with a cursor, for the tests of both. A function that finds it wrong fails the test. */
#ifndef TESTS_LIB_MEMORY_CURSOR_VIEW_H
#define TESTS_LIB_MEMORY_CURSOR_VIEW_H

#include "base/cleanup.h"
#include "view/listing/cursor.h"

/* A list on a screen, and the one snapshot it shows. */
struct view {
	const struct snapshot *snapshot; /* owned */
	const struct snapshot *before; /* owned; NULL: what has ended is not listed */
	struct filter *filter; /* owned; NULL: everything is wanted */
	struct listing listing;
	struct folds folds;
	struct sort_order order;
	enum arrangement arrangement;
	struct cursor cursor;
};

#define VIEW CLEANUP(view_done) struct view

/* Groups by CPU in a window of so many rows, as posse starts. The snapshot is given away. */
void view_open(struct view *view, size_t height, const struct snapshot *snapshot);
void view_done(struct view *view);

/* The rows anew, without the cursor. */
void view_make(struct view *view);

/* The rows anew, and the cursor settled in them. */
void view_settle(struct view *view);

/* The same with a newer snapshot, which is given away. */
void view_show(struct view *view, const struct snapshot *snapshot);

/* The chosen row. */
const struct row *view_row(const struct view *view);

void view_unfold(struct view *view, pid_t pgid, bool unfolded);

void assert_on_group(const struct view *view, pid_t pgid, size_t position);
void assert_on_process(const struct view *view, pid_t pid, size_t position);

/* Groups 10, 20 and 30, which have used the more the smaller their number. */
const struct snapshot *view_three_groups(void);

#endif
