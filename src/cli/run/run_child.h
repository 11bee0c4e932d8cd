/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The command of posse run, from the fork to its own program. In between it waits at a gate, so
 * that it is in its group, has the foreground and is pinned before it does anything.
 */
#ifndef CLI_RUN_RUN_CHILD_H
#define CLI_RUN_RUN_CHILD_H

#include "cli/run/run_signals.h"
#include "cli/run/run_terminal.h"
#include "kill/pin.h"

struct run_child {
	const struct kernel *kernel; /* not owned */
	pid_t pid; /* not reaped, so that its number stays its own; 0: none */
	int gate; /* socket to the child until it has become the command; -1: it has */
	struct pin pin;
};

/*
 * Forks a child that leads a new session, or only a new group where the terminal says so, and pins
 * that group. words is the command, NULL at the end. Returns 0 or -errno; run_child_done in either
 * case.
 */
int run_child_init(struct run_child *ret_child, const struct kernel *kernel,
	const struct run_signals *signals, struct run_terminal *terminal, char **words);

/* Lets it become the command: 0, or -errno why it could not be executed; it has ended then. */
int run_child_go(struct run_child *child);

/* Reaps children that have ended, but not the command: the first process of a container, or a child
 * subreaper, gets those of everybody who ends before them. */
void run_child_reap_others(const struct run_child *child);

/* Lets go of it; what has not become the command yet, ends. */
void run_child_done(struct run_child *child);

#endif
