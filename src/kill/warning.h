/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the user has to know of a target before sending. */
#ifndef KILL_WARNING_H
#define KILL_WARNING_H

#include "kill/plan.h"

/* Fills in the target's warnings. All else of it, and its members in the plan, must be there. */
void warning_add_all(const struct plan *plan, struct plan_target *target);

#endif
