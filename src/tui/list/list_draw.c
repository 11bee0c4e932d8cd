/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include <stdio.h>
#include <string.h>

#include "base/gettext.h"
#include "tui/frame/draw.h"
#include "tui/list/header.h"
#include "tui/list/list_private.h"
#include "view/columns/glyphs.h"
#include "view/rows/row_change.h"

/* The command cell is as wide as the terminal; in bytes a column takes at most this much. */
#define COMMAND_BYTES 4096

/* CPU % from which a row catches the eye. */
#define BUSY_PERCENT 50

/* Columns between the parts of the title. */
#define GAP 3

static const struct {
	enum role role;
	const char *sign; /* "": none */
} changes[] = {
	[ROW_CHANGE_NONE] = {ROLE_TEXT, ""},
	[ROW_CHANGE_BORN] = {ROLE_GOOD, "N"},
	[ROW_CHANGE_STOPPED] = {ROLE_WARNING, "T"},
	[ROW_CHANGE_DEAD] = {ROLE_DANGER, "Z"},
	[ROW_CHANGE_ENDED] = {ROLE_STRUCK, ""},
};

/* ---- Title and headings ---- */

/* What the list is of, by which column, in which direction. */
static void write_title(const struct list *list, char *buf, size_t size)
{
	const struct sort_order *order = &list->screen.app->settings.order;
	const struct column *column = column_row(order->column);
	bool down = column->descending != order->reversed;
	const char *sign = glyph(down ? GLYPH_SORT_DOWN : GLYPH_SORT_UP, list->screen.app->charset);

	switch (list->arrangement) {
	case ARRANGE_GROUPS:
	case ARRANGEMENT_COUNT:
		snprintf(buf, size, _("groups by %s %s"), column->heading, sign);
		break;
	case ARRANGE_SESSIONS:
		snprintf(buf, size, _("sessions by %s %s"), column->heading, sign);
		break;
	case ARRANGE_PROCESSES:
		snprintf(buf, size, _("processes by %s %s"), column->heading, sign);
		break;
	}
}

/* What the user has set that changes what is seen; returns the column behind it. */
static int draw_ways(struct list *list, int x)
{
	struct screen *screen = &list->screen;
	int y = list->lines.title;
	int width = getmaxx(screen->window) - 1;
	char text[256];

	if (list->marks.count > 0) {
		snprintf(text, sizeof(text),
			ngettext("%zu marked", "%zu marked", list->marks.count), list->marks.count);
		x = draw_text(screen, y, x + GAP, width - x - GAP, ROLE_MARKED, text);
	}
	if (list->paused)
		x = draw_text(screen, y, x + GAP, width - x - GAP, ROLE_WARNING, _("paused"));
	if (list->cursor.follow)
		x = draw_text(screen, y, x + GAP, width - x - GAP, ROLE_LABEL, _("following"));
	if (list->filter_text) {
		x = draw_text(screen, y, x + GAP, width - x - GAP, ROLE_LABEL, _("filter:"));
		text_clean(list->filter_text, strlen(list->filter_text), screen->app->charset, text,
			sizeof(text));
		x = draw_text(screen, y, x + 1, width - x - 1, ROLE_NOTICE, text);
	}
	return x;
}

static void draw_title(struct list *list)
{
	struct screen *screen = &list->screen;
	char text[128];
	int end;

	write_title(list, text, sizeof(text));
	end = draw_text(screen, list->lines.title, 1, getmaxx(screen->window), ROLE_TITLE, text);
	end = draw_ways(list, end);
	if (list->listing.count == 0)
		return;
	snprintf(text, sizeof(text), _("line %zu of %zu"), list->cursor.position + 1,
		list->listing.count);
	draw_right(screen, list->lines.title, end + 2, ROLE_DIM, text);
}

static void draw_headings(struct list *list)
{
	struct screen *screen = &list->screen;

	draw_paint(screen, list->lines.headings, 0, getmaxx(screen->window), ROLE_HEADING);
	for (size_t i = 0; i < list->column_count; i++) {
		const struct list_column *place = &list->columns[i];
		bool sorted = place->id == screen->app->settings.order.column;
		enum align align = column_row(place->id)->right ? ALIGN_RIGHT : ALIGN_LEFT;

		draw_field(screen, list->lines.headings, place->x, place->width, align,
			sorted ? ROLE_HEADING_SORTED : ROLE_HEADING, list->headings[place->id]);
	}
}

/* ---- Rows ---- */

/* The sign before a row: how it is folded, or whose member it is. */
static void draw_sign(struct list *list, int y, size_t line, const struct row *row)
{
	size_t below = list->cursor.top + line + 1;
	const struct row *next = below < list->listing.count ? &list->listing.rows[below] : NULL;
	enum text_charset charset = list->screen.app->charset;
	int x = 1 + (row->depth > 0);
	enum glyph sign = GLYPH_MEMBER;

	if (row->struck)
		sign = GLYPH_ENDED;
	else if (row->kind != ROW_PROCESS)
		sign = row->unfolded ? GLYPH_UNFOLDED : GLYPH_FOLDED;
	else if (!next || next->depth < row->depth)
		sign = GLYPH_MEMBER_LAST;
	/* Where processes are all there is, they hang on nothing. */
	if (row->struck || row->kind != ROW_PROCESS || row->depth > 0)
		draw_text(&list->screen, y, x, 1, ROLE_TEXT, glyph(sign, charset));
	if (list->filter && row->fits && row->depth > 0)
		draw_text(&list->screen, y, 1, 1, ROLE_GOOD, glyph(GLYPH_FITS, charset));
	if (!row->fits && row->depth == 0)
		draw_text(&list->screen, y, 2, 1, ROLE_DIM, glyph(GLYPH_UNFIT, charset));
}

/* What has happened to the row since the last look: a sign in front of an outer row, behind the
 * number of an inner one. */
static void draw_change(struct list *list, int y, const struct row *row, enum row_change change)
{
	int x = 2;

	if (row->depth > 0)
		x = list->column_count > 0 ? list->columns[0].x + list->columns[0].width : 0;
	draw_text(&list->screen, y, x, 1, changes[change].role, changes[change].sign);
}

/* Members stand below their group, which has the sign, unless there are only processes. */
static bool is_marked(const struct list *list, const struct row *row)
{
	return (row->kind != ROW_PROCESS || list->arrangement == ARRANGE_PROCESSES) &&
		lineage_set_has(&list->marks, list_mark_of(row));
}

static enum role cell_role(const struct list *list, const struct row *row, enum column_id id,
	enum row_change change)
{
	if (row->struck)
		return ROLE_STRUCK;
	if (is_marked(list, row))
		return ROLE_MARKED;
	if (change != ROW_CHANGE_NONE && id == list->columns[0].id)
		return changes[change].role;
	if (id == COLUMN_CPU && row_figures(row).cpu_percent >= BUSY_PERCENT)
		return ROLE_BUSY;
	return ROLE_TEXT;
}

static const char *what_became_of(const struct list *list, const struct row *struck)
{
	return row_is_unproven(struck, list->screen.app->snapshot) ? _("not proven") : _("ended");
}

static void draw_command(struct list *list, int y, const struct row *row,
	const struct list_column *place, enum role role)
{
	struct column_context context = list_context(list);
	char text[COMMAND_BYTES];
	int x = place->x;
	int end = place->x + place->width;

	if (row->struck)
		x = draw_text(&list->screen, y, x, end - x, role, what_became_of(list, row)) + 1;
	if (x >= end)
		return;
	context.command_columns = (size_t)(end - x);
	column_format(COLUMN_COMMAND, &context, row, text, sizeof(text));
	draw_text(&list->screen, y, x, end - x, role, text);
}

static void draw_row(struct list *list, int y, size_t line, const struct row *row)
{
	bool chosen = list->cursor.top + line == list->cursor.position;
	enum row_change change = row_change_of(row, list->before);

	for (size_t i = 0; i < list->column_count; i++) {
		const struct list_column *place = &list->columns[i];
		enum role role = cell_role(list, row, place->id, change);

		if (place->id == COLUMN_COMMAND)
			draw_command(list, y, row, place, role);
		else if (column_has(place->id, row->kind))
			draw_field(&list->screen, y, place->x, place->width,
				column_row(place->id)->right ? ALIGN_RIGHT : ALIGN_LEFT, role,
				list->cells[line][place->id]);
	}
	draw_sign(list, y, line, row);
	draw_change(list, y, row, change);
	/* In the blank behind the first column: a sign, because colour alone says nothing. */
	if (is_marked(list, row) && list->column_count > 0)
		draw_text(&list->screen, y, list->columns[0].x + list->columns[0].width, 1,
			ROLE_MARKED, "*");
	if (!chosen)
		return;
	/* The sign says it where colours and reverse do not. */
	draw_text(&list->screen, y, 0, 1, ROLE_TEXT, ">");
	draw_paint(&list->screen, y, 0, getmaxx(list->screen.window), ROLE_CURSOR);
}

static void draw_rows(struct list *list, bool placed)
{
	struct screen *screen = &list->screen;
	const struct row *row;
	const char *instead = NULL;

	if (!placed)
		instead = _("There is not enough memory to show the list.");
	else if (!screen->app->snapshot)
		instead = screen->app->scan_error ? _("The processes cannot be read.")
						  : _("Reading the processes ...");
	else if (list->listing.count == 0)
		instead = list->filter ? _("Nothing matches the filter.")
				       : _("No process group is visible.");
	if (instead)
		draw_text(screen, list->lines.rows, 1, getmaxx(screen->window), ROLE_TEXT, instead);
	for (size_t line = 0; placed && (row = list_row_in_sight(list, line)); line++)
		draw_row(list, list->lines.rows + (int)line, line, row);
}

void list_draw(struct screen *screen)
{
	struct list *list = list_of(screen);
	bool placed = list_place_columns(list) == 0;

	if (list->lines.header_count > 0)
		header_draw(screen, list->lines.header, list->lines.header_count);
	if (list->lines.title >= 0)
		draw_title(list);
	if (list->lines.headings >= 0)
		draw_headings(list);
	draw_rows(list, placed);
	if (list->lines.last >= 0)
		draw_last_line(screen);
}
