/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Everything that is known of one session, group or process, live. */
#ifndef TUI_DETAILS_DETAILS_SCREEN_H
#define TUI_DETAILS_DETAILS_SCREEN_H

#include "tui/frame/app.h"
#include "view/rows/row.h"

/* What the row is about; row is only good for the call. NULL when memory is out. */
struct screen *details_screen_new(struct app *app, const struct row *row);

/* The actions that only this screen has; for the table. */
struct effect details_signal(struct screen *screen);

#endif
