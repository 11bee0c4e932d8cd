/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the details screen says of a session, a group or a process: its parts, each in a file of its
 * own. */
#ifndef TUI_DETAILS_DETAILS_TEXT_H
#define TUI_DETAILS_DETAILS_TEXT_H

#include "tui/details/details_subject.h"
#include "tui/widgets/text_view.h"

/* What is known of the whole. */
void details_add_facts(struct text_view *text, const struct details_subject *subject);

/* How CPU and memory went; nothing where there are no figures. */
void details_add_chart(struct text_view *text, const struct details_subject *subject);

/* A session's groups, a group's members, a process and its parents. */
void details_add_table(struct text_view *text, const struct details_subject *subject);

#endif
