/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How far the kernel has got in handing out PIDs, which it does in a circle. */
#ifndef MODEL_PID_MARK_H
#define MODEL_PID_MARK_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct pid_mark {
	pid_t last; /* the PID handed out last, in the reader's PID namespace; 0: unknown */
	pid_t max; /* PIDs are below it; 0: unknown */
	uint64_t forks; /* since boot, of all namespaces, threads included */
};

/* Reads the texts of /proc/loadavg, /proc/sys/kernel/pid_max, and what follows "processes " in
 * /proc/stat; where one of them is not of that form all is unknown. */
void pid_mark_parse(const char *load, const char *max, const char *forks,
	struct pid_mark *ret_mark);

/*
 * Whether nobody can have got that number as PID between two moments: the last PID has not passed
 * it, and has not gone round. False in doubt. A number that somebody chose for a process (clone3
 * with set_tid, a privilege) is not noticed.
 */
bool pid_mark_spares(const struct pid_mark *from, const struct pid_mark *to, pid_t number);

#endif
