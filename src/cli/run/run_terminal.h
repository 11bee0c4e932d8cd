/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The terminal that posse run was started at: whose it is, and in which modes. The command's modes
 * and those from before change places whenever the user's shell and the command do. Expects that
 * TTOU is blocked.
 */
#ifndef CLI_RUN_RUN_TERMINAL_H
#define CLI_RUN_RUN_TERMINAL_H

#include <stdbool.h>
#include <sys/types.h>
#include <termios.h>

struct run_terminal {
	int fd; /* of the controlling terminal, close-on-exec; -1: there is none */
	pid_t own; /* the group of posse */
	bool group; /* the command gets a group of this session, else a session of its own */
	bool given; /* the foreground was given to the command's group */
	bool before_known; /* before holds modes */
	bool command_known; /* command holds modes, from when the terminal was taken */
	struct termios before;
	struct termios command;
};

/* Where there is no terminal, there is nothing to do for the functions below. */
void run_terminal_init(struct run_terminal *ret_terminal, bool group);

void run_terminal_done(struct run_terminal *terminal);

/* In the child that will be the command, once it has the group it is to have: takes the foreground
 * if posse has it and if it is to be given. */
void run_terminal_take_in_child(const struct run_terminal *terminal);

/* In posse, afterwards: it has been done. */
void run_terminal_was_taken(struct run_terminal *terminal, pid_t pgid);

/* The command was stopped: keeps its modes, and takes the foreground back if it was given. */
void run_terminal_take(struct run_terminal *terminal);

/*
 * posse was continued: if it has the foreground, gives it and the modes to the command (leader of
 * group pgid) and returns true.
 */
bool run_terminal_give(struct run_terminal *terminal, pid_t pgid);

/* The command has ended: takes the foreground back if it was given, and, with restore, sets the
 * modes from before, which a command that was ended by a signal could not do itself. */
void run_terminal_end(struct run_terminal *terminal, bool restore);

#endif
