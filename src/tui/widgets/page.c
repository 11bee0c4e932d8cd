/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "tui/widgets/page.h"

#include "tui/frame/draw.h"

/* Columns that the border and a blank take on both sides. */
#define BORDERS 4

void page_count(struct page *ret_page, int box_width)
{
	*ret_page = (struct page){.width = box_width - BORDERS};
}

void page_draw(struct page *ret_page, struct screen *screen, const struct scroll *scroll)
{
	*ret_page = (struct page){
		.screen = screen,
		.width = getmaxx(screen->window) - BORDERS,
		.first = 1,
		.skip = scroll->top,
		.height = scroll->height,
	};
}

int page_next(struct page *page)
{
	size_t line = page->count++;

	if (!page->screen || line < page->skip || line >= page->skip + page->height)
		return -1;
	return page->first + (int)(line - page->skip);
}

void page_put(struct page *page, enum role role, const char *text)
{
	int y = text[0] ? page_next(page) : -1;

	if (y >= 0)
		draw_text(page->screen, y, 2, page->width, role, text);
}

/* What draw_wrap hands to each of its lines. */
struct wrapped {
	struct page *page;
	enum role role;
};

static void put_line(void *context, int number, const char *text)
{
	const struct wrapped *wrapped = context;

	(void)number;
	page_put(wrapped->page, wrapped->role, text);
}

void page_wrap(struct page *page, enum role role, const char *text)
{
	struct wrapped wrapped = {page, role};

	if (text[0])
		draw_wrap(text, page->width, put_line, &wrapped);
}
