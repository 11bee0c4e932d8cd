/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "view/rows/row_change.h"

#include <string.h>

/* What decides: how many there are in it, alive, and of those stopped. */
struct tally {
	uint32_t living;
	uint32_t stopped;
};

static uint32_t stopped_in(const struct group *group)
{
	return group->states[snapshot_state_index('T')] + group->states[snapshot_state_index('t')];
}

static struct tally tally_process(const struct process *process)
{
	return (struct tally){
		.living = !process_is_dead(process),
		.stopped = process->state == 'T' || process->state == 't',
	};
}

static struct tally tally_groups(const struct group *groups, uint32_t count)
{
	struct tally tally = {0};

	for (uint32_t i = 0; i < count; i++) {
		tally.living += groups[i].living;
		tally.stopped += stopped_in(&groups[i]);
	}
	return tally;
}

static struct tally tally_session(const struct snapshot *snapshot, const struct session *session)
{
	return tally_groups(&snapshot->groups[session->group_first], session->group_count);
}

/* The same thing in the older snapshot; false: it was not there. */
static bool tally_before(const struct row *row, const struct snapshot *before,
	struct tally *ret_tally)
{
	const struct process *process;
	const struct session *session;
	const struct group *group;

	switch (row->kind) {
	case ROW_SESSION:
		session = snapshot_session(before, row_session(row)->sid);
		if (!session || session->key != row_session(row)->key)
			return false;
		*ret_tally = tally_session(before, session);
		return true;
	case ROW_GROUP:
		group = snapshot_group_by_key(before, row_group(row)->key);
		if (!group)
			return false;
		*ret_tally = tally_groups(group, 1);
		return true;
	case ROW_PROCESS:
	case ROW_KIND_COUNT:
		break;
	}
	process = snapshot_process_by_id(before, process_identity(row_process(row)));
	if (process)
		*ret_tally = tally_process(process);
	return process != NULL;
}

static struct tally tally_now(const struct row *row)
{
	switch (row->kind) {
	case ROW_SESSION:
		return tally_session(row->snapshot, row_session(row));
	case ROW_GROUP:
		return tally_groups(row_group(row), 1);
	case ROW_PROCESS:
	case ROW_KIND_COUNT:
		break;
	}
	return tally_process(row_process(row));
}

static bool is_stopped(const struct tally *tally)
{
	return tally->living > 0 && tally->stopped == tally->living;
}

enum row_change row_change_of(const struct row *row, const struct snapshot *before)
{
	struct tally now = tally_now(row);
	struct tally then;

	if (row->struck)
		return ROW_CHANGE_ENDED;
	if (!before || before == row->snapshot)
		return ROW_CHANGE_NONE;
	if (!tally_before(row, before, &then))
		return ROW_CHANGE_BORN;
	if (is_stopped(&now) && !is_stopped(&then))
		return ROW_CHANGE_STOPPED;
	if (now.living == 0 && then.living > 0)
		return ROW_CHANGE_DEAD;
	return ROW_CHANGE_NONE;
}
