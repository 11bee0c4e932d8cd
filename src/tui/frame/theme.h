/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What things look like: a role for each kind of text. Colour never carries meaning alone. */
#ifndef TUI_FRAME_THEME_H
#define TUI_FRAME_THEME_H

#include <curses.h>
#include <stdbool.h>

#include "settings/settings.h"

enum role {
	ROLE_TEXT,
	ROLE_LABEL, /* the words of the header */
	ROLE_FIGURE, /* its numbers */
	ROLE_METER,
	ROLE_METER_HIGH, /* a meter that is nearly full */
	ROLE_TITLE, /* titles of lists and boxes */
	ROLE_HEADING, /* of columns */
	ROLE_HEADING_SORTED,
	ROLE_CURSOR,
	ROLE_DIM,
	ROLE_STRUCK, /* has ended */
	ROLE_MARKED,
	ROLE_BUSY, /* a row that uses much CPU */
	ROLE_KEY, /* a key's name in the last line */
	ROLE_HINT, /* what the key does */
	ROLE_FRAME, /* borders of boxes */
	ROLE_NOTICE, /* what is said in the last line */
	ROLE_GOOD,
	ROLE_WARNING,
	ROLE_DANGER,
	ROLE_COUNT,
};

struct theme {
	bool colour;
	attr_t attributes[ROLE_COUNT];
	short pairs[ROLE_COUNT];
};

/* Sets the colour pairs up for what the terminal can do (256, 16, 8 or no colours). After newterm;
 * again to change them. */
void theme_init(struct theme *ret_theme, enum colours colours);

#endif
