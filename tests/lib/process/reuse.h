/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Numbers that are used again: groups whose processes can be followed by others with the same PIDs.
 * For functions that run in a PID namespace of their own (fixture_in_namespace), where nobody else
 * forks. What cannot be had here ends the function with child_skip.
 */
#ifndef TESTS_LIB_PROCESS_REUSE_H
#define TESTS_LIB_PROCESS_REUSE_H

#include <stdbool.h>
#include <sys/types.h>

/* A leader and one member, who both block TERM. */
struct reuse_group {
	pid_t leader;
	pid_t member;
	bool leader_reaped;
};

/* Starts one with any numbers. */
void reuse_start(struct reuse_group *group);

/* Ends and reaps both; the numbers stay to be read. */
void reuse_end(struct reuse_group *group);

/* Starts strangers with the numbers of a group that was ended. */
void reuse_start_at(struct reuse_group *group);

/* The number of the next process. */
void reuse_ask_for(pid_t pid);

/* Waits until whoever starts next has another start time than all before. */
void reuse_await_tick(void);

/* For a kernel table: as an older kernel, without group signals through pidfds. */
bool reuse_no_group_flag(void *context);

/* Skips where the real kernel has none. */
void reuse_need_group_flag(void);

#endif
