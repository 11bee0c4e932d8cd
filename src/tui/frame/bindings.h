/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which keys the commands have now: those of the table, unless the user has set others. Where
 * something is answered or typed those of the table come first, whatever was set; and characters
 * that are typed mean nothing else.
 */
#ifndef TUI_BINDINGS_H
#define TUI_BINDINGS_H

#include "settings/settings.h"
#include "tui/frame/command.h"

struct bindings {
	const struct command_table *table; /* not owned */
	int keys[COMMANDS_MAX][COMMAND_KEYS]; /* by row of the table; the others KEY_NONE */
};

void bindings_make(struct bindings *ret_bindings, const struct command_table *table,
	const struct settings *settings);

/* The keys that the command has: COMMAND_KEYS of them. */
const int *bindings_keys(const struct bindings *bindings, const struct command *command);

/* The command that this key has on that screen, or NULL. */
const struct command *bindings_find(const struct bindings *bindings, enum screen_id screen,
	int key);

/* "k F9": all of them; "" for none. Returns buf. */
char *bindings_text(const int *keys, char *buf, size_t size);

/* Whether the user may give the command other keys: all but those that answer a plan, a prompt or a
 * box, where one key out of its place could send something. */
bool bindings_may_change(const struct command *command);

/* Whether it may, and is the first of its name, so that it stands for all of them in a list. */
bool bindings_is_listed(const struct command_table *table, const struct command *command);

/* For the settings: what may be given keys, by that table. */
struct settings_commands bindings_commands(const struct command_table *table);

#endif
