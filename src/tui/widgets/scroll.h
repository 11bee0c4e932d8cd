/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A text that is longer than its window. */
#ifndef TUI_WIDGETS_SCROLL_H
#define TUI_WIDGETS_SCROLL_H

#include <stddef.h>

#include "tui/frame/screen.h"
#include "tui/frame/theme.h"

struct scroll {
	size_t count; /* lines of the text */
	size_t height; /* lines of the window */
	size_t top; /* the first line in the window */
};

/* Both keep the text in the window. */
void scroll_set_count(struct scroll *scroll, size_t count);
void scroll_set_height(struct scroll *scroll, int height);

void scroll_go(struct scroll *scroll, enum move move);

/* "lines 1-20 of 57" at the right end of that line, if the text does not fit its window and there
 * is room from column x on. */
void scroll_draw_position(const struct scroll *scroll, struct screen *screen, int y, int x,
	enum role role);

#endif
