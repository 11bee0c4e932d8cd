/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is read of all processes beside their stat lines, when somebody wants it: command lines and
 * control groups. Each is read once: what the previous snapshot knows is taken from there, unless
 * the process has begun another program since.
 */
#ifndef SCAN_EXTRAS_H
#define SCAN_EXTRAS_H

#include "model/detail.h"
#include "model/snapshot.h"

/* All zero: empty. */
struct extras {
	const struct snapshot *previous; /* not owned; NULL: nothing is known */
	unsigned want; /* DETAIL_COMMAND, DETAIL_CGROUP */
	struct process_id *ids; /* to be read; owned */
	size_t count;
	size_t capacity;
	struct detail_set *set; /* read; owned */
	char *text; /* the command line found last; owned */
	size_t text_capacity;
};

void extras_done(struct extras *extras);

/* Begins a scan. previous, or NULL, must live until its end. */
void extras_begin(struct extras *extras, const struct snapshot *previous);

/* One process of the scan, as scanned: 0 or -ENOMEM. */
int extras_ask(struct extras *extras, const struct process *process);

/* Reads what is not known of those asked for: 0, -ENOMEM or -errno of /proc. */
int extras_read(struct extras *extras);

/* Fills command and cgroup, as far as they are wanted, of a process that was asked for; they are
 * valid until the next call. 0 or -ENOMEM. */
int extras_fill(struct extras *extras, struct process *process);

#endif
