/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "view/columns/column.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/cleanup.h"
#include "base/gettext.h"
#include "base/number.h"
#include "view/columns/column_private.h"

#define SESSIONS  (1u << ROW_SESSION)
#define GROUPS    (1u << ROW_GROUP)
#define PROCESSES (1u << ROW_PROCESS)
#define ALL       (SESSIONS | GROUPS | PROCESSES)

/* The functions of a cell: see column_private.h. */
#define NUMBER(name) .value = cell_value_##name
#define AMOUNT(name) .value = cell_value_##name, .format = cell_format_##name
#define WORDS(name)  .text = cell_text_##name, .format = cell_format_##name
#define PLACE(name)  .text = cell_text_##name, .format = cell_format_place

/* clang-format off */
static const struct column columns[] = {
	[COLUMN_PGID] = {COLUMN_PGID, "pgid", "PGID", N_("number of the process group"),
		GROUPS | PROCESSES, .right = true, AMOUNT(pgid)},
	[COLUMN_SID] = {COLUMN_SID, "sid", "SID", N_("number of the session"),
		ALL, .right = true, AMOUNT(sid)},
	[COLUMN_PID] = {COLUMN_PID, "pid", "PID", N_("number of the process"),
		PROCESSES, .right = true, NUMBER(pid)},
	[COLUMN_PPID] = {COLUMN_PPID, "ppid", "PPID", N_("number of the parent process"),
		PROCESSES, .right = true, NUMBER(ppid)},
	[COLUMN_ID] = {COLUMN_ID, "id", "ID", N_("identity, as posse kill takes it"),
		SESSIONS | GROUPS, AMOUNT(id)},
	[COLUMN_USERS] = {COLUMN_USERS, "users", "USERS", N_("all users of its members"),
		ALL, .text = cell_text_user, .format = cell_format_users},
	[COLUMN_USER] = {COLUMN_USER, "user", "USER",
		N_("user, and how many more a group has"),
		ALL, WORDS(user)},
	[COLUMN_TTY] = {COLUMN_TTY, "tty", "TTY", N_("controlling terminal"),
		ALL, WORDS(tty)},
	[COLUMN_FG] = {COLUMN_FG, "fg", "FG", N_("+ if in the foreground of its terminal"),
		GROUPS | PROCESSES, .descending = true, AMOUNT(fg)},
	[COLUMN_GROUPS] = {COLUMN_GROUPS, "groups", "GROUPS", N_("process groups of the session"),
		SESSIONS, .right = true, .descending = true, NUMBER(groups)},
	[COLUMN_MEMBERS] = {COLUMN_MEMBERS, "members", "N", N_("number of members"),
		SESSIONS | GROUPS, .right = true, .descending = true,
		NUMBER(members)},
	[COLUMN_STATES] = {COLUMN_STATES, "states", "STATES",
		N_("members by state: R runs, S sleeps, T is stopped, Z has ended"),
		ALL, .compare = cell_compare_states, .format = cell_format_states},
	[COLUMN_THREADS] = {COLUMN_THREADS, "threads", "THR", N_("threads of all members"),
		ALL, .right = true, .descending = true, NUMBER(threads)},
	[COLUMN_NICE] = {COLUMN_NICE, "nice", "NI", N_("nice value, lowest and highest"),
		ALL, .right = true, AMOUNT(nice)},
	[COLUMN_CPU] = {COLUMN_CPU, "cpu", "CPU%",
		N_("processor time, in percent of one processor"),
		ALL, .right = true, .descending = true, AMOUNT(cpu)},
	[COLUMN_TREND] = {COLUMN_TREND, "trend", "TREND",
		N_("recent CPU figures as bars, the newest on the right"),
		ALL, .descending = true, AMOUNT(trend)},
	[COLUMN_CPUTIME] = {COLUMN_CPUTIME, "cputime", "TIME", N_("processor time used so far"),
		ALL, .right = true, .descending = true, AMOUNT(cputime)},
	[COLUMN_RSS] = {COLUMN_RSS, "rss", "RSS", N_("resident memory, shared pages included"),
		ALL, .right = true, .descending = true, AMOUNT(rss)},
	[COLUMN_MEM] = {COLUMN_MEM, "mem", "MEM%",
		N_("resident memory, in percent of all memory"),
		ALL, .right = true, .descending = true, NUMBER(rss), .format = cell_format_mem},
	[COLUMN_AGE] = {COLUMN_AGE, "age", "AGE", N_("time since the oldest member started"),
		ALL, .right = true, .descending = true, AMOUNT(age)},
	[COLUMN_START] = {COLUMN_START, "start", "START",
		N_("when the oldest member started: time, day or year"),
		ALL, .right = true, AMOUNT(start)},
	[COLUMN_LEADER] = {COLUMN_LEADER, "leader", "LEADER", N_("leader, or - if it has ended"),
		SESSIONS | GROUPS, .right = true, AMOUNT(leader)},
	[COLUMN_UNIT] = {COLUMN_UNIT, "unit", "UNIT", N_("systemd service or scope"),
		ALL, .want = DETAIL_CGROUP, PLACE(unit)},
	[COLUMN_CONTAINER] = {COLUMN_CONTAINER, "container", "CONTAINER",
		N_("container: the start of its ID, or its name"),
		ALL, .want = DETAIL_CGROUP, PLACE(container)},
	[COLUMN_CGROUP] = {COLUMN_CGROUP, "cgroup", "CGROUP", N_("path of the control group"),
		ALL, .want = DETAIL_CGROUP, PLACE(cgroup)},
	[COLUMN_COMMAND] = {COLUMN_COMMAND, "command", "COMMAND",
		N_("command of the leader, or of the oldest member"),
		ALL, WORDS(command)},
};
/* clang-format on */
static_assert(COUNT(columns) == COLUMN_COUNT, "a row for each column");

const struct column *column_row(enum column_id id)
{
	return &columns[id];
}

bool column_has(enum column_id id, enum row_kind kind)
{
	return columns[id].kinds & (1u << kind);
}

/* ---- Cells ---- */

char *column_format(enum column_id id, const struct column_context *context, const struct row *row,
	char *buf, size_t size)
{
	const struct column *column = &columns[id];
	const struct cell cell = {column, context, row, buf, size};

	buf[0] = '\0';
	if (!column_has(id, row->kind))
		return buf;
	if (column->format)
		column->format(&cell);
	else
		cell_put_number(&cell, (long long)column->value(row));
	return buf;
}

/* Those that have none last. */
static int compare_texts(const struct column *column, const struct row *a, const struct row *b)
{
	size_t left_len, right_len;
	const char *left = column->text(a, &left_len);
	const char *right = column->text(b, &right_len);
	size_t common = left_len < right_len ? left_len : right_len;
	int order;

	if (!left || !right)
		return !left - !right;
	order = memcmp(left, right, common);
	return order != 0 ? order : number_compare(left_len, right_len);
}

int column_compare(enum column_id id, const struct row *a, const struct row *b)
{
	const struct column *column = &columns[id];

	if (!column_has(id, a->kind))
		return 0;
	if (column->value)
		return number_compare(column->value(a), column->value(b));
	return column->text ? compare_texts(column, a, b) : column->compare(a, b);
}

/* ---- Names ---- */

static const struct column *find(const char *name, size_t len)
{
	for (size_t i = 0; i < COLUMN_COUNT; i++)
		if (strlen(columns[i].name) == len && memcmp(columns[i].name, name, len) == 0)
			return &columns[i];
	return NULL;
}

const struct column *column_find(const char *name)
{
	return find(name, strlen(name));
}

/* ---- What is shown ---- */

static const enum column_id default_groups[] = {COLUMN_PGID, COLUMN_SID, COLUMN_USER, COLUMN_TTY,
	COLUMN_FG, COLUMN_MEMBERS, COLUMN_STATES, COLUMN_CPU, COLUMN_RSS, COLUMN_AGE,
	COLUMN_COMMAND};
static const enum column_id default_sessions[] = {COLUMN_SID, COLUMN_USER, COLUMN_TTY,
	COLUMN_GROUPS, COLUMN_MEMBERS, COLUMN_STATES, COLUMN_CPU, COLUMN_RSS, COLUMN_AGE,
	COLUMN_COMMAND};
static const enum column_id default_processes[] = {COLUMN_PID, COLUMN_PPID, COLUMN_PGID, COLUMN_SID,
	COLUMN_USER, COLUMN_TTY, COLUMN_FG, COLUMN_STATES, COLUMN_CPU, COLUMN_RSS, COLUMN_AGE,
	COLUMN_COMMAND};

static const struct {
	const enum column_id *ids;
	size_t count;
} defaults[] = {
	[ARRANGE_GROUPS] = {default_groups, COUNT(default_groups)},
	[ARRANGE_SESSIONS] = {default_sessions, COUNT(default_sessions)},
	[ARRANGE_PROCESSES] = {default_processes, COUNT(default_processes)},
};
static_assert(COUNT(defaults) == ARRANGEMENT_COUNT, "columns for each arrangement");

const enum column_id *column_defaults(enum arrangement arrangement, size_t *ret_count)
{
	*ret_count = defaults[arrangement].count;
	return defaults[arrangement].ids;
}

int column_parse_list(const char *text, char *bad, size_t size, enum column_id **ret_ids,
	size_t *ret_count)
{
	CLEANUP_FREE enum column_id *ids = calloc(COLUMN_COUNT, sizeof(*ids));
	bool seen[COLUMN_COUNT] = {false};
	size_t count = 0;

	if (!ids)
		return -ENOMEM;
	for (const char *word = text;; word++) {
		size_t len = strcspn(word, ",");
		const struct column *column = find(word, len);

		/* Nothing is seen twice, so no more than COLUMN_COUNT get past here. */
		if (!column || seen[column->id]) {
			snprintf(bad, size, "%.*s", (int)(len < size ? len : size), word);
			return -EINVAL;
		}
		seen[column->id] = true;
		ids[count++] = column->id;
		word += len;
		if (*word == '\0')
			break;
	}
	*ret_ids = TAKE(ids);
	*ret_count = count;
	return 0;
}
