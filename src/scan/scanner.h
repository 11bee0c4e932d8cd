/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One pass over all processes through libproc2. A second scanner would be one more file behind
 * these functions. Not for two threads at once.
 */
#ifndef SCAN_SCANNER_H
#define SCAN_SCANNER_H

#include <stdbool.h>

#include "model/detail.h"
#include "model/snapshot.h"

struct scanner;

/*
 * Returns 0, -ENOMEM, -errno of opening /proc/self/stat (-ENOENT: no /proc is mounted; asked first,
 * because libproc2 would end the program) or what libproc2 returned.
 */
int scanner_new(struct scanner **ret_scanner);

/* Frees it; NULL is fine. */
void scanner_free(struct scanner *scanner);

/* For CLEANUP(): frees *scanner. */
void scanner_freep(struct scanner **scanner);

/*
 * Reads the stat line and the effective UID of every process, and the machine's figures. previous
 * (or NULL) gives lineage and CPU rates. The caller owns the snapshot's first share. Returns 0,
 * -ENOMEM, -ENOENT (no /proc any more), -EIO or what libproc2 returned; the next scan starts
 * afresh.
 */
int scanner_scan(struct scanner *scanner, const struct snapshot *previous,
	const struct snapshot **ret_snapshot);

/* What scans from now on read besides, of DETAIL_COMMAND and DETAIL_CGROUP; see
 * scan/extra_fields.h. */
void scanner_want(struct scanner *scanner, unsigned want);

/* Whether /proc is not, or not for certain, the kernel's own of the caller's PID namespace: then
 * its numbers may be those of other processes. */
bool scanner_proc_is_foreign(void);

#endif
