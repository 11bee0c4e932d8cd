/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The signals that posse run receives: read one by one instead of being met anywhere. */
#ifndef CLI_RUN_RUN_SIGNALS_H
#define CLI_RUN_RUN_SIGNALS_H

#include <signal.h>
#include <stdbool.h>

#include "kill/kernel.h"

struct run_signals {
	int fd; /* signalfd, non-blocking; -1: none */
	sigset_t old_mask; /* what was blocked before */
	struct sigaction old_child; /* what was done with SIGCHLD before */
};

/*
 * From now on run_signals_next() has HUP, INT, QUIT, TERM, USR1, USR2, WINCH, TSTP, CONT and CHLD.
 * What is ignored stays so, as nohup(1) wants it, but for the last two. Writing to the terminal and
 * setting its modes and foreground no longer stop posse. Returns 0 or -errno; run_signals_done in
 * either case.
 */
int run_signals_init(struct run_signals *ret_signals);

/* Everything as it was before. */
void run_signals_done(struct run_signals *signals);

/* The same for a child that is about to execute another program. */
void run_signals_restore(const struct run_signals *signals);

/* Ends posse by SIGINT, unless that is ignored. Only once all is as it was before. */
void run_signals_meet_interrupt(void);

/* The next signal that has come, or 0. */
int run_signals_next(const struct run_signals *signals);

/*
 * Stops posse with TSTP, TTIN, TTOU or STOP until somebody continues it, with everybody else in its
 * group if whole. Returns false if it was not stopped: any other signal is refused, and the kernel
 * throws all but STOP away in an orphaned group, where nobody would notice the stop.
 */
bool run_signals_stop(const struct kernel *kernel, int signal, bool whole);

#endif
