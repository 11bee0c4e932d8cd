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
	cache->strange = false;
}

static bool is_known(const struct command_cache *cache, struct process_id id)
{
	return detail_set_find(cache->set, id) != NULL;
}

static bool is_asked(const struct command_cache *cache, struct process_id id)
{
	for (size_t i = 0; i < cache->asked_count; i++)
		if (process_id_equal(cache->asked[i], id))
			return true;
	return false;
}

int command_cache_add_sight(struct command_cache *cache, const struct row *row)
{
	const struct process *process = row_process(row);
	struct process_id id = process_identity(process);
	bool told = cache->all && process->command;

	if (row->struck)
		return 0;
	if (vec_reserve(&cache->sight, &cache->sight_capacity, cache->sight_count + 1,
		    sizeof(*cache->sight)) < 0)
		return -ENOMEM;
	cache->sight[cache->sight_count++] = id;
	cache->young |= snapshot_age(row->snapshot, process->start) < YOUTH;
	cache->strange |= !told && !is_known(cache, id) && !is_asked(cache, id);
	return 0;
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

	if (!all && !cache->strange)
		return 0;
	if (vec_reserve(&cache->asked, &cache->asked_capacity, cache->sight_count,
		    sizeof(*cache->asked)) < 0)
		return 0;
	cache->asked_count = 0;
	for (size_t i = 0; i < cache->sight_count; i++)
		if (all || !is_known(cache, cache->sight[i]))
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
	struct detail_set *merged = detail_set_new(cache->sight, cache->sight_count);
	size_t count = 0;

	if (!merged)
		return -ENOMEM;
	for (size_t i = 0; i < merged->count; i++) {
		struct process_id id = merged->items[i].id;
		struct detail *detail = choose(find(answer, id), find(cache->set, id));

		if (detail)
			merged->items[count++] = detail_take(detail);
	}
	merged->count = count;
	detail_set_free(cache->set);
	cache->set = merged;
	return 0;
}
