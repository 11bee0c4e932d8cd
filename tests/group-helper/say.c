/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "group_helper.h"

#include <errno.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	TICK_MS = 2,
};

/* A line longer than the pipe takes at once would be torn by other members' lines. */
static void say_bytes(const char *bytes, size_t len)
{
	while (len > 0) {
		ssize_t n = write(STDOUT_FILENO, bytes, len);

		if (n < 0 && errno != EINTR)
			return;
		if (n > 0) {
			bytes += n;
			len -= (size_t)n;
		}
	}
}

void say(const char *format, ...)
{
	char line[512];
	va_list args;
	int n;

	va_start(args, format);
	n = vsnprintf(line, sizeof(line) - 1, format, args);
	va_end(args);
	if (n < 0)
		return;
	if ((size_t)n > sizeof(line) - 2)
		n = sizeof(line) - 2;
	line[n] = '\n';
	say_bytes(line, (size_t)n + 1);
}

/* Writes " NUMBER" in front of end; returns where it begins. */
static char *say_number(char *end, int number)
{
	do {
		*--end = (char)('0' + number % 10);
		number /= 10;
	} while (number > 0);
	*--end = ' ';
	return end;
}

void say_in_handler(const char *word, pid_t pid, int value)
{
	char line[64];
	char *end = line + sizeof(line);
	char *start = end - 1;
	size_t len = strlen(word);
	int saved = errno;

	*start = '\n';
	if (value >= 0)
		start = say_number(start, value);
	start = say_number(start, pid);
	start -= len;
	memcpy(start, word, len);
	say_bytes(start, (size_t)(end - start));
	errno = saved;
}

void say_ended(pid_t pid, int status)
{
	if (WIFSIGNALED(status))
		say("ended %d signal %d", (int)pid, WTERMSIG(status));
	else
		say("ended %d exit %d", (int)pid, WEXITSTATUS(status));
}

void fail(const char *what)
{
	say("failed %s: %s", what, strerror(errno));
	_exit(1);
}

void signal_process(pid_t pid, int sig)
{
	if (pid <= 1) {
		say("refused to signal process %d", (int)pid);
		return;
	}
	kill(pid, sig);
}

void signal_group(pid_t pgid, int sig)
{
	if (pgid <= 1 || pgid == getpgrp()) {
		say("refused to signal group %d", (int)pgid);
		return;
	}
	killpg(pgid, sig);
}

void tick(int milliseconds)
{
	poll(NULL, 0, milliseconds); /* the interval of a wait with a deadline */
}

/* The state letter in /proc, or '\0'. */
static char state_of(pid_t pid)
{
	char path[32];
	char line[256];
	const char *state = NULL;
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%d/stat", (int)pid);
	file = fopen(path, "re");
	if (!file)
		return '\0';
	if (fgets(line, sizeof(line), file))
		state = strrchr(line, ')');
	fclose(file);
	return state && strlen(state) > 2 ? state[2] : '\0';
}

bool await_state(pid_t pid, char state)
{
	for (int waited = 0; waited < HELPER_PATIENCE_MS; waited += TICK_MS) {
		if (state_of(pid) == state)
			return true;
		tick(TICK_MS);
	}
	return false;
}
