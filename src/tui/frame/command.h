/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the user can do: one row for each command. Key dispatch (tui/bindings.h), the last line, the
 * help screen and the manual page are all made from this table.
 */
#ifndef TUI_COMMAND_H
#define TUI_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

#include "base/key.h"
#include "settings/settings.h"
#include "tui/frame/screen.h"

/* Keys of one command, the others 0. */
#define COMMAND_KEYS SETTINGS_KEYS

/* Sections of the help screen, in this order. */
enum command_group {
	COMMAND_GENERAL,
	COMMAND_MOVE,
	COMMAND_FIND,
	COMMAND_FOLD,
	COMMAND_SORT,
	COMMAND_SIGNAL,
	COMMAND_ELSEWHERE, /* what only other screens than the list have */
	COMMAND_GROUP_COUNT,
};

struct command {
	const char *name; /* one word, for the manual page and the settings: "signal" */
	int keys[COMMAND_KEYS]; /* see base/key.h, unless the user has set others; the first is the
				 * one shown in the last line */
	unsigned screens; /* SCREEN_BIT of every screen that has it */
	enum command_group group;
	unsigned char hint; /* 0: not in the last line; else the lower, the longer it stays there */
	const char *label; /* for the last line, one or two words; an msgid */
	const char *help; /* one line, an msgid */
	struct effect (*run)(struct screen *screen);
};

/* Rows of a table, at most. */
#define COMMANDS_MAX 96

/* What the frame is given: it knows commands, and none of the screens that they are about. */
struct command_table {
	const struct command *rows;
	size_t count;
};

/* What a read-only view does not have: everything that chooses a target or sends. */
bool command_sends(const struct command *command);

/* The section's heading, an msgid. */
const char *command_group_name(enum command_group group);

#endif
