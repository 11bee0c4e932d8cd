/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "view/folds.h"

#include <stdlib.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/vec.h"

/* The position of key, or the one where it belongs. */
static size_t position_of(const struct folds *folds, uint64_t key)
{
	size_t low = 0;
	size_t high = folds->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (folds->keys[middle] < key)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool has(const struct folds *folds, uint64_t key)
{
	size_t position = position_of(folds, key);

	return position < folds->count && folds->keys[position] == key;
}

void folds_done(struct folds *folds)
{
	free(folds->keys);
	*folds = (struct folds){0};
}

bool folds_is_unfolded(const struct folds *folds, uint64_t key)
{
	return has(folds, key) != folds->all;
}

static int add(struct folds *folds, uint64_t key)
{
	size_t position = position_of(folds, key);
	int r = vec_reserve(&folds->keys, &folds->capacity, folds->count + 1, sizeof(*folds->keys));

	if (r < 0)
		return r;
	memmove(folds->keys + position + 1, folds->keys + position,
	        (folds->count - position) * sizeof(*folds->keys));
	folds->keys[position] = key;
	folds->count++;
	return 0;
}

static void take_away(struct folds *folds, uint64_t key)
{
	size_t position = position_of(folds, key);

	folds->count--;
	memmove(folds->keys + position, folds->keys + position + 1,
	        (folds->count - position) * sizeof(*folds->keys));
}

int folds_set(struct folds *folds, uint64_t key, bool unfolded)
{
	if (folds_is_unfolded(folds, key) == unfolded)
		return 0;
	if (!has(folds, key))
		return add(folds, key);
	take_away(folds, key);
	return 0;
}

void folds_set_all(struct folds *folds, bool unfolded)
{
	folds->all = unfolded;
	folds->count = 0;
}

static void keep(const struct folds *folds, bool *kept, uint64_t key)
{
	size_t position = position_of(folds, key);

	if (position < folds->count && folds->keys[position] == key)
		kept[position] = true;
}

void folds_prune(struct folds *folds, const struct snapshot *snapshot)
{
	CLEANUP_FREE bool *kept = calloc(folds->count ? folds->count : 1, sizeof(*kept));
	size_t count = 0;

	/* Without memory the old keys stay for another round, which does no harm. */
	if (!kept)
		return;
	for (uint32_t i = 0; i < snapshot->group_count; i++)
		keep(folds, kept, snapshot->groups[i].key);
	for (uint32_t i = 0; i < snapshot->session_count; i++)
		keep(folds, kept, snapshot->sessions[i].key);
	for (size_t i = 0; i < folds->count; i++)
		if (kept[i])
			folds->keys[count++] = folds->keys[i];
	folds->count = count;
}
