/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The places of rows, held by identity: a list that stands still while somebody reaches for a row
 * of it, though the figures it is sorted by change.
 */
#ifndef VIEW_HELD_H
#define VIEW_HELD_H

#include "view/listing.h"

struct held_place {
	struct row_identity identity;
	uint32_t rank;
};

/* All zero: no row has a place. */
struct held {
	struct held_place *places; /* ordered by identity; owned */
	size_t count;
	size_t capacity;
};

void held_done(struct held *held);

/* Takes the places of all rows: 0, or -ENOMEM with no row having a place. */
int held_take(struct held *held, const struct listing *listing);

/* The place of a row, smaller further up; UINT32_MAX: it had none. */
uint32_t held_rank(const struct held *held, const struct row_identity *identity);

#endif
