/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "view/keys.h"

#include <stdlib.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/vec.h"

/* The position of key, or the one where it belongs. */
static size_t position_of(const struct keys *keys, uint64_t key)
{
	size_t low = 0;
	size_t high = keys->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (keys->items[middle] < key)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

void keys_done(struct keys *keys)
{
	free(keys->items);
	*keys = (struct keys){0};
}

bool keys_has(const struct keys *keys, uint64_t key)
{
	size_t position = position_of(keys, key);

	return position < keys->count && keys->items[position] == key;
}

static int add(struct keys *keys, uint64_t key)
{
	size_t position = position_of(keys, key);
	int r = vec_reserve(&keys->items, &keys->capacity, keys->count + 1, sizeof(*keys->items));

	if (r < 0)
		return r;
	memmove(keys->items + position + 1, keys->items + position,
		(keys->count - position) * sizeof(*keys->items));
	keys->items[position] = key;
	keys->count++;
	return 0;
}

int keys_set(struct keys *keys, uint64_t key, bool in)
{
	size_t position;

	if (keys_has(keys, key) == in)
		return 0;
	if (in)
		return add(keys, key);
	position = position_of(keys, key);
	keys->count--;
	memmove(keys->items + position, keys->items + position + 1,
		(keys->count - position) * sizeof(*keys->items));
	return 0;
}

static void keep(const struct keys *keys, bool *kept, uint64_t key)
{
	size_t position = position_of(keys, key);

	if (position < keys->count && keys->items[position] == key)
		kept[position] = true;
}

size_t keys_prune(struct keys *keys, const struct snapshot *snapshot)
{
	CLEANUP_FREE bool *kept = calloc(keys->count ? keys->count : 1, sizeof(*kept));
	size_t forgotten;
	size_t count = 0;

	/* Without memory the old keys stay for another round, which does no harm. */
	if (!kept)
		return 0;
	for (uint32_t i = 0; i < snapshot->group_count; i++)
		keep(keys, kept, snapshot->groups[i].key);
	for (uint32_t i = 0; i < snapshot->session_count; i++)
		keep(keys, kept, snapshot->sessions[i].key);
	for (size_t i = 0; i < keys->count; i++)
		if (kept[i])
			keys->items[count++] = keys->items[i];
	forgotten = keys->count - count;
	keys->count = count;
	return forgotten;
}
