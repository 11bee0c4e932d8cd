/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines of text in a box with a border, one after the other: drawn as far as they are in sight, or
 * only counted. */
#ifndef TUI_WIDGETS_PAGE_H
#define TUI_WIDGETS_PAGE_H

#include "tui/frame/screen.h"
#include "tui/frame/theme.h"
#include "tui/widgets/scroll.h"

struct page {
	struct screen *screen; /* NULL: lines are only counted */
	int width; /* columns of text */
	int first; /* line of the window for the first one in sight */
	size_t skip; /* lines above the window */
	size_t height; /* lines of the window */
	size_t count; /* lines so far */
};

/* For counting, in a box of so many columns, borders included. */
void page_count(struct page *ret_page, int box_width);

/* For drawing into the screen's box from its second line on (first), scrolled as scroll says. */
void page_draw(struct page *ret_page, struct screen *screen, const struct scroll *scroll);

/* The window's line for what comes next, or -1 when that is out of sight. Counts the line. */
int page_next(struct page *page);

/* One line, cut where it does not fit; nothing at all for "". */
void page_put(struct page *page, enum role role, const char *text);

/* As many lines as the text needs; nothing at all for "". */
void page_wrap(struct page *page, enum role role, const char *text);

#endif
