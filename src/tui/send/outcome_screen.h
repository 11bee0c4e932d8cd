/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What happened to each member, as it happens. */
#ifndef TUI_SEND_OUTCOME_SCREEN_H
#define TUI_SEND_OUTCOME_SCREEN_H

#include "kill/step.h"
#include "tui/frame/app.h"
#include "tui/send/purpose.h"

/* Shows a step that was sent, which it takes over (*step is empty then), also when it fails; and
 * takes a share of the targets; next: for who is left. NULL: memory is out. */
struct screen *outcome_screen_new(struct app *app, struct targets *targets, struct step *step,
	enum plan_purpose purpose, plan_next_fn *next);

/* Commands of the table. */
struct effect outcome_close(struct screen *screen);
struct effect outcome_escape(struct screen *screen);
struct effect outcome_end(struct screen *screen);

#endif
