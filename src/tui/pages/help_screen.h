/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of actions, to be read. */
#ifndef TUI_PAGES_HELP_SCREEN_H
#define TUI_PAGES_HELP_SCREEN_H

#include "tui/frame/app.h"

/* NULL when memory is out. */
struct screen *help_screen_new(struct app *app);

/* Action: show only the lines that have in them what is typed. */
struct effect help_search(struct screen *screen);

#endif
