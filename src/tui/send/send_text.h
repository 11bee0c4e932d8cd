/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the screens of a send say, in lines: its parts, each in a file of its own. */
#ifndef TUI_SEND_SEND_TEXT_H
#define TUI_SEND_SEND_TEXT_H

#include "kill/step.h"
#include "tui/widgets/text_view.h"

/* A plan: targets, their owners and terminals, what their members will do, warnings, the
 * guarantee. */
void plan_text_put(struct text_view *view, const struct plan *plan);

/* Every member of a plan with what it will do. */
void plan_text_put_members(struct text_view *view, const struct plan *plan);

/* A step that was sent: each target with what became of it, and the members that are worth a
 * line. */
void outcome_text_put(struct text_view *view, const struct step *step);

/* A member: who it is, and what there is to say of it. */
struct member_line {
	pid_t pid;
	char state;
	const char *owner; /* as the snapshot has it; NULL: not told */
	const char *name; /* any bytes */
	const char *what; /* what there is to say, clean */
};

/* PID, state, owner, name, and what there is to say, each in its field; where there is no room for
 * fields, in as many lines as it takes: "2210 make: catches it". */
void member_line_add(struct text_view *view, const struct member_line *line);

#endif
