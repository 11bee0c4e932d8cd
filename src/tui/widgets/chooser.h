/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rows with a cursor on one of them, in a window that shows a part: what lists of choices share. */
#ifndef TUI_WIDGETS_CHOOSER_H
#define TUI_WIDGETS_CHOOSER_H

#include <stdbool.h>
#include <stddef.h>

#include "tui/frame/screen.h"
#include "tui/widgets/scroll.h"

/* What the rows of a screen are. */
struct chooser_class {
	/* Draws what the row says into that line of the window, which is empty. */
	void (*draw_row)(struct screen *screen, int y, size_t row);
	/* Whether the cursor can stand there; NULL: everywhere. It always can in the first row and
	 * in the last one. */
	bool (*can_stand)(const struct screen *screen, size_t row);
	/* The user has decided on the row under the cursor. */
	struct effect (*take)(struct screen *screen);
};

struct chooser {
	const struct chooser_class *class; /* not owned */
	struct screen *screen; /* whose rows these are */
	struct scroll scroll; /* counts the rows */
	size_t chosen; /* where the cursor is */
	int y; /* the window's line of the first row in sight */
};

/* count rows of that screen, the cursor in the first. */
void chooser_init(struct chooser *ret_chooser, const struct chooser_class *class,
	struct screen *screen, size_t count);

/* The window has a new size: from line y on it has height lines for rows. */
void chooser_place(struct chooser *chooser, int y, int height);

/* Puts the cursor into that row, or into the last one if there is no such row. */
void chooser_stand_on(struct chooser *chooser, size_t row);

/* For the screen's functions of these names: moves the cursor, or takes the row at a double
 * click. */
struct effect chooser_go(struct chooser *chooser, enum move move);
struct effect chooser_click(struct chooser *chooser, int y, bool twice);

/* Draws the rows in sight, and the cursor in width columns from x on. */
void chooser_draw(const struct chooser *chooser, int x, int width);

#endif
