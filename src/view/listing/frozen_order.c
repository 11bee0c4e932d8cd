/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "view/listing/frozen_order.h"

#include <stdlib.h>

#include "base/vec.h"

void frozen_order_done(struct frozen_order *frozen)
{
	free(frozen->places);
	*frozen = (struct frozen_order){0};
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
	const struct frozen_place *a = left;
	const struct frozen_place *b = right;

	return compare_identities(&a->identity, &b->identity);
}

static int compare_with_place(const void *identity, const void *place)
{
	return compare_identities(identity, &((const struct frozen_place *)place)->identity);
}

int frozen_order_take(struct frozen_order *frozen, const struct row *rows, size_t count)
{
	int r = vec_reserve(&frozen->places, &frozen->capacity, count, sizeof(*frozen->places));

	frozen->count = 0;
	if (r < 0)
		return r;
	for (size_t i = 0; i < count; i++)
		frozen->places[frozen->count++] =
			(struct frozen_place){row_identity(&rows[i]), (uint32_t)i};
	if (frozen->count > 1)
		qsort(frozen->places, frozen->count, sizeof(*frozen->places), compare_places);
	return 0;
}

uint32_t frozen_order_rank(const struct frozen_order *frozen, const struct row_identity *identity)
{
	const struct frozen_place *place = vec_find(identity, frozen->places, frozen->count,
		sizeof(*place), compare_with_place);

	return place ? place->rank : UINT32_MAX;
}
