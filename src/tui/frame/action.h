/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the user can do: one row for each action. Key dispatch (tui/frame/keymap.h), the last line,
 * the help screen and the manual page are all made from this table.
 */
#ifndef TUI_FRAME_ACTION_H
#define TUI_FRAME_ACTION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/key.h"
#include "settings/settings.h"
#include "tui/frame/screen.h"

/* Keys of one action, the others 0. */
#define ACTION_KEYS SETTINGS_KEYS

/* Sections of the help screen, in this order. */
enum action_group {
	ACTION_GENERAL,
	ACTION_MOVE,
	ACTION_FIND,
	ACTION_FOLD,
	ACTION_SORT,
	ACTION_SIGNAL,
	ACTION_ELSEWHERE, /* what only other screens than the list have */
	ACTION_GROUP_COUNT,
};

struct action {
	const char *name; /* one word, for the manual page and the settings: "signal" */
	int keys[ACTION_KEYS]; /* see base/key.h, unless the user has set others; the first is the
				 * one shown in the last line */
	unsigned screens; /* SCREEN_BIT of every screen that has it */
	enum action_group group;
	unsigned char hint; /* 0: not in the last line; else the lower, the longer it stays there */
	const char *label; /* for the last line, one or two words; an msgid */
	const char *help; /* one line, an msgid */
	struct effect (*run)(struct screen *screen);
};

/* Rows of a table, at most. */
#define ACTIONS_MAX 96

/* What the frame is given: it knows actions, and none of the screens that they are about. */
struct action_table {
	const struct action *rows;
	size_t count;
};

/* What a read-only view does not have: everything that chooses a target or sends. */
bool action_sends(const struct action *action);

/* The section's heading, an msgid. */
const char *action_group_name(enum action_group group);

#endif
