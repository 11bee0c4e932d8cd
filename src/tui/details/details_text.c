/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "tui/details/details_text.h"

int details_text_make(struct lines *lines, const struct details_subject *subject)
{
	lines_done(lines);
	details_add_facts(lines, subject);
	details_add_chart(lines, subject);
	lines_add(lines, ROLE_TEXT, "");
	details_add_table(lines, subject);
	return lines->error;
}
