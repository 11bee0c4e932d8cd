/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A machine that lives at random: processes are born, change group and session, end, and their
 * numbers are handed out again, by the kernel's rules. It knows what no snapshot does: which group
 * is which, by a serial number that is never given twice.
 */
#ifndef TESTS_LIB_MEMORY_RANDOM_MACHINE_H
#define TESTS_LIB_MEMORY_RANDOM_MACHINE_H

#include <stddef.h>
#include <stdint.h>

#include "model/snapshot.h"

/* Few numbers, so that they are reused all the time. */
#define RANDOM_MACHINE_PIDS 64

struct random_process {
	struct process row;
	uint32_t group; /* serial */
	uint32_t session; /* serial */
	bool led; /* has had a group of its own before */
};

struct random_machine {
	struct random_process processes[RANDOM_MACHINE_PIDS];
	size_t count;
	size_t wanted; /* the count that births and deaths tend to */
	uint64_t clock; /* of starts: no two processes have the same */
	uint32_t serials; /* how many have been given */
	uint64_t random;
	const struct snapshot *snapshot; /* the newest; owned */
};

/* A machine of a few processes, always the same for a seed, with its first snapshot. */
void random_machine_init(struct random_machine *ret_machine, uint64_t seed);
void random_machine_done(struct random_machine *machine);

/* A random number from 0 to below - 1. */
uint64_t random_machine_number(struct random_machine *machine, uint64_t below);

/* Lets one thing happen. */
void random_machine_happen(struct random_machine *machine);

/* Ends everybody. */
void random_machine_end(struct random_machine *machine);

/* Takes the next snapshot and gives the one before back. */
void random_machine_look(struct random_machine *machine);

/* The serial of the group, or of the session, that the process is in now; 0: it has ended. */
uint32_t random_machine_group_of(const struct random_machine *machine, struct process_id id);
uint32_t random_machine_session_of(const struct random_machine *machine, struct process_id id);

#endif
