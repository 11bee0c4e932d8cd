/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A screen of rows with a cursor on one of them, of which the window shows a part: what lists of
 * choices share. Such a screen's struct begins with a struct chooser; its class draws the rows, and
 * takes the functions of these names from here.
 */
#ifndef TUI_WIDGETS_CHOOSER_H
#define TUI_WIDGETS_CHOOSER_H

#include "tui/frame/app.h"
#include "tui/widgets/scroll.h"

struct chooser {
	struct screen screen;
	struct scroll scroll; /* counts the rows */
	size_t chosen; /* where the cursor is */
	int y; /* the window's line of the first row in sight */
};

struct chooser_class {
	struct screen_class screen; /* its go and click are those below, or call them */
	/* Draws what the row says into that line of the window, which is empty. */
	void (*draw_row)(struct screen *screen, int y, size_t row);
	/* Whether the cursor can stand there; NULL: everywhere. It always can in the first row and
	 * in the last one. */
	bool (*can_stand)(const struct screen *screen, size_t row);
	/* The user has decided on the row under the cursor. */
	struct effect (*take)(struct screen *screen);
};

/* Allocates size bytes, zeroed, that begin with a chooser of count rows, its cursor in the first;
 * NULL when memory is out. */
void *chooser_new(const struct chooser_class *class, struct app *app, size_t size, size_t count);

/* The window has a new size: from line y on it has height lines for rows. */
void chooser_place(struct chooser *chooser, int y, int height);

/* Puts the cursor into that row, or into the last one if there is no such row; where it cannot
 * stand there, into the next one in the same direction. Returns effect_redraw. */
struct effect chooser_stand_on(struct chooser *chooser, size_t row);

/* Moves the cursor. */
struct effect chooser_go(struct screen *screen, enum move move);

/* Moves the cursor to the row, or takes it at a double click. */
struct effect chooser_click(struct screen *screen, int y, int x, bool twice);

/* Draws the rows in sight, and the cursor in width columns from x on. */
void chooser_draw(struct chooser *chooser, int x, int width);

#endif
