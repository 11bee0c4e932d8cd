/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the details screen says of a session, a group or a process, in lines. */
#ifndef TUI_DETAILS_DETAILS_TEXT_H
#define TUI_DETAILS_DETAILS_TEXT_H

#include "tui/details/details_subject.h"
#include "tui/widgets/lines.h"

/* Writes the lines anew: 0 or -ENOMEM (with those there was memory for). */
int details_text_make(struct lines *lines, const struct details_subject *subject);

/* ---- The parts; each is in a file of its own ---- */

void details_add_facts(struct lines *lines, const struct details_subject *subject);
void details_add_chart(struct lines *lines, const struct details_subject *subject);

/* A session's groups, a group's members, a process and its parents. */
void details_add_table(struct lines *lines, const struct details_subject *subject);

#endif
