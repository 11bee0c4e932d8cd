/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "child.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "base/vec.h"

enum {
	TICK_MS = 2,
};

/* In a child: where it says that it is ready. */
static int ready_fd = -1;

_Noreturn static void give_up(const char *what)
{
	fprintf(stderr, "cannot go on: %s: %s\n", what, strerror(errno));
	abort();
}

void child_ready(void)
{
	if (ready_fd < 0)
		return;
	if (write(ready_fd, "r", 1) != 1)
		_exit(1);
	close(take_fd(&ready_fd));
}

_Noreturn static void be_child(pid_t parent, int ready, child_task *task, void *context)
{
	ready_fd = ready;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	/* In a new PID namespace the parent is outside, and reads 0. */
	if (getppid() != parent && getppid() != 0)
		_exit(1);
	if (task)
		task(context);
	child_ready();
	for (;;)
		pause();
}

static pid_t start(child_task *task, void *context, int ends[2])
{
	pid_t parent = getpid();
	pid_t pid;

	if (pipe2(ends, O_CLOEXEC) < 0)
		give_up("pipe");
	fflush(NULL);
	pid = fork();
	if (pid < 0)
		give_up("fork");
	if (pid == 0) {
		close(ends[0]);
		be_child(parent, ends[1], task, context);
	}
	close(ends[1]);
	return pid;
}

pid_t child_start(child_task *task, void *context)
{
	int ends[2];
	pid_t pid = start(task, context, ends);
	struct pollfd ready = {.fd = ends[0], .events = POLLIN};
	char byte;

	if (poll(&ready, 1, CHILD_PATIENCE_MS) != 1 || read(ends[0], &byte, 1) != 1)
		give_up("a child was not ready in time");
	close(ends[0]);
	return pid;
}

pid_t child_start_unready(child_task *task, void *context)
{
	int ends[2];
	pid_t pid = start(task, context, ends);

	close(ends[0]);
	return pid;
}

void child_end(pid_t pid)
{
	if (pid <= 1) {
		errno = EINVAL;
		give_up("ending a child");
	}
	kill(pid, SIGKILL);
	while (waitpid(pid, NULL, 0) < 0 && errno == EINTR)
		continue;
}

void child_await_zombie(pid_t pid)
{
	siginfo_t info;

	while (waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT) < 0)
		if (errno != EINTR)
			give_up("waiting for a zombie");
}

static void run_test(void *context)
{
	void (**test)(void) = context;

	(*test)();
	_exit(0);
}

int child_run(void (*test)(void))
{
	pid_t pid = child_start_unready(run_test, &test);
	int status;

	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			give_up("waiting for a test");
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

_Noreturn void child_skip(const char *why)
{
	fprintf(stderr, "skipped: %s\n", why);
	_exit(CHILD_SKIPPED);
}

_Noreturn void child_fail(const char *file, int line, const char *what)
{
	fprintf(stderr, "%s:%d: not so: %s\n", file, line, what);
	_exit(1);
}

uint64_t child_now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

bool child_await(bool (*condition)(void *context), void *context)
{
	uint64_t deadline = child_now_ms() + CHILD_PATIENCE_MS;

	while (!condition(context)) {
		if (child_now_ms() > deadline)
			return false;
		poll(NULL, 0, TICK_MS); /* the interval of this wait */
	}
	return true;
}

char *child_proc_file(pid_t pid, const char *file, size_t *ret_len)
{
	CLEANUP_FREE char *text = NULL;
	CLEANUP_CLOSE int fd = -1;
	char path[64];
	size_t capacity = 0;
	size_t len = 0;
	ssize_t got;

	snprintf(path, sizeof(path), "/proc/%d/%s", (int)pid, file);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return NULL;
	do {
		if (vec_reserve(&text, &capacity, len + 4096, 1) < 0)
			give_up("memory");
		got = read(fd, text + len, capacity - len - 1);
		if (got < 0)
			return NULL;
		len += (size_t)got;
	} while (got > 0);
	text[len] = '\0';
	if (ret_len)
		*ret_len = len;
	return TAKE(text);
}

long long child_stat_field(pid_t pid, int number)
{
	CLEANUP_FREE char *line = child_proc_file(pid, "stat", NULL);
	char *at = line ? strrchr(line, ')') : NULL;

	for (int field = 2; at && field < number; field++) {
		at = strchr(at, ' ');
		at = at ? at + 1 : NULL;
	}
	return at ? strtoll(at, NULL, 10) : -1;
}

size_t child_count_descriptors(void)
{
	CLEANUP(cleanup_closedir) DIR *dir = opendir("/proc/self/fd");
	size_t count = 0;

	if (!dir)
		give_up("/proc/self/fd");
	while (readdir(dir))
		count++;
	return count;
}
