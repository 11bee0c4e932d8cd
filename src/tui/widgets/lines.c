/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "tui/widgets/lines.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/vec.h"
#include "tui/frame/draw.h"

/* Narrower columns than this hold no sensible text: it is cut instead. */
#define WRAP_LEAST 20

void lines_done(struct lines *lines)
{
	for (size_t i = 0; i < lines->count; i++)
		free(lines->items[i].text);
	free(lines->items);
	*lines = (struct lines){.items = NULL};
}

void lines_add(struct lines *lines, enum role role, const char *text)
{
	char *copy = strdup(text);

	if (!copy ||
		vec_reserve(&lines->items, &lines->capacity, lines->count + 1,
			sizeof(*lines->items)) < 0) {
		free(copy);
		lines->error = -ENOMEM;
		return;
	}
	lines->items[lines->count++] = (struct line){role, copy};
}

void line_pad(char *line, const char *text, int columns)
{
	size_t length = strlen(line);
	int width = (int)text_width(text);

	length += (size_t)snprintf(line + length, LINE_BYTES - length, "%s", text);
	while (width++ < columns && length + 1 < LINE_BYTES)
		line[length++] = ' ';
	if (length < LINE_BYTES)
		line[length] = '\0';
}

void line_pad_right(char *line, const char *text, int columns)
{
	int width = (int)text_width(text);

	if (width < columns)
		line_pad(line, "", columns - width);
	line_pad(line, text, 0);
}

struct wrapping {
	struct lines *lines;
	enum role role;
	const char *label;
	int indent;
};

static void add_part(void *context, int number, const char *part)
{
	const struct wrapping *wrapping = context;
	char line[LINE_BYTES] = "";

	line_pad(line, number == 0 ? wrapping->label : "", wrapping->indent);
	line_pad(line, part, 0);
	lines_add(wrapping->lines, wrapping->role, line);
}

void lines_add_wrapped(struct lines *lines, enum role role, const char *label, int indent,
	int width, const char *text)
{
	struct wrapping wrapping = {lines, role, label, indent};
	int room = width - indent - 1;

	draw_wrap(text, room < WRAP_LEAST ? WRAP_LEAST : room, add_part, &wrapping);
}
