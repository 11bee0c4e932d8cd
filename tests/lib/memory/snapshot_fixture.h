/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Snapshots of made-up machines. A row is a struct process that says only what the test is about:
 *
 *	snapshot = SNAPSHOT_OF({.pid = 10, .name = "make", .euid = USER_DEPLOY},
 *		{.pid = 11, .pgid = 10, .state = 'R'});
 *
 * What a row leaves 0 is filled in:
 *   pgid     the PID: a leader. REAL_ZERO for a real 0
 *   sid      the PGID. REAL_ZERO for a real 0
 *   ppid     of a member the PGID, of a leader the SID, of a session leader 1. REAL_ZERO for 0
 *   start    1 000 000 + PID clock ticks; STARTED_AGO(seconds) says it as an age
 *   state    'S'
 *   threads  1, of a zombie 0
 *   name     "idle"
 *   tty      from tty_name ("pts/3"), where that is given
 *   tpgid    -1; with a terminal, name the foreground group
 * A kernel_thread has PGID and SID 0, parent 2 and state 'I' instead.
 *
 * euid 0 is root, as it would be. All of these end the test program when memory is out.
 */
#ifndef TESTS_LIB_MEMORY_SNAPSHOT_FIXTURE_H
#define TESTS_LIB_MEMORY_SNAPSHOT_FIXTURE_H

#include <stddef.h>
#include <stdint.h>

#include "model/detail.h"
#include "model/snapshot.h"

/* A real 0 where 0 would be filled in. */
#define REAL_ZERO INT32_MIN

/* Users with names; every other UID has none. */
#define USER_ROOT   0
#define USER_DEPLOY 1000
#define USER_BUILD  1001

/* Seconds that the machine is up when the first snapshot is taken; 100 clock ticks each. */
#define FIRST_UPTIME 100000

/* The start, in clock ticks, of what is so many seconds old in a first snapshot. */
#define STARTED_AGO(seconds) ((uint64_t)(FIRST_UPTIME - (seconds)) * 100)

/* The machine of a first snapshot: host "web1", four processors, nothing hidden. */
struct machine snapshot_fixture_machine(void);

/*
 * A snapshot of these rows; the caller owns it. With a previous one (NULL: none) it is taken a
 * second later than that, so a process that has used n more ticks of cpu has n per cent.
 */
const struct snapshot *snapshot_fixture(
        const struct snapshot *previous, const struct process *rows, size_t count);

/* The same, on a machine of the caller's making. */
const struct snapshot *snapshot_fixture_on(const struct machine *machine,
        const struct snapshot *previous, const struct process *rows, size_t count);

#define LIST_COUNT(type, ...) (sizeof((const type[]){__VA_ARGS__}) / sizeof(type))

/* A first snapshot of the rows listed. */
#define SNAPSHOT_OF(...) SNAPSHOT_AFTER(NULL, __VA_ARGS__)

/* The snapshot after previous, of the rows listed. */
#define SNAPSHOT_AFTER(previous, ...) \
	snapshot_fixture(previous, (const struct process[]){__VA_ARGS__}, \
		LIST_COUNT(struct process, __VA_ARGS__))

/* What there is to know of one process: its masks, and its command line with spaces between the
 * arguments. */
struct detail_fixture {
	pid_t pid;
	const char *command; /* NULL: none */
	const char *wchan; /* NULL: "" */
	const char *cgroup; /* NULL: none */
	const struct login *login; /* NULL: none */
	uint64_t blocked; /* bit signal - 1; SIGNAL_BIT(SIGTERM) */
	uint64_t ignored;
	uint64_t caught;
	uint64_t pending;
	bool masks_unknown;
	bool gone; /* there is no such process any more */
};

#define SIGNAL_BIT(number) (UINT64_C(1) << ((number)-1))

/* Details of processes of the snapshot, in order; the caller frees the set. */
struct detail_set *detail_fixture_set(
        const struct snapshot *snapshot, const struct detail_fixture *rows, size_t count);

#define DETAILS_OF(snapshot, ...)                                                             \
	detail_fixture_set(snapshot, (const struct detail_fixture[]){__VA_ARGS__},                 \
	        LIST_COUNT(struct detail_fixture, __VA_ARGS__))

#endif
