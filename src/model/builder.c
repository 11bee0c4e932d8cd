/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "model/builder.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/cleanup.h"
#include "base/number.h"
#include "base/vec.h"
#include "model/grouping.h"
#include "model/lineage.h"
#include "model/snapshot_private.h"

struct builder {
	struct process *rows; /* their strings are in the pool */
	size_t count;
	size_t capacity;
	size_t hint; /* rows to make room for at once */
	struct string_block *pool;
};

struct builder *builder_new(size_t hint)
{
	struct builder *builder = calloc(1, sizeof(*builder));

	if (builder)
		builder->hint = hint;
	return builder;
}

static void drop_rows(struct builder *builder)
{
	builder->count = 0;
	string_blocks_free(TAKE(builder->pool));
}

void builder_free(struct builder *builder)
{
	if (!builder)
		return;
	drop_rows(builder);
	free(builder->rows);
	free(builder);
}

/* Text that is copied goes into blocks of this size; what is longer has a block of its own. */
#define BLOCK_SIZE 16384

/* Copies *text (NULL: nothing) into the pool, where it stays, and lets *text point there. */
static int pool_add(struct builder *builder, const char **text)
{
	size_t len = *text ? strlen(*text) + 1 : 0;
	struct string_block *block = builder->pool;

	if (!*text)
		return 0;
	if (!block || block->size - block->used < len) {
		size_t size = len > BLOCK_SIZE ? len : BLOCK_SIZE;

		block = malloc(sizeof(*block) + size);
		if (!block)
			return -ENOMEM;
		*block = (struct string_block){.next = builder->pool, .size = size};
		builder->pool = block;
	}
	*text = memcpy(block->text + block->used, *text, len);
	block->used += len;
	return 0;
}

int builder_add(struct builder *builder, const struct process *row)
{
	struct process copy = *row;
	const char **texts[] = {&copy.name, &copy.tty_name, &copy.cgroup, &copy.command};
	size_t need = builder->count + 1;
	int r;

	if (row->pid <= 0 || row->pgid < 0 || row->sid < 0)
		return 0;
	r = vec_reserve(&builder->rows, &builder->capacity,
		need > builder->hint ? need : builder->hint, sizeof(*builder->rows));
	if (!copy.name)
		copy.name = "";
	for (size_t i = 0; r == 0 && i < COUNT(texts); i++)
		r = pool_add(builder, texts[i]);
	if (r == 0)
		builder->rows[builder->count++] = copy;
	return r;
}

/* Session, group, leader first, oldest first. */
static int compare_rows(const void *left, const void *right)
{
	const struct process *a = left;
	const struct process *b = right;

	if (a->sid != b->sid)
		return number_compare((uint64_t)a->sid, (uint64_t)b->sid);
	if (a->pgid != b->pgid)
		return number_compare((uint64_t)a->pgid, (uint64_t)b->pgid);
	if (process_is_leader(a) != process_is_leader(b))
		return process_is_leader(a) ? -1 : 1;
	if (a->start != b->start)
		return number_compare(a->start, b->start);
	return number_compare((uint64_t)a->pid, (uint64_t)b->pid);
}

static int compare_pids(const void *left, const void *right, void *context)
{
	const struct process *processes = context;

	return number_compare((uint64_t)processes[*(const uint32_t *)left].pid,
		(uint64_t)processes[*(const uint32_t *)right].pid);
}

static int compare_pgids(const void *left, const void *right, void *context)
{
	const struct group *groups = context;
	uint32_t a = *(const uint32_t *)left;
	uint32_t b = *(const uint32_t *)right;

	if (groups[a].id.pgid != groups[b].id.pgid)
		return number_compare((uint64_t)groups[a].id.pgid, (uint64_t)groups[b].id.pgid);
	return number_compare(a, b);
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

/* The snapshot takes over the rows, ordered, and what their strings are in. */
static int place_processes(struct builder *builder, struct snapshot_private *next)
{
	size_t count = builder->count;

	/* A snapshot of nobody has an array, too. */
	if (!builder->rows &&
		vec_reserve(&builder->rows, &builder->capacity, 1, sizeof(*builder->rows)) < 0)
		return -ENOMEM;
	next->strings = TAKE(builder->pool);
	next->processes = TAKE(builder->rows);
	builder->count = 0;
	builder->capacity = 0;
	/* The next round will have as many, and a few more. */
	builder->hint = count + count / 16 + 1;
	if (count > 0)
		qsort(next->processes, count, sizeof(*next->processes), compare_rows);
	next->public.processes = next->processes;
	next->public.process_count = (uint32_t)count;
	next->by_pid = ordered(next->public.process_count, compare_pids, next->processes);
	return next->by_pid ? 0 : -ENOMEM;
}

static int compare_uids(const void *left, const void *right)
{
	return number_compare(*(const uid_t *)left, *(const uid_t *)right);
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
	lineage_fill_rates(next, previous);
	grouping_fill(next);
	lineage_fill_keys(next, previous);
	next->by_pgid = ordered(next->public.group_count, compare_pgids, next->groups);
	if (!next->by_pgid)
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
		drop_rows(builder);
		snapshot_unref(&next->public);
		return r;
	}
	*ret_snapshot = &next->public;
	return 0;
}
