/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What happened to each member, as it happens. */
#ifndef TUI_OUTCOME_SCREEN_H
#define TUI_OUTCOME_SCREEN_H

#include "kill/aim.h"
#include "kill/deliver.h"
#include "tui/app.h"

/* Takes plan and delivery over, also when it fails, and a share of the aim, whose pins were sent
 * through. NULL: memory is out. */
struct screen *outcome_screen_new(struct app *app, struct aim *aim, struct plan *plan,
	struct delivery *delivery);

/* Command of the table: back to the list. */
struct effect outcome_close(struct screen *screen);

#endif
