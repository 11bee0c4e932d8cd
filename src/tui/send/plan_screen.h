/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The confirmation: what the signal would do, and the question. */
#ifndef TUI_PLAN_SCREEN_H
#define TUI_PLAN_SCREEN_H

#include "kill/aim.h"
#include "tui/frame/app.h"
#include "tui/send/purpose.h"

/* The plan of an aim of which all is known by now; the screen takes a share of it. NULL: memory is
 * out. */
struct screen *plan_screen_new(struct app *app, struct aim *aim, const struct aim_order *order,
	enum plan_purpose purpose);

/* The same for an aim just taken, which is given away: the plan is made when all is known. NULL
 * also after app_say said why nothing can be signalled. */
struct screen *plan_screen_new_unsettled(struct app *app, struct aim *aim,
	const struct aim_order *order, enum plan_purpose purpose);

/* Commands of the table. */
struct effect plan_send(struct screen *screen);
struct effect plan_members(struct screen *screen);
struct effect plan_continue(struct screen *screen);

#endif
