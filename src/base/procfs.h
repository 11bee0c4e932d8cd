/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whether what is read below /proc comes from the kernel. */
#ifndef BASE_PROCFS_H
#define BASE_PROCFS_H

#include <stdbool.h>

/*
 * Whether an open file or directory belongs to the kernel's own file system at /proc, and neither
 * to one that was mounted in its place (tmpfs, FUSE) nor to what was mounted over a part of it.
 * False when that cannot be told.
 */
bool procfs_has(int fd);

/* How far the kernel has got in handing out PIDs, as it says it; "" for what is not there. */
struct procfs_pids {
	char forks[32]; /* what follows "processes " in /proc/stat */
	char load[128]; /* /proc/loadavg */
	char max[32]; /* /proc/sys/kernel/pid_max */
};

/* Reads the three; allocates nothing. */
void procfs_read_pids(struct procfs_pids *ret_pids);

#endif
