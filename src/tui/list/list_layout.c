/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which lines and columns the list has room for. */
#include <config.h>

#include <assert.h>
#include <stdio.h>

#include "base/array.h"
#include "base/vec.h"
#include "tui/list/list_private.h"
#include "view/columns/glyphs.h"

/* Before the first column: the cursor's sign, the fold's, a member's. */
#define LEAD 3

/* Other columns go before the command gets narrower than this. */
#define COMMAND_WANTED 16
#define COMMAND_LEAST  4

static const struct {
	unsigned char least; /* narrower than the widths of text output: a screen is scarce */
	unsigned char most; /* 0: as wide as its cells; numbers are never cut */
	unsigned char rank; /* the higher, the sooner it goes when there is no room */
} columns[] = {
	[COLUMN_PGID] = {5, 0, 3},
	[COLUMN_SID] = {5, 0, 10},
	[COLUMN_PID] = {5, 0, 1},
	[COLUMN_PPID] = {5, 0, 11},
	[COLUMN_ID] = {10, 0, 12},
	[COLUMN_USERS] = {6, 24, 12},
	[COLUMN_USER] = {6, 12, 4},
	[COLUMN_TTY] = {5, 8, 7},
	[COLUMN_FG] = {2, 0, 9},
	[COLUMN_GROUPS] = {6, 0, 6},
	[COLUMN_MEMBERS] = {2, 0, 3},
	[COLUMN_STATES] = {6, 14, 6},
	[COLUMN_THREADS] = {3, 0, 12},
	[COLUMN_NICE] = {3, 0, 13},
	[COLUMN_CPU] = {5, 0, 2},
	[COLUMN_TREND] = {TREND_SAMPLES, 0, 12},
	[COLUMN_CPUTIME] = {5, 0, 11},
	[COLUMN_RSS] = {4, 0, 5},
	[COLUMN_MEM] = {4, 0, 11},
	[COLUMN_AGE] = {5, 0, 8},
	[COLUMN_START] = {5, 0, 12},
	[COLUMN_LEADER] = {6, 0, 12},
	[COLUMN_UNIT] = {8, 30, 12},
	[COLUMN_CONTAINER] = {9, 20, 12},
	[COLUMN_CGROUP] = {8, 60, 13},
	[COLUMN_COMMAND] = {COMMAND_LEAST, 0, 0},
};

static_assert(COUNT(columns) == COLUMN_COUNT, "a row for each column");

struct list_lines list_lines_for(int height)
{
	struct list_lines lines = {-1, 0, -1, -1, 0, 0, -1};
	int next = 0;

	lines.header_count = height >= 10 ? 2 : height >= 7 ? 1 : 0;
	if (lines.header_count > 0)
		lines.header = 0;
	next += lines.header_count;
	if (height >= 6)
		lines.title = next++;
	if (height >= 3)
		lines.headings = next++;
	if (height >= 2)
		lines.last = height - 1;
	lines.rows = next;
	lines.row_count = (lines.last < 0 ? height : lines.last) - next;
	return lines;
}

struct column_context list_context(const struct list *list)
{
	return (struct column_context){
		.charset = list->screen.app->charset,
		.details = list->commands.set,
	};
}

const struct row *list_row_in_sight(const struct list *list, size_t line)
{
	size_t index = list->cursor.top + line;

	if ((int)line >= list->lines.row_count || index >= list->listing.count)
		return NULL;
	return &list->listing.rows[index];
}

/* With the sign of the direction if the list is sorted by it. */
static void write_heading(struct list *list, enum column_id id)
{
	const struct sort_order *order = &list->screen.app->settings.order;
	bool down = column_row(id)->descending != order->reversed;
	const char *sign = glyph(down ? GLYPH_SORT_DOWN : GLYPH_SORT_UP, list->screen.app->charset);

	snprintf(list->headings[id], sizeof(list->headings[id]), "%s%s", column_row(id)->heading,
		id == order->column ? sign : "");
}

static void widen(struct list *list, enum column_id id, const char *text)
{
	int width = (int)text_width(text);

	if (columns[id].most && width > columns[id].most)
		width = columns[id].most;
	if (width > list->widths[id])
		list->widths[id] = width;
}

static size_t rows_in_sight(const struct list *list)
{
	size_t line = 0;

	while (list_row_in_sight(list, line))
		line++;
	return line;
}

/* The cells of one column but that of commands, which takes what room there is. */
static void write_cells(struct list *list, enum column_id id)
{
	struct column_context context = list_context(list);
	const struct row *row;

	for (size_t line = 0; (row = list_row_in_sight(list, line)); line++)
		if (column_has(id, row->kind))
			widen(list, id,
				column_format(id, &context, row, list->cells[line][id],
					sizeof(list->cells[line][id])));
}

static int write_columns(struct list *list, const enum column_id *ids, size_t count)
{
	int r = vec_reserve(&list->cells, &list->cells_capacity, rows_in_sight(list),
		sizeof(*list->cells));

	for (size_t i = 0; i < count; i++) {
		if (list->widths[ids[i]] < columns[ids[i]].least)
			list->widths[ids[i]] = columns[ids[i]].least;
		write_heading(list, ids[i]);
		if (ids[i] == COLUMN_COMMAND)
			continue;
		widen(list, ids[i], list->headings[ids[i]]);
		if (r == 0)
			write_cells(list, ids[i]);
	}
	return r;
}

/* The columns that these take with a blank behind each, the command at its least. */
static int total(const struct list *list, const struct list_column *chosen, size_t count)
{
	int sum = LEAD;

	for (size_t i = 0; i < count; i++)
		sum += list->widths[chosen[i].id] + 1;
	return sum - 1;
}

/* Takes away the column that is missed least; false when only the first is left: the numbers that
 * the arrangement is of. */
static bool drop_one(struct list_column *chosen, size_t *count)
{
	size_t worst = 1;

	if (*count <= 1)
		return false;
	for (size_t i = 2; i < *count; i++)
		if (columns[chosen[i].id].rank > columns[chosen[worst].id].rank)
			worst = i;
	for (size_t i = worst + 1; i < *count; i++)
		chosen[i - 1] = chosen[i];
	(*count)--;
	return true;
}

/* The rank up to which columns are worth more than a readable command. */
static bool only_essentials(const struct list_column *chosen, size_t count)
{
	for (size_t i = 1; i < count; i++)
		if (columns[chosen[i].id].rank > columns[COLUMN_CPU].rank)
			return false;
	return true;
}

/* The chosen columns, as far as rows of this arrangement have them, behind its own numbers. */
static size_t chosen_columns(const struct list *list, enum column_id ids[COLUMN_COUNT])
{
	const struct settings *settings = &list->screen.app->settings;
	size_t count;
	enum column_id number = column_defaults(list->arrangement, &count)[0];
	size_t written = 0;

	ids[written++] = number;
	for (size_t i = 0; i < settings->column_count; i++) {
		enum column_id id = settings->columns[i];
		unsigned kinds = column_row(id)->kinds >> arrangement_kind(list->arrangement);

		if (id != number && kinds != 0)
			ids[written++] = id;
	}
	return written;
}

/* What posse list shows, and the trend, of which a single scan knows nothing. */
static size_t usual_columns(const struct list *list, enum column_id ids[COLUMN_COUNT])
{
	size_t count;
	const enum column_id *defaults = column_defaults(list->arrangement, &count);
	size_t written = 0;

	for (size_t i = 0; i < count; i++) {
		ids[written++] = defaults[i];
		if (defaults[i] == COLUMN_CPU)
			ids[written++] = COLUMN_TREND;
	}
	return written;
}

size_t list_columns(const struct list *list, enum column_id ret_ids[COLUMN_COUNT])
{
	if (list->screen.app->settings.column_count > 0)
		return chosen_columns(list, ret_ids);
	return usual_columns(list, ret_ids);
}

int list_place_columns(struct list *list)
{
	int width = getmaxx(list->screen.window);
	enum column_id ids[COLUMN_COUNT];
	size_t count = list_columns(list, ids);
	struct list_column *chosen = list->columns;
	int r = write_columns(list, ids, count);
	int x = LEAD;
	int spare;

	for (size_t i = 0; i < count; i++)
		chosen[i] = (struct list_column){.id = ids[i]};
	while (total(list, chosen, count) + COMMAND_WANTED - COMMAND_LEAST > width &&
		!only_essentials(chosen, count))
		drop_one(chosen, &count);
	while (total(list, chosen, count) > width && drop_one(chosen, &count))
		continue;
	/* The command takes what the others leave. */
	spare = width - total(list, chosen, count);
	for (size_t i = 0; i < count; i++) {
		chosen[i].x = x;
		chosen[i].width = list->widths[chosen[i].id];
		if (chosen[i].id == COLUMN_COMMAND && spare > 0)
			chosen[i].width += spare;
		x += chosen[i].width + 1;
	}
	list->column_count = count;
	return r;
}
