/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A set of lineages: the keys of groups and sessions, which mean the same in every snapshot. */
#ifndef VIEW_KEYS_H
#define VIEW_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/snapshot.h"

/* All zero: empty. */
struct keys {
	uint64_t *items; /* in order; owned */
	size_t count;
	size_t capacity;
};

void keys_done(struct keys *keys);
bool keys_has(const struct keys *keys, uint64_t key);

/* Puts the key in, or takes it out: 0 or -ENOMEM. */
int keys_set(struct keys *keys, uint64_t key, bool in);

/* Forgets keys that are not in the snapshot: what they named has ended. Returns how many. */
size_t keys_prune(struct keys *keys, const struct snapshot *snapshot);

#endif
