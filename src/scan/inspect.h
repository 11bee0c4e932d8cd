/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Details of chosen processes. All of one process is read through one directory descriptor of
 * /proc/PID, so that start time, masks and command line belong to the same process, whoever gets
 * the number next.
 */
#ifndef SCAN_INSPECT_H
#define SCAN_INSPECT_H

#include "model/detail.h"

/*
 * Reads what want (enum detail_want) asks for of count processes, in any order; one that is named
 * twice is in the set once. One that has ended, whose PID is another's by now, or that /proc hides,
 * is in the set with alive = false. The caller owns the set. Returns 0, -ENOMEM, or -errno when
 * reading failed for a reason that is no process's (descriptors ran out, no /proc): nobody is
 * taken for ended then.
 */
int inspect_processes(const struct process_id *ids, size_t count, unsigned want,
	struct detail_set **ret_set);

#endif
