/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The places of rows, kept by identity: a list that stands still while somebody reaches for a row
 * of it, though the figures it is sorted by change.
 */
#ifndef VIEW_LISTING_FROZEN_ORDER_H
#define VIEW_LISTING_FROZEN_ORDER_H

#include <stddef.h>

#include "view/rows/row.h"

struct frozen_place {
	struct row_identity identity;
	uint32_t rank;
};

/* All zero: no row has a place. */
struct frozen_order {
	struct frozen_place *places; /* ordered by identity; owned */
	size_t count;
	size_t capacity;
};

/* Frees what it owns; it is empty then. */
void frozen_order_done(struct frozen_order *frozen);

/* Takes the places of these rows: 0, or -ENOMEM with no row having a place. */
int frozen_order_take(struct frozen_order *frozen, const struct row *rows, size_t count);

/* The place of a row, smaller further up; UINT32_MAX: it had none. */
uint32_t frozen_order_rank(const struct frozen_order *frozen, const struct row_identity *identity);

#endif
