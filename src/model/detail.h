/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is read only of processes in sight or chosen: masks, command line, wait channel, control
 * group. */
#ifndef MODEL_DETAIL_H
#define MODEL_DETAIL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/identity.h"
#include "model/login.h"
#include "model/process.h"

/* Signal masks, bit signal - 1, as in /proc/PID/status. */
struct signal_masks {
	uint64_t blocked; /* by every thread: any other one would take the signal */
	uint64_t ignored;
	uint64_t caught;
	uint64_t pending; /* for the process's main thread and for the process as a whole */
};

struct detail {
	struct process_id id;
	bool alive; /* false: no such process any more, and everything below is unknown */
	bool masks_known; /* false: not readable */
	bool is_init; /* of a PID namespace, this one or one inside it; read with the masks */
	struct process_stat stat; /* fresher than the snapshot's */
	struct signal_masks masks;
	char *command; /* its arguments, raw bytes with a blank between them, cut at
			* DETAIL_COMMAND_MAX; NULL: none (zombie, kernel thread) or not asked
			* for */
	char *cgroup; /* the path of its control group; NULL: none, or not asked for */
	struct login *login; /* owned; NULL: not asked for */
	char wchan[64]; /* "" when not asked for, not waiting or not readable */
};

/* Command lines are kept up to here; no screen shows more. */
#define DETAIL_COMMAND_MAX 131072

/* What to read besides the stat line. */
enum detail_want {
	DETAIL_MASKS = 1 << 0,
	DETAIL_COMMAND = 1 << 1,
	DETAIL_WCHAN = 1 << 2,
	DETAIL_CGROUP = 1 << 3,
	DETAIL_LOGIN = 1 << 4, /* only of the process that is named first */
};

/* Details of several processes, ordered by process_id_compare. */
struct detail_set {
	struct detail *items; /* owned */
	size_t count;
};

/* A set of these processes, each once, with nothing read yet; NULL when memory is out. */
struct detail_set *detail_set_new(const struct process_id *ids, size_t count);

/* The detail of id, or NULL. The set is ordered: a binary search. set may be NULL. */
const struct detail *detail_set_find(const struct detail_set *set, struct process_id id);

/* Moves what the detail owns into the result; it stays behind without. */
struct detail detail_take(struct detail *detail);

/* Frees what the detail owns; it stays behind without. */
void detail_done(struct detail *detail);

/* Frees the set and all in it; NULL is fine. */
void detail_set_free(struct detail_set *set);

#endif
