/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The signal menu: which signal, and what each would do to the members of the targets. */
#ifndef TUI_SEND_MENU_SCREEN_H
#define TUI_SEND_MENU_SCREEN_H

#include "kill/targets.h"
#include "tui/frame/app.h"

/*
 * Opens the menu for targets just chosen, which are given away. Returns the screen to be pushed, or
 * NULL after app_say said why: nothing in it can be signalled, or memory is out.
 */
struct screen *menu_screen_new(struct app *app, struct targets *targets);

/* Action of the table: the plan for the chosen signal. */
struct effect menu_choose(struct screen *screen);

#endif
