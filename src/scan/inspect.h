/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Details of chosen processes. All of one process is read through one directory descriptor of
 * /proc/PID, so that start time, masks and command line belong to the same process, whoever gets
 * the number next.
 */
#ifndef SCAN_INSPECT_H
#define SCAN_INSPECT_H

#include "model/detail.h"

/* What all reading shares. */
struct inspector {
	int proc; /* descriptor of /proc */
	char *bytes; /* of the file read last, for most are short and only what is kept is copied;
		      * owned */
	size_t len;
	size_t capacity;
};

/* Opens /proc: 0 or -errno; inspector_close in either case. */
int inspector_open(struct inspector *ret_inspector);

/* Closes it and frees what it owns. */
void inspector_close(struct inspector *inspector);

/*
 * Reads what want (enum detail_want) asks for of one process. One that has ended, whose PID is
 * another's by now, or that /proc hides, is told with alive = false. detail_done when done. Returns
 * 0, or -errno when reading failed for a reason that is no process's, and *ret_detail is as it was.
 */
int inspector_read(struct inspector *inspector, struct process_id id, unsigned want,
	struct detail *ret_detail);

/*
 * The same of count processes, in any order; one that is named twice is in the set once, and only
 * the one named first has its login looked up. The caller owns the set. Returns 0, -ENOMEM, or
 * -errno (descriptors ran out, no /proc): nobody is taken for ended then.
 */
int inspect_processes(const struct process_id *ids, size_t count, unsigned want,
	struct detail_set **ret_set);

#endif
