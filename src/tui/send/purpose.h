/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a send is for, and how one leads to the next. */
#ifndef TUI_SEND_PURPOSE_H
#define TUI_SEND_PURPOSE_H

#include "kill/send.h"
#include "tui/frame/app.h"

/* What the send is for. */
enum plan_purpose {
	PLAN_TO_SIGNAL,
	PLAN_TO_END, /* a wait follows, and then the offer to send KILL */
};

/* The screen of a plan for another signal to who is left of a send; NULL: memory is out. */
typedef struct screen *plan_next_fn(struct app *app, struct send *send,
	const struct plan_options *options);

#endif
