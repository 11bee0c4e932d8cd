/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "report/clean_name.h"
#include "tui/send/send_text.h"

/* Below so many columns of text there is no room for fields. */
#define NARROW 56

/* Columns of the fields, with the blank behind them. */
enum {
	WIDTH_PROCESS = 10,
	WIDTH_OWNER = 11,
	WIDTH_NAME = 17,
};

void member_line_add(struct text_view *view, const struct member_line *line)
{
	char process[16];
	char owner[128];
	char name[128];

	clean_name(line->name, name, sizeof(name));
	if (view->width < NARROW) {
		text_view_print(view, ROLE_TEXT, "%d %s: %s", (int)line->pid, name, line->what);
		return;
	}
	snprintf(process, sizeof(process), "%7d %c", (int)line->pid, line->state);
	text_view_row(view, ROLE_TEXT);
	text_view_put_field(view, ROLE_TEXT, WIDTH_PROCESS, process);
	if (line->owner)
		text_view_put_field(view, ROLE_TEXT, WIDTH_OWNER,
			clean_name(line->owner, owner, sizeof(owner)));
	text_view_put_field(view, ROLE_TEXT, WIDTH_NAME, name);
	text_view_put(view, 0, line->what);
}
