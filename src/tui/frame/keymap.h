/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which keys the actions have now: those of the table, unless the user has set others. Where
 * something is answered or typed those of the table come first, whatever was set; and characters
 * that are typed mean nothing else.
 */
#ifndef TUI_FRAME_KEYMAP_H
#define TUI_FRAME_KEYMAP_H

#include "settings/settings.h"
#include "tui/frame/action.h"

struct keymap {
	const struct action_table *table; /* not owned */
	int keys[ACTIONS_MAX][ACTION_KEYS]; /* by row of the table; the others KEY_NONE */
};

void keymap_make(struct keymap *ret_keymap, const struct action_table *table,
	const struct settings *settings);

/* The keys that the action has: ACTION_KEYS of them. */
const int *keymap_keys(const struct keymap *keymap, const struct action *action);

/* The action that this key has on that screen, or NULL. */
const struct action *keymap_find(const struct keymap *keymap, enum screen_id screen, int key);

/* "k F9": all of them; "" for none. Returns buf. */
char *keymap_text(const int *keys, char *buf, size_t size);

/* Whether the user may give the action other keys: all but those that answer a plan, a prompt or a
 * box, where one key out of its place could send something. */
bool keymap_may_change(const struct action *action);

/* Whether it may, and is the first of its name, so that it stands for all of them in a list. */
bool keymap_is_listed(const struct action_table *table, const struct action *action);

/* For the settings: what may be given keys, by that table. */
struct settings_actions keymap_actions(const struct action_table *table);

#endif
