/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "tui/list/known.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/vec.h"

void known_done(struct known *known)
{
	detail_set_free(known->set);
	free(known->sight);
	free(known->asked);
	memset(known, 0, sizeof(*known));
}

void known_clear_sight(struct known *known)
{
	known->sight_count = 0;
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

int known_add_sight(struct known *known, struct process_id id)
{
	size_t count = known->sight_count;
	size_t index = lower_bound(known->sight, count, id);
	int error;

	if (index < count && process_id_equal(known->sight[index], id))
		return 0;
	error = vec_reserve(&known->sight, &known->sight_capacity, count + 1, sizeof(id));
	if (error < 0)
		return error;
	memmove(&known->sight[index + 1], &known->sight[index], (count - index) * sizeof(id));
	known->sight[index] = id;
	known->sight_count++;
	return 0;
}

/* Somebody in sight of whom nothing is known and nothing was asked. */
static bool has_stranger(const struct known *known)
{
	for (size_t i = 0; i < known->sight_count; i++) {
		struct process_id id = known->sight[i];

		if (!detail_set_find(known->set, id) &&
			!has_id(known->asked, known->asked_count, id))
			return true;
	}
	return false;
}

size_t known_choose(struct known *known, bool all)
{
	if (!all && !has_stranger(known))
		return 0;
	if (vec_reserve(&known->asked, &known->asked_capacity, known->sight_count,
		    sizeof(*known->asked)) < 0)
		return 0;
	known->asked_count = 0;
	for (size_t i = 0; i < known->sight_count; i++)
		if (all || !detail_set_find(known->set, known->sight[i]))
			known->asked[known->asked_count++] = known->sight[i];
	return known->asked_count;
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

int known_absorb(struct known *known, struct detail_set *answer)
{
	struct detail_set *merged = calloc(1, sizeof(*merged));

	if (!merged)
		return -ENOMEM;
	merged->items = calloc(known->sight_count + 1, sizeof(*merged->items));
	if (!merged->items) {
		free(merged);
		return -ENOMEM;
	}
	for (size_t i = 0; i < known->sight_count; i++) {
		struct process_id id = known->sight[i];
		struct detail *detail = choose(find(answer, id), find(known->set, id));

		if (detail)
			merged->items[merged->count++] = detail_take(detail);
	}
	merged->want = answer->want;
	detail_set_free(known->set);
	known->set = merged;
	return 0;
}
