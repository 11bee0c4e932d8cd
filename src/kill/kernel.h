/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the signal core asks of the kernel, as a table, so that tests can stand a fake in its place.
 * The real table is the only code of posse that sends signals, and it refuses by itself any number
 * that the kernel would read as something other than one group: killpg(1) is kill(-1).
 */
#ifndef KILL_KERNEL_H
#define KILL_KERNEL_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "model/process.h"

struct kernel {
	void *context; /* the first argument of every function; NULL for the real one */

	/* A descriptor (close-on-exec) that stays with the process of that PID, or -errno. */
	int (*pidfd_open)(void *context, pid_t pid);

	/* Whether pidfd_signal_group can work here. */
	bool (*has_group_flag)(void *context);

	/* Signals the group whose leader the descriptor was opened for: 0 or -errno. */
	int (*pidfd_signal_group)(void *context, int pidfd, int signal);

	/* Signals the group with that number, which must be above 1: 0 or -errno (-EINVAL). */
	int (*killpg)(void *context, pid_t pgid, int signal);

	/* Whether this process may signal that one: 0, -EPERM or -ESRCH; pid must be above 0. */
	int (*may_signal)(void *context, pid_t pid);

	/* Its line of /proc/PID/stat now: 0, -ESRCH or another -errno. */
	int (*look)(void *context, pid_t pid, struct process_stat *ret_stat);

	/* The group that the process of that PID is in now: its PGID or -errno; pid as above. */
	pid_t (*group_of)(void *context, pid_t pid);

	/*
	 * How many living members the group with that number has that may be signalled, by a walk
	 * through /proc that allocates nothing; 0 also where /proc cannot be read. As slow as a
	 * scan: only for when nobody is known who could tell.
	 */
	uint32_t (*count_living)(void *context, pid_t pgid);

	/* Whether the process of that descriptor, all threads of it, has ended; false when
	 * unsure. */
	bool (*has_exited)(void *context, int pidfd);

	/* Closes a descriptor of pidfd_open. */
	void (*close)(void *context, int pidfd);

	/* Nanoseconds of CLOCK_MONOTONIC. */
	uint64_t (*now)(void *context);
};

/* The real kernel. */
const struct kernel *kernel_real(void);

#endif
