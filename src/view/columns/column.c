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
#include "view/columns/column_private.h"

#define SESSIONS  (1u << ROW_SESSION)
#define GROUPS    (1u << ROW_GROUP)
#define PROCESSES (1u << ROW_PROCESS)
#define ALL       (SESSIONS | GROUPS | PROCESSES)

#define FUNCTIONS(name) .format = cell_format_##name, .compare = cell_compare_##name

/* clang-format off */
static const struct column columns[] = {
	[COLUMN_PGID] = {COLUMN_PGID, "pgid", "PGID", N_("number of the process group"),
		GROUPS | PROCESSES, .right = true, FUNCTIONS(pgid)},
	[COLUMN_SID] = {COLUMN_SID, "sid", "SID", N_("number of the session"),
		ALL, .right = true, FUNCTIONS(sid)},
	[COLUMN_PID] = {COLUMN_PID, "pid", "PID", N_("number of the process"),
		PROCESSES, .right = true, FUNCTIONS(pid)},
	[COLUMN_PPID] = {COLUMN_PPID, "ppid", "PPID", N_("number of the parent process"),
		PROCESSES, .right = true, FUNCTIONS(ppid)},
	[COLUMN_ID] = {COLUMN_ID, "id", "ID", N_("identity, as posse kill takes it"),
		SESSIONS | GROUPS, FUNCTIONS(id)},
	[COLUMN_USERS] = {COLUMN_USERS, "users", "USERS", N_("all users of its members"),
		ALL, FUNCTIONS(users)},
	[COLUMN_USER] = {COLUMN_USER, "user", "USER",
		N_("user, and how many more a group has"),
		ALL, FUNCTIONS(user)},
	[COLUMN_TTY] = {COLUMN_TTY, "tty", "TTY", N_("controlling terminal"),
		ALL, FUNCTIONS(tty)},
	[COLUMN_FG] = {COLUMN_FG, "fg", "FG", N_("+ if in the foreground of its terminal"),
		GROUPS | PROCESSES, .descending = true, FUNCTIONS(fg)},
	[COLUMN_GROUPS] = {COLUMN_GROUPS, "groups", "GROUPS", N_("process groups of the session"),
		SESSIONS, .right = true, .descending = true, FUNCTIONS(groups)},
	[COLUMN_MEMBERS] = {COLUMN_MEMBERS, "members", "N", N_("number of members"),
		SESSIONS | GROUPS, .right = true, .descending = true,
		FUNCTIONS(members)},
	[COLUMN_STATES] = {COLUMN_STATES, "states", "STATES",
		N_("members by state: R runs, S sleeps, T is stopped, Z has ended"),
		ALL, FUNCTIONS(states)},
	[COLUMN_THREADS] = {COLUMN_THREADS, "threads", "THR", N_("threads of all members"),
		ALL, .right = true, .descending = true, FUNCTIONS(threads)},
	[COLUMN_NICE] = {COLUMN_NICE, "nice", "NI", N_("nice value, lowest and highest"),
		ALL, .right = true, FUNCTIONS(nice)},
	[COLUMN_CPU] = {COLUMN_CPU, "cpu", "CPU%",
		N_("processor time, in percent of one processor"),
		ALL, .right = true, .descending = true, FUNCTIONS(cpu)},
	[COLUMN_TREND] = {COLUMN_TREND, "trend", "TREND",
		N_("recent CPU figures as bars, the newest on the right"),
		ALL, .descending = true, FUNCTIONS(trend)},
	[COLUMN_CPUTIME] = {COLUMN_CPUTIME, "cputime", "TIME", N_("processor time used so far"),
		ALL, .right = true, .descending = true, FUNCTIONS(cputime)},
	[COLUMN_RSS] = {COLUMN_RSS, "rss", "RSS", N_("resident memory, shared pages included"),
		ALL, .right = true, .descending = true, FUNCTIONS(rss)},
	[COLUMN_MEM] = {COLUMN_MEM, "mem", "MEM%",
		N_("resident memory, in percent of all memory"),
		ALL, .right = true, .descending = true, FUNCTIONS(mem)},
	[COLUMN_AGE] = {COLUMN_AGE, "age", "AGE", N_("time since the oldest member started"),
		ALL, .right = true, .descending = true, FUNCTIONS(age)},
	[COLUMN_START] = {COLUMN_START, "start", "START",
		N_("when the oldest member started: time, day or year"),
		ALL, .right = true, FUNCTIONS(start)},
	[COLUMN_LEADER] = {COLUMN_LEADER, "leader", "LEADER", N_("leader, or - if it has ended"),
		SESSIONS | GROUPS, .right = true, FUNCTIONS(leader)},
	[COLUMN_UNIT] = {COLUMN_UNIT, "unit", "UNIT", N_("systemd service or scope"),
		ALL, .want = DETAIL_CGROUP, FUNCTIONS(unit)},
	[COLUMN_CONTAINER] = {COLUMN_CONTAINER, "container", "CONTAINER",
		N_("container: the start of its ID, or its name"),
		ALL, .want = DETAIL_CGROUP, FUNCTIONS(container)},
	[COLUMN_CGROUP] = {COLUMN_CGROUP, "cgroup", "CGROUP", N_("path of the control group"),
		ALL, .want = DETAIL_CGROUP, FUNCTIONS(cgroup)},
	[COLUMN_COMMAND] = {COLUMN_COMMAND, "command", "COMMAND",
		N_("command of the leader, or of the oldest member"),
		ALL, FUNCTIONS(command)},
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
