/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Signals that would end posse between a send and the word of what came of it. They wait, a
 * descriptor tells of them, and they do what they do when they are let go.
 */
#ifndef CLI_KILL_DEFERRED_SIGNALS_H
#define CLI_KILL_DEFERRED_SIGNALS_H

#include <signal.h>
#include <stdbool.h>

struct deferred_signals {
	bool begun; /* false in a zeroed one, which deferred_signals_done leaves alone */
	sigset_t before; /* the mask to return to */
	int fd; /* readable while one of them waits; -1: there is none */
};

/* Holds back from now on whatever would end posse and can be held back: HUP, INT, QUIT, TERM, USR1,
 * ALRM and all others that are neither ignored, caught nor blocked anyway. Done with
 * deferred_signals_done. */
void deferred_signals_begin(struct deferred_signals *deferred);

/* Whether one of them waits. */
bool deferred_signals_has_signal(const struct deferred_signals *deferred);

/* Lets them go: one that waits ends posse, because none of them is caught. */
void deferred_signals_done(struct deferred_signals *deferred);

#endif
