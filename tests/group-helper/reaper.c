/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Whose parent has ended becomes a child of the reaper, which reaps it at once: without it, the
 * dead of a forking lineage would wait for a PID 1 that in many a container reaps nobody.
 */
#include <config.h>

#include "group_helper.h"

#include <errno.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

struct reaper {
	pid_t child; /* -1 once it is reaped */
	int status;
};

/* Reaps whoever has ended; returns false when nobody is left. */
static bool reaper_reap(struct reaper *reaper)
{
	for (;;) {
		int status;
		pid_t pid = waitpid(-1, &status, WNOHANG);

		if (pid <= 0)
			return pid == 0;
		if (pid == reaper->child) {
			reaper->child = -1;
			reaper->status = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
			say_ended(pid, status);
		}
	}
}

/* Ends everybody. Only children that are not reaped yet are signalled: their numbers are theirs. A
 * stopped one cannot see that the controller is gone; each shows up here once its parent ended. */
static void reaper_end(struct reaper *reaper)
{
	siginfo_t info;

	if (reaper->child > 1)
		signal_process(reaper->child, SIGKILL);
	for (;;) {
		info.si_pid = 0;
		if (waitid(P_ALL, 0, &info, WEXITED | WSTOPPED) < 0 && errno == ECHILD)
			return;
		if (info.si_pid > 1 && info.si_code == CLD_STOPPED)
			signal_process(info.si_pid, SIGKILL);
	}
}

int reaper_run(int end_fd, int life, void (*run)(void *context), void *context)
{
	struct reaper reaper = {.child = -1};
	sigset_t ended;
	int ended_fd;

	prctl(PR_SET_CHILD_SUBREAPER, 1);
	sigemptyset(&ended);
	sigaddset(&ended, SIGCHLD);
	sigprocmask(SIG_BLOCK, &ended, NULL);

	reaper.child = fork();
	if (reaper.child < 0)
		fail("fork");
	if (reaper.child == 0) {
		if (life >= 0)
			close(life);
		run(context);
		_exit(0);
	}
	ended_fd = signalfd(-1, &ended, SFD_CLOEXEC | SFD_NONBLOCK);
	if (ended_fd < 0)
		fail("signalfd");

	while (reaper_reap(&reaper)) {
		struct signalfd_siginfo news;
		struct pollfd fds[] = {{.fd = end_fd}, {.fd = ended_fd, .events = POLLIN}};

		if (poll(fds, COUNT(fds), -1) < 0)
			continue;
		if (fds[0].revents) {
			if (life >= 0)
				close(life);
			reaper_end(&reaper);
			break;
		}
		(void)!read(ended_fd, &news, sizeof(news));
	}
	close(ended_fd);
	return reaper.status;
}
