/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One scanned process, and the line of /proc/PID/stat that tells who it is. */
#ifndef MODEL_PROCESS_H
#define MODEL_PROCESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "model/identity.h"
#include "model/trend.h"

struct process {
	pid_t pid;
	pid_t ppid;
	pid_t pgid; /* 0: none of its own (kernel threads; leader outside this PID namespace) */
	pid_t sid;
	pid_t tpgid; /* foreground group of its terminal; -1 without one; stale once that ended */
	uint32_t tty; /* device number; 0: no controlling terminal */
	uid_t euid;
	uint32_t threads; /* 0 for a zombie whose threads have all ended */
	uint64_t start; /* clock ticks since boot */
	uint64_t cpu; /* user and system time so far, in clock ticks */
	uint64_t rss; /* resident memory in bytes */
	uint64_t image; /* another one after an exec, where that may be seen; else 0 */
	float cpu_percent; /* of one processor; see snapshot.rates */
	struct trend trend; /* of that */
	int8_t nice; /* -20 to 19 */
	char state; /* R S D T t Z X I ..., as the kernel says it */
	bool kernel_thread;
	const char *name; /* raw bytes, at most 63; owned by the snapshot */
	const char *tty_name; /* "pts/0"; NULL without a terminal; owned by the snapshot */
	const char *cgroup; /* its path; "" if it has none; NULL: not read; owned by the snapshot */
	const char *command; /* its arguments, raw bytes with a blank between them; "" if it has
			      * none; NULL: not read; owned by the snapshot */
};

/* The fields of /proc/PID/stat that identity and the aftermath of a signal need. */
struct process_stat {
	pid_t pid;
	pid_t ppid;
	pid_t pgid;
	pid_t sid;
	uint32_t tty; /* device number; 0: none */
	uint32_t threads;
	char state;
	uint64_t start; /* clock ticks since boot */
};

/* Who it is. */
struct process_id process_identity(const struct process *process);

/* The leader of its group: its PID is the PGID. */
bool process_is_leader(const struct process *process);

/* Nothing of it can run any more: Z or X, and no thread is left but the first. A main thread that
 * has exited while others run also reads Z; that process lives. */
bool process_state_is_dead(char state, uint32_t threads);

/* The same of a process. */
bool process_is_dead(const struct process *process);

/* Reads one line of /proc/PID/stat, len bytes, NUL or not: 0 or -EINVAL. The name in it may hold
 * anything, ") R 1" included. */
int process_stat_parse(const char *line, size_t len, struct process_stat *ret_stat);

#endif
