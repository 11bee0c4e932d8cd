/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "model/builder.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/vec.h"
#include "model/change.h"
#include "model/snapshot_private.h"

/* A row as it came, its strings as offsets into the pool (which moves as it grows). */
struct built_row {
	struct process process;
	size_t name_at;
	size_t tty_name_at; /* 0: none; offset 0 of the pool is an empty string */
};

struct builder {
	struct built_row *rows;
	size_t count;
	size_t capacity;
	char *pool;
	size_t pool_len;
	size_t pool_capacity;
};

struct builder *builder_new(size_t hint)
{
	struct builder *builder = calloc(1, sizeof(*builder));

	if (!builder || vec_reserve(&builder->rows, &builder->capacity, hint + 1,
				sizeof(*builder->rows)) < 0) {
		free(builder);
		return NULL;
	}
	return builder;
}

void builder_free(struct builder *builder)
{
	if (!builder)
		return;
	free(builder->rows);
	free(builder->pool);
	free(builder);
}

void builder_freep(struct builder **builder)
{
	builder_free(*builder);
}

/* Copies text into the pool; *ret_at is where. */
static int pool_add(struct builder *builder, const char *text, size_t *ret_at)
{
	size_t len = strlen(text) + 1;
	size_t at = builder->pool_len > 0 ? builder->pool_len : 1;
	int r = vec_reserve(&builder->pool, &builder->pool_capacity, at + len, 1);

	if (r < 0)
		return r;
	builder->pool[0] = '\0';
	memcpy(builder->pool + at, text, len);
	builder->pool_len = at + len;
	*ret_at = at;
	return 0;
}

int builder_add(struct builder *builder, const struct process *row)
{
	struct built_row built = {.process = *row};
	int r;

	if (row->pid <= 0 || row->pgid < 0 || row->sid < 0)
		return 0;
	r = vec_reserve(&builder->rows, &builder->capacity, builder->count + 1,
		sizeof(*builder->rows));
	if (r < 0)
		return r;
	r = pool_add(builder, row->name ? row->name : "", &built.name_at);
	if (r < 0)
		return r;
	if (row->tty_name) {
		r = pool_add(builder, row->tty_name, &built.tty_name_at);
		if (r < 0)
			return r;
	}
	builder->rows[builder->count++] = built;
	return 0;
}

static int compare_numbers(uint64_t a, uint64_t b)
{
	return a < b ? -1 : a > b;
}

static bool leads(const struct process *process)
{
	return process->pid == process->pgid;
}

/* Session, group, leader first, oldest first. */
static int compare_rows(const void *left, const void *right, void *context)
{
	const struct built_row *rows = context;
	const struct process *a = &rows[*(const uint32_t *)left].process;
	const struct process *b = &rows[*(const uint32_t *)right].process;

	if (a->sid != b->sid)
		return compare_numbers((uint64_t)a->sid, (uint64_t)b->sid);
	if (a->pgid != b->pgid)
		return compare_numbers((uint64_t)a->pgid, (uint64_t)b->pgid);
	if (leads(a) != leads(b))
		return leads(a) ? -1 : 1;
	if (a->start != b->start)
		return compare_numbers(a->start, b->start);
	return compare_numbers((uint64_t)a->pid, (uint64_t)b->pid);
}

static int compare_pids(const void *left, const void *right, void *context)
{
	const struct process *processes = context;

	return compare_numbers((uint64_t)processes[*(const uint32_t *)left].pid,
		(uint64_t)processes[*(const uint32_t *)right].pid);
}

static int compare_pgids(const void *left, const void *right, void *context)
{
	const struct group *groups = context;
	uint32_t a = *(const uint32_t *)left;
	uint32_t b = *(const uint32_t *)right;

	if (groups[a].id.pgid != groups[b].id.pgid)
		return compare_numbers((uint64_t)groups[a].id.pgid, (uint64_t)groups[b].id.pgid);
	return compare_numbers(a, b);
}

static int compare_keys(const void *left, const void *right, void *context)
{
	const struct group *groups = context;

	return compare_numbers(
		groups[*(const uint32_t *)left].key, groups[*(const uint32_t *)right].key);
}

/* The numbers 0 to count - 1 in the order that compare gives them; NULL when memory is out. */
static uint32_t *ordered(uint32_t count, int (*compare)(const void *, const void *, void *),
	void *context)
{
	uint32_t *order = calloc(count + 1u, sizeof(*order));

	if (!order)
		return NULL;
	for (uint32_t i = 0; i < count; i++)
		order[i] = i;
	qsort_r(order, count, sizeof(*order), compare, context);
	return order;
}

/* Moves the rows, ordered, and the pool into the snapshot. */
static int place_processes(struct builder *builder, struct snapshot_private *next)
{
	CLEANUP_FREE uint32_t *order =
		ordered((uint32_t)builder->count, compare_rows, builder->rows);

	next->processes = calloc(builder->count + 1, sizeof(*next->processes));
	if (!order || !next->processes)
		return -ENOMEM;
	next->strings = TAKE(builder->pool);
	builder->pool_capacity = 0;
	builder->pool_len = 0;
	for (size_t i = 0; i < builder->count; i++) {
		const struct built_row *row = &builder->rows[order[i]];
		struct process *process = &next->processes[i];

		*process = row->process;
		process->name = next->strings + row->name_at;
		process->tty_name = row->tty_name_at ? next->strings + row->tty_name_at : NULL;
	}
	next->public.processes = next->processes;
	next->public.process_count = (uint32_t)builder->count;
	builder->count = 0;
	next->by_pid = ordered(next->public.process_count, compare_pids, next->processes);
	return next->by_pid ? 0 : -ENOMEM;
}

static bool starts_group(const struct process *processes, uint32_t i)
{
	return i == 0 || processes[i].pgid != processes[i - 1].pgid ||
		processes[i].sid != processes[i - 1].sid;
}

static bool starts_session(const struct process *processes, uint32_t i)
{
	return i == 0 || processes[i].sid != processes[i - 1].sid;
}

/* Cuts the ordered processes into groups and sessions: slices only, no figures yet. */
static int cut_slices(struct snapshot_private *next)
{
	uint32_t count = next->public.process_count;
	uint32_t groups = 0;
	uint32_t sessions = 0;

	for (uint32_t i = 0; i < count; i++) {
		groups += starts_group(next->processes, i);
		sessions += starts_session(next->processes, i);
	}
	next->groups = calloc(groups + 1u, sizeof(*next->groups));
	next->sessions = calloc(sessions + 1u, sizeof(*next->sessions));
	/* A group has no more users than members. */
	next->group_users = calloc(count + 1u, sizeof(*next->group_users));
	if (!next->groups || !next->sessions || !next->group_users)
		return -ENOMEM;
	next->public.groups = next->groups;
	next->public.sessions = next->sessions;
	next->public.group_users = next->group_users;
	for (uint32_t i = 0; i < count; i++) {
		if (starts_session(next->processes, i)) {
			struct session *session = &next->sessions[next->public.session_count++];

			session->sid = next->processes[i].sid;
			session->group_first = next->public.group_count;
		}
		if (starts_group(next->processes, i)) {
			next->groups[next->public.group_count++].first = i;
			next->sessions[next->public.session_count - 1].group_count++;
		}
		next->groups[next->public.group_count - 1].count++;
		next->groups[next->public.group_count - 1].session =
			next->public.session_count - 1;
	}
	return 0;
}

/* Counts one member under its user in the group's slice of group_users. */
static void count_user(struct snapshot_private *next, struct group *group, uid_t uid)
{
	struct group_user *users = &next->group_users[group->user_first];

	for (uint32_t i = 0; i < group->user_count; i++) {
		if (users[i].uid == uid) {
			users[i].members++;
			return;
		}
	}
	users[group->user_count++] = (struct group_user){.uid = uid, .members = 1};
}

static void set_identity(struct snapshot_private *next, struct group *group)
{
	const struct process *first = &next->processes[group->first];

	group->anchor = group->first;
	group->leader = leads(first) ? group->first : SNAPSHOT_NONE;
	group->id = (struct group_id){
		.pgid = first->pgid,
		.sid = first->sid,
		.anchor = process_identity(first),
	};
}

static void add_member(struct group *group, const struct process *member)
{
	bool dead = process_is_dead(member);

	group->living += !dead;
	group->states[snapshot_state_index(member->state)]++;
	group->kernel &= member->kernel_thread;
	group->cpu_percent += member->cpu_percent;
	group->cpu += member->cpu;
	group->rss += member->rss;
	if (member->start < group->oldest_start)
		group->oldest_start = member->start;
	if (group->tty == 0 && member->tty != 0) {
		group->tty = member->tty;
		group->tty_name = member->tty_name;
	}
	/* tpgid goes stale once the job has ended, so only the living bear witness. */
	if (!dead && member->tty != 0 && member->tpgid == member->pgid)
		group->foreground = true;
}

/*
 * The kernel's own rule (will_become_orphaned_pgrp in kernel/exit.c): a living member whose parent
 * is in another group of the same session keeps the group from being orphaned. init_pid is the
 * machine's init, whose children do not count, or 0 where PID 1 is only a namespace's.
 */
static bool is_orphaned(const struct snapshot *snapshot, const struct group *group, pid_t init_pid)
{
	for (uint32_t i = group->first; i < group->first + group->count; i++) {
		const struct process *member = &snapshot->processes[i];
		const struct process *parent;

		if (process_is_dead(member) || member->ppid == init_pid)
			continue;
		parent = snapshot_process(snapshot, member->ppid);
		if (parent && parent->pgid != member->pgid && parent->sid == member->sid)
			return false;
	}
	return true;
}

static void fill_groups(struct snapshot_private *next)
{
	/* Only the machine's own PID namespace shows kernel threads, PID 2 first. */
	const struct process *second = snapshot_process(&next->public, 2);
	pid_t init_pid = second && second->kernel_thread ? 1 : 0;
	uint32_t user_first = 0;

	for (uint32_t g = 0; g < next->public.group_count; g++) {
		struct group *group = &next->groups[g];

		set_identity(next, group);
		group->kernel = true;
		group->oldest_start = UINT64_MAX;
		group->user_first = user_first;
		for (uint32_t i = group->first; i < group->first + group->count; i++) {
			add_member(group, &next->processes[i]);
			count_user(next, group, next->processes[i].euid);
		}
		group->orphaned = is_orphaned(&next->public, group, init_pid);
		user_first += group->user_count;
	}
}

/* The session's leader is the process whose PID is the SID; else its oldest member stands for it. */
static void set_session_identity(struct snapshot_private *next, struct session *session)
{
	session->leader = SNAPSHOT_NONE;
	for (uint32_t g = 0; g < session->group_count; g++) {
		const struct group *group = &next->groups[session->group_first + g];

		for (uint32_t i = group->first; i < group->first + group->count; i++) {
			const struct process *process = &next->processes[i];

			if ((g == 0 && i == group->first) ||
				process->start < next->processes[session->anchor].start)
				session->anchor = i;
			if (process->pid == session->sid)
				session->leader = i;
		}
	}
	if (session->leader != SNAPSHOT_NONE)
		session->anchor = session->leader;
	session->id = (struct group_id){
		.pgid = session->sid,
		.sid = session->sid,
		.anchor = process_identity(&next->processes[session->anchor]),
	};
}

static void fill_sessions(struct snapshot_private *next)
{
	for (uint32_t s = 0; s < next->public.session_count; s++) {
		struct session *session = &next->sessions[s];

		set_session_identity(next, session);
		session->oldest_start = UINT64_MAX;
		for (uint32_t g = 0; g < session->group_count; g++) {
			const struct group *group = &next->groups[session->group_first + g];

			session->members += group->count;
			session->cpu_percent += group->cpu_percent;
			session->rss += group->rss;
			if (group->oldest_start < session->oldest_start)
				session->oldest_start = group->oldest_start;
			if (session->tty == 0 && group->tty != 0) {
				session->tty = group->tty;
				session->tty_name = group->tty_name;
			}
		}
	}
}

static int compare_uids(const void *left, const void *right)
{
	return compare_numbers(*(const uid_t *)left, *(const uid_t *)right);
}

static char *name_or_number(const char *name, uid_t uid)
{
	char digits[16];

	if (name)
		return strdup(name);
	snprintf(digits, sizeof(digits), "%u", (unsigned)uid);
	return strdup(digits);
}

/* Every user once, by uid, with a name. */
static int name_users(struct snapshot_private *next, builder_user_name_fn *user_name, void *context)
{
	uint32_t count = next->public.process_count;
	CLEANUP_FREE uid_t *uids = calloc(count + 1u, sizeof(*uids));
	uint32_t distinct = 0;

	if (!uids)
		return -ENOMEM;
	for (uint32_t i = 0; i < count; i++)
		uids[i] = next->processes[i].euid;
	qsort(uids, count, sizeof(*uids), compare_uids);
	for (uint32_t i = 0; i < count; i++)
		if (i == 0 || uids[i] != uids[i - 1])
			uids[distinct++] = uids[i];
	next->users = calloc(distinct + 1u, sizeof(*next->users));
	if (!next->users)
		return -ENOMEM;
	next->public.users = next->users;
	for (uint32_t i = 0; i < distinct; i++) {
		const char *name = user_name ? user_name(context, uids[i]) : NULL;

		next->users[i] = (struct snapshot_user){uids[i], name_or_number(name, uids[i])};
		if (!next->users[i].name)
			return -ENOMEM;
		next->public.user_count++;
	}
	return 0;
}

static void count_states(struct snapshot_private *next)
{
	for (uint32_t i = 0; i < next->public.process_count; i++) {
		const struct process *process = &next->processes[i];

		next->public.living += !process_is_dead(process);
		next->public.zombies += process_is_dead(process);
		next->public.stopped += process->state == 'T' || process->state == 't';
	}
}

static int fill(struct snapshot_private *next, struct builder *builder,
	const struct snapshot *previous, builder_user_name_fn *user_name, void *context)
{
	int r = place_processes(builder, next);

	if (r < 0)
		return r;
	r = cut_slices(next);
	if (r < 0)
		return r;
	change_set_rates(next, previous);
	fill_groups(next);
	fill_sessions(next);
	count_states(next);
	change_set_lineage(next, previous);
	next->by_pgid = ordered(next->public.group_count, compare_pgids, next->groups);
	next->by_key = ordered(next->public.group_count, compare_keys, next->groups);
	if (!next->by_pgid || !next->by_key)
		return -ENOMEM;
	return name_users(next, user_name, context);
}

int builder_build(struct builder *builder, const struct machine *machine,
	const struct snapshot *previous, builder_user_name_fn *user_name, void *context,
	const struct snapshot **ret_snapshot)
{
	struct snapshot_private *next = calloc(1, sizeof(*next));
	int r;

	if (!next)
		return -ENOMEM;
	atomic_init(&next->shares, 1);
	next->public.machine = *machine;
	r = fill(next, builder, previous, user_name, context);
	if (r < 0) {
		builder->count = 0;
		builder->pool_len = 0;
		snapshot_unref(&next->public);
		return r;
	}
	*ret_snapshot = &next->public;
	return 0;
}
