/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Terminal names by device number, remembered: each is found once, and whose it is once a session
 * in each scan, however many processes sit at it. Not for two threads at once.
 */
#ifndef SCAN_TTYS_H
#define SCAN_TTYS_H

#include <stdint.h>
#include <sys/types.h>

struct ttys;

/* An empty memory, or NULL when memory is out. */
struct ttys *ttys_new(void);

/* Frees it and all names; NULL is fine. */
void ttys_free(struct ttys *ttys);

/* Forgets which sessions are where: another scan begins. */
void ttys_begin(struct ttys *ttys);

/*
 * The name below /dev ("pts/0", "ttyS0") of the terminal at which process pid of session sid is,
 * numbered as in /proc/PID/stat, or "MAJOR:MINOR" where /dev has no name for it, as for those of
 * other containers. NULL for 0 (no terminal), or when memory is out. Valid until the next call.
 */
const char *ttys_name(struct ttys *ttys, pid_t pid, pid_t sid, uint32_t number);

#endif
