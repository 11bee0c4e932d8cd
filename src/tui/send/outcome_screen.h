/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What happened to each member, as it happens. */
#ifndef TUI_SEND_OUTCOME_SCREEN_H
#define TUI_SEND_OUTCOME_SCREEN_H

#include "kill/send.h"
#include "tui/frame/app.h"
#include "tui/send/purpose.h"

/* Shows what comes of the signal that was sent last, until another one is; takes a share of the
 * send. next: for who is left. NULL: memory is out. */
struct screen *outcome_screen_new(struct app *app, struct send *send, enum plan_purpose purpose,
	plan_next_fn *next);

/* Commands of the table. */
struct effect outcome_escape(struct screen *screen);
struct effect outcome_end(struct screen *screen);

#endif
