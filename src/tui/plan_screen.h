/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The confirmation: what the signal would do, and the question. */
#ifndef TUI_PLAN_SCREEN_H
#define TUI_PLAN_SCREEN_H

#include "kill/aim.h"
#include "tui/app.h"

/* Freezes the plan for this signal; the screen takes a share of the aim. NULL: memory is out. */
struct screen *plan_screen_new(struct app *app, struct aim *aim, int signal);

/* Commands of the table. */
struct effect plan_send(struct screen *screen);
struct effect plan_members(struct screen *screen);

#endif
