/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What happened to each member, as it happens. */
#ifndef TUI_SEND_OUTCOME_SCREEN_H
#define TUI_SEND_OUTCOME_SCREEN_H

#include "kill/send.h"
#include "tui/frame/app.h"

/* What a send is for. */
enum plan_purpose {
	PLAN_TO_SIGNAL,
	PLAN_TO_END, /* a wait follows, and then the offer to send KILL */
};

/* The screen of a plan for another signal to who is left of a send; NULL: memory is out. */
typedef struct screen *plan_next_fn(struct app *app, struct send *send,
	const struct plan_options *options);

/* Shows what comes of the signal that was sent last, until another one is; takes a share of the
 * send. next: for who is left. NULL: memory is out. */
struct screen *outcome_screen_new(struct app *app, struct send *send, enum plan_purpose purpose,
	plan_next_fn *next);

/* Actions of the table. */
struct effect outcome_escape(struct screen *screen);
struct effect outcome_end(struct screen *screen);

#endif
