/* SPDX-License-Identifier: GPL-2.0-or-later */
/* posse run once the command runs: the loop that passes signals on, follows stops and waits. */
#ifndef CLI_RUN_RUN_WAIT_H
#define CLI_RUN_RUN_WAIT_H

#include <stdbool.h>
#include <stdint.h>

#include "cli/run/run_child.h"
#include "cli/run/run_signals.h"
#include "cli/run/run_terminal.h"

/* A command that has just been started, and what is wanted of it. Nothing in it is owned. */
struct run_job {
	const struct kernel *kernel;
	const struct run_signals *signals;
	struct run_terminal *terminal;
	const struct run_child *child;
	bool session; /* the session is its own, too */
	bool wait_group; /* wait for all members of the group */
	uint64_t end_after; /* nanoseconds; 0: never */
};

/* SIGINT has ended the command, and is to end posse as well. */
#define RUN_INTERRUPTED (-1)

/* Stays with the command and returns the exit status of posse, or RUN_INTERRUPTED. The command is
 * not reaped. */
int run_wait(const struct run_job *job);

#endif
