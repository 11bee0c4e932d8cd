/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "timing_group.h"

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
#include "load.h"

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

static _Noreturn void be_member(struct timing_group *timing, size_t member, pid_t master, int ready)
{
	sigset_t usr1;

	own_note = &timing->notes[member];
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != master)
		_exit(1);
	setpgid(0, timing->pgid);
	set_signals(&usr1);
	own_note->pid = getpid();
	if (write(ready, "r", 1) != 1)
		_exit(1);
	close(ready);
	close(timing->control);
	while (is_sentinel(member, timing->size) && sigwaitinfo(&usr1, NULL) != SIGUSR1)
		;
	if (is_sentinel(member, timing->size))
		atomic_store(&own_note->signalled, clock_now(CLOCK_MONOTONIC));
	for (;;)
		pause();
}

/* In the parent of the members: whoever ends is reaped by the kernel at once, and whoever is left
 * ends with it, without a number being used for that. */
static _Noreturn void lead(struct timing_group *timing, pid_t bench, int ready, int alive)
{
	pid_t master = getpid();
	char byte;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != bench)
		_exit(1);
	/* The kernel reaps them. */
	sigaction(SIGCHLD, &(struct sigaction){.sa_handler = SIG_IGN}, NULL);
	setpgid(0, 0);
	for (size_t i = 0; i < timing->size; i++) {
		pid_t pid = fork();

		if (pid < 0)
			_exit(1);
		if (pid == 0)
			be_member(timing, i, master, ready);
		if (i == 0)
			timing->pgid = pid;
		setpgid(pid, timing->pgid);
	}
	close(ready);
	close(alive);
	while (read(timing->control, &byte, 1) < 0 && errno == EINTR)
		;
	_exit(0);
}

static bool wait_readable(int fd, int milliseconds)
{
	struct pollfd poll_fd = {.fd = fd, .events = POLLIN};

	return poll(&poll_fd, 1, milliseconds) == 1;
}

/* Each has written one byte; nobody but the members has kept the pipe. */
static void await_ready(const struct timing_group *timing, int ready)
{
	char bytes[4096];
	size_t seen = 0;

	while (seen < timing->size) {
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

struct timing_group timing_group_start(size_t size)
{
	struct timing_group timing = {.size = size};
	pid_t bench = getpid();
	int control[2];
	int alive[2];
	int ready[2];

	timing.notes = mmap(NULL, size * sizeof(*timing.notes), PROT_READ | PROT_WRITE,
		MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (timing.notes == MAP_FAILED)
		bench_give_up("memory", errno);
	make_pipe(control);
	make_pipe(alive);
	make_pipe(ready);
	timing.control = control[0];
	timing.master = fork();
	if (timing.master < 0)
		bench_give_up("fork", errno);
	if (timing.master == 0) {
		close(control[1]);
		close(alive[0]);
		close(ready[0]);
		lead(&timing, bench, ready[1], alive[1]);
	}
	close(control[0]);
	close(alive[1]);
	close(ready[1]);
	timing.control = control[1];
	timing.alive = alive[0];
	await_ready(&timing, ready[0]);
	close(ready[0]);
	timing.pgid = timing.notes[0].pid;
	if (timing.pgid <= 1 || timing.pgid == getpgrp())
		bench_give_up("the members have no group of their own", ESRCH);
	return timing;
}

void timing_group_end(struct timing_group *timing)
{
	close(timing->control);
	bench_await(timing->master);
	if (!wait_readable(timing->alive, END_MS))
		bench_give_up("the members did not end", ETIME);
	close(timing->alive);
	munmap(timing->notes, timing->size * sizeof(*timing->notes));
}

double timing_group_signalled(const struct timing_group *timing)
{
	uint64_t last = 0;

	for (size_t i = 0; i < timing->size; i++) {
		uint64_t at = atomic_load(&timing->notes[i].signalled);

		if (is_sentinel(i, timing->size) && at == 0)
			return 0;
		if (at > last)
			last = at;
	}
	return (double)last / CLOCK_MILLISECOND;
}

double timing_group_handled(const struct timing_group *timing)
{
	uint64_t last = 0;

	for (size_t i = 0; i < timing->size; i++) {
		uint64_t at = atomic_load(&timing->notes[i].handled);

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

bool timing_group_all_signalled(const struct timing_group *timing)
{
	for (size_t i = 0; i < timing->size; i++)
		if (!is_sentinel(i, timing->size) && !is_pending(timing->notes[i].pid))
			return false;
	return timing_group_signalled(timing) > 0;
}
