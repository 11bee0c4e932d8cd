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

float row_cpu_percent(const struct row *row)
{
	switch (row->kind) {
	case ROW_SESSION:
		return row_session(row)->cpu_percent;
	case ROW_GROUP:
		return row_group(row)->cpu_percent;
	case ROW_PROCESS:
	case ROW_KIND_COUNT:
		break;
	}
	return row_process(row)->cpu_percent;
}
