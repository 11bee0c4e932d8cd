/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Drawing into the window of a screen. Text must be clean (base/text.h) or the program's own. What
 * lies outside of the window is not drawn; no function moves text to the next line.
 */
#ifndef TUI_FRAME_DRAW_H
#define TUI_FRAME_DRAW_H

#include "tui/frame/screen.h"
#include "tui/frame/theme.h"

enum align {
	ALIGN_LEFT,
	ALIGN_RIGHT,
};

/* Writes text in at most width columns from x on, cut with GLYPH_MORE where it does not fit.
 * Returns the column behind it. */
int draw_text(struct screen *screen, int y, int x, int width, enum role role, const char *text);

/* Writes text at the right end of the line, if that is not left of column left. Whether it did. */
bool draw_right(struct screen *screen, int y, int left, enum role role, const char *text);

/* As draw_text in a field of exactly width columns, the rest of which becomes blank. */
void draw_field(struct screen *screen, int y, int x, int width, enum align align, enum role role,
	const char *text);

/* Gives count columns from x on the look of role, whatever text is there. */
void draw_paint(struct screen *screen, int y, int x, int count, enum role role);

/* A border around the whole window with a title (or "") at the left and a note (or "") at the right
 * of its top line. */
void draw_frame(struct screen *screen, const char *title, const char *note);

/* The hints of the screen's actions in one line of width columns: the important ones, as many as
 * fit, in the order of the table. */
void draw_hints(struct screen *screen, int y, int x, int width);

/* The last line of a screen that fills the terminal: what app_say said, else the hints. */
void draw_last_line(struct screen *screen);

/* The same for a box with a border: its lowest line inside, which becomes blank first. */
void draw_box_line(struct screen *screen);

#endif
