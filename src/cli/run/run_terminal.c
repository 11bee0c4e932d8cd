/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "cli/run/run_terminal.h"

#include <fcntl.h>
#include <unistd.h>

static bool is_foreground(const struct run_terminal *terminal)
{
	return terminal->fd >= 0 && tcgetpgrp(terminal->fd) == terminal->own;
}

static bool read_modes(const struct run_terminal *terminal, struct termios *ret_modes)
{
	return tcgetattr(terminal->fd, ret_modes) == 0;
}

void run_terminal_init(struct run_terminal *ret_terminal, bool group)
{
	*ret_terminal = (struct run_terminal){
		.fd = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY),
		.own = getpgrp(),
		.group = group,
	};
	/* In the background they are those of the shell's line editor. */
	if (is_foreground(ret_terminal))
		ret_terminal->before_known = read_modes(ret_terminal, &ret_terminal->before);
}

void run_terminal_done(struct run_terminal *terminal)
{
	if (terminal->fd >= 0)
		close(terminal->fd);
	terminal->fd = -1;
}

void run_terminal_take_in_child(const struct run_terminal *terminal)
{
	if (terminal->group && is_foreground(terminal))
		tcsetpgrp(terminal->fd, getpgrp());
}

void run_terminal_was_taken(struct run_terminal *terminal, pid_t pgid)
{
	terminal->given = terminal->group && terminal->fd >= 0 && tcgetpgrp(terminal->fd) == pgid;
}

/* Back into posse's group. True if that has the foreground now. */
static bool take_foreground(struct run_terminal *terminal)
{
	if (terminal->given)
		tcsetpgrp(terminal->fd, terminal->own);
	terminal->given = false;
	return is_foreground(terminal);
}

void run_terminal_take(struct run_terminal *terminal)
{
	if (!take_foreground(terminal))
		return;
	terminal->command_known = read_modes(terminal, &terminal->command);
	if (terminal->before_known)
		tcsetattr(terminal->fd, TCSADRAIN, &terminal->before);
}

bool run_terminal_give(struct run_terminal *terminal, pid_t pgid)
{
	if (!is_foreground(terminal)) {
		/* If it is still the command's, nobody has taken it; else the shell has. */
		run_terminal_was_taken(terminal, pgid);
		return false;
	}
	/* The user may have changed them meanwhile, and wants them so in the end. */
	if (terminal->command_known || !terminal->before_known)
		terminal->before_known = read_modes(terminal, &terminal->before);
	if (terminal->command_known)
		tcsetattr(terminal->fd, TCSADRAIN, &terminal->command);
	terminal->command_known = false;
	if (terminal->group)
		terminal->given = tcsetpgrp(terminal->fd, pgid) == 0;
	return true;
}

void run_terminal_end(struct run_terminal *terminal, bool restore)
{
	if (take_foreground(terminal) && restore && terminal->before_known)
		tcsetattr(terminal->fd, TCSADRAIN, &terminal->before);
}
