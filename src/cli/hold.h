/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Signals that would end posse between a send and the word of what came of it. They wait, a
 * descriptor tells of them, and they do what they do when they are let go.
 */
#ifndef CLI_HOLD_H
#define CLI_HOLD_H

#include <signal.h>
#include <stdbool.h>

struct hold {
	bool begun; /* false in a zeroed one, which hold_done leaves alone */
	sigset_t before; /* the mask to return to */
	int fd; /* readable while one of them waits; -1: there is none */
};

/* Holds HUP, INT and TERM back from now on, unless they are ignored or blocked anyway. Done with
 * hold_done. */
void hold_begin(struct hold *hold);

/* Whether one of them waits. */
bool hold_has_signal(const struct hold *hold);

/* Lets them go: one that waits ends posse, because none of them is caught. */
void hold_done(struct hold *hold);

#endif
