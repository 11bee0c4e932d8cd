/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A machine that lives at random: processes are born, change group and session, end, and their
 * numbers are handed out again, by the kernel's rules. It knows what no snapshot does: which group
 * is which, by a serial number that is never given twice.
 */
#ifndef TESTS_LIB_WORLD_H
#define TESTS_LIB_WORLD_H

#include <stddef.h>
#include <stdint.h>

#include "model/snapshot.h"

/* Few numbers, so that they are reused all the time. */
#define WORLD_PIDS 64

struct world_process {
	struct process row;
	uint32_t group; /* serial */
	uint32_t session; /* serial */
	bool led; /* has had a group of its own before */
};

struct world {
	struct world_process processes[WORLD_PIDS];
	size_t count;
	size_t wanted; /* the count that births and deaths tend to */
	uint64_t clock; /* of starts: no two processes have the same */
	uint32_t serials; /* how many have been given */
	uint64_t random;
	const struct snapshot *snapshot; /* the newest; owned */
};

/* A world of a few processes, always the same for a seed, with its first snapshot. */
void world_init(struct world *ret_world, uint64_t seed);
void world_done(struct world *world);

/* A random number from 0 to below - 1. */
uint64_t world_random(struct world *world, uint64_t below);

/* Lets one thing happen. */
void world_happen(struct world *world);

/* Ends everybody. */
void world_end(struct world *world);

/* Takes the next snapshot and gives the one before back. */
void world_look(struct world *world);

/* The serial of the group, or of the session, that the process is in now; 0: it has ended. */
uint32_t world_group_of(const struct world *world, struct process_id id);
uint32_t world_session_of(const struct world *world, struct process_id id);

#endif
