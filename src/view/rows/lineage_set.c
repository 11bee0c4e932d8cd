/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "view/rows/lineage_set.h"

#include <stdlib.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/vec.h"

static int compare_keys(const void *left, const void *right)
{
	uint64_t a = *(const uint64_t *)left;
	uint64_t b = *(const uint64_t *)right;

	return (a > b) - (a < b);
}

/* The position of key, or the one where it belongs. */
static size_t position_of(const struct lineage_set *set, uint64_t key)
{
	return vec_place(&key, set->items, set->count, sizeof(*set->items), compare_keys);
}

void lineage_set_done(struct lineage_set *set)
{
	free(set->items);
	*set = (struct lineage_set){0};
}

bool lineage_set_has(const struct lineage_set *set, uint64_t key)
{
	size_t position = position_of(set, key);

	return position < set->count && set->items[position] == key;
}

static int add(struct lineage_set *set, uint64_t key)
{
	size_t position = position_of(set, key);
	int r = vec_reserve(&set->items, &set->capacity, set->count + 1, sizeof(*set->items));

	if (r < 0)
		return r;
	memmove(set->items + position + 1, set->items + position,
		(set->count - position) * sizeof(*set->items));
	set->items[position] = key;
	set->count++;
	return 0;
}

int lineage_set_put(struct lineage_set *set, uint64_t key, bool in)
{
	size_t position;

	if (lineage_set_has(set, key) == in)
		return 0;
	if (in)
		return add(set, key);
	position = position_of(set, key);
	set->count--;
	memmove(set->items + position, set->items + position + 1,
		(set->count - position) * sizeof(*set->items));
	return 0;
}

static void keep(const struct lineage_set *set, bool *kept, uint64_t key)
{
	size_t position = position_of(set, key);

	if (position < set->count && set->items[position] == key)
		kept[position] = true;
}

size_t lineage_set_prune(struct lineage_set *set, const struct snapshot *snapshot)
{
	CLEANUP_FREE bool *kept = calloc(set->count ? set->count : 1, sizeof(*kept));
	size_t forgotten;
	size_t count = 0;

	/* Without memory the old keys stay for another round, which does no harm. */
	if (!kept)
		return 0;
	for (uint32_t i = 0; i < snapshot->group_count; i++)
		keep(set, kept, snapshot->groups[i].key);
	for (uint32_t i = 0; i < snapshot->session_count; i++)
		keep(set, kept, snapshot->sessions[i].key);
	for (size_t i = 0; i < set->count; i++)
		if (kept[i])
			set->items[count++] = set->items[i];
	forgotten = set->count - count;
	set->count = count;
	return forgotten;
}
