/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The terminal: taken with curses, and given back as it was whatever happens in between. Signals
 * that would end, stop or resize come through a descriptor while it is open.
 */
#ifndef TUI_TERMINAL_TERMINAL_H
#define TUI_TERMINAL_TERMINAL_H

#include <curses.h>
#include <signal.h>
#include <stdbool.h>

struct terminal {
	SCREEN *screen;
	WINDOW *input; /* a pad that is never shown: reading keys from it draws nothing */
	int signals; /* signalfd, to be polled */
	sigset_t old_mask;
};

/* Why the view cannot run on stdin and stdout, as a sentence in the reader's language; NULL when it
 * can. */
const char *terminal_complaint(void);

/* Blocks the signals and makes the descriptor, to be done before any thread is started: 0 or
 * -errno.
 */
int terminal_init(struct terminal *ret_terminal);

/* Takes the terminal: 0, -ENOTTY or -ENOMEM. */
int terminal_open(struct terminal *terminal);

/* Gives the terminal back; nothing when it is not open. */
void terminal_close(struct terminal *terminal);

/* Closes it and lets the signals through again. */
void terminal_done(struct terminal *terminal);

/* Whether there are bytes to be read from it. One that hung up may be readable, but has none. */
bool terminal_has_input(void);

/* The next signal that has come, or 0. */
int terminal_next_signal(struct terminal *terminal);

/* Gives the terminal back and stops the process, as Ctrl-Z wants; comes back when it is continued.
 * All must be drawn again then. */
void terminal_suspend(void);

/* Sets the modes again that somebody may have changed while the process was stopped. */
void terminal_resume(void);

/* Tells curses the terminal's size of now; false when it is the same as before. */
bool terminal_resize(void);

/* Raises the signal with its default action, as if it had never been caught. After terminal_done
 * one that ends the process returns only where the kernel keeps it: to PID 1 of a namespace. */
void terminal_raise(int number);

#endif
