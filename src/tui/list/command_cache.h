/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Command lines of the rows in sight: whose are to be read, and when again. What is known is kept
 * from one answer to the next, so that it does not flicker. What a filter looks at is the
 * snapshots' (scan/extra_fields.h): it is of all processes, and does not have to be as new.
 */
#ifndef TUI_LIST_COMMAND_CACHE_H
#define TUI_LIST_COMMAND_CACHE_H

#include "model/detail.h"
#include "view/rows/row.h"

/* All zero: empty. */
struct command_cache {
	struct detail_set *set; /* owned; NULL: nothing is known */
	struct process_id *sight; /* the processes in sight, some twice; owned */
	size_t sight_count;
	size_t sight_capacity;
	struct process_id *asked; /* the last request; owned */
	size_t asked_count;
	size_t asked_capacity;
	bool all; /* snapshots go on telling those of all processes; the list sets it */
	bool fresh; /* nothing was asked since the last snapshot; the list sets it */
	bool young; /* somebody in sight is */
	bool strange; /* of somebody in sight nothing is known, asked or told by the snapshot */
	uint64_t titles_due; /* when all are to be asked about again; CLOCK_MONOTONIC */
};

/* Frees what it owns; it is empty then. */
void command_cache_done(struct command_cache *cache);

/* Begins to collect who is in sight. */
void command_cache_clear_sight(struct command_cache *cache);

/* One more row in sight: 0 or -ENOMEM. */
int command_cache_add_sight(struct command_cache *cache, const struct row *row);

/*
 * Decides what to ask for at now (CLOCK_MONOTONIC): everybody in sight when that is due, else, as
 * soon as somebody is neither known nor asked for, all who are not known. Returns how many (they
 * are then cache->asked).
 */
size_t command_cache_choose(struct command_cache *cache, uint64_t now);

/* Takes an answer in: what it says of those in sight replaces what was known; who is out of sight
 * is forgotten. Moves what it needs out of *answer, which stays the caller's. 0 or -ENOMEM. */
int command_cache_absorb(struct command_cache *cache, struct detail_set *answer);

#endif
