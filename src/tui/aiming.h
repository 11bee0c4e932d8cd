/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How screens take aim: from rows of the list to an aim, and the questions about its members. */
#ifndef TUI_AIMING_H
#define TUI_AIMING_H

#include "kill/aim.h"
#include "tui/app.h"
#include "view/row.h"

/* How long keys are held back for the members' masks, nanoseconds; then they are unknown. */
#define AIMING_PATIENCE UINT64_C(500000000)

/* Aims at the group of the row (a process: the group it is in). NULL: memory is out. */
struct aim *aiming_new(const struct app *app, const struct row *row);

/* Whether anything in it can be signalled at all; else app_say has said why not. */
bool aiming_is_possible(struct app *app, const struct aim *aim);

/* Asks for the details of all members in the screen's name: 0 or -ENOMEM. */
int aiming_inspect(struct screen *screen, const struct aim *aim);

#endif
