/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The confirmation: what the signal would do, and the question. */
#ifndef TUI_PLAN_SCREEN_H
#define TUI_PLAN_SCREEN_H

#include "tui/app.h"
#include "tui/strike.h"

/* Freezes the plan for this signal. The strike stays the caller's and must outlive the screen.
 * NULL: memory is out. */
struct screen *plan_screen_new(struct app *app, const struct strike *strike, int signal);

/* Commands of the table. */
struct effect plan_send(struct screen *screen);
struct effect plan_members(struct screen *screen);

#endif
