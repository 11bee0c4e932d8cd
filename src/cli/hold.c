/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "cli/hold.h"

#include <poll.h>
#include <stddef.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "base/array.h"

void hold_begin(struct hold *hold)
{
	static const int held[] = {SIGHUP, SIGINT, SIGTERM};
	struct sigaction action;
	sigset_t set;

	sigprocmask(SIG_BLOCK, NULL, &hold->before);
	sigemptyset(&set);
	for (size_t i = 0; i < COUNT(held); i++)
		if (!sigismember(&hold->before, held[i]) &&
			sigaction(held[i], NULL, &action) == 0 && action.sa_handler != SIG_IGN)
			sigaddset(&set, held[i]);
	sigprocmask(SIG_BLOCK, &set, NULL);
	/* Only polled: what is read from it would be taken. Without it they wait all the same. */
	hold->fd = signalfd(-1, &set, SFD_CLOEXEC);
	hold->begun = true;
}

bool hold_has_signal(const struct hold *hold)
{
	struct pollfd fd = {.fd = hold->fd, .events = POLLIN};

	return hold->begun && hold->fd >= 0 && poll(&fd, 1, 0) > 0;
}

void hold_done(struct hold *hold)
{
	if (!hold->begun)
		return;
	if (hold->fd >= 0)
		close(hold->fd);
	hold->begun = false;
	sigprocmask(SIG_SETMASK, &hold->before, NULL);
}
