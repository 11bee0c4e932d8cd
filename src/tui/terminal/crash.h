/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The terminal given back by a process that is about to die of its own fault. */
#ifndef TUI_TERMINAL_CRASH_H
#define TUI_TERMINAL_CRASH_H

#include <termios.h>

/*
 * From now on the signals of base/fault.h, if by a fault, first set the modes of the terminal
 * behind fd back and leave the alternate screen, then do what they did before. After newterm, which
 * crash_arm asks for the terminal's control strings.
 */
void crash_arm(int fd, const struct termios *modes);

/* Such a signal that somebody else has sent is no fault: it comes as a TERM, so that the view ends
 * in good order, and this says which it was. Any other number is itself. */
int crash_asked_by(int number);

/* Sets the handlers back; nothing when not armed. */
void crash_disarm(void);

#endif
