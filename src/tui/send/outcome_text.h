/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the outcome screen says of a step, in lines. */
#ifndef TUI_SEND_OUTCOME_TEXT_H
#define TUI_SEND_OUTCOME_TEXT_H

#include "kill/step.h"
#include "tui/widgets/text_view.h"

/* Each target with what became of it, and the members that are worth a line. */
void outcome_text_put(struct text_view *view, const struct step *step);

#endif
