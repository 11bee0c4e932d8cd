/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "cli/run/run_signals.h"

#include <errno.h>
#include <stddef.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "base/array.h"

static const int taken[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2, SIGWINCH, SIGTSTP,
	SIGCONT, SIGCHLD};
#define TAKEN COUNT(taken)

static bool is_ignored(int number)
{
	struct sigaction action;

	return sigaction(number, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
}

/* A blocked signal reaches a signalfd even where it is ignored; CONT must, to see that posse was
 * continued. */
static void choose(sigset_t *ret_set)
{
	sigemptyset(ret_set);
	for (size_t i = 0; i < TAKEN; i++)
		if (taken[i] == SIGCONT || !is_ignored(taken[i]))
			sigaddset(ret_set, taken[i]);
}

int run_signals_init(struct run_signals *ret_signals)
{
	struct sigaction action = {.sa_handler = SIG_DFL};
	sigset_t set;

	*ret_signals = (struct run_signals){.fd = -1};
	sigemptyset(&action.sa_mask);
	/* Where it is ignored, the kernel reaps the children. */
	sigaction(SIGCHLD, &action, &ret_signals->old_child);
	choose(&set);
	ret_signals->fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	/* The terminal sends TTOU to who is in the background and writes (with tostop) or sets. */
	sigaddset(&set, SIGTTOU);
	sigprocmask(SIG_BLOCK, &set, &ret_signals->old_mask);
	return ret_signals->fd < 0 ? -errno : 0;
}

void run_signals_restore(const struct run_signals *signals)
{
	sigaction(SIGCHLD, &signals->old_child, NULL);
	sigprocmask(SIG_SETMASK, &signals->old_mask, NULL);
}

void run_signals_done(struct run_signals *signals)
{
	if (signals->fd >= 0)
		close(signals->fd);
	signals->fd = -1;
	run_signals_restore(signals);
}

int run_signals_next(const struct run_signals *signals)
{
	struct signalfd_siginfo info;
	ssize_t length = read(signals->fd, &info, sizeof(info));

	return length == (ssize_t)sizeof(info) ? (int)info.ssi_signo : 0;
}

void run_signals_meet_interrupt(void)
{
	raise(SIGINT);
}

static bool is_stop(int signal)
{
	return signal == SIGSTOP || signal == SIGTSTP || signal == SIGTTIN || signal == SIGTTOU;
}

bool run_signals_stop(const struct kernel *kernel, int signal, bool whole)
{
	sigset_t set;
	sigset_t old_mask;
	sigset_t pending;

	if (!is_stop(signal))
		return false;
	if (!whole || kernel_killpg(kernel, getpgrp(), signal) < 0)
		raise(signal);
	sigemptyset(&set);
	sigaddset(&set, signal);
	/* If it was blocked, it is met here. */
	sigprocmask(SIG_UNBLOCK, &set, &old_mask);
	sigprocmask(SIG_SETMASK, &old_mask, NULL);
	sigpending(&pending);
	return sigismember(&pending, SIGCONT) == 1;
}
