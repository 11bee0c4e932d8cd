/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "tui/list/command_cache.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/vec.h"

/* Who is younger than this is likely to begin another program, seconds. */
#define YOUTH 10

/* Whoever is older begins one rarely, but may call itself something else: so often all are looked
 * at again. */
#define TITLES (5 * CLOCK_SECOND)

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
	cache->young = false;
}

/* Seen processes and bare identities alike begin with an identity. */
static int compare_ids(const void *key, const void *item)
{
	return process_id_compare(*(const struct process_id *)key,
		*(const struct process_id *)item);
}

int command_cache_add_sight(struct command_cache *cache, const struct row *row)
{
	const struct process *process = row_process(row);
	struct command_sight seen = {process_identity(process), cache->all && process->command};
	size_t count = cache->sight_count;
	size_t place = vec_place(&seen.id, cache->sight, count, sizeof(seen), compare_ids);

	if (row->struck || (place < count && process_id_equal(cache->sight[place].id, seen.id)))
		return 0;
	if (vec_reserve(&cache->sight, &cache->sight_capacity, count + 1, sizeof(seen)) < 0)
		return -ENOMEM;
	memmove(&cache->sight[place + 1], &cache->sight[place], (count - place) * sizeof(seen));
	cache->sight[place] = seen;
	cache->sight_count++;
	cache->young |= snapshot_age(row->snapshot, process->start) < YOUTH;
	return 0;
}

static bool is_known(const struct command_cache *cache, const struct command_sight *seen)
{
	return seen->told || detail_set_find(cache->set, seen->id);
}

static bool is_asked(const struct command_cache *cache, struct process_id id)
{
	size_t place = vec_place(&id, cache->asked, cache->asked_count, sizeof(id), compare_ids);

	return place < cache->asked_count && process_id_equal(cache->asked[place], id);
}

/* Somebody in sight of whom nothing is known and nothing was asked. */
static bool has_stranger(const struct command_cache *cache)
{
	for (size_t i = 0; i < cache->sight_count; i++)
		if (!is_known(cache, &cache->sight[i]) && !is_asked(cache, cache->sight[i].id))
			return true;
	return false;
}

/* With a new snapshot, whether command lines that are known are to be read again. */
static bool are_outdated(struct command_cache *cache, uint64_t now)
{
	if (!cache->fresh)
		return false;
	cache->fresh = false;
	if (!cache->young && now < cache->titles_due)
		return false;
	cache->titles_due = now + TITLES;
	return true;
}

size_t command_cache_choose(struct command_cache *cache, uint64_t now)
{
	bool all = are_outdated(cache, now);

	if (!all && !has_stranger(cache))
		return 0;
	if (vec_reserve(&cache->asked, &cache->asked_capacity, cache->sight_count,
		    sizeof(*cache->asked)) < 0)
		return 0;
	cache->asked_count = 0;
	for (size_t i = 0; i < cache->sight_count; i++)
		if (all || !is_known(cache, &cache->sight[i]))
			cache->asked[cache->asked_count++] = cache->sight[i].id;
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
		struct process_id id = cache->sight[i].id;
		struct detail *detail = choose(find(answer, id), find(cache->set, id));

		if (detail)
			merged->items[merged->count++] = detail_take(detail);
	}
	detail_set_free(cache->set);
	cache->set = merged;
	return 0;
}
