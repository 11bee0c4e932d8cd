/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "tui/widgets/text_view.h"

#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/gettext.h"
#include "base/text.h"
#include "base/vec.h"
#include "tui/frame/draw.h"

/* Narrower columns than this hold no sensible text: it is cut instead. */
#define WRAP_LEAST 20

/* Columns that the border of a box and a blank take on both sides. */
#define BOX_SIDES 4

void text_view_done(struct text_view *view)
{
	free(view->bytes);
	free(view->parts);
	*view = (struct text_view){.bytes = NULL};
}

void text_view_begin(struct text_view *view, int width)
{
	view->width = width;
	view->scroll.count = 0;
	view->length = 0;
	view->part_count = 0;
	view->error = 0;
}

/* ---- Writing ---- */

static void add_bytes(struct text_view *view, const char *text, size_t length)
{
	if (view->error == 0)
		view->error = vec_reserve(&view->bytes, &view->capacity, view->length + length + 1,
			sizeof(*view->bytes));
	if (view->error < 0)
		return;
	memcpy(view->bytes + view->length, text, length);
	view->length += length;
	view->bytes[view->length] = '\0';
}

/* What is added now has that role, and at most so many columns. */
static void begin_part(struct text_view *view, enum role role, int width)
{
	/* The NUL of the last one stays. */
	add_bytes(view, "", 1);
	if (view->error == 0)
		view->error = vec_reserve(&view->parts, &view->part_capacity, view->part_count + 1,
			sizeof(*view->parts));
	if (view->error == 0)
		view->parts[view->part_count++] = (struct text_part){view->scroll.count - 1,
			view->length, view->x, width, role};
}

void text_view_row(struct text_view *view, enum role role)
{
	view->scroll.count++;
	view->role = role;
	view->x = 0;
	begin_part(view, role, INT_MAX);
}

void text_view_put(struct text_view *view, int columns, const char *text)
{
	int width = (int)text_width(text);

	add_bytes(view, text, strlen(text));
	for (; width < columns; width++)
		add_bytes(view, " ", 1);
	view->x += width;
}

void text_view_put_right(struct text_view *view, int columns, const char *text)
{
	text_view_put(view, columns - (int)text_width(text), "");
	text_view_put(view, 0, text);
}

void text_view_put_field(struct text_view *view, enum role role, int columns, const char *text)
{
	begin_part(view, role, columns - 1);
	add_bytes(view, text, strlen(text));
	view->x += columns;
	begin_part(view, view->role, INT_MAX);
}

void text_view_line(struct text_view *view, enum role role, const char *text)
{
	text_view_row(view, role);
	text_view_put(view, 0, text);
}

/* The bytes of the next line: up to the last space that fits, or what fits when there is none; at
 * least one character, so that it ends. */
static size_t wrap_bytes(const char *text, int width)
{
	size_t bytes = text_fit(text, width > 0 ? (size_t)width : 1, NULL);
	size_t space = bytes;

	if (!text[bytes])
		return bytes;
	while (space > 0 && text[space] != ' ')
		space--;
	if (space > 0)
		return space;
	return bytes > 0 ? bytes : text_fit(text, 2, NULL);
}

static void wrap(struct text_view *view, enum role role, const char *label, int indent, int width,
	const char *text)
{
	while (*text) {
		size_t bytes = wrap_bytes(text, width);

		if (bytes == 0)
			break;
		text_view_row(view, role);
		text_view_put(view, indent, label);
		add_bytes(view, text, bytes);
		label = "";
		text += bytes;
		while (*text == ' ')
			text++;
	}
}

void text_view_wrap(struct text_view *view, enum role role, const char *text)
{
	wrap(view, role, "", 0, view->width, text);
}

void text_view_print(struct text_view *view, enum role role, const char *format, ...)
{
	char text[2 * SENTENCE_MAX];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	text_view_wrap(view, role, text);
}

void text_view_wrap_behind(struct text_view *view, enum role role, const char *label, int indent,
	const char *text)
{
	int room = view->width - indent - 1;

	wrap(view, role, label, indent, room < WRAP_LEAST ? WRAP_LEAST : room, text);
}

void text_view_paint(struct text_view *view, enum role role)
{
	for (size_t i = 0; i < view->part_count; i++)
		view->parts[i].role = role;
}

/* ---- Drawing ---- */

void text_view_draw(const struct text_view *view, struct screen *screen, int y, int x)
{
	size_t top = view->scroll.top;
	size_t bottom = top + view->scroll.height;

	for (size_t i = 0; i < view->part_count && view->parts[i].line < bottom; i++) {
		const struct text_part *part = &view->parts[i];
		int room = view->width - part->x;

		if (part->line >= top)
			draw_text(screen, y + (int)(part->line - top), x + part->x,
				part->width < room ? part->width : room, part->role,
				view->bytes + part->start);
	}
	if (view->error < 0)
		draw_field(screen, y + (int)view->scroll.height - 1, x, view->width, ALIGN_LEFT,
			ROLE_DANGER, _("There is not enough memory to show everything."));
}

bool text_view_is_at_end(const struct text_view *view)
{
	return view->error == 0 && view->scroll.top + view->scroll.height >= view->scroll.count;
}

/* ---- In a box with a border ---- */

void text_view_begin_box(struct text_view *view, int width, int columns)
{
	text_view_begin(view, (columns < width ? columns : width) - BOX_SIDES);
}

struct rect text_view_box(const struct text_view *view, int around, int lines, int columns)
{
	int height = view->scroll.count < (size_t)lines ? (int)view->scroll.count : lines;

	return screen_centered(height + around, view->width + BOX_SIDES, lines, columns);
}

void text_view_draw_box(const struct text_view *view, struct screen *screen)
{
	text_view_draw(view, screen, 1, BOX_SIDES / 2);
}
