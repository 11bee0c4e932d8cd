/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines of which a window shows a part. */
#ifndef TUI_WIDGETS_SCROLL_H
#define TUI_WIDGETS_SCROLL_H

#include <stddef.h>

#include "tui/frame/screen.h"
#include "tui/frame/theme.h"

struct scroll {
	size_t count; /* of all lines; set by whoever has them */
	size_t height; /* lines of the window */
	size_t top; /* the first line in the window */
};

/* The window has so many lines, at least one: it shows as much as there is. */
void scroll_set_height(struct scroll *scroll, int height);

/* Goes as far as it takes to have that line in the window, which has a height. */
void scroll_show(struct scroll *scroll, size_t line);

/* Where a movement leads from one of count lines; a page has so many of them. */
size_t scroll_target(enum move move, size_t from, size_t page, size_t count);

/* Goes a line or a page, or to an end. Returns effect_redraw. */
struct effect scroll_go(struct scroll *scroll, enum move move);

/* "lines 1-20 of 57" at the right end of that line, if the text does not fit its window and there
 * is room from column x on. */
void scroll_draw_position(const struct scroll *scroll, struct screen *screen, int y, int x,
	enum role role);

#endif
