/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "view/held.h"

#include <stdlib.h>

#include "base/vec.h"

void held_done(struct held *held)
{
	free(held->places);
	*held = (struct held){0};
}

/* Keys are unique among groups and sessions together. */
static int compare_identities(const struct row_identity *a, const struct row_identity *b)
{
	if (a->key != b->key)
		return a->key < b->key ? -1 : 1;
	return process_id_compare(a->id, b->id);
}

static int compare_places(const void *left, const void *right)
{
	const struct held_place *a = left;
	const struct held_place *b = right;

	return compare_identities(&a->identity, &b->identity);
}

static int compare_with_place(const void *identity, const void *place)
{
	return compare_identities(identity, &((const struct held_place *)place)->identity);
}

int held_take(struct held *held, const struct listing *listing)
{
	int r = vec_reserve(&held->places, &held->capacity, listing->count, sizeof(*held->places));

	held->count = 0;
	if (r < 0)
		return r;
	for (size_t i = 0; i < listing->count; i++)
		held->places[held->count++] =
			(struct held_place){row_identity(&listing->rows[i]), (uint32_t)i};
	if (held->count > 1)
		qsort(held->places, held->count, sizeof(*held->places), compare_places);
	return 0;
}

uint32_t held_rank(const struct held *held, const struct row_identity *identity)
{
	size_t place = vec_place(identity, held->places, held->count, sizeof(*held->places),
		compare_with_place);

	if (place < held->count && compare_identities(identity, &held->places[place].identity) == 0)
		return held->places[place].rank;
	return UINT32_MAX;
}
