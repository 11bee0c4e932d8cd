/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "tui/list/command_cache.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/vec.h"

void command_cache_done(struct command_cache *cache)
{
	detail_set_free(cache->set);
	free(cache->sight);
	free(cache->asked);
	memset(cache, 0, sizeof(*cache));
}

void command_cache_clear_sight(struct command_cache *cache)
{
	cache->sight_count = 0;
}

static size_t lower_bound(const struct process_id *ids, size_t count, struct process_id id)
{
	size_t low = 0;

	while (low < count) {
		size_t middle = low + (count - low) / 2;

		if (process_id_compare(ids[middle], id) < 0)
			low = middle + 1;
		else
			count = middle;
	}
	return low;
}

static bool has_id(const struct process_id *ids, size_t count, struct process_id id)
{
	size_t index = lower_bound(ids, count, id);

	return index < count && process_id_equal(ids[index], id);
}

int command_cache_add_sight(struct command_cache *cache, struct process_id id)
{
	size_t count = cache->sight_count;
	size_t index = lower_bound(cache->sight, count, id);
	int error;

	if (index < count && process_id_equal(cache->sight[index], id))
		return 0;
	error = vec_reserve(&cache->sight, &cache->sight_capacity, count + 1, sizeof(id));
	if (error < 0)
		return error;
	memmove(&cache->sight[index + 1], &cache->sight[index], (count - index) * sizeof(id));
	cache->sight[index] = id;
	cache->sight_count++;
	return 0;
}

/* Somebody in sight of whom nothing is known and nothing was asked. */
static bool has_stranger(const struct command_cache *cache)
{
	for (size_t i = 0; i < cache->sight_count; i++) {
		struct process_id id = cache->sight[i];

		if (!detail_set_find(cache->set, id) &&
			!has_id(cache->asked, cache->asked_count, id))
			return true;
	}
	return false;
}

size_t command_cache_choose(struct command_cache *cache, bool all)
{
	if (!all && !has_stranger(cache))
		return 0;
	if (vec_reserve(&cache->asked, &cache->asked_capacity, cache->sight_count,
		    sizeof(*cache->asked)) < 0)
		return 0;
	cache->asked_count = 0;
	for (size_t i = 0; i < cache->sight_count; i++)
		if (all || !detail_set_find(cache->set, cache->sight[i]))
			cache->asked[cache->asked_count++] = cache->sight[i];
	return cache->asked_count;
}

/* The sets are only searched, never changed, by others: here the items may move. */
static struct detail *find(struct detail_set *set, struct process_id id)
{
	return set ? (struct detail *)detail_set_find(set, id) : NULL;
}

/* The newer word on one process; a command line stays known when the process has ended. */
static struct detail *choose(struct detail *fresh, struct detail *old)
{
	if (!fresh || (old && old->command && !fresh->alive))
		return old;
	return fresh;
}

int command_cache_absorb(struct command_cache *cache, struct detail_set *answer)
{
	struct detail_set *merged = calloc(1, sizeof(*merged));

	if (!merged)
		return -ENOMEM;
	merged->items = calloc(cache->sight_count + 1, sizeof(*merged->items));
	if (!merged->items) {
		free(merged);
		return -ENOMEM;
	}
	for (size_t i = 0; i < cache->sight_count; i++) {
		struct process_id id = cache->sight[i];
		struct detail *detail = choose(find(answer, id), find(cache->set, id));

		if (detail)
			merged->items[merged->count++] = detail_take(detail);
	}
	detail_set_free(cache->set);
	cache->set = merged;
	return 0;
}
