/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A member in a text: who it is, and what there is to say of it. */
#ifndef TUI_SEND_MEMBER_LINE_H
#define TUI_SEND_MEMBER_LINE_H

#include <sys/types.h>

#include "tui/widgets/text_view.h"

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
