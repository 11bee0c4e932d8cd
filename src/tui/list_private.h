/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The list screen's own state, for its files alone. */
#ifndef TUI_LIST_PRIVATE_H
#define TUI_LIST_PRIVATE_H

#include "tui/app.h"
#include "tui/known.h"
#include "view/cursor.h"
#include "view/keys.h"
#include "view/listing.h"

/* Where a column stands. */
struct list_column {
	enum column_id id;
	int x;
	int width;
};

/* Lines of the screen; -1: there is no room for it. */
struct list_lines {
	int header; /* the first of header_count */
	int header_count;
	int title;
	int headings;
	int rows; /* the first of row_count */
	int row_count;
	int last;
};

struct list {
	struct screen screen;
	enum arrangement arrangement;
	struct listing listing;
	struct cursor cursor;
	struct folds folds;
	struct keys marks; /* of groups and sessions */
	size_t lost_marks; /* what they were on has ended, and the user was not told yet */
	struct known known;
	struct list_lines lines;
	struct list_column columns[COLUMN_COUNT];
	size_t column_count;
	int widths[COLUMN_COUNT]; /* so wide has a cell been since the last resize; only grows, so
				   * that columns do not jump about */
	bool fresh; /* nothing was asked since the last snapshot */
	bool had_rates; /* a snapshot with rates has been shown */
};

/* Which lines are for what on a screen of so many. */
struct list_lines list_lines_for(int height);

/* Sees how wide the cells of the rows in sight are, and places the columns that have room. */
void list_place_columns(struct list *list);

/* The heading of a column, with the sign of the direction if the list is sorted by it. */
char *list_heading(const struct list *list, enum column_id id, char *buf, size_t size);

/* Everything, for the class. */
void list_draw(struct screen *screen);

/* The key by which a row is marked: its own, or that of the group a process is in. */
uint64_t list_mark_of(const struct row *row);

/* The commands that take aim are in a file of their own. */
const struct row *list_row_for_action(struct list *list);

/* What cells need besides their row. */
struct column_context list_context(const struct list *list);

/* The row in that line of the window, or NULL. */
const struct row *list_row_in_sight(const struct list *list, size_t line);

#endif
