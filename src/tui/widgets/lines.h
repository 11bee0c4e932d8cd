/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Text that is made line by line, each with a role, to be scrolled; and the columns in a line. */
#ifndef TUI_WIDGETS_LINES_H
#define TUI_WIDGETS_LINES_H

#include <stddef.h>

#include "tui/frame/theme.h"

/* The longest line, in bytes with its NUL. */
#define LINE_BYTES 4096

struct line {
	enum role role;
	char *text; /* clean; owned */
};

struct lines {
	struct line *items; /* owned */
	size_t count;
	size_t capacity;
	int error; /* -ENOMEM once a line could not be added */
};

void lines_done(struct lines *lines);

void lines_add(struct lines *lines, enum role role, const char *text);

/* Text as wide as it is, in lines of at most width columns: label stands before the first of them,
 * in indent columns, by which the others are indented. */
void lines_add_wrapped(struct lines *lines, enum role role, const char *label, int indent,
	int width, const char *text);

/* Append text to a line of LINE_BYTES, in so many columns or as many as it needs: at their left, at
 * their right. */
void line_pad(char *line, const char *text, int columns);
void line_pad_right(char *line, const char *text, int columns);

#endif
