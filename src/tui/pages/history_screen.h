/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What was sent so far, the newest first, as the history file has it. */
#ifndef TUI_PAGES_HISTORY_SCREEN_H
#define TUI_PAGES_HISTORY_SCREEN_H

#include "tui/frame/app.h"
#include "tui/frame/screen.h"

/* The user's history, as it is now; NULL when memory is out. */
struct screen *history_screen_new(struct app *app);

/* The same of the file at that path. */
struct screen *history_screen_new_of(struct app *app, const char *path);

#endif
