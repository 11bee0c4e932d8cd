/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A load: as many idle processes as a busy machine has, started fast and in little memory. */
#include <config.h>

#include "group_helper.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/number.h"

enum {
	MANY_MAX = 30000,
};

struct many {
	pid_t *pids; /* 0 once it is reaped */
	pid_t *leaders;
	size_t count;
	size_t left;
	uint64_t wanted;
	uint64_t groups;
	int ready[2];
};

static _Noreturn void many_idle(const struct many *many, pid_t controller)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != controller || write(many->ready[1], "r", 1) != 1)
		_exit(1);
	for (;;)
		pause();
}

/* The group of the i-th process: groups differ in size by one at most. */
static size_t many_group_of(const struct many *many, size_t i)
{
	return i * many->groups / many->wanted;
}

static bool many_start(struct many *many)
{
	pid_t controller = getpid();

	while (many->count < many->wanted) {
		size_t group = many_group_of(many, many->count);
		pid_t pid = fork();

		if (pid < 0)
			return false;
		if (pid == 0)
			many_idle(many, controller);
		if (many->leaders[group] == 0)
			many->leaders[group] = pid;
		many->pids[many->count++] = pid;
		many->left++;
		if (setpgid(pid, many->leaders[group]) < 0)
			return false;
	}
	return true;
}

/* Each writes one byte when it is bound to die with the controller. */
static bool many_await(const struct many *many)
{
	char bytes[4096];
	size_t seen = 0;

	while (seen < many->wanted) {
		struct pollfd fds = {.fd = many->ready[0], .events = POLLIN};
		ssize_t n;

		if (poll(&fds, 1, HELPER_PATIENCE_MS) != 1)
			return false;
		n = read(many->ready[0], bytes, sizeof(bytes));
		if (n <= 0)
			return false;
		seen += (size_t)n;
	}
	return true;
}

static void many_say(const struct many *many)
{
	for (size_t i = 0; i < many->count; i++) {
		if (many->leaders[many_group_of(many, i)] == many->pids[i])
			say("pgid %d", (int)many->pids[i]);
		say("member %d idle", (int)many->pids[i]);
	}
}

/* Reaps who has ended, in most cases in the order of their start. */
static void many_reap(struct many *many, int flags)
{
	size_t i = 0;

	while (many->left > 0) {
		pid_t pid = waitpid(-1, NULL, flags);

		if (pid <= 0)
			return;
		while (many->pids[i] != pid)
			i = (i + 1) % many->count;
		many->pids[i] = 0;
		many->left--;
	}
}

static void many_follow(struct many *many)
{
	sigset_t ended;
	int ended_fd;

	sigemptyset(&ended);
	sigaddset(&ended, SIGCHLD);
	sigprocmask(SIG_BLOCK, &ended, NULL);
	ended_fd = signalfd(-1, &ended, SFD_CLOEXEC | SFD_NONBLOCK);
	if (ended_fd < 0)
		fail("signalfd");

	for (many_reap(many, WNOHANG); many->left > 0; many_reap(many, WNOHANG)) {
		struct signalfd_siginfo news;
		char command[64];
		struct pollfd fds[] = {
		        {.fd = STDIN_FILENO, .events = POLLIN},
		        {.fd = ended_fd, .events = POLLIN},
		};

		if (poll(fds, COUNT(fds), -1) < 0)
			continue;
		(void)!read(ended_fd, &news, sizeof(news));
		if (fds[0].revents && read(STDIN_FILENO, command, sizeof(command)) <= 0)
			break;
	}
	close(ended_fd);
}

/* Whoever is not reaped still holds its number. */
static void many_end(struct many *many)
{
	for (size_t i = 0; i < many->count; i++)
		if (many->pids[i])
			signal_process(many->pids[i], SIGKILL);
	many_reap(many, 0);
	close(many->ready[0]);
	close(many->ready[1]);
	free(many->pids);
	free(many->leaders);
}

int many_main(int argc, char **argv)
{
	struct many many = {.count = 0};
	bool stands;

	if (argc != 2 || number_parse(argv[0], MANY_MAX, &many.wanted) < 0 ||
	        number_parse(argv[1], many.wanted, &many.groups) < 0 || many.groups == 0)
		return HELPER_EXIT_USAGE;
	many.pids = calloc(many.wanted, sizeof(*many.pids));
	many.leaders = calloc(many.groups, sizeof(*many.leaders));
	if (!many.pids || !many.leaders || pipe2(many.ready, O_CLOEXEC) < 0)
		fail("memory");

	member_default_signals();
	stands = many_start(&many) && many_await(&many);
	if (stands) {
		many_say(&many);
		say("ready");
		many_follow(&many);
	} else {
		say("failed many: %s after %zu", strerror(errno), many.count);
	}
	many_end(&many);
	return stands ? 0 : 1;
}
