/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A kernel of a few processes in memory, with the rules of signal delivery that matter: group
 * numbers are reused, a descriptor stays with its process, zombies count as reached, and one
 * permitted member makes the whole call succeed. It keeps a record of every signal sent.
 */
#ifndef TESTS_LIB_MEMORY_FAKE_KERNEL_H
#define TESTS_LIB_MEMORY_FAKE_KERNEL_H

#include <stdbool.h>
#include <stddef.h>

#include "kill/kernel.h"
#include "model/snapshot.h"

enum {
	FAKE_PROCESSES = 16,
	FAKE_SENDS = 16,
	FAKE_TRACE = 131072,
};

struct fake_process {
	struct process_stat stat; /* pid 0: reaped */
	uint64_t group_start; /* of the leader its group is or was named after */
	bool denied; /* the sender may not signal it */
	bool holds_off; /* whatever is sent to its group waits for it, because it blocks it */
};

struct fake_send {
	pid_t pgid;
	int signal; /* signal 0, a question, is not recorded */
	bool through_pidfd;
	size_t reached; /* living members that it was delivered to */
};

/* A signal that was sent to one process through its descriptor. */
struct fake_single {
	struct process_id id;
	int signal;
};

struct fake_kernel {
	struct kernel table; /* what the code under test is given */
	struct fake_process processes[FAKE_PROCESSES];
	struct process_id descriptors[FAKE_PROCESSES]; /* by descriptor; pid 0: closed */
	struct fake_send sends[FAKE_SENDS];
	size_t send_count;
	struct fake_single singles[FAKE_SENDS]; /* to one process each */
	size_t single_count;
	pid_t last_pid; /* the highest that was started, unless a test says otherwise */
	uint64_t ticks; /* the time that processes are born at; far in the future unless a test says
			 * when: then nobody is born since a call */
	size_t open_count; /* descriptors open now */
	bool has_group_flag;
	struct pid_mark mark; /* unknown, unless the test says it */
	size_t hold_max; /* descriptors that may be kept for long */
	int look_error; /* -errno that look gives, e.g. -EMFILE; 0: none */
	int pidfd_error; /* -errno that pidfd_open gives, e.g. -EMFILE; 0: none */
	uint64_t now;
	char *trace; /* FAKE_TRACE bytes of the test's: every call in a line of its own, but for
		      * those that only ask for the time; NULL: none */

	/* Runs once, before the next look at that PID, or before the next signal if that is 0: what
	 * happens in the machine between two calls. */
	void (*meanwhile)(struct fake_kernel *fake);

	/* Runs once, behind the next group call with a signal: who is born then has not got it. */
	void (*afterwards)(struct fake_kernel *fake);
	pid_t meanwhile_pid;
};

/* A kernel with the group flag and nobody in it. */
void fake_kernel_init(struct fake_kernel *ret_fake);

/* Adds everybody of the snapshot who is not there yet. */
void fake_kernel_add(struct fake_kernel *fake, const struct snapshot *snapshot);

/* A snapshot of what is there, taken a second after the previous one (NULL: none); the caller owns
 * it. */
const struct snapshot *fake_kernel_snapshot(const struct fake_kernel *fake,
	const struct snapshot *previous);

/* Starts a process; with pgid == pid it leads a group. */
void fake_kernel_start(struct fake_kernel *fake, struct process_stat stat);

/* The process, to be changed; a PID that is not there ends the test. */
struct fake_process *fake_kernel_process(struct fake_kernel *fake, pid_t pid);

/* Ends it, but leaves it unreaped. */
void fake_kernel_end(struct fake_kernel *fake, pid_t pid);

/* Ends and reaps it. */
void fake_kernel_reap(struct fake_kernel *fake, pid_t pid);

#endif
