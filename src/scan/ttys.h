/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Terminal names by device number, remembered: each is found once, however many processes sit at
 * it. Not for two threads at once.
 */
#ifndef SCAN_TTYS_H
#define SCAN_TTYS_H

#include <stdint.h>

struct ttys;

/* An empty memory, or NULL when memory is out. */
struct ttys *ttys_new(void);

/* Frees it and all names; NULL is fine. */
void ttys_free(struct ttys *ttys);

/*
 * The name below /dev ("pts/0", "ttyS0") of a terminal numbered as in /proc/PID/stat, or
 * "MAJOR:MINOR" where the system has no name for it. NULL for 0 (no terminal), or when memory is
 * out. Valid until the next call.
 */
const char *ttys_name(struct ttys *ttys, uint32_t number);

#endif
