/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A screen that fills the terminal: a title, a text that can be scrolled, and the last line. Such a
 * screen's struct begins with a struct full_page; its class writes the text, and takes the
 * functions of these names from here.
 */
#ifndef TUI_WIDGETS_FULL_PAGE_H
#define TUI_WIDGETS_FULL_PAGE_H

#include "tui/frame/app.h"
#include "tui/widgets/text_view.h"

struct full_page {
	struct screen screen;
	struct text_view text;
	char title[128]; /* at first the name of the screen, or "" */
	char note[512]; /* behind the title; clean */
	enum role note_role; /* at first that of the title */
};

struct full_page_class {
	struct screen_class screen; /* its draw, resized, go and done are those below */
	int margin; /* columns that stay free on both sides of the text */
	/* Writes the text, of which page->text.width says how wide it is to be. */
	void (*write)(struct full_page *page);
};

/* Allocates size bytes, zeroed, that begin with a page; NULL when memory is out. */
void *full_page_new(const struct full_page_class *class, struct app *app, size_t size);

/* For a page on the stack: what the text says has changed. */
void full_page_rewrite(struct full_page *page);

/* Frees the text; a class that holds more frees that, too. */
void full_page_done(struct screen *screen);

/* Draws title, text and last line. */
void full_page_draw(struct screen *screen);

/* Writes the text for the new size. */
void full_page_resized(struct screen *screen);

/* Scrolls. */
struct effect full_page_go(struct screen *screen, enum move move);

/* ---- For a page with something else than text ---- */

/* The line below the title, and how many there are from it to the last line, which is not one of
 * them; all of the window where there is no room for three. */
int full_page_first_line(const struct screen *screen);
int full_page_height(const struct screen *screen);

/* Draws title and last line, if there is room: the name of the screen or another title, the clean
 * note in its role, and how far it is scrolled. */
void full_page_draw_frame(struct screen *screen, const char *title, enum role note_role,
	const char *note, const struct scroll *scroll);

#endif
