/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The signal menu: which signal, and what each would do to the members of the target. */
#ifndef TUI_MENU_SCREEN_H
#define TUI_MENU_SCREEN_H

#include "tui/app.h"
#include "view/row.h"

/*
 * Opens the menu for the row's group (for a process: the group it is in) and pins that group then
 * and there. The screen keeps what it needs; row is the caller's and only good for the call.
 * Returns the screen to be pushed, or NULL after app_say said why: the group has ended, PGID 0 or a
 * verdict of the guard that forbids it, it could not be pinned, the view is read-only, memory is
 * out.
 */
struct screen *menu_screen_new(struct app *app, const struct row *row);

/* Command of the table: the plan for the chosen signal. */
struct effect menu_choose(struct screen *screen);

#endif
