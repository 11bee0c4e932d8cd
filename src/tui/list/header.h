/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The lines about the machine, above the list. */
#ifndef TUI_LIST_HEADER_H
#define TUI_LIST_HEADER_H

#include "tui/frame/app.h"

/* Draws app->snapshot's machine into count lines (1 or 2) of the screen's window from y on: meters
 * first, then counts and remarks; what there is no room for, the least important first, is left
 * out.
 */
void header_draw(struct screen *screen, int y, int count);

#endif
