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

static size_t add_member_ids(const struct row *row, struct process_id *ids, size_t max)
{
	const struct group *group = row_group(row);
	const struct process *members = &row->snapshot->processes[group->first];
	size_t count = 1;

	ids[0] = process_identity(&row->snapshot->processes[group->anchor]);
	for (uint32_t i = 0; i < group->count && i < DETAILS_MEMBERS_MAX && count < max; i++)
		ids[count++] = process_identity(&members[i]);
	return count;
}

static size_t add_group_ids(const struct row *row, struct process_id *ids, size_t max)
{
	const struct session *session = row_session(row);
	const struct group *groups = &row->snapshot->groups[session->group_first];
	size_t count = 1;

	ids[0] = process_identity(&row->snapshot->processes[session->anchor]);
	for (uint32_t i = 0; i < session->group_count && i < DETAILS_MEMBERS_MAX && count < max;
		i++)
		ids[count++] = process_identity(&row->snapshot->processes[groups[i].anchor]);
	return count;
}

static size_t add_parent_ids(const struct row *row, struct process_id *ids, size_t max)
{
	const struct process *process = row_process(row);
	size_t count = 0;

	for (; process && count < max && count < DETAILS_PARENTS_MAX;
		process = details_parent(row->snapshot, process))
		ids[count++] = process_identity(process);
	return count;
}

size_t details_subject_ids(const struct row *row, struct process_id *ret_ids, size_t max)
{
	switch (row->kind) {
	case ROW_SESSION:
		return add_group_ids(row, ret_ids, max);
	case ROW_GROUP:
		return add_member_ids(row, ret_ids, max);
	case ROW_PROCESS:
	case ROW_KIND_COUNT:
		break;
	}
	return add_parent_ids(row, ret_ids, max);
}
