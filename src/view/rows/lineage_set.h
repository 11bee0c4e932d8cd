/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A set of lineages: the keys of groups and sessions, which mean the same in every snapshot. */
#ifndef VIEW_ROWS_LINEAGE_SET_H
#define VIEW_ROWS_LINEAGE_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/snapshot.h"

/* All zero: empty. */
struct lineage_set {
	uint64_t *items; /* in order; owned */
	size_t count;
	size_t capacity;
};

/* Frees what it owns; it is empty then. */
void lineage_set_done(struct lineage_set *set);

/* Whether the key is in the set. */
bool lineage_set_has(const struct lineage_set *set, uint64_t key);

/* Puts the key in, or takes it out: 0 or -ENOMEM. */
int lineage_set_put(struct lineage_set *set, uint64_t key, bool in);

/* Forgets lineages that are not in the snapshot: they have ended. Returns how many. */
size_t lineage_set_prune(struct lineage_set *set, const struct snapshot *snapshot);

#endif
