/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "cli/kill/deferred_signals.h"

#include <poll.h>
#include <stddef.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "kill/sigtable.h"

/* A fault of posse's own ends it all the same: the kernel does not ask for the mask then. */
static bool would_end(int number)
{
	enum signal_action does = sigtable_action(number);
	struct sigaction action;

	return (does == SIGNAL_TERMINATES || does == SIGNAL_DUMPS_CORE) && number != SIGKILL &&
		sigaction(number, NULL, &action) == 0 && action.sa_handler == SIG_DFL;
}

void deferred_signals_begin(struct deferred_signals *deferred)
{
	sigset_t set;

	sigprocmask(SIG_BLOCK, NULL, &deferred->before);
	sigemptyset(&set);
	for (size_t i = 0; i < sigtable_count(); i++)
		if (!sigismember(&deferred->before, sigtable_number(i)) &&
			would_end(sigtable_number(i)))
			sigaddset(&set, sigtable_number(i));
	sigprocmask(SIG_BLOCK, &set, NULL);
	/* Only polled: what is read from it would be taken. Without it they wait all the same. */
	deferred->fd = signalfd(-1, &set, SFD_CLOEXEC);
	deferred->begun = true;
}

bool deferred_signals_has_signal(const struct deferred_signals *deferred)
{
	struct pollfd fd = {.fd = deferred->fd, .events = POLLIN};

	return deferred->begun && deferred->fd >= 0 && poll(&fd, 1, 0) > 0;
}

void deferred_signals_done(struct deferred_signals *deferred)
{
	if (!deferred->begun)
		return;
	if (deferred->fd >= 0)
		close(deferred->fd);
	deferred->begun = false;
	sigprocmask(SIG_SETMASK, &deferred->before, NULL);
}
