/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "base/array.h"
#include "process_fixture.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "base/vec.h"

enum {
	INTERVAL_MS = 3,
};

extern char **environ;

static int64_t fixture_now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

bool fixture_wait_until(bool (*condition)(void *context), void *context, int deadline_ms)
{
	int64_t deadline = fixture_now_ms() + deadline_ms;

	while (!condition(context)) {
		if (fixture_now_ms() >= deadline)
			return false;
		poll(NULL, 0, INTERVAL_MS); /* the interval of a wait with a deadline */
	}
	return true;
}

/* --- what the group helper says ----------------------------------------------------------- */

/* A PID of a fact; nothing that is no PID can be signalled later. */
static pid_t fixture_read_pid(const char *text)
{
	char *end;
	long pid = strtol(text, &end, 10);

	return pid > 1 && pid <= INT_MAX && (*end == '\0' || *end == ' ') ? (pid_t)pid : 0;
}

/* Behind "WORD " at the front of the line, or NULL. */
static const char *fixture_behind(const char *line, const char *word)
{
	size_t len = strlen(word);

	return strncmp(line, word, len) == 0 && line[len] == ' ' ? line + len + 1 : NULL;
}

static int fixture_add_member(struct process_fixture *fixture, const char *fact, pid_t pgid)
{
	const char *behaviour = strchr(fact, ' ');
	struct fixture_member *member;
	int r;

	r = vec_reserve(&fixture->members, &fixture->capacity, fixture->count + 1, sizeof(*member));
	if (r < 0)
		return r;
	member = &fixture->members[fixture->count++];
	member->pid = fixture_read_pid(fact);
	member->pgid = pgid;
	snprintf(member->behaviour, sizeof(member->behaviour), "%s",
		behaviour ? behaviour + 1 : "");
	return 0;
}

static int fixture_take_fact(struct process_fixture *fixture, const char *line)
{
	const char *fact;

	if ((fact = fixture_behind(line, "pgid"))) {
		fixture->group = fixture_read_pid(fact);
		if (fixture->pgid == 0)
			fixture->pgid = fixture->group;
	} else if ((fact = fixture_behind(line, "member"))) {
		return fixture_add_member(fixture, fact, fixture->group);
	} else if ((fact = fixture_behind(line, "session"))) {
		fixture->sid = fixture_read_pid(fact);
	} else if ((fact = fixture_behind(line, "foreground"))) {
		fixture->foreground = fixture_read_pid(fact);
	} else if ((fact = fixture_behind(line, "tty"))) {
		snprintf(fixture->terminal, sizeof(fixture->terminal), "%s", fact);
	} else if ((fact = fixture_behind(line, "skip")) ||
		(fact = fixture_behind(line, "failed"))) {
		snprintf(fixture->reason, sizeof(fixture->reason), "%s", fact);
	}
	return 0;
}

/* Takes in the facts of all lines that are whole. */
static int fixture_take_facts(struct process_fixture *fixture)
{
	char *end;

	while ((end = memchr(fixture->text + fixture->seen, '\n',
			fixture->text_len - fixture->seen))) {
		char *line = fixture->text + fixture->seen;
		int r;

		*end = '\0';
		r = fixture_take_fact(fixture, line);
		*end = '\n';
		if (r < 0)
			return r;
		fixture->seen = (size_t)(end + 1 - fixture->text);
	}
	return 0;
}

/* Reads what comes within that time. Returns the bytes, 0 at the end, -ETIMEDOUT or -errno. */
static ssize_t fixture_read(struct process_fixture *fixture, int timeout_ms)
{
	struct pollfd fds = {.fd = fixture->output, .events = POLLIN};
	ssize_t n;
	int r;

	r = vec_reserve(&fixture->text, &fixture->text_capacity, fixture->text_len + 4096, 1);
	if (r < 0)
		return r;
	r = poll(&fds, 1, timeout_ms);
	if (r < 0)
		return errno == EINTR ? -EAGAIN : -errno;
	if (r == 0)
		return -ETIMEDOUT;
	n = read(fixture->output, fixture->text + fixture->text_len, 4095);
	if (n < 0)
		return -errno;
	fixture->text_len += (size_t)n;
	fixture->text[fixture->text_len] = '\0';
	r = fixture_take_facts(fixture);
	return r < 0 ? r : n;
}

/* Is that line, or one that begins with it, the n-th (from 0) of its kind? Returns it or NULL. */
static const char *fixture_find(const struct process_fixture *fixture, const char *line, size_t n)
{
	size_t len = strlen(line);
	const char *text = fixture->text;

	for (; text && text < fixture->text + fixture->seen; text = strchr(text, '\n') + 1)
		if (strncmp(text, line, len) == 0 && (text[len] == '\n' || text[len] == ' ') &&
		        n-- == 0)
			return text;
	return NULL;
}

/* Waits for the n-th line of its kind, or for more failures than failures_max. */
static int fixture_await_nth(struct process_fixture *fixture, const char *line, size_t n,
	size_t failures_max, const char **ret_line)
{
	int64_t deadline = fixture_now_ms() + FIXTURE_DEADLINE_MS;

	while (!(*ret_line = fixture_find(fixture, line, n))) {
		int64_t left = deadline - fixture_now_ms();
		ssize_t r;

		if (fixture_find(fixture, "failed", failures_max))
			return -EPROTO;
		r = fixture_read(fixture, left > 0 ? (int)left : 0);
		if (r == 0)
			return -EPIPE;
		if (r < 0 && r != -EAGAIN)
			return (int)r;
	}
	return 0;
}

int fixture_await(struct process_fixture *fixture, const char *line)
{
	const char *found;

	return fixture_await_nth(fixture, line, 0, SIZE_MAX, &found);
}

size_t fixture_said(struct process_fixture *fixture, const char *line)
{
	size_t n = 0;

	while (fixture_read(fixture, 0) > 0)
		;
	while (fixture_find(fixture, line, n))
		n++;
	return n;
}

/* --- start and end ------------------------------------------------------------------------ */

/* Where the group helper was built. */
static void fixture_program(char *path, size_t size)
{
	const char *program = getenv("GROUP_HELPER");
	const char *build = getenv("top_builddir");

	if (program)
		snprintf(path, size, "%s", program);
	else
		snprintf(path, size, "%s/tests/group-helper/group-helper", build ? build : ".");
}

static int fixture_spawn(struct process_fixture *fixture, const char *const words[], int input,
	int output)
{
	char program[PATH_MAX];
	const char *argv[64] = {program};
	posix_spawn_file_actions_t actions;
	size_t n = 0;
	int r;

	fixture_program(program, sizeof(program));
	for (; words[n] && n + 2 < COUNT(argv); n++)
		argv[n + 1] = words[n];
	if (words[n])
		return -E2BIG;

	r = posix_spawn_file_actions_init(&actions);
	if (r != 0)
		return -r;
	posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
	posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
	r = posix_spawn(&fixture->controller, program, &actions, NULL, (char *const *)argv,
		environ);
	posix_spawn_file_actions_destroy(&actions);
	if (r != 0)
		fixture->controller = 0;
	return -r;
}

int fixture_start(struct process_fixture *fixture, const char *const words[])
{
	int sockets[2];
	int pipes[2];
	int r;

	*fixture = (struct process_fixture){.socket = -1, .output = -1};
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets) < 0)
		return -errno;
	fixture->socket = sockets[0];
	CLEANUP_CLOSE int input = sockets[1];
	if (pipe2(pipes, O_CLOEXEC) < 0)
		return -errno;
	fixture->output = pipes[0];
	CLEANUP_CLOSE int output = pipes[1];

	r = fixture_spawn(fixture, words, input, output);
	if (r < 0)
		return r;
	close(take_fd(&output)); /* so that the end of the group helper is the end of its output */
	r = fixture_await(fixture, "ready");
	if (r == -EPIPE)
		return fixture_end(fixture) == FIXTURE_SKIP ? FIXTURE_SKIP : -EPROTO;
	return r;
}

/* The end of its output: nobody is left who could write to it. */
static bool fixture_drain(struct process_fixture *fixture)
{
	int64_t deadline = fixture_now_ms() + FIXTURE_DEADLINE_MS;

	for (;;) {
		int64_t left = deadline - fixture_now_ms();
		ssize_t n = fixture_read(fixture, left > 0 ? (int)left : 0);

		if (n == -ETIMEDOUT)
			return false;
		if (n <= 0 && n != -EAGAIN)
			return true;
	}
}

static bool fixture_controller_ended(void *context)
{
	siginfo_t info = {0};

	return waitid(P_PID, *(const id_t *)context, &info, WEXITED | WNOHANG | WNOWAIT) < 0 ||
	       info.si_pid != 0;
}

/* Reaps the controller; one that does not end is ended, and its members die with it. */
static int fixture_reap(struct process_fixture *fixture, bool drained)
{
	id_t controller = (id_t)fixture->controller;
	bool ended = fixture_wait_until(fixture_controller_ended, &controller, FIXTURE_DEADLINE_MS);
	int status = 0;

	if (!ended && fixture->controller > 1)
		kill(fixture->controller, SIGKILL);
	while (waitpid(fixture->controller, &status, 0) < 0 && errno == EINTR)
		;
	if (!ended || !drained)
		return -ETIMEDOUT;
	return WIFEXITED(status) ? WEXITSTATUS(status) : -EPROTO;
}

/* A fixture of zeros was never started, and holds no descriptor 0. */
static void fixture_close(int *fd)
{
	if (*fd > STDERR_FILENO)
		close(take_fd(fd));
}

int fixture_end(struct process_fixture *fixture)
{
	int r = 0;

	if (fixture->controller > 1) {
		bool drained;

		shutdown(fixture->socket, SHUT_RDWR);
		drained = fixture_drain(fixture);
		r = fixture_reap(fixture, drained);
		fixture->controller = 0;
	}
	fixture_close(&fixture->socket);
	fixture_close(&fixture->output);
	free(TAKE(fixture->members));
	free(TAKE(fixture->text));
	fixture->count = fixture->capacity = 0;
	fixture->text_len = fixture->text_capacity = fixture->seen = 0;
	return r;
}

/* --- members ------------------------------------------------------------------------------ */

pid_t fixture_member(const struct process_fixture *fixture, const char *behaviour, size_t n)
{
	for (size_t i = 0; i < fixture->count; i++)
		if ((!behaviour || strcmp(fixture->members[i].behaviour, behaviour) == 0) &&
			n-- == 0)
			return fixture->members[i].pid;
	return -ESRCH;
}

pid_t fixture_group(const struct process_fixture *fixture, size_t n)
{
	pid_t pgid = 0;

	for (size_t i = 0; i < fixture->count; i++) {
		if (fixture->members[i].pgid == pgid)
			continue;
		pgid = fixture->members[i].pgid;
		if (n-- == 0)
			return pgid;
	}
	return -ESRCH;
}

int fixture_ask(struct process_fixture *fixture, const char *command, pid_t *ret_number)
{
	char line[64];
	char done[64];
	const char *answer;
	int n = snprintf(line, sizeof(line), "%s\n", command);
	size_t failures = fixture_said(fixture, "failed");
	size_t before;
	int r;

	snprintf(done, sizeof(done), "done %s", command);
	before = fixture_said(fixture, done);
	if (send(fixture->socket, line, (size_t)n, MSG_NOSIGNAL) != n)
		return -EPIPE;
	r = fixture_await_nth(fixture, done, before, failures, &answer);
	if (r == 0 && ret_number)
		*ret_number = (pid_t)strtol(answer + strlen(done), NULL, 10);
	return r;
}

int fixture_kill(const struct process_fixture *fixture, pid_t pid, int sig)
{
	for (size_t i = 0; i < fixture->count; i++)
		if (pid > 1 && fixture->members[i].pid == pid)
			return kill(pid, sig) < 0 ? -errno : 0;
	return -EPERM;
}

int fixture_killpg(const struct process_fixture *fixture, pid_t pgid, int sig)
{
	for (size_t i = 0; i < fixture->count; i++)
		if (pgid > 1 && pgid != getpgrp() && fixture->members[i].pgid == pgid)
			return killpg(pgid, sig) < 0 ? -errno : 0;
	return -EPERM;
}
