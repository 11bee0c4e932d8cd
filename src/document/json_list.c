/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "document/json_list.h"

#include <assert.h>

#include "base/array.h"
#include "document/json.h"

static const char *const array_names[] = {
	[ARRANGE_GROUPS] = "groups",
	[ARRANGE_SESSIONS] = "sessions",
	[ARRANGE_PROCESSES] = "processes",
};
static_assert(COUNT(array_names) == ARRANGEMENT_COUNT, "a name for each arrangement");

static void put_command(struct json_maker *object, const struct process *process)
{
	bool told = process->command && process->command[0];

	json_put_text(object, "command", told ? process->command : process->name);
}

static json_t *make_process(const struct json_list *list, const struct process *process)
{
	struct json_maker object = {.value = json_object()};
	const char state[] = {process->state, '\0'};

	json_put_integer(&object, "pid", process->pid);
	json_put_integer(&object, "ppid", process->ppid);
	json_put_integer(&object, "pgid", process->pgid);
	json_put_integer(&object, "sid", process->sid);
	json_put_integer(&object, "start", (json_int_t)process->start);
	json_put_text(&object, "user", snapshot_user_name(list->snapshot, process->euid));
	json_put_text(&object, "state", state);
	json_put_integer(&object, "threads", process->threads);
	json_put_percent(&object, "cpu_percent", (double)process->cpu_percent);
	json_put_integer(&object, "rss_bytes", (json_int_t)process->rss);
	put_command(&object, process);
	return json_made(&object);
}

static void put_leader(struct json_maker *object, const struct snapshot *snapshot, uint32_t leader)
{
	json_put(object, "leader",
		leader == SNAPSHOT_NONE ? json_null()
					: json_integer(snapshot->processes[leader].pid));
}

static void put_id(struct json_maker *object, const struct group_id *id)
{
	char text[GROUP_ID_TEXT_MAX];

	json_put_text(object, "id", group_id_format(id, text));
}

static json_t *make_users(const struct snapshot *snapshot, const struct group *group)
{
	struct json_maker users = {.value = json_array()};

	for (uint32_t i = 0; i < group->user_count; i++) {
		const struct group_user *user = &snapshot->group_users[group->user_first + i];

		json_add(&users, json_text(snapshot_user_name(snapshot, user->uid)));
	}
	return json_made(&users);
}

static json_t *make_states(const struct group *group)
{
	struct json_maker states = {.value = json_object()};

	for (unsigned i = 0; i < SNAPSHOT_STATE_COUNT; i++) {
		const char letter[] = {SNAPSHOT_STATES[i], '\0'};

		if (group->states[i] > 0)
			json_put_integer(&states, letter, group->states[i]);
	}
	return json_made(&states);
}

static json_t *make_members(const struct json_list *list, const struct group *group)
{
	struct json_maker members = {.value = json_array()};

	for (uint32_t i = 0; i < group->count; i++)
		json_add(&members,
			make_process(list, &list->snapshot->processes[group->first + i]));
	return json_made(&members);
}

static json_t *make_group(const struct json_list *list, const struct group *group)
{
	const struct snapshot *snapshot = list->snapshot;
	struct json_maker object = {.value = json_object()};

	json_put_integer(&object, "pgid", group->id.pgid);
	json_put_integer(&object, "sid", group->id.sid);
	put_id(&object, &group->id);
	put_leader(&object, snapshot, group->leader);
	json_put(&object, "users", make_users(snapshot, group));
	json_put_text(&object, "tty", group->tty_name);
	json_put(&object, "foreground", json_boolean(group->foreground));
	json_put(&object, "orphaned", json_boolean(group->orphaned));
	json_put(&object, "states", make_states(group));
	json_put(&object, "members", make_members(list, group));
	json_put_percent(&object, "cpu_percent", (double)group->cpu_percent);
	json_put_integer(&object, "rss_bytes", (json_int_t)group->rss);
	json_put_integer(&object, "age_seconds",
		(json_int_t)snapshot_age(snapshot, group->oldest_start));
	put_command(&object, &snapshot->processes[group->anchor]);
	return json_made(&object);
}

static json_t *make_session(const struct json_list *list, const struct session *session)
{
	const struct snapshot *snapshot = list->snapshot;
	struct json_maker object = {.value = json_object()};
	struct json_maker groups = {.value = json_array()};

	for (uint32_t i = 0; i < session->group_count; i++)
		json_add(&groups, make_group(list, &snapshot->groups[session->group_first + i]));
	json_put_integer(&object, "sid", session->sid);
	put_id(&object, &session->id);
	put_leader(&object, snapshot, session->leader);
	json_put_text(&object, "tty", session->tty_name);
	json_put(&object, "groups", json_made(&groups));
	return json_made(&object);
}

static json_t *make_row(const struct json_list *list, const struct row *row)
{
	switch (row->kind) {
	case ROW_SESSION:
		return make_session(list, row_session(row));
	case ROW_GROUP:
		return make_group(list, row_group(row));
	case ROW_PROCESS:
		return make_process(list, row_process(row));
	case ROW_KIND_COUNT:
		break;
	}
	return NULL;
}

static json_t *make_rows(const struct json_list *list)
{
	struct json_maker rows = {.value = json_array()};

	for (size_t i = 0; i < list->listing->count; i++)
		if (list->listing->rows[i].depth == 0)
			json_add(&rows, make_row(list, &list->listing->rows[i]));
	return json_made(&rows);
}

int json_list_write(const struct json_list *list, FILE *out)
{
	const struct machine *machine = &list->snapshot->machine;
	struct json_maker document = {.value = json_object()};

	json_put_integer(&document, "schema", JSON_SCHEMA);
	json_put_text(&document, "host", machine->host);
	json_put(&document, "time", json_time(machine->time));
	json_put(&document, "partial", json_boolean(machine->partial));
	json_put(&document, array_names[list->arrangement], make_rows(list));
	return json_write(json_made(&document), out);
}
