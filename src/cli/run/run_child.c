/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "cli/run/run_child.h"

#include <errno.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "cli/run/run_status.h"

/* ---- At the gate: one number at a time, 0 or -errno ---- */

static void tell(int gate, int number)
{
	while (send(gate, &number, sizeof(number), MSG_NOSIGNAL) < 0 && errno == EINTR)
		;
}

/* Waits for a number: true, or false when the other side has gone or is another program now. */
static bool hear(int gate, int *ret_number)
{
	ssize_t length;

	do
		length = recv(gate, ret_number, sizeof(*ret_number), 0);
	while (length < 0 && errno == EINTR);
	return length == (ssize_t)sizeof(*ret_number);
}

/* ---- In the child ---- */

/*
 * Only the child puts itself into its group and takes the foreground, and posse goes on when both
 * have been done. A shell has to do both on either side of the fork, because it does not wait.
 */
static int stand_apart(const struct run_terminal *terminal)
{
	int r = terminal->group ? setpgid(0, 0) : (int)setsid();

	if (r < 0)
		return -errno;
	run_terminal_take_in_child(terminal);
	return 0;
}

static _Noreturn void become_command(int gate, const struct run_signals *signals,
	const struct run_terminal *terminal, char **words)
{
	int number = stand_apart(terminal);

	tell(gate, number);
	/* Without an answer posse has ended, and so does what it has asked for. */
	if (number < 0 || !hear(gate, &number))
		_exit(RUN_FAILED);
	run_signals_restore(signals);
	execvp(words[0], words);
	tell(gate, -errno);
	_exit(RUN_FAILED);
}

/* ---- In posse ---- */

static void reap(struct run_child *child)
{
	siginfo_t end;

	while (waitid(P_PID, (id_t)child->pid, &end, WEXITED) < 0 && errno == EINTR)
		;
	child->pid = 0;
}

static int fork_child(struct run_child *child, const struct run_signals *signals,
	const struct run_terminal *terminal, char **words)
{
	CLEANUP_CLOSE int other = -1;
	int ends[2];

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) < 0)
		return -errno;
	child->gate = ends[0];
	other = ends[1];
	child->pid = fork();
	if (child->pid < 0) {
		child->pid = 0;
		return -errno;
	}
	if (child->pid == 0) {
		close(child->gate);
		become_command(other, signals, terminal, words);
	}
	return 0;
}

int run_child_init(struct run_child *ret_child, const struct kernel *kernel,
	const struct run_signals *signals, struct run_terminal *terminal, char **words)
{
	struct run_child *child = ret_child;
	int number;
	int r;

	*child = (struct run_child){.kernel = kernel, .gate = -1, .pin = {.pidfd = -1}};
	r = fork_child(child, signals, terminal, words);
	if (r < 0)
		return r;
	if (!hear(child->gate, &number))
		return -ECHILD;
	if (number < 0)
		return number;
	run_terminal_was_taken(terminal, child->pid);
	return pin_init_child(&child->pin, kernel, child->pid);
}

int run_child_go(struct run_child *child)
{
	int number;
	bool failed;

	tell(child->gate, 0);
	failed = hear(child->gate, &number);
	close(take_fd(&child->gate));
	if (!failed)
		return 0;
	reap(child);
	return number;
}

void run_child_reap_others(const struct run_child *child)
{
	siginfo_t end = {0};

	/* Looked at first: the command itself must stay, and nobody behind it is told of then. */
	while (waitid(P_ALL, 0, &end, WEXITED | WNOHANG | WNOWAIT) == 0 && end.si_pid > 0 &&
		end.si_pid != child->pid) {
		if (waitid(P_PID, (id_t)end.si_pid, &end, WEXITED | WNOHANG) < 0)
			break;
		end.si_pid = 0;
	}
}

void run_child_done(struct run_child *child)
{
	if (child->gate >= 0) {
		close(take_fd(&child->gate));
		if (child->pid > 0)
			reap(child);
	}
	pin_done(&child->pin, child->kernel);
}
