/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "view/rows/lineage_set.h"

#include <errno.h>
#include <stdlib.h>

#include "base/cleanup.h"
#include "base/number.h"
#include "base/vec.h"

static int compare_keys(const void *left, const void *right)
{
	return number_compare(*(const uint64_t *)left, *(const uint64_t *)right);
}

void lineage_set_done(struct lineage_set *set)
{
	free(set->items);
	*set = (struct lineage_set){0};
}

bool lineage_set_has(const struct lineage_set *set, uint64_t key)
{
	return vec_find(&key, set->items, set->count, sizeof(key), compare_keys) != NULL;
}

int lineage_set_put(struct lineage_set *set, uint64_t key, bool in)
{
	size_t place = vec_place(&key, set->items, set->count, sizeof(key), compare_keys);
	uint64_t *item;

	if (lineage_set_has(set, key) == in)
		return 0;
	if (!in) {
		vec_remove(set->items, &set->count, sizeof(key), place);
		return 0;
	}
	item = vec_insert(&set->items, &set->capacity, &set->count, sizeof(key), place);
	if (!item)
		return -ENOMEM;
	*item = key;
	return 0;
}

static void keep(const struct lineage_set *set, bool *kept, uint64_t key)
{
	const uint64_t *item = vec_find(&key, set->items, set->count, sizeof(key), compare_keys);

	if (item)
		kept[item - set->items] = true;
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
