/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "crew.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "base/clock.h"
#include "crowd.h"

enum {
	START_MS = 20000,
	END_MS = 20000,
};

/* What a member notes: CLOCK_MONOTONIC in nanoseconds, 0: not yet. */
struct note {
	pid_t pid;
	_Atomic uint64_t signalled;
	_Atomic uint64_t handled;
};

/* The own note, for the handler. */
static struct note *own_note;

static void on_usr2(int number)
{
	(void)number;
	atomic_store(&own_note->handled, clock_now(CLOCK_MONOTONIC));
}

static bool is_sentinel(size_t member, size_t size)
{
	return member == 0 || member == size / 2 || member + 1 == size;
}

static void set_signals(sigset_t *ret_usr1)
{
	struct sigaction handler = {.sa_handler = on_usr2};

	sigemptyset(ret_usr1);
	sigaddset(ret_usr1, SIGUSR1);
	sigprocmask(SIG_SETMASK, ret_usr1, NULL);
	sigaction(SIGUSR2, &handler, NULL);
	handler.sa_handler = SIG_DFL;
	sigaction(SIGCHLD, &handler, NULL);
}

static _Noreturn void play(struct crew *crew, size_t member, pid_t master, int ready)
{
	sigset_t usr1;

	own_note = &crew->notes[member];
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != master)
		_exit(1);
	setpgid(0, crew->pgid);
	set_signals(&usr1);
	own_note->pid = getpid();
	if (write(ready, "r", 1) != 1)
		_exit(1);
	close(ready);
	close(crew->control);
	while (is_sentinel(member, crew->size) && sigwaitinfo(&usr1, NULL) != SIGUSR1)
		;
	if (is_sentinel(member, crew->size))
		atomic_store(&own_note->signalled, clock_now(CLOCK_MONOTONIC));
	for (;;)
		pause();
}

/* In the parent of the members: whoever ends is reaped by the kernel at once, and whoever is left
 * ends with it, without a number being used for that. */
static _Noreturn void lead(struct crew *crew, pid_t bench, int ready, int alive)
{
	pid_t master = getpid();
	char byte;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != bench)
		_exit(1);
	/* The kernel reaps them. */
	sigaction(SIGCHLD, &(struct sigaction){.sa_handler = SIG_IGN}, NULL);
	setpgid(0, 0);
	for (size_t i = 0; i < crew->size; i++) {
		pid_t pid = fork();

		if (pid < 0)
			_exit(1);
		if (pid == 0)
			play(crew, i, master, ready);
		if (i == 0)
			crew->pgid = pid;
		setpgid(pid, crew->pgid);
	}
	close(ready);
	close(alive);
	while (read(crew->control, &byte, 1) < 0 && errno == EINTR)
		;
	_exit(0);
}

static bool wait_readable(int fd, int milliseconds)
{
	struct pollfd poll_fd = {.fd = fd, .events = POLLIN};

	return poll(&poll_fd, 1, milliseconds) == 1;
}

/* Each has written one byte; nobody but the members has kept the pipe. */
static void await_ready(const struct crew *crew, int ready)
{
	char bytes[4096];
	size_t seen = 0;

	while (seen < crew->size) {
		ssize_t n = wait_readable(ready, START_MS) ? read(ready, bytes, sizeof(bytes)) : 0;

		if (n <= 0)
			bench_give_up("that many members could not be started", EAGAIN);
		seen += (size_t)n;
	}
}

/* A pipe, not kept over an exec. */
static void make_pipe(int ends[2])
{
	if (pipe2(ends, O_CLOEXEC) < 0)
		bench_give_up("pipe", errno);
}

struct crew crew_start(size_t size)
{
	struct crew crew = {.size = size};
	pid_t bench = getpid();
	int control[2];
	int alive[2];
	int ready[2];

	crew.notes = mmap(NULL, size * sizeof(*crew.notes), PROT_READ | PROT_WRITE,
		MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (crew.notes == MAP_FAILED)
		bench_give_up("memory", errno);
	make_pipe(control);
	make_pipe(alive);
	make_pipe(ready);
	crew.control = control[0];
	crew.master = fork();
	if (crew.master < 0)
		bench_give_up("fork", errno);
	if (crew.master == 0) {
		close(control[1]);
		close(alive[0]);
		close(ready[0]);
		lead(&crew, bench, ready[1], alive[1]);
	}
	close(control[0]);
	close(alive[1]);
	close(ready[1]);
	crew.control = control[1];
	crew.alive = alive[0];
	await_ready(&crew, ready[0]);
	close(ready[0]);
	crew.pgid = crew.notes[0].pid;
	if (crew.pgid <= 1 || crew.pgid == getpgrp())
		bench_give_up("the crew has no group of its own", ESRCH);
	return crew;
}

void crew_end(struct crew *crew)
{
	close(crew->control);
	bench_await(crew->master);
	if (!wait_readable(crew->alive, END_MS))
		bench_give_up("the members did not end", ETIME);
	close(crew->alive);
	munmap(crew->notes, crew->size * sizeof(*crew->notes));
}

double crew_signalled(const struct crew *crew)
{
	uint64_t last = 0;

	for (size_t i = 0; i < crew->size; i++) {
		uint64_t at = atomic_load(&crew->notes[i].signalled);

		if (is_sentinel(i, crew->size) && at == 0)
			return 0;
		if (at > last)
			last = at;
	}
	return (double)last / CLOCK_MILLISECOND;
}

double crew_handled(const struct crew *crew)
{
	uint64_t last = 0;

	for (size_t i = 0; i < crew->size; i++) {
		uint64_t at = atomic_load(&crew->notes[i].handled);

		if (at == 0)
			return 0;
		if (at > last)
			last = at;
	}
	return (double)last / CLOCK_MILLISECOND;
}

/* Whether USR1 is pending for the whole process. */
static bool is_pending(pid_t pid)
{
	char path[64];
	char line[256];
	CLEANUP(cleanup_fclose) FILE *file = NULL;
	uint64_t pending = 0;

	snprintf(path, sizeof(path), "/proc/%d/status", (int)pid);
	file = fopen(path, "re");
	while (file && fgets(line, sizeof(line), file))
		if (strncmp(line, "ShdPnd:", 7) == 0)
			pending = strtoull(line + 7, NULL, 16);
	return pending >> (SIGUSR1 - 1) & 1;
}

bool crew_all_signalled(const struct crew *crew)
{
	for (size_t i = 0; i < crew->size; i++)
		if (!is_sentinel(i, crew->size) && !is_pending(crew->notes[i].pid))
			return false;
	return crew_signalled(crew) > 0;
}
