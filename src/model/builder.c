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
#include "model/grouping.h"
#include "model/snapshot_private.h"

/* A row as it came, its strings as offsets into the pool (which moves as it grows). */
struct built_row {
	struct process process;
	size_t name_at;
	size_t tty_name_at; /* 0: none; offset 0 of the pool is an empty string */
	size_t cgroup_at; /* likewise */
	size_t command_at; /* likewise */
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

	if (!builder ||
		vec_reserve(&builder->rows, &builder->capacity, hint + 1, sizeof(*builder->rows)) <
			0) {
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

/* Copies text (NULL: nothing, at 0) into the pool; *ret_at is where. */
static int pool_add(struct builder *builder, const char *text, size_t *ret_at)
{
	size_t len = text ? strlen(text) + 1 : 0;
	size_t at = builder->pool_len > 0 ? builder->pool_len : 1;
	int r = text ? vec_reserve(&builder->pool, &builder->pool_capacity, at + len, 1) : 0;

	*ret_at = 0;
	if (r < 0 || !text)
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
	r = pool_add(builder, row->tty_name, &built.tty_name_at);
	if (r < 0)
		return r;
	r = pool_add(builder, row->cgroup, &built.cgroup_at);
	if (r < 0)
		return r;
	r = pool_add(builder, row->command, &built.command_at);
	if (r < 0)
		return r;
	builder->rows[builder->count++] = built;
	return 0;
}

static int compare_numbers(uint64_t a, uint64_t b)
{
	return a < b ? -1 : a > b;
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
	if (process_is_leader(a) != process_is_leader(b))
		return process_is_leader(a) ? -1 : 1;
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

	return compare_numbers(groups[*(const uint32_t *)left].key,
		groups[*(const uint32_t *)right].key);
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
		process->cgroup = row->cgroup_at ? next->strings + row->cgroup_at : NULL;
		process->command = row->command_at ? next->strings + row->command_at : NULL;
	}
	next->public.processes = next->processes;
	next->public.process_count = (uint32_t)builder->count;
	builder->count = 0;
	next->by_pid = ordered(next->public.process_count, compare_pids, next->processes);
	return next->by_pid ? 0 : -ENOMEM;
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

static int fill(struct snapshot_private *next, struct builder *builder,
	const struct snapshot *previous, builder_user_name_fn *user_name, void *context)
{
	int r = place_processes(builder, next);

	if (r < 0)
		return r;
	r = grouping_cut(next);
	if (r < 0)
		return r;
	change_set_rates(next, previous);
	grouping_fill(next);
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
