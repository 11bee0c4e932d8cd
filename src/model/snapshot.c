/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "model/snapshot.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/number.h"
#include "base/vec.h"
#include "model/snapshot_private.h"

void string_blocks_free(struct string_block *block)
{
	while (block) {
		struct string_block *next = block->next;

		free(block);
		block = next;
	}
}

const struct snapshot *snapshot_ref(const struct snapshot *snapshot)
{
	/* Immutable but for the count of its owners. */
	struct snapshot_private *private = (struct snapshot_private *)snapshot;

	atomic_fetch_add_explicit(&private->shares, 1, memory_order_relaxed);
	return snapshot;
}

void snapshot_unref(const struct snapshot *snapshot)
{
	struct snapshot_private *private = (struct snapshot_private *)snapshot;

	if (!snapshot)
		return;
	if (atomic_fetch_sub_explicit(&private->shares, 1, memory_order_acq_rel) > 1)
		return;
	free(private->processes);
	free(private->groups);
	free(private->sessions);
	free(private->group_users);
	for (uint32_t i = 0; i < snapshot->user_count; i++)
		free((char *)private->users[i].name);
	free(private->users);
	free(private->by_pid);
	free(private->by_pgid);
	string_blocks_free(private->strings);
	free(private);
}

uint64_t snapshot_span(const struct snapshot *earlier, const struct snapshot *later)
{
	if (!earlier || earlier->machine.uptime > later->machine.uptime)
		return 0;
	return later->machine.uptime - earlier->machine.uptime;
}

void snapshot_unrefp(const struct snapshot **snapshot)
{
	snapshot_unref(*snapshot);
}

/* What is looked for in an order of indexes. */
struct wanted {
	const struct snapshot *snapshot;
	pid_t number;
};

static int compare_pid(const void *key, const void *item)
{
	const struct wanted *wanted = key;
	pid_t pid = wanted->snapshot->processes[*(const uint32_t *)item].pid;

	return (wanted->number > pid) - (wanted->number < pid);
}

static int compare_pgid(const void *key, const void *item)
{
	const struct wanted *wanted = key;
	pid_t pgid = wanted->snapshot->groups[*(const uint32_t *)item].id.pgid;

	return (wanted->number > pgid) - (wanted->number < pgid);
}

const struct process *snapshot_process(const struct snapshot *snapshot, pid_t pid)
{
	const struct wanted wanted = {snapshot, pid};
	const uint32_t *order = snapshot_private(snapshot)->by_pid;
	const uint32_t *index =
		vec_find(&wanted, order, snapshot->process_count, sizeof(*order), compare_pid);

	return index ? &snapshot->processes[*index] : NULL;
}

struct process_id snapshot_holder(const struct snapshot *snapshot, pid_t pid)
{
	const struct process *process = snapshot_process(snapshot, pid);

	return process ? process_identity(process) : (struct process_id){0};
}

const struct process *snapshot_process_by_id(const struct snapshot *snapshot, struct process_id id)
{
	const struct process *process = snapshot_process(snapshot, id.pid);

	return process && process->start == id.start ? process : NULL;
}

const struct group *snapshot_group(const struct snapshot *snapshot, pid_t pgid)
{
	const struct wanted wanted = {snapshot, pgid};
	const uint32_t *order = snapshot_private(snapshot)->by_pgid;
	const uint32_t *index =
		vec_find(&wanted, order, snapshot->group_count, sizeof(*order), compare_pgid);

	return index ? &snapshot->groups[*index] : NULL;
}

/* Groups stand by SID and PGID. */
static int compare_group(const void *key, const void *item)
{
	const struct group_id *a = key;
	const struct group_id *b = &((const struct group *)item)->id;

	if (a->sid != b->sid)
		return a->sid < b->sid ? -1 : 1;
	return (a->pgid > b->pgid) - (a->pgid < b->pgid);
}

const struct group *snapshot_group_in(const struct snapshot *snapshot, pid_t sid, pid_t pgid)
{
	const struct group_id id = {.pgid = pgid, .sid = sid};

	return vec_find(&id, snapshot->groups, snapshot->group_count, sizeof(*snapshot->groups),
		compare_group);
}

const struct group *snapshot_group_of(const struct snapshot *snapshot,
	const struct process *process)
{
	uint32_t index = (uint32_t)(process - snapshot->processes);
	uint32_t low = 0;
	uint32_t high = snapshot->group_count;

	/* The last group that begins at or before the process: groups are slices in order. */
	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;

		if (snapshot->groups[middle].first <= index)
			low = middle;
		else
			high = middle;
	}
	return &snapshot->groups[low];
}

static int compare_sid(const void *key, const void *item)
{
	pid_t a = *(const pid_t *)key;
	pid_t b = ((const struct session *)item)->sid;

	return (a > b) - (a < b);
}

const struct session *snapshot_session(const struct snapshot *snapshot, pid_t sid)
{
	return vec_find(&sid, snapshot->sessions, snapshot->session_count,
		sizeof(*snapshot->sessions), compare_sid);
}

static int compare_uid(const void *key, const void *item)
{
	return number_compare(*(const uid_t *)key, ((const struct snapshot_user *)item)->uid);
}

const char *snapshot_user_name(const struct snapshot *snapshot, uid_t uid)
{
	const struct snapshot_user *user = vec_find(&uid, snapshot->users, snapshot->user_count,
		sizeof(*snapshot->users), compare_uid);

	return user ? user->name : "?";
}

uint64_t snapshot_age(const struct snapshot *snapshot, uint64_t start)
{
	uint32_t ticks = snapshot->machine.ticks_per_second;
	uint64_t now = snapshot->machine.uptime / CLOCK_SECOND;
	uint64_t then = ticks > 0 ? start / ticks : now;

	return now > then ? now - then : 0;
}

unsigned snapshot_state_index(char state)
{
	const char *found = state ? strchr(SNAPSHOT_STATES, state) : NULL;

	return found ? (unsigned)(found - SNAPSHOT_STATES) : SNAPSHOT_STATE_COUNT - 1;
}
