/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Text that is scrolled. It is written line by line when what it says or its width has changed;
 * measuring and drawing read what was written. Text must be clean (base/text.h).
 */
#ifndef TUI_WIDGETS_TEXT_VIEW_H
#define TUI_WIDGETS_TEXT_VIEW_H

#include <stddef.h>

#include "tui/frame/screen.h"
#include "tui/frame/theme.h"
#include "tui/widgets/scroll.h"

/* A piece of a line in one role. */
struct text_part {
	size_t line;
	size_t start; /* of its text in the bytes; a NUL ends it */
	int x; /* columns in front of it */
	int width; /* columns that it may take; INT_MAX: all up to the line's end */
	enum role role;
};

/* Zeroed, it is an empty text. */
struct text_view {
	struct scroll scroll; /* counts the lines */
	int width; /* columns of a line */
	char *bytes; /* owned */
	size_t length;
	size_t capacity;
	struct text_part *parts; /* in the order of their lines; owned */
	size_t part_count;
	size_t part_capacity;
	enum role role; /* of the line that is being written */
	int x; /* columns of it that are written */
	int error; /* -ENOMEM once something could not be added, of which the text then tells */
};

/* Frees what it holds, and leaves an empty text. */
void text_view_done(struct text_view *view);

/* Begins the text anew, in lines of width columns; it stays scrolled as it was. */
void text_view_begin(struct text_view *view, int width);

/* One line, cut when it is drawn where it does not fit. */
void text_view_line(struct text_view *view, enum role role, const char *text);

/* As many lines as the text needs, broken at spaces where there are any; none for "". */
void text_view_wrap(struct text_view *view, enum role role, const char *text);

/* The same for a printf format that makes a sentence and a few words: less than 2 * SENTENCE_MAX
 * bytes. */
void text_view_print(struct text_view *view, enum role role, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* As text_view_wrap behind a label that stands in the first indent columns of the first line; the
 * others are indented by so many. Leaves the last column free; where the rest is too narrow for
 * sensible text, lines are cut. */
void text_view_wrap_behind(struct text_view *view, enum role role, const char *label, int indent,
	const char *text);

/* A line of pieces: begins it, for the three below. */
void text_view_row(struct text_view *view, enum role role);

/* Go on with the line: text in so many columns, or in as many as it needs where these are more; at
 * their left, at their right. */
void text_view_put(struct text_view *view, int columns, const char *text);
void text_view_put_right(struct text_view *view, int columns, const char *text);

/* The same with a role of its own; the last of the columns stays free: what does not fit is cut. */
void text_view_put_field(struct text_view *view, enum role role, int columns, const char *text);

/* Everything that is written gets that role. */
void text_view_paint(struct text_view *view, enum role role);

/* Draws the lines in sight, the first of them from that place of the window on. */
void text_view_draw(const struct text_view *view, struct screen *screen, int y, int x);

/* Whether the window reaches the end of a text of which nothing is missing. */
bool text_view_is_at_end(const struct text_view *view);

/* ---- In a box with a border ---- */

/* As text_view_begin, for a box of width columns, or of as many as the terminal has. */
void text_view_begin_box(struct text_view *view, int width, int columns);

/* That box in the middle of the terminal, high enough for the text and around lines besides, if
 * there is room: for place functions. */
struct rect text_view_box(const struct text_view *view, int around, int lines, int columns);

/* Draws the lines in sight into the box, below its upper border. */
void text_view_draw_box(const struct text_view *view, struct screen *screen);

#endif
