/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "load.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "base/clock.h"

extern char **environ;

void bench_give_up(const char *what, int error)
{
	fprintf(stderr, "bench: %s: %s\n", what, strerror(error));
	exit(1);
}

double bench_now(void)
{
	return (double)clock_now(CLOCK_MONOTONIC) / CLOCK_MILLISECOND;
}

int bench_compare(const void *left, const void *right)
{
	double a = *(const double *)left;
	double b = *(const double *)right;

	return (a > b) - (a < b);
}

pid_t bench_spawn(char *const argv[], int input, int output)
{
	posix_spawn_file_actions_t actions;
	pid_t pid;
	int r;

	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
	posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
	r = posix_spawnp(&pid, argv[0], &actions, NULL, argv, environ);
	posix_spawn_file_actions_destroy(&actions);
	if (r != 0)
		bench_give_up(argv[0], r);
	return pid;
}

int bench_await(pid_t pid)
{
	int status = 1;

	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			bench_give_up("waitpid", errno);
	return status;
}

/* Waits for the line "ready" of the group helper. */
static bool await_ready(int output)
{
	CLEANUP(cleanup_fclose) FILE *facts = fdopen(output, "r");
	char line[256];

	if (!facts)
		bench_give_up("memory", ENOMEM);
	while (fgets(line, sizeof(line), facts))
		if (strcmp(line, "ready\n") == 0)
			return true;
	return false;
}

struct load load_start(const char *path, size_t processes, size_t groups)
{
	char helper[4096];
	char many[] = "many";
	char count_text[24];
	char groups_text[24];
	char *argv[] = {helper, many, count_text, groups_text, NULL};
	struct load load;
	int commands[2];
	int facts[2];

	snprintf(helper, sizeof(helper), "%s", path);
	snprintf(count_text, sizeof(count_text), "%zu", processes);
	snprintf(groups_text, sizeof(groups_text), "%zu", groups);
	if (pipe2(commands, O_CLOEXEC) < 0 || pipe2(facts, O_CLOEXEC) < 0)
		bench_give_up("pipe", errno);
	load.controller = bench_spawn(argv, commands[0], facts[1]);
	load.commands = commands[1];
	close(commands[0]);
	close(facts[1]);
	if (!await_ready(facts[0]))
		bench_give_up("the group helper could not start that many (RLIMIT_NPROC, pid_max)",
			EAGAIN);
	return load;
}

void load_end(struct load *load)
{
	close(load->commands);
	bench_await(load->controller);
}
