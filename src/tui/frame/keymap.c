/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "tui/frame/keymap.h"

#include <stdio.h>
#include <string.h>

#include "base/array.h"

/* Where characters are typed, or answer what is asked. */
#define TYPING \
	(SCREEN_BIT(SCREEN_MENU) | SCREEN_BIT(SCREEN_PLAN) | SCREEN_BIT(SCREEN_PROMPT) | \
		SCREEN_BIT(SCREEN_CHOICE))

#define ANSWERING (TYPING | SCREEN_BIT(SCREEN_OUTCOME))

/* What vi = yes gives to actions instead of their own. */
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

bool keymap_is_listed(const struct action_table *table, const struct action *action)
{
	for (const struct action *row = table->rows; row < action; row++)
		if (keymap_may_change(row) && strcmp(row->name, action->name) == 0)
			return false;
	return keymap_may_change(action);
}

/* ---- What the settings ask ---- */

static enum settings_fault_kind check(const void *context, const char *name)
{
	const struct action_table *table = context;
	enum settings_fault_kind kind = SETTINGS_NO_ACTION;

	for (size_t i = 0; i < table->count; i++) {
		if (strcmp(table->rows[i].name, name) != 0)
			continue;
		if (keymap_may_change(&table->rows[i]))
			return SETTINGS_RIGHT;
		kind = SETTINGS_FIXED_ACTION;
	}
	return kind;
}

/* The screens on which an action of that name has keys that can change. */
static unsigned screens_of(const struct action_table *table, const char *name)
{
	unsigned screens = 0;

	for (size_t i = 0; i < table->count; i++)
		if (strcmp(table->rows[i].name, name) == 0)
			screens |= table->rows[i].screens & ~ANSWERING;
	return screens;
}

static bool meet(const void *context, const char *action, const char *other)
{
	return (screens_of(context, action) & screens_of(context, other)) != 0;
}

struct settings_actions keymap_actions(const struct action_table *table)
{
	return (struct settings_actions){check, meet, table};
}

/* ---- What the user has set, over what vi has, over the table ---- */

/* The keys of this name that come before those of the table; NULL: none. */
static const int *set_keys_of(const struct settings *settings, const char *name)
{
	const struct key_binding *binding = settings_binding(settings, name);

	return binding ? binding->keys : NULL;
}

static const int *vi_keys_of(const struct settings *settings, const char *name)
{
	for (size_t i = 0; settings->vi && i < COUNT(vi_rows); i++)
		if (strcmp(vi_rows[i].action, name) == 0)
			return vi_rows[i].keys;
	return NULL;
}

static bool holds_key(const int *keys, int key)
{
	for (size_t i = 0; keys && i < ACTION_KEYS; i++)
		if (keys[i] == key)
			return true;
	return false;
}

/* Another action on one of the row's screens comes before it with that key. */
static bool is_lost(const struct action_table *table, const struct settings *settings,
	const struct action *row, int key,
	const int *(*keys_before)(const struct settings *settings, const char *name))
{

	for (size_t i = 0; i < table->count; i++)
		if ((table->rows[i].screens & row->screens & ~ANSWERING) &&
			strcmp(table->rows[i].name, row->name) != 0 &&
			keymap_may_change(&table->rows[i]) &&
			holds_key(keys_before(settings, table->rows[i].name), key))
			return true;
	return false;
}

static void make_row(int ret_keys[ACTION_KEYS], const struct action_table *table,
	const struct settings *settings, const struct action *row)
{
	const int *set = set_keys_of(settings, row->name);
	const int *vi = vi_keys_of(settings, row->name);
	const int *keys = set ? set : vi ? vi : row->keys;
	size_t count = 0;

	memset(ret_keys, 0, ACTION_KEYS * sizeof(*ret_keys));
	for (size_t i = 0; i < ACTION_KEYS && keys[i] != KEY_NONE; i++) {
		bool lost = !set && is_lost(table, settings, row, keys[i], set_keys_of);

		lost = lost || (!set && !vi && is_lost(table, settings, row, keys[i], vi_keys_of));
		if (!lost)
			ret_keys[count++] = keys[i];
	}
}

void keymap_make(struct keymap *ret_keymap, const struct action_table *table,
	const struct settings *settings)
{
	ret_keymap->table = table;

	for (size_t i = 0; i < table->count; i++) {
		if (keymap_may_change(&table->rows[i]))
			make_row(ret_keymap->keys[i], table, settings, &table->rows[i]);
		else
			memcpy(ret_keymap->keys[i], table->rows[i].keys,
				sizeof(table->rows[i].keys));
	}
}

const int *keymap_keys(const struct keymap *keymap, const struct action *action)
{
	return keymap->keys[action - keymap->table->rows];
}

/* The first row of that screen that has the key: as bound now, or in the table. */
static const struct action *find_row(const struct keymap *keymap, bool bound, enum screen_id screen,
	int key)
{

	for (size_t i = 0; i < keymap->table->count; i++)
		if ((keymap->table->rows[i].screens & SCREEN_BIT(screen)) &&
			holds_key(bound ? keymap->keys[i] : keymap->table->rows[i].keys, key))
			return &keymap->table->rows[i];
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
