/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The confirmation: what the signal would do, and the question. */
#ifndef TUI_SEND_PLAN_SCREEN_H
#define TUI_SEND_PLAN_SCREEN_H

#include "tui/send/outcome_screen.h"

/* The plan of targets of which all is known by now; the screen takes a share of them. NULL:
 * memory is out. */
struct screen *plan_screen_new(struct app *app, struct targets *targets,
	const struct plan_options *options);

/* The same for targets just chosen, which are given away: the plan is made when all is known. NULL
 * also after app_say said why nothing can be signalled. */
struct screen *plan_screen_new_unsettled(struct app *app, struct targets *targets,
	const struct plan_options *options, enum plan_purpose purpose);

/* Actions of the table. */
struct effect plan_send(struct screen *screen);
struct effect plan_members(struct screen *screen);
struct effect plan_continue(struct screen *screen);

#endif
