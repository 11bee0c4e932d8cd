/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the plan screen says of a plan, in lines. */
#ifndef TUI_SEND_PLAN_TEXT_H
#define TUI_SEND_PLAN_TEXT_H

#include "kill/plan.h"
#include "tui/widgets/text_view.h"

/* Targets, their owners and terminals, what their members will do, warnings, the guarantee. */
void plan_text_put(struct text_view *view, const struct plan *plan);

/* Every member with what it will do. */
void plan_text_put_members(struct text_view *view, const struct plan *plan);

#endif
