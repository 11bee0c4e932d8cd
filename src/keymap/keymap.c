/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "keymap/keymap.h"

#include <stdio.h>
#include <string.h>

#include "base/array.h"
#include "base/vec.h"

/* Where characters are typed, or answer what is asked. */
#define TYPING \
	(SCREEN_BIT(SCREEN_MENU) | SCREEN_BIT(SCREEN_PLAN) | SCREEN_BIT(SCREEN_PROMPT) | \
		SCREEN_BIT(SCREEN_CHOICE))

#define ANSWERING (TYPING | SCREEN_BIT(SCREEN_OUTCOME))

/* What vi gives to actions instead of their own. */
static const struct vi_row {
	const char *action;
	int keys[ACTION_KEYS];
} vi_rows[] = {
	{"up", {'k', KEYPAD_UP}},
	{"down", {'j', KEYPAD_DOWN}},
	{"fold", {'h', '-', KEYPAD_LEFT}},
	{"unfold", {'l', '+', KEYPAD_RIGHT}},
	{"first", {'g', KEYPAD_HOME}},
	{"last", {'G', KEYPAD_END}},
	{"page-up", {KEY_CTRL('B'), KEYPAD_PAGE_UP}},
	{"page-down", {KEY_CTRL('F'), KEYPAD_PAGE_DOWN}},
	{"signal", {'x', KEYPAD_F(9)}},
	{"help", {'?', KEYPAD_F(1)}},
};

bool keymap_may_change(const struct action *action)
{
	return (action->screens & ~ANSWERING) != 0;
}

bool keymap_is_listed(const struct action *action)
{
	return keymap_may_change(action) && keymap_named(action->name) == action;
}

const struct action *keymap_named(const char *name)
{
	const struct action *fixed = NULL;

	for (size_t i = 0; i < action_count; i++) {
		if (strcmp(action_rows[i].name, name) != 0)
			continue;
		if (keymap_may_change(&action_rows[i]))
			return &action_rows[i];
		fixed = &action_rows[i];
	}
	return fixed;
}

/* The screens on which an action of that name has keys that can change. */
static unsigned screens_of(const char *name)
{
	unsigned screens = 0;

	for (size_t i = 0; i < action_count; i++)
		if (strcmp(action_rows[i].name, name) == 0)
			screens |= action_rows[i].screens & ~ANSWERING;
	return screens;
}

bool keymap_meet(const char *name, const char *other)
{
	return (screens_of(name) & screens_of(other)) != 0;
}

/* ---- What the user has set ---- */

const struct key_binding *key_bindings_find(const struct key_bindings *bindings, const char *name)
{
	for (size_t i = 0; i < bindings->count; i++)
		if (strcmp(bindings->rows[i].name, name) == 0)
			return &bindings->rows[i];
	return NULL;
}

void key_bindings_set(struct key_bindings *bindings, const struct key_binding *binding)
{
	key_bindings_remove(bindings, binding->name);
	bindings->rows[bindings->count++] = *binding;
}

void key_bindings_remove(struct key_bindings *bindings, const char *name)
{
	const struct key_binding *binding = key_bindings_find(bindings, name);

	if (binding)
		vec_remove(bindings->rows, &bindings->count, sizeof(*binding),
			(size_t)(binding - bindings->rows));
}

/* ---- What the user has set, over what vi has, over the table ---- */

/* Where keys come from; what comes first wins. */
enum origin {
	ORIGIN_USER,
	ORIGIN_VI,
	ORIGIN_TABLE,
};

struct origins {
	const struct key_bindings *bindings;
	bool vi;
};

/* The keys that the action has from there; NULL: none of its own. */
static const int *keys_from(const struct origins *origins, enum origin origin,
	const struct action *action)
{
	const struct key_binding *binding;

	switch (origin) {
	case ORIGIN_USER:
		binding = key_bindings_find(origins->bindings, action->name);
		return binding ? binding->keys : NULL;
	case ORIGIN_VI:
		for (size_t i = 0; origins->vi && i < COUNT(vi_rows); i++)
			if (strcmp(vi_rows[i].action, action->name) == 0)
				return vi_rows[i].keys;
		return NULL;
	case ORIGIN_TABLE:
		break;
	}
	return action->keys;
}

static bool holds_key(const int *keys, int key)
{
	for (size_t i = 0; keys && i < ACTION_KEYS; i++)
		if (keys[i] == key)
			return true;
	return false;
}

/* Another action on one of its screens has the key from where it comes before this one's. */
static bool is_lost(const struct origins *origins, enum origin own, const struct action *action,
	int key)
{
	for (size_t i = 0; i < action_count; i++) {
		if (!(action_rows[i].screens & action->screens & ~ANSWERING) ||
			strcmp(action_rows[i].name, action->name) == 0)
			continue;
		for (enum origin origin = 0; origin < own; origin++)
			if (holds_key(keys_from(origins, origin, &action_rows[i]), key))
				return true;
	}
	return false;
}

static void make_row(int ret_keys[ACTION_KEYS], const struct origins *origins,
	const struct action *action)
{
	enum origin own = keymap_may_change(action) ? ORIGIN_USER : ORIGIN_TABLE;
	const int *keys;
	size_t count = 0;

	while (!(keys = keys_from(origins, own, action)))
		own++;
	memset(ret_keys, 0, ACTION_KEYS * sizeof(*ret_keys));
	for (size_t i = 0; i < ACTION_KEYS && keys[i] != KEY_NONE; i++)
		if (!is_lost(origins, own, action, keys[i]))
			ret_keys[count++] = keys[i];
}

void keymap_make(struct keymap *ret_keymap, const struct key_bindings *bindings, bool vi)
{
	const struct origins origins = {bindings, vi};

	for (size_t i = 0; i < action_count; i++)
		make_row(ret_keymap->keys[i], &origins, &action_rows[i]);
}

const int *keymap_keys(const struct keymap *keymap, const struct action *action)
{
	return keymap->keys[action - action_rows];
}

/* The first row of that screen that has the key: as bound now, or in the table. */
static const struct action *find_row(const struct keymap *keymap, bool bound, enum screen_id screen,
	int key)
{
	for (size_t i = 0; i < action_count; i++)
		if ((action_rows[i].screens & SCREEN_BIT(screen)) &&
			holds_key(bound ? keymap->keys[i] : action_rows[i].keys, key))
			return &action_rows[i];
	return NULL;
}

const struct action *keymap_find(const struct keymap *keymap, enum screen_id screen, int key)
{
	const struct action *action = NULL;

	if (key == KEY_NONE)
		return NULL;
	if (SCREEN_BIT(screen) & ANSWERING)
		action = find_row(keymap, false, screen, key);
	if (!action && !((SCREEN_BIT(screen) & TYPING) && key >= ' '))
		action = find_row(keymap, true, screen, key);
	return action;
}

char *keymap_text(const int *keys, char *buf, size_t size)
{
	char name[KEY_NAME_MAX];
	size_t length = 0;

	buf[0] = '\0';
	for (size_t i = 0; i < ACTION_KEYS && keys[i] != KEY_NONE && length < size; i++)
		length += (size_t)snprintf(buf + length, size - length, "%s%s", i > 0 ? " " : "",
			key_text(keys[i], name));
	return buf;
}
