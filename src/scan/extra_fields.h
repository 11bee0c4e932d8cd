/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is read of all processes beside their stat lines, when somebody wants it: command lines and
 * control groups. Each is read once: what the previous snapshot knows is taken from there, unless
 * the process has begun another program since.
 */
#ifndef SCAN_EXTRA_FIELDS_H
#define SCAN_EXTRA_FIELDS_H

#include "model/snapshot.h"
#include "scan/inspect.h"

/* One scan's reading. */
struct extra_fields {
	const struct snapshot *previous; /* not owned; NULL: nothing is known */
	unsigned want; /* DETAIL_COMMAND, DETAIL_CGROUP */
	struct inspector inspector;
	struct detail detail; /* read last; owned */
};

/* Begins a scan. previous, or NULL, must live until its end. 0 or -errno of opening /proc;
 * extra_fields_end in either case. */
int extra_fields_begin(struct extra_fields *ret_extra, unsigned want,
	const struct snapshot *previous);

/* Frees what it owns. */
void extra_fields_end(struct extra_fields *extra);

/* Fills command and cgroup of a process as scanned, as far as they are wanted; they are valid until
 * the next call. 0, -ENOMEM or -errno of /proc. */
int extra_fields_fill(struct extra_fields *extra, struct process *process);

#endif
