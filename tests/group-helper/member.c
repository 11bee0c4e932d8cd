/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "group_helper.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

void member_handle(int sig, void (*handler)(int))
{
	struct sigaction action = {.sa_handler = handler};

	sigemptyset(&action.sa_mask);
	sigaction(sig, &action, NULL);
}

/* A test may have been started with signals ignored, and the controller blocks SIGCHLD. */
void member_default_signals(void)
{
	sigset_t none;

	for (int sig = 1; sig < NSIG; sig++)
		if (sig != SIGKILL && sig != SIGSTOP)
			member_handle(sig, SIG_DFL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

/* The parent may have ended before the kernel was asked, and then says nothing any more. */
static void member_die_with(pid_t parent)
{
	if (parent == 0)
		return;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(1);
}

void member_begin(const struct self *self)
{
	for (size_t i = 0; i < self->inherited_count; i++)
		if (self->inherited[i] >= 0)
			close(self->inherited[i]);
	member_default_signals();
	member_die_with(self->parent);
	if (setpgid(0, self->pgid) < 0)
		fail("setpgid");
}

void member_report(const struct self *self, bool obeys)
{
	struct report report = {.pid = getpid(), .obeys = obeys};

	if (self->control >= 0 && send(self->control, &report, sizeof(report), MSG_NOSIGNAL) < 0)
		fail("report");
}

bool member_is_alone(const struct self *self)
{
	struct pollfd life = {.fd = self->life};

	return poll(&life, 1, 0) > 0;
}

/*
 * One more member, born by this one into its group. It becomes a child of this one's parent, so
 * that it can die with the controller and not with who bore it.
 */
static void member_fork(struct self *self)
{
	long pid = syscall(SYS_clone, (unsigned long)CLONE_PARENT | SIGCHLD, 0UL, 0UL, 0UL, 0UL);

	if (pid < 0)
		fail("fork");
	if (pid > 0)
		return;
	member_die_with(self->parent);
	member_report(self, false);
	self->control = -1;
}

/* A command of the controller: f to fork, x to exit. Anything else is its end, or that of a session
 * leader, which members survive. */
static void member_obey(struct self *self)
{
	char command = '\0';

	if (recv(self->control, &command, 1, 0) < 0 && errno == EINTR)
		return;
	if (command == 'f')
		member_fork(self);
	else if (command == 'x')
		_exit(0);
	else
		self->control = -1;
}

void member_stay(struct self *self)
{
	member_report(self, true);
	if (self->stop_itself)
		signal_process(getpid(), SIGSTOP);

	for (;;) {
		struct pollfd fds[] = {
		        {.fd = self->life},
		        {.fd = self->control, .events = POLLIN},
		};

		if (poll(fds, COUNT(fds), -1) < 0)
			continue;
		if (fds[0].revents)
			_exit(0);
		if (fds[1].revents)
			member_obey(self);
	}
}
