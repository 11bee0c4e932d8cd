/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The commands table, to be read. */
#ifndef TUI_HELP_SCREEN_H
#define TUI_HELP_SCREEN_H

#include "tui/app.h"

/* NULL when memory is out. */
struct screen *help_screen_new(struct app *app);

#endif
