/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A group of its own whose members tell when a signal has reached them, on CLOCK_MONOTONIC:
 *
 * USR1 is blocked by all, and waits: sending it wakes nobody but three members (the first, the one
 * in the middle and the last that joined), who wait for it and note the time. Whatever the order in
 * which the kernel goes through the group, one of the three is at its end, so the latest of the
 * notes is when the last one was signalled. The error is the waking of three processes, some tens
 * of microseconds on an idle processor, and makes the figure larger, never smaller.
 *
 * USR2 is caught by all: each notes when its handler ran. On few processors that is mostly the time
 * which it takes to let so many processes run, one after another.
 *
 * TERM ends them: a pipe that only they hold open hangs up when the last one has let go of its
 * files, which is a moment before it can be seen as ended.
 */
#ifndef TESTS_BENCH_TIMING_GROUP_H
#define TESTS_BENCH_TIMING_GROUP_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct timing_group {
	pid_t pgid;
	size_t size;
	pid_t master; /* their parent, in a group of its own; reaps each at once */
	int control; /* closing it ends them all */
	int alive; /* hangs up with the end of the last member */
	struct note *notes; /* shared with the members */
};

/* Starts so many members, and waits until all are there. */
struct timing_group timing_group_start(size_t size);

/* Ends who is left, and waits for the end. */
void timing_group_end(struct timing_group *timing);

/* When the last was signalled with USR1, in milliseconds; 0: not yet all. */
double timing_group_signalled(const struct timing_group *timing);

/* Whether USR1 waits for, or has been taken by, each single member. */
bool timing_group_all_signalled(const struct timing_group *timing);

/* When the last handler of USR2 ran, in milliseconds; 0: not yet all. */
double timing_group_handled(const struct timing_group *timing);

#endif
