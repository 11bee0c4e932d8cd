/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "settings/settings.h"

#include <assert.h>
#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/amount.h"
#include "base/array.h"
#include "base/ascii.h"
#include "base/cleanup.h"
#include "base/clock.h"
#include "base/gettext.h"
#include "base/key.h"
#include "base/number.h"

/* Nanoseconds. */
#define INTERVAL_MIN     (CLOCK_SECOND / 10)
#define INTERVAL_DEFAULT (3 * CLOCK_SECOND / 2)
#define WAIT_DEFAULT     (5 * CLOCK_SECOND)

/* What stands for the columns that fit the arrangement. */
#define COLUMNS_USUAL "default"

/* ---- Values, there and back ---- */

static enum settings_fault_kind take_boolean(const char *value, bool *ret_value)
{
	static const char *const words[][2] = {{"no", "yes"}, {"false", "true"}, {"off", "on"},
		{"0", "1"}};

	for (size_t i = 0; i < COUNT(words); i++) {
		for (size_t truth = 0; truth < 2; truth++) {
			if (!ascii_is(value, words[i][truth]))
				continue;
			*ret_value = truth == 1;
			return SETTINGS_RIGHT;
		}
	}
	return SETTINGS_NO_BOOLEAN;
}

static enum settings_fault_kind take_by(struct settings *settings, const char *value, char *bad)
{
	(void)bad;
	return arrangement_parse(value, &settings->arrangement) == 0 ? SETTINGS_RIGHT
								     : SETTINGS_NO_ARRANGEMENT;
}

static void put_by(const struct settings *settings, char *buf, size_t size)
{
	snprintf(buf, size, "%s", arrangement_name(settings->arrangement));
}

static const char *const colours_names[] = {
	[COLOURS_DEFAULT] = "default",
	[COLOURS_MONO] = "mono",
	[COLOURS_CONTRAST] = "contrast",
	[COLOURS_BLIND] = "colour-blind",
	[COLOURS_COUNT] = NULL,
};

static enum settings_fault_kind take_colours(struct settings *settings, const char *value,
	char *bad)
{
	(void)bad;
	for (enum colours colours = 0; colours < COLOURS_COUNT; colours++) {
		if (strcmp(colours_names[colours], value) != 0)
			continue;
		settings->colours = colours;
		return SETTINGS_RIGHT;
	}
	return SETTINGS_NO_COLOURS;
}

static void put_colours(const struct settings *settings, char *buf, size_t size)
{
	snprintf(buf, size, "%s", colours_names[settings->colours]);
}

static enum settings_fault_kind take_columns(struct settings *settings, const char *value,
	char *bad)
{
	CLEANUP_FREE enum column_id *ids = NULL;
	size_t count;
	int r;

	if (strcmp(value, COLUMNS_USUAL) == 0) {
		settings->column_count = 0;
		return SETTINGS_RIGHT;
	}
	r = column_parse_list(value, bad, SETTINGS_WORD_MAX, &ids, &count);
	if (r == -ENOMEM)
		return SETTINGS_OUT_OF_MEMORY;
	if (r < 0)
		return column_find(bad) ? SETTINGS_COLUMN_TWICE : SETTINGS_NO_COLUMN;
	memcpy(settings->columns, ids, count * sizeof(*ids));
	settings->column_count = count;
	return SETTINGS_RIGHT;
}

static void put_columns(const struct settings *settings, char *buf, size_t size)
{
	size_t length = 0;

	snprintf(buf, size, "%s", COLUMNS_USUAL);
	for (size_t i = 0; i < settings->column_count && length < size; i++)
		length += (size_t)snprintf(buf + length, size - length, "%s%s", i > 0 ? "," : "",
			column_row(settings->columns[i])->name);
}

static enum settings_fault_kind take_interval(struct settings *settings, const char *value,
	char *bad)
{
	uint64_t interval;

	(void)bad;
	if (number_parse_seconds(value, &interval) < 0 || interval < INTERVAL_MIN)
		return SETTINGS_NO_INTERVAL;
	settings->interval = interval;
	return SETTINGS_RIGHT;
}

static void put_interval(const struct settings *settings, char *buf, size_t size)
{
	char text[AMOUNT_MAX];

	snprintf(buf, size, "%s", amount_decimal(settings->interval, text, sizeof(text)));
}

/* In doubt nothing is sent. */
static enum settings_fault_kind take_readonly(struct settings *settings, const char *value,
	char *bad)
{
	(void)bad;
	if (take_boolean(value, &settings->readonly) == SETTINGS_RIGHT)
		return SETTINGS_RIGHT;
	settings->readonly = true;
	return SETTINGS_NO_READONLY;
}

static enum settings_fault_kind take_sort(struct settings *settings, const char *value, char *bad)
{
	(void)bad;
	return sort_order_parse(value, &settings->order) == 0 ? SETTINGS_RIGHT : SETTINGS_NO_ORDER;
}

static void put_sort(const struct settings *settings, char *buf, size_t size)
{
	const struct column *column = column_row(settings->order.column);

	snprintf(buf, size, "%s%s", column->name,
		!settings->order.reversed    ? ""
			: column->descending ? ",asc"
					     : ",desc");
}

static enum settings_fault_kind take_wait(struct settings *settings, const char *value, char *bad)
{
	uint64_t wait;

	(void)bad;
	if (number_parse_seconds(value, &wait) < 0 || wait == 0)
		return SETTINGS_NO_WAIT;
	settings->wait = wait;
	return SETTINGS_RIGHT;
}

static void put_wait(const struct settings *settings, char *buf, size_t size)
{
	char text[AMOUNT_MAX];

	snprintf(buf, size, "%s", amount_decimal(settings->wait, text, sizeof(text)));
}

/* ---- The table ---- */

static const char *const booleans[] = {"no", "yes", NULL};
static const char *const kinds[] = {"group", "session", "process", NULL};

static const struct entry {
	struct setting_row row;
	/* The place in struct settings of one that is yes or no, and needs no functions of its own;
	 * else 0, which is another's. */
	size_t flag;
	enum settings_fault_kind (*take)(struct settings *settings, const char *value, char *bad);
	void (*put)(const struct settings *settings, char *buf, size_t size);
} entries[] = {
	[SETTING_BY] = {{"by", N_("What the list initially shows."), kinds}, .take = take_by,
		.put = put_by},
	[SETTING_COLOURS] = {{"colours", N_("The colours of the view."), colours_names},
		.take = take_colours, .put = put_colours},
	[SETTING_COLUMNS] = {{"columns",
				     N_("The columns of the list, such as pgid,user,cpu,command."),
				     NULL},
		.take = take_columns, .put = put_columns},
	[SETTING_INTERVAL] = {{"interval", N_("Seconds between scans."), NULL},
		.take = take_interval, .put = put_interval},
	[SETTING_LIMIT] = {{"limit",
				   N_("Scan less often when scans take more than a tenth "
				      "of a processor."),
				   booleans},
		.flag = offsetof(struct settings, limit)},
	[SETTING_MOUSE] = {{"mouse", N_("Accept clicks and the wheel of a mouse."), booleans},
		.flag = offsetof(struct settings, mouse)},
	[SETTING_READONLY] = {{"readonly", N_("View only: no signals can be sent."), booleans},
		.flag = offsetof(struct settings, readonly), .take = take_readonly},
	[SETTING_SORT] = {{"sort", N_("The initial sort column, such as rss or age,asc."), NULL},
		.take = take_sort, .put = put_sort},
	[SETTING_VI] = {{"vi", N_("Move with h, j, k, l, g and G, and signal with x."), booleans},
		.flag = offsetof(struct settings, vi)},
	[SETTING_WAIT] = {{"wait", N_("Seconds from SIGTERM to offering SIGKILL."), NULL},
		.take = take_wait, .put = put_wait},
};
static_assert(offsetof(struct settings, arrangement) == 0, "no flag is there");
static_assert(COUNT(entries) == SETTING_COUNT, "a row for each setting");

const struct setting_row *setting_row(enum setting_id id)
{
	return &entries[id].row;
}

void settings_init(struct settings *ret_settings)
{
	*ret_settings = (struct settings){
		.interval = INTERVAL_DEFAULT,
		.limit = true,
		.mouse = true,
		.order = {.column = COLUMN_CPU},
		.wait = WAIT_DEFAULT,
	};
}

enum settings_fault_kind settings_take(struct settings *settings, enum setting_id id,
	const char *value, char bad[SETTINGS_WORD_MAX])
{
	const struct entry *entry = &entries[id];

	snprintf(bad, SETTINGS_WORD_MAX, "%s", value);
	if (entry->take)
		return entry->take(settings, value, bad);
	return take_boolean(value, (bool *)((char *)settings + entry->flag));
}

bool settings_order_fits(const struct settings *settings)
{
	return column_has(settings->order.column, arrangement_kind(settings->arrangement));
}

char *settings_text(const struct settings *settings, enum setting_id id, char *buf, size_t size)
{
	const struct entry *entry = &entries[id];

	if (entry->put)
		entry->put(settings, buf, size);
	else
		snprintf(buf, size, "%s",
			booleans[*(const bool *)((const char *)settings + entry->flag)]);
	return buf;
}

/* ---- Keys ---- */

/* Another action of the same screen has been given that key. */
static bool is_taken(const struct settings *settings, const char *name, int key)
{
	for (size_t i = 0; i < settings->bindings.count; i++) {
		const struct key_binding *other = &settings->bindings.rows[i];

		if (strcmp(other->name, name) == 0 || !keymap_meet(name, other->name))
			continue;
		for (size_t k = 0; k < ACTION_KEYS; k++)
			if (other->keys[k] == key)
				return true;
	}
	return false;
}

/* Reads "k F9" into the binding. */
static enum settings_fault_kind take_keys(const struct settings *settings,
	struct key_binding *binding, const char *keys, char *bad)
{
	size_t count = 0;

	while (*(keys += strspn(keys, " \t"))) {
		size_t length = strcspn(keys, " \t");

		snprintf(bad, SETTINGS_WORD_MAX, "%.*s", (int)length, keys);
		keys += length;
		if (count == ACTION_KEYS)
			return SETTINGS_TOO_MANY;
		if (key_parse(bad, &binding->keys[count]) < 0)
			return SETTINGS_NO_KEY;
		if (is_taken(settings, binding->name, binding->keys[count]))
			return SETTINGS_KEY_TAKEN;
		count++;
	}
	return SETTINGS_RIGHT;
}

enum settings_fault_kind settings_bind(struct settings *settings, const char *name,
	const char *keys, char bad[SETTINGS_WORD_MAX])
{
	const struct action *action = keymap_named(name);
	struct key_binding binding = {.line = 0};
	enum settings_fault_kind kind;

	snprintf(bad, SETTINGS_WORD_MAX, "%s", name);
	if (!action)
		return SETTINGS_NO_ACTION;
	if (!keymap_may_change(action))
		return SETTINGS_FIXED_ACTION;
	binding.name = action->name;
	kind = take_keys(settings, &binding, keys, bad);
	if (kind == SETTINGS_RIGHT)
		key_bindings_set(&settings->bindings, &binding);
	return kind;
}
