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

#include "model/pid_mark.h"
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

	/*
	 * Its line of /proc/PID/stat now: 0, -ESRCH or another -errno; -EXDEV where that line is
	 * not the kernel's word on this process (another file system, something mounted over it,
	 * another PID, group or session than the kernel says).
	 */
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

	/* Whether this descriptor may be kept for long: many targets must not take those that scans
	 * need, and members for a moment. */
	bool (*may_hold)(void *context, int pidfd);

	/* How far the kernel has got in handing out PIDs. */
	void (*mark_pids)(void *context, struct pid_mark *ret_mark);

	/* Shows visit every PID that /proc names, in a walk that allocates nothing. */
	void (*walk)(void *context, void (*visit)(void *data, pid_t pid), void *data);

	/* The PID that was handed out last, in the namespace of /proc; 0 where nobody knows. */
	pid_t (*last_pid)(void *context);

	/* The time now as start times have it: clock ticks since boot. */
	uint64_t (*ticks)(void *context);

	/* Signals the process of that descriptor alone: 0 or -errno. */
	int (*pidfd_signal)(void *context, int pidfd, int signal);

	/* Whether the signal waits for the process of that PID because it blocks it, as while it
	 * forks; false when unsure. */
	bool (*holds_off)(void *context, pid_t pid, int signal);

	/* Closes a descriptor of pidfd_open. */
	void (*close)(void *context, int pidfd);

	/* Nanoseconds of CLOCK_MONOTONIC. */
	uint64_t (*now)(void *context);
};

/* The real kernel. */
const struct kernel *kernel_real(void);

/* Each function of the table, called. */
static inline int kernel_pidfd_open(const struct kernel *kernel, pid_t pid)
{
	return kernel->pidfd_open(kernel->context, pid);
}

static inline bool kernel_has_group_flag(const struct kernel *kernel)
{
	return kernel->has_group_flag(kernel->context);
}

static inline int kernel_pidfd_signal_group(const struct kernel *kernel, int pidfd, int signal)
{
	return kernel->pidfd_signal_group(kernel->context, pidfd, signal);
}

static inline int kernel_killpg(const struct kernel *kernel, pid_t pgid, int signal)
{
	return kernel->killpg(kernel->context, pgid, signal);
}

static inline int kernel_may_signal(const struct kernel *kernel, pid_t pid)
{
	return kernel->may_signal(kernel->context, pid);
}

static inline int kernel_look(const struct kernel *kernel, pid_t pid, struct process_stat *ret_stat)
{
	return kernel->look(kernel->context, pid, ret_stat);
}

static inline pid_t kernel_group_of(const struct kernel *kernel, pid_t pid)
{
	return kernel->group_of(kernel->context, pid);
}

static inline uint32_t kernel_count_living(const struct kernel *kernel, pid_t pgid)
{
	return kernel->count_living(kernel->context, pgid);
}

static inline bool kernel_has_exited(const struct kernel *kernel, int pidfd)
{
	return kernel->has_exited(kernel->context, pidfd);
}

static inline bool kernel_may_hold(const struct kernel *kernel, int pidfd)
{
	return kernel->may_hold(kernel->context, pidfd);
}

static inline void kernel_mark_pids(const struct kernel *kernel, struct pid_mark *ret_mark)
{
	kernel->mark_pids(kernel->context, ret_mark);
}

static inline void kernel_walk(const struct kernel *kernel, void (*visit)(void *data, pid_t pid),
	void *data)
{
	kernel->walk(kernel->context, visit, data);
}

static inline pid_t kernel_last_pid(const struct kernel *kernel)
{
	return kernel->last_pid(kernel->context);
}

static inline uint64_t kernel_ticks(const struct kernel *kernel)
{
	return kernel->ticks(kernel->context);
}

static inline int kernel_pidfd_signal(const struct kernel *kernel, int pidfd, int signal)
{
	return kernel->pidfd_signal(kernel->context, pidfd, signal);
}

static inline bool kernel_holds_off(const struct kernel *kernel, pid_t pid, int signal)
{
	return kernel->holds_off(kernel->context, pid, signal);
}

static inline void kernel_close(const struct kernel *kernel, int pidfd)
{
	kernel->close(kernel->context, pidfd);
}

static inline uint64_t kernel_now(const struct kernel *kernel)
{
	return kernel->now(kernel->context);
}

#endif
