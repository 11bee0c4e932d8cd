/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is read of all processes beside their stat lines, when somebody wants it: command lines and
 * control groups. Each is read once: what the previous snapshot knows is taken from there, unless
 * the process has begun another program since.
 */
#ifndef SCAN_EXTRA_FIELDS_H
#define SCAN_EXTRA_FIELDS_H

#include "model/detail.h"
#include "model/snapshot.h"

/* All zero: empty. */
struct extra_fields {
	const struct snapshot *previous; /* not owned; NULL: nothing is known */
	unsigned want; /* DETAIL_COMMAND, DETAIL_CGROUP */
	struct process_id *ids; /* to be read; owned */
	size_t count;
	size_t capacity;
	struct detail_set *set; /* read; owned */
	char *text; /* the command line found last; owned */
	size_t text_capacity;
};

void extra_fields_done(struct extra_fields *extra);

/* Begins a scan. previous, or NULL, must live until its end. */
void extra_fields_begin(struct extra_fields *extra, const struct snapshot *previous);

/* One process of the scan, as scanned: 0 or -ENOMEM. */
int extra_fields_ask(struct extra_fields *extra, const struct process *process);

/* Reads what is not known of those asked for: 0, -ENOMEM or -errno of /proc. */
int extra_fields_read(struct extra_fields *extra);

/* Fills command and cgroup, as far as they are wanted, of a process that was asked for; they are
 * valid until the next call. 0 or -ENOMEM. */
int extra_fields_fill(struct extra_fields *extra, struct process *process);

#endif
