/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The list screen's own state, for its files alone. */
#ifndef TUI_LIST_LIST_PRIVATE_H
#define TUI_LIST_LIST_PRIVATE_H

#include "tui/frame/app.h"
#include "tui/list/command_cache.h"
#include "tui/widgets/edit.h"
#include "view/filter/filter.h"
#include "view/listing/cursor.h"
#include "view/listing/frozen_order.h"
#include "view/listing/listing.h"
#include "view/rows/lineage_set.h"

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
	enum arrangement arrangement_set; /* by the settings, when that was looked at last */
	const struct snapshot *shown; /* that the rows are of: the newest, or an older one while the
				       * list pauses; owned share, NULL before the first */
	const struct snapshot *before; /* that was shown before; owned share, or NULL */
	struct listing listing;
	struct cursor cursor;
	struct folds folds;
	struct lineage_set marks; /* of groups and sessions */
	size_t lost_marks; /* what they were on has ended, and the user was not told yet */
	struct filter *filter; /* owned; NULL: everything is wanted */
	char *filter_text; /* the same as it was typed; owned; NULL: empty */
	char *filter_before; /* while it is typed: what it was; owned; NULL: empty */
	char search[EDIT_MAX]; /* what n and N look for; "": nothing */
	bool searching; /* it is being typed */
	struct row_identity search_origin; /* the row from which the search began */
	struct frozen_order frozen_order; /* the places of the rows, while they stand still */
	bool frozen;
	bool paused;
	struct command_cache commands;
	struct list_lines lines;
	struct list_column columns[COLUMN_COUNT];
	size_t column_count;
	char headings[COLUMN_COUNT][COLUMN_CELL_MAX]; /* as list_place_columns has written them */
	char (*cells)[COLUMN_COUNT][COLUMN_CELL_MAX]; /* likewise, by line in sight; owned */
	size_t cells_capacity; /* in lines */
	int widths[COLUMN_COUNT]; /* so wide has a cell been since the last resize; only grows, so
				   * that columns do not jump about */
	bool had_rates; /* a snapshot with rates has been shown */
};

static inline struct list *list_of(struct screen *screen)
{
	return (struct list *)screen;
}

/* Which lines are for what on a screen of so many. */
struct list_lines list_lines_for(int height);

/* The columns to show, as far as there is room; returns how many. */
size_t list_columns(const struct list *list, enum column_id ret_ids[COLUMN_COUNT]);

/* Writes the headings and the cells of the rows in sight but for their commands, and places the
 * columns that have room: 0, or -ENOMEM with no cell written. */
int list_place_columns(struct list *list);

/* Makes the rows anew and finds the choice again. */
struct effect list_remake(struct list *list);

/* Asks for what must be read of all processes: only while somebody looks for it or sorts by it. */
void list_want(struct list *list);

/* Until then the rows stand still. */
uint64_t list_frozen_until(const struct list *list);

/* Shows the newest snapshot. */
struct effect list_show_newest(struct list *list);

/* Sets the filter to this text; a wrong one leaves everything as it was and says why in ret_fault
 * (may be NULL). Returns 0, -EINVAL or -ENOMEM. */
struct prompt_fault;
int list_set_filter(struct list *list, const char *text, struct prompt_fault *ret_fault);

/* The list is sorted by that column; by its other direction if it was already. */
struct effect list_sort_or_reverse(struct list *list, enum column_id column);

/* For the class: a click on a heading sorts, on a row goes there or, on its sign, folds it; a
 * double click shows its details. */
struct effect list_click(struct screen *screen, int y, int x, bool twice);

/* Everything, for the class. */
void list_draw(struct screen *screen);

/* The key by which a row is marked: its own, or that of the group a process is in. */
uint64_t list_mark_of(const struct row *row);

/* What cells need besides their row. */
struct column_context list_context(const struct list *list);

/* The row in that line of the window, or NULL. */
const struct row *list_row_in_sight(const struct list *list, size_t line);

#endif
