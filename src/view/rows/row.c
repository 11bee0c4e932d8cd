/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "view/rows/row.h"

#include <assert.h>
#include <errno.h>
#include <string.h>

#include "base/array.h"

static const struct {
	const char *name;
	enum row_kind kind;
} arrangements[] = {
	[ARRANGE_GROUPS] = {"group", ROW_GROUP},
	[ARRANGE_SESSIONS] = {"session", ROW_SESSION},
	[ARRANGE_PROCESSES] = {"process", ROW_PROCESS},
};
static_assert(COUNT(arrangements) == ARRANGEMENT_COUNT, "a row for each arrangement");

const char *arrangement_name(enum arrangement arrangement)
{
	return arrangements[arrangement].name;
}

int arrangement_parse(const char *text, enum arrangement *ret_arrangement)
{
	for (size_t i = 0; i < COUNT(arrangements); i++) {
		if (strcmp(text, arrangements[i].name) != 0)
			continue;
		*ret_arrangement = (enum arrangement)i;
		return 0;
	}
	return -EINVAL;
}

enum row_kind arrangement_kind(enum arrangement arrangement)
{
	return arrangements[arrangement].kind;
}

struct row_identity row_identity(const struct row *row)
{
	struct row_identity identity = {.kind = row->kind};

	switch (row->kind) {
	case ROW_SESSION:
		identity.key = row_session(row)->key;
		break;
	case ROW_GROUP:
		identity.key = row_group(row)->key;
		break;
	case ROW_PROCESS:
		identity.id = process_identity(row_process(row));
		break;
	case ROW_KIND_COUNT:
		break;
	}
	return identity;
}

bool row_identity_equal(const struct row_identity *a, const struct row_identity *b)
{
	return a->kind == b->kind && a->key == b->key && process_id_equal(a->id, b->id);
}

const struct session *row_session(const struct row *row)
{
	assert(row->kind == ROW_SESSION);
	return &row->snapshot->sessions[row->index];
}

const struct group *row_group(const struct row *row)
{
	assert(row->kind == ROW_GROUP || row->kind == ROW_PROCESS);
	if (row->kind == ROW_GROUP)
		return &row->snapshot->groups[row->index];
	return snapshot_group_of(row->snapshot, row_process(row));
}

const struct process *row_process(const struct row *row)
{
	const struct snapshot *snapshot = row->snapshot;

	switch (row->kind) {
	case ROW_SESSION:
		return &snapshot->processes[snapshot->sessions[row->index].anchor];
	case ROW_GROUP:
		return &snapshot->processes[snapshot->groups[row->index].anchor];
	case ROW_PROCESS:
	case ROW_KIND_COUNT:
		break;
	}
	return &snapshot->processes[row->index];
}

uint32_t row_find(const struct row *row, const struct snapshot *snapshot)
{
	const struct process *process;
	const struct session *session;
	const struct group *group;

	switch (row->kind) {
	case ROW_SESSION:
		session = snapshot_session(snapshot, row_session(row)->sid);
		return session && session->key == row_session(row)->key
			? (uint32_t)(session - snapshot->sessions)
			: SNAPSHOT_NONE;
	case ROW_GROUP:
		group = snapshot_group_in(snapshot, row_group(row)->id.sid,
			row_group(row)->id.pgid);
		return group && group->key == row_group(row)->key
			? (uint32_t)(group - snapshot->groups)
			: SNAPSHOT_NONE;
	case ROW_PROCESS:
	case ROW_KIND_COUNT:
		break;
	}
	process = snapshot_process_by_id(snapshot, process_identity(row_process(row)));
	return process ? (uint32_t)(process - snapshot->processes) : SNAPSHOT_NONE;
}

bool row_is_unproven(const struct row *row, const struct snapshot *snapshot)
{
	const struct session *session;
	const struct group *group;

	switch (row->kind) {
	case ROW_SESSION:
		session = snapshot_session(snapshot, row_session(row)->sid);
		return session && session->leader == SNAPSHOT_NONE;
	case ROW_GROUP:
		group = snapshot_group_in(snapshot, row_group(row)->id.sid,
			row_group(row)->id.pgid);
		return group && group->leader == SNAPSHOT_NONE;
	case ROW_PROCESS:
	case ROW_KIND_COUNT:
		break;
	}
	return false;
}

static struct row_figures session_figures(const struct row *row)
{
	const struct session *session = row_session(row);

	return (struct row_figures){
		.first = row->snapshot->groups[session->group_first].first,
		.count = session->members,
		.leader = session->leader,
		.threads = session->threads,
		.cpu_percent = session->cpu_percent,
		.trend = &session->trend,
		.cpu = session->cpu,
		.rss = session->rss,
		.start = session->oldest_start,
		.tty_name = session->tty_name,
	};
}

static struct row_figures group_figures(const struct group *group)
{
	return (struct row_figures){
		.first = group->first,
		.count = group->count,
		.leader = group->leader,
		.threads = group->threads,
		.cpu_percent = group->cpu_percent,
		.trend = &group->trend,
		.cpu = group->cpu,
		.rss = group->rss,
		.start = group->oldest_start,
		.tty_name = group->tty_name,
	};
}

struct row_figures row_figures(const struct row *row)
{
	const struct process *process;

	if (row->kind == ROW_SESSION)
		return session_figures(row);
	if (row->kind == ROW_GROUP)
		return group_figures(row_group(row));
	process = row_process(row);
	return (struct row_figures){
		.first = row->index,
		.count = 1,
		.leader = SNAPSHOT_NONE,
		.threads = process->threads,
		.cpu_percent = process->cpu_percent,
		.trend = &process->trend,
		.cpu = process->cpu,
		.rss = process->rss,
		.start = process->start,
		.tty_name = process->tty_name,
	};
}
