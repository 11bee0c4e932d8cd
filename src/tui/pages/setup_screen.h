/* SPDX-License-Identifier: GPL-2.0-or-later */
/* All settings, and the keys of all actions: what is changed holds at once, and is saved. */
#ifndef TUI_PAGES_SETUP_SCREEN_H
#define TUI_PAGES_SETUP_SCREEN_H

#include "tui/frame/app.h"

/* NULL when memory is out. */
struct screen *setup_screen_new(struct app *app);

/* The actions that only this screen has; for the table. */
struct effect setup_change(struct screen *screen);
struct effect setup_reset(struct screen *screen);

#endif
