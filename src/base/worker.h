/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A thread for what may wait: for a disk, or for a log that nobody reads. It does one job after
 * another, in the order in which they came, and rings when one is done. All functions are for the
 * one thread that owns the worker.
 */
#ifndef BASE_WORKER_H
#define BASE_WORKER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Jobs that wait their turn, at most. */
#define WORKER_JOBS_MAX 64

/* A job's own struct begins with this; its functions cast it back. */
struct job {
	/* Does it on the worker's thread, with nothing but what the job owns; sets result. */
	void (*work)(struct job *job);

	/* Tells on the owner's thread what came of it. context is worker_finish's. */
	void (*finish)(struct job *job, void *context);

	/* Frees it, on any thread. */
	void (*done)(struct job *job);

	bool writes; /* something is lost if it is not done */
	int result; /* 0, or what is wrong: -errno, or a code of the job's own */
	struct job *next; /* the worker's */
};

struct worker;

/* Starts the thread, with all signals but those of base/fault.h blocked in it. 0 or -errno. */
int worker_new(struct worker **ret_worker);

/*
 * Ends the thread and frees all, jobs that were not begun included; NULL is fine. A thread in the
 * middle of a job is left to itself: it frees all when it comes to the job's end.
 */
void worker_free(struct worker *worker);

/* Takes the job over. 0, or -EBUSY when too many wait already: then it is still the caller's. */
int worker_add(struct worker *worker, struct job *job);

/* Readable when a job has been done. The worker owns the descriptor. */
int worker_fd(const struct worker *worker);

/* Calls finish of all jobs that were done, in their order, and frees them. */
void worker_finish(struct worker *worker, void *context);

/* Waits until all jobs are done, so many nanoseconds at most; false: some that write are not. */
bool worker_wait(struct worker *worker, uint64_t nanoseconds);

/* Does the job here and now, and frees it: for where there is no worker. */
void worker_do(struct job *job, void *context);

#endif
