/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which keys the actions have now: those of the table, unless the user has set others. Where
 * something is answered or typed those of the table come first, whatever was set; and characters
 * that are typed mean nothing else.
 */
#ifndef KEYMAP_KEYMAP_H
#define KEYMAP_KEYMAP_H

#include "keymap/action.h"

/* "signal = k F9" of the section [keys]. */
struct key_binding {
	const char *name; /* of the actions, as in the table */
	int keys[ACTION_KEYS]; /* see base/key.h; the others KEY_NONE */
	unsigned line; /* of the file; 0: changed on the setup screen */
};

/* What the user has set, at most one for each name. */
struct key_bindings {
	struct key_binding rows[ACTIONS_MAX];
	size_t count;
};

struct keymap {
	int keys[ACTIONS_MAX][ACTION_KEYS]; /* by row of the table; the others KEY_NONE */
};

/* The keys by the user's bindings, or else by vi's where vi is wanted, or else by the table. */
void keymap_make(struct keymap *ret_keymap, const struct key_bindings *bindings, bool vi);

/* The keys that the action (a row of the table) has: ACTION_KEYS of them. */
const int *keymap_keys(const struct keymap *keymap, const struct action *action);

/* The action that this key has on that screen, or NULL. */
const struct action *keymap_find(const struct keymap *keymap, enum screen_id screen, int key);

/* "k F9": all of ACTION_KEYS keys; "" for none. Returns buf. */
char *keymap_text(const int *keys, char *buf, size_t size);

/* Whether the user may give the action other keys: all but those that answer a plan, a prompt or a
 * box, where one key out of its place could send something. */
bool keymap_may_change(const struct action *action);

/* Whether it may, and is the first of its name, so that it stands for all of them in a list. */
bool keymap_is_listed(const struct action *action);

/* The action that is listed by that name; else one of that name whose keys cannot be changed; NULL:
 * no action is called so. */
const struct action *keymap_named(const char *name);

/* Whether actions of both names are on one screen, so that no key can be for both. */
bool keymap_meet(const char *name, const char *other);

/* What the user has set for that name, or NULL. */
const struct key_binding *key_bindings_find(const struct key_bindings *bindings, const char *name);

/* Sets the keys of a name, which is given up by an older binding and becomes the last. */
void key_bindings_set(struct key_bindings *bindings, const struct key_binding *binding);

/* Leaves that name without any. */
void key_bindings_remove(struct key_bindings *bindings, const char *name);

#endif
