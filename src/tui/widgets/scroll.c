/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "tui/widgets/scroll.h"

#include <stdio.h>

#include "base/gettext.h"
#include "tui/frame/draw.h"

static size_t last_top(const struct scroll *scroll)
{
	return scroll->count > scroll->height ? scroll->count - scroll->height : 0;
}

static void settle(struct scroll *scroll)
{
	if (scroll->top > last_top(scroll))
		scroll->top = last_top(scroll);
}

void scroll_set_height(struct scroll *scroll, int height)
{
	scroll->height = height > 0 ? (size_t)height : 1;
	settle(scroll);
}

void scroll_show(struct scroll *scroll, size_t line)
{
	if (line < scroll->top)
		scroll->top = line;
	if (line >= scroll->top + scroll->height)
		scroll->top = line - scroll->height + 1;
}

size_t scroll_target(enum move move, size_t from, size_t page, size_t count)
{
	size_t last = count > 0 ? count - 1 : 0;
	size_t target = last;

	switch (move) {
	case MOVE_UP:
		return from > 0 ? from - 1 : 0;
	case MOVE_PAGE_UP:
		return from > page ? from - page : 0;
	case MOVE_HOME:
		return 0;
	case MOVE_DOWN:
		target = from + 1;
		break;
	case MOVE_PAGE_DOWN:
		target = from + page;
		break;
	case MOVE_END:
		break;
	}
	return target < last ? target : last;
}

struct effect scroll_go(struct scroll *scroll, enum move move)
{
	/* A line stays in sight for orientation, where there are enough. */
	size_t page = scroll->height > 4 ? scroll->height - 1 : scroll->height;

	scroll->top = scroll_target(move, scroll->top, page, scroll->count);
	settle(scroll);
	return effect_redraw;
}

void scroll_draw_position(const struct scroll *scroll, struct screen *screen, int y, int x,
	enum role role)
{
	size_t bottom = scroll->top + scroll->height;
	char text[96];

	if (scroll->count <= scroll->height)
		return;
	snprintf(text, sizeof(text), _("lines %zu-%zu of %zu"), scroll->top + 1,
		bottom < scroll->count ? bottom : scroll->count, scroll->count);
	draw_right(screen, y, x, role, text);
}
