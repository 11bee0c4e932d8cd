/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Command lines of the rows in sight, kept from one answer to the next so that they do not
 * flicker. */
#ifndef TUI_KNOWN_H
#define TUI_KNOWN_H

#include "model/detail.h"

struct known {
	struct detail_set *set; /* owned; NULL: nothing is known */
	struct process_id *sight; /* the processes in sight, ordered, each once; owned */
	size_t sight_count;
	size_t sight_capacity;
	struct process_id *asked; /* the last request, ordered; owned */
	size_t asked_count;
	size_t asked_capacity;
};

void known_done(struct known *known);

/* Begins to collect who is in sight. */
void known_clear_sight(struct known *known);

/* One more process in sight: 0 or -ENOMEM. */
int known_add_sight(struct known *known, struct process_id id);

/*
 * Decides what to ask for: everybody in sight when all is true, else, as soon as somebody is
 * neither known nor asked for, all who are not known. Returns how many (they are then
 * known->asked).
 */
size_t known_choose(struct known *known, bool all);

/* Takes an answer in: what it says of those in sight replaces what was known; who is out of sight
 * is forgotten. Moves what it needs out of *answer, which stays the caller's. 0 or -ENOMEM. */
int known_absorb(struct known *known, struct detail_set *answer);

#endif
