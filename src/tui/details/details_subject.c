/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "tui/details/details_subject.h"

#include <string.h>

#include "report/clean_name.h"

const struct process *details_parent(const struct snapshot *snapshot, const struct process *process)
{
	return process->ppid > 0 ? snapshot_process(snapshot, process->ppid) : NULL;
}

char *details_command(const struct details_subject *subject, const struct process *process,
	char *buf, size_t size)
{
	const struct detail *detail = detail_set_find(subject->details, process_identity(process));

	const char *command = detail && detail->command ? detail->command : "";

	if (!command[0])
		command = process->name;
	return clean_name(command, buf, size);
}

static size_t add_members(const struct row *row, struct process_id *ids)
{
	const struct group *group = row_group(row);
	size_t count = 0;

	for (; count < group->count && count < DETAILS_MEMBERS_MAX; count++)
		ids[count] = process_identity(&row->snapshot->processes[group->first + count]);
	return count;
}

static size_t add_groups(const struct row *row, struct process_id *ids)
{
	const struct session *session = row_session(row);
	const struct group *groups = &row->snapshot->groups[session->group_first];
	size_t count = 0;

	for (; count < session->group_count && count < DETAILS_MEMBERS_MAX; count++)
		ids[count] = process_identity(&row->snapshot->processes[groups[count].anchor]);
	return count;
}

static size_t add_parents(const struct row *row, struct process_id *ids)
{
	const struct process *parent = details_parent(row->snapshot, row_process(row));
	size_t count = 0;

	for (; parent && count < DETAILS_PARENTS_MAX;
		parent = details_parent(row->snapshot, parent))
		ids[count++] = process_identity(parent);
	return count;
}

size_t details_subject_ids(const struct row *row, struct process_id ret_ids[DETAILS_IDS_MAX])
{
	ret_ids[0] = process_identity(row_process(row));
	switch (row->kind) {
	case ROW_SESSION:
		return 1 + add_groups(row, ret_ids + 1);
	case ROW_GROUP:
		return 1 + add_members(row, ret_ids + 1);
	case ROW_PROCESS:
	case ROW_KIND_COUNT:
		break;
	}
	return 1 + add_parents(row, ret_ids + 1);
}
