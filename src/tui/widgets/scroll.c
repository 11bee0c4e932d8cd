/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "tui/widgets/scroll.h"

#include <stdio.h>

#include "base/gettext.h"
#include "base/text.h"
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

static void up(struct scroll *scroll, size_t lines)
{
	scroll->top = scroll->top > lines ? scroll->top - lines : 0;
}

void scroll_go(struct scroll *scroll, enum move move)
{
	/* A line stays in sight for orientation, where there are enough. */
	size_t page = scroll->height > 4 ? scroll->height - 1 : scroll->height;

	switch (move) {
	case MOVE_UP:
		up(scroll, 1);
		break;
	case MOVE_DOWN:
		scroll->top++;
		break;
	case MOVE_PAGE_UP:
		up(scroll, page > 0 ? page : 1);
		break;
	case MOVE_PAGE_DOWN:
		scroll->top += page > 0 ? page : 1;
		break;
	case MOVE_HOME:
		scroll->top = 0;
		break;
	case MOVE_END:
		scroll->top = last_top(scroll);
		break;
	}
	settle(scroll);
}

void scroll_draw_position(const struct scroll *scroll, struct screen *screen, int y, int x,
	enum role role)
{
	size_t bottom = scroll->top + scroll->height;
	char text[96];
	int width;

	if (scroll->count <= scroll->height)
		return;
	snprintf(text, sizeof(text), _("lines %zu-%zu of %zu"), scroll->top + 1,
		bottom < scroll->count ? bottom : scroll->count, scroll->count);
	width = (int)text_width(text);
	if (x + width < getmaxx(screen->window))
		draw_text(screen, y, getmaxx(screen->window) - 1 - width, width, role, text);
}
