/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a click in the list does. */
#include <config.h>

#include "tui/list/list_private.h"
#include "tui/list/list_screen.h"

static struct effect click_heading(struct list *list, int x)
{
	for (size_t i = 0; i < list->column_count; i++) {
		const struct list_column *place = &list->columns[i];

		if (x >= place->x && x < place->x + place->width)
			return list_sort_or_reverse(list, place->id);
	}
	return effect_none;
}

/* The sign in front of the row. */
static bool is_on_sign(const struct row *row, int x)
{
	return row->kind != ROW_PROCESS && !row->struck && x == 1 + (row->depth > 0);
}

static struct effect click_row(struct list *list, size_t line, int x)
{
	const struct row *row = list_row_in_sight(list, line);
	struct screen *screen = &list->screen;

	if (!row)
		return effect_none;
	cursor_move_to(&list->cursor, &list->listing, list->cursor.top + line);
	/* Of what the cursor leaves behind a struck row goes, and places with it. */
	row = cursor_row(&list->cursor, &list->listing);
	if (row && is_on_sign(row, x))
		return list_fold(screen, !row->unfolded);
	return effect_redraw;
}

struct effect list_click(struct screen *screen, int y, int x, bool twice)
{
	struct list *list = list_of(screen);
	int line = y - list->lines.rows;

	if (y == list->lines.headings)
		return click_heading(list, x);
	if (line < 0 || !list_row_in_sight(list, (size_t)line))
		return effect_none;
	/* Of the row that the first click chose, wherever it is by now. */
	return twice ? list_details(screen) : click_row(list, (size_t)line, x);
}
