/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Children of a test program: one starts, does its task, says that it is ready and waits to be
 * ended; and a test that has to run in a child (another namespace, another user) brings its verdict
 * home. They die with the test. A failure to start one ends the test program.
 */
#ifndef TESTS_LIB_PROCESS_CHILD_H
#define TESTS_LIB_PROCESS_CHILD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum {
	CHILD_PATIENCE_MS = 20000, /* for anything that ought to take milliseconds */
	CHILD_SKIPPED = 77,
};

/* What a child does before it is ready; it then stays. */
typedef void child_task(void *context);

/* Returns the PID once the task has been done. task may be NULL. */
pid_t child_start(child_task *task, void *context);

/* The same, but does not wait until it is ready: for tasks that end, or become another program. */
pid_t child_start_unready(child_task *task, void *context);

/* Says that the child is ready, for a task that does not return; later calls do nothing. */
void child_ready(void);

/* Kills and reaps it; a number <= 1 is an error of the test. */
void child_end(pid_t pid);

/* Waits until it has ended but leaves it unreaped. */
void child_await_zombie(pid_t pid);

/* Runs test in a child: 0 if it returned, CHILD_SKIPPED if it called child_skip(), else 1. */
int child_run(void (*test)(void));

/* In such a test: ends it, with the reason on standard error. */
_Noreturn void child_skip(const char *why);
_Noreturn void child_fail(const char *file, int line, const char *what);

/* In such a test: the condition must be true. */
#define EXPECT(condition) ((condition) ? (void)0 : child_fail(__FILE__, __LINE__, #condition))

/* Waits until condition(context) is true: false when patience ran out. */
bool child_await(bool (*condition)(void *context), void *context);

/* Milliseconds of CLOCK_MONOTONIC. */
uint64_t child_now_ms(void);

/* The text of /proc/PID/file, NUL-terminated, for the caller to free; NULL if it cannot be read. */
char *child_proc_file(pid_t pid, const char *file, size_t *ret_len);

/* Field number (3 is the state) of /proc/PID/stat as a number; -1 where it cannot be read. */
long long child_stat_field(pid_t pid, int number);

/* Files in /proc/self/fd. */
size_t child_count_descriptors(void);

#endif
