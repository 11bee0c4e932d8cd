/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Command lines of the rows in sight, kept from one answer to the next so that they do not
 * flicker. */
#ifndef TUI_LIST_COMMAND_CACHE_H
#define TUI_LIST_COMMAND_CACHE_H

#include "model/detail.h"

struct command_cache {
	struct detail_set *set; /* owned; NULL: nothing is known */
	struct process_id *sight; /* the processes in sight, ordered, each once; owned */
	size_t sight_count;
	size_t sight_capacity;
	struct process_id *asked; /* the last request, ordered; owned */
	size_t asked_count;
	size_t asked_capacity;
};

void command_cache_done(struct command_cache *cache);

/* Begins to collect who is in sight. */
void command_cache_clear_sight(struct command_cache *cache);

/* One more process in sight: 0 or -ENOMEM. */
int command_cache_add_sight(struct command_cache *cache, struct process_id id);

/*
 * Decides what to ask for: everybody in sight when all is true, else, as soon as somebody is
 * neither known nor asked for, all who are not known. Returns how many (they are then
 * cache->asked).
 */
size_t command_cache_choose(struct command_cache *cache, bool all);

/* Takes an answer in: what it says of those in sight replaces what was cache; who is out of sight
 * is forgotten. Moves what it needs out of *answer, which stays the caller's. 0 or -ENOMEM. */
int command_cache_absorb(struct command_cache *cache, struct detail_set *answer);

#endif
