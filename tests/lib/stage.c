/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "base/array.h"
#include "stage.h"

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

static int64_t stage_now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

bool stage_wait_until(bool (*condition)(void *context), void *context, int deadline_ms)
{
	int64_t deadline = stage_now_ms() + deadline_ms;

	while (!condition(context)) {
		if (stage_now_ms() >= deadline)
			return false;
		poll(NULL, 0, INTERVAL_MS); /* the interval of a wait with a deadline */
	}
	return true;
}

/* --- what the troupe says ----------------------------------------------------------------- */

/* A PID of a fact; nothing that is no PID can be signalled later. */
static pid_t stage_read_pid(const char *text)
{
	char *end;
	long pid = strtol(text, &end, 10);

	return pid > 1 && pid <= INT_MAX && (*end == '\0' || *end == ' ') ? (pid_t)pid : 0;
}

/* Behind "WORD " at the front of the line, or NULL. */
static const char *stage_behind(const char *line, const char *word)
{
	size_t len = strlen(word);

	return strncmp(line, word, len) == 0 && line[len] == ' ' ? line + len + 1 : NULL;
}

static int stage_add_member(struct stage *stage, const char *fact, pid_t pgid)
{
	const char *role = strchr(fact, ' ');
	struct stage_member *member;
	int r;

	r = vec_reserve(&stage->members, &stage->capacity, stage->count + 1, sizeof(*member));
	if (r < 0)
		return r;
	member = &stage->members[stage->count++];
	member->pid = stage_read_pid(fact);
	member->pgid = pgid;
	snprintf(member->role, sizeof(member->role), "%s", role ? role + 1 : "");
	return 0;
}

static int stage_take_fact(struct stage *stage, const char *line)
{
	const char *fact;

	if ((fact = stage_behind(line, "pgid"))) {
		stage->group = stage_read_pid(fact);
		if (stage->pgid == 0)
			stage->pgid = stage->group;
	} else if ((fact = stage_behind(line, "member"))) {
		return stage_add_member(stage, fact, stage->group);
	} else if ((fact = stage_behind(line, "session"))) {
		stage->sid = stage_read_pid(fact);
	} else if ((fact = stage_behind(line, "foreground"))) {
		stage->foreground = stage_read_pid(fact);
	} else if ((fact = stage_behind(line, "tty"))) {
		snprintf(stage->terminal, sizeof(stage->terminal), "%s", fact);
	} else if ((fact = stage_behind(line, "skip")) || (fact = stage_behind(line, "failed"))) {
		snprintf(stage->reason, sizeof(stage->reason), "%s", fact);
	}
	return 0;
}

/* Takes in the facts of all lines that are whole. */
static int stage_take_facts(struct stage *stage)
{
	char *end;

	while ((end = memchr(stage->text + stage->seen, '\n', stage->text_len - stage->seen))) {
		char *line = stage->text + stage->seen;
		int r;

		*end = '\0';
		r = stage_take_fact(stage, line);
		*end = '\n';
		if (r < 0)
			return r;
		stage->seen = (size_t)(end + 1 - stage->text);
	}
	return 0;
}

/* Reads what comes within that time. Returns the bytes, 0 at the end, -ETIMEDOUT or -errno. */
static ssize_t stage_read(struct stage *stage, int timeout_ms)
{
	struct pollfd fds = {.fd = stage->output, .events = POLLIN};
	ssize_t n;
	int r;

	r = vec_reserve(&stage->text, &stage->text_capacity, stage->text_len + 4096, 1);
	if (r < 0)
		return r;
	r = poll(&fds, 1, timeout_ms);
	if (r < 0)
		return errno == EINTR ? -EAGAIN : -errno;
	if (r == 0)
		return -ETIMEDOUT;
	n = read(stage->output, stage->text + stage->text_len, 4095);
	if (n < 0)
		return -errno;
	stage->text_len += (size_t)n;
	stage->text[stage->text_len] = '\0';
	r = stage_take_facts(stage);
	return r < 0 ? r : n;
}

/* Is that line, or one that begins with it, the n-th (from 0) of its kind? Returns it or NULL. */
static const char *stage_find(const struct stage *stage, const char *line, size_t n)
{
	size_t len = strlen(line);
	const char *text = stage->text;

	for (; text && text < stage->text + stage->seen; text = strchr(text, '\n') + 1)
		if (strncmp(text, line, len) == 0 && (text[len] == '\n' || text[len] == ' ') &&
		        n-- == 0)
			return text;
	return NULL;
}

/* Waits for the n-th line of its kind, or for more failures than failures_max. */
static int stage_await_nth(
        struct stage *stage, const char *line, size_t n, size_t failures_max, const char **ret_line)
{
	int64_t deadline = stage_now_ms() + STAGE_DEADLINE_MS;

	while (!(*ret_line = stage_find(stage, line, n))) {
		int64_t left = deadline - stage_now_ms();
		ssize_t r;

		if (stage_find(stage, "failed", failures_max))
			return -EPROTO;
		r = stage_read(stage, left > 0 ? (int)left : 0);
		if (r == 0)
			return -EPIPE;
		if (r < 0 && r != -EAGAIN)
			return (int)r;
	}
	return 0;
}

int stage_await(struct stage *stage, const char *line)
{
	const char *found;

	return stage_await_nth(stage, line, 0, SIZE_MAX, &found);
}

size_t stage_said(struct stage *stage, const char *line)
{
	size_t n = 0;

	while (stage_read(stage, 0) > 0)
		;
	while (stage_find(stage, line, n))
		n++;
	return n;
}

/* --- start and end ------------------------------------------------------------------------ */

/* Where the troupe was built. */
static void stage_program(char *path, size_t size)
{
	const char *program = getenv("TROUPE");
	const char *build = getenv("top_builddir");

	if (program)
		snprintf(path, size, "%s", program);
	else
		snprintf(path, size, "%s/tests/troupe/troupe", build ? build : ".");
}

static int stage_spawn(struct stage *stage, const char *const words[], int input, int output)
{
	char program[PATH_MAX];
	const char *argv[64] = {program};
	posix_spawn_file_actions_t actions;
	size_t n = 0;
	int r;

	stage_program(program, sizeof(program));
	for (; words[n] && n + 2 < COUNT(argv); n++)
		argv[n + 1] = words[n];
	if (words[n])
		return -E2BIG;

	r = posix_spawn_file_actions_init(&actions);
	if (r != 0)
		return -r;
	posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
	posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
	r = posix_spawn(&stage->director, program, &actions, NULL, (char *const *)argv, environ);
	posix_spawn_file_actions_destroy(&actions);
	if (r != 0)
		stage->director = 0;
	return -r;
}

int stage_start(struct stage *stage, const char *const words[])
{
	int sockets[2];
	int pipes[2];
	int r;

	*stage = (struct stage){.socket = -1, .output = -1};
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets) < 0)
		return -errno;
	stage->socket = sockets[0];
	CLEANUP_CLOSE int input = sockets[1];
	if (pipe2(pipes, O_CLOEXEC) < 0)
		return -errno;
	stage->output = pipes[0];
	CLEANUP_CLOSE int output = pipes[1];

	r = stage_spawn(stage, words, input, output);
	if (r < 0)
		return r;
	close(take_fd(&output)); /* so that the end of the troupe is the end of its output */
	r = stage_await(stage, "ready");
	if (r == -EPIPE)
		return stage_end(stage) == STAGE_SKIP ? STAGE_SKIP : -EPROTO;
	return r;
}

/* The end of its output: nobody is left who could write to it. */
static bool stage_drain(struct stage *stage)
{
	int64_t deadline = stage_now_ms() + STAGE_DEADLINE_MS;

	for (;;) {
		int64_t left = deadline - stage_now_ms();
		ssize_t n = stage_read(stage, left > 0 ? (int)left : 0);

		if (n == -ETIMEDOUT)
			return false;
		if (n <= 0 && n != -EAGAIN)
			return true;
	}
}

static bool stage_director_ended(void *context)
{
	siginfo_t info = {0};

	return waitid(P_PID, *(const id_t *)context, &info, WEXITED | WNOHANG | WNOWAIT) < 0 ||
	       info.si_pid != 0;
}

/* Reaps the director; one that does not end is ended, and its members die with it. */
static int stage_reap(struct stage *stage, bool drained)
{
	id_t director = (id_t)stage->director;
	bool ended = stage_wait_until(stage_director_ended, &director, STAGE_DEADLINE_MS);
	int status = 0;

	if (!ended && stage->director > 1)
		kill(stage->director, SIGKILL);
	while (waitpid(stage->director, &status, 0) < 0 && errno == EINTR)
		;
	if (!ended || !drained)
		return -ETIMEDOUT;
	return WIFEXITED(status) ? WEXITSTATUS(status) : -EPROTO;
}

/* A stage of zeros was never started, and holds no descriptor 0. */
static void stage_close(int *fd)
{
	if (*fd > STDERR_FILENO)
		close(take_fd(fd));
}

int stage_end(struct stage *stage)
{
	int r = 0;

	if (stage->director > 1) {
		bool drained;

		shutdown(stage->socket, SHUT_RDWR);
		drained = stage_drain(stage);
		r = stage_reap(stage, drained);
		stage->director = 0;
	}
	stage_close(&stage->socket);
	stage_close(&stage->output);
	free(TAKE(stage->members));
	free(TAKE(stage->text));
	stage->count = stage->capacity = 0;
	stage->text_len = stage->text_capacity = stage->seen = 0;
	return r;
}

/* --- members ------------------------------------------------------------------------------ */

pid_t stage_member(const struct stage *stage, const char *role, size_t n)
{
	for (size_t i = 0; i < stage->count; i++)
		if ((!role || strcmp(stage->members[i].role, role) == 0) && n-- == 0)
			return stage->members[i].pid;
	return -ESRCH;
}

pid_t stage_group(const struct stage *stage, size_t n)
{
	pid_t pgid = 0;

	for (size_t i = 0; i < stage->count; i++) {
		if (stage->members[i].pgid == pgid)
			continue;
		pgid = stage->members[i].pgid;
		if (n-- == 0)
			return pgid;
	}
	return -ESRCH;
}

int stage_ask(struct stage *stage, const char *command, pid_t *ret_number)
{
	char line[64];
	char done[64];
	const char *answer;
	int n = snprintf(line, sizeof(line), "%s\n", command);
	size_t failures = stage_said(stage, "failed");
	size_t before;
	int r;

	snprintf(done, sizeof(done), "done %s", command);
	before = stage_said(stage, done);
	if (send(stage->socket, line, (size_t)n, MSG_NOSIGNAL) != n)
		return -EPIPE;
	r = stage_await_nth(stage, done, before, failures, &answer);
	if (r == 0 && ret_number)
		*ret_number = (pid_t)strtol(answer + strlen(done), NULL, 10);
	return r;
}

int stage_kill(const struct stage *stage, pid_t pid, int sig)
{
	for (size_t i = 0; i < stage->count; i++)
		if (pid > 1 && stage->members[i].pid == pid)
			return kill(pid, sig) < 0 ? -errno : 0;
	return -EPERM;
}

int stage_killpg(const struct stage *stage, pid_t pgid, int sig)
{
	for (size_t i = 0; i < stage->count; i++)
		if (pgid > 1 && pgid != getpgrp() && stage->members[i].pgid == pgid)
			return killpg(pgid, sig) < 0 ? -errno : 0;
	return -EPERM;
}
