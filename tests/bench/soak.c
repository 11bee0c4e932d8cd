/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The view for an hour among processes that come and go, with somebody at the keys: memory,
 * descriptors and processor time at its end beside those of minute five. In a PID namespace of its
 * own, so that nothing but its own processes is seen.
 *
 * soak POSSE [MINUTES [PROCESSES]]
 */
#include <config.h>

#include <errno.h>
#include <math.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/array.h"
#include "base/number.h"
#include "cost.h"
#include "load.h"
#include "screen.h"

enum {
	MINUTES = 60,
	MINUTES_MAX = 24 * 60,
	PROCESSES = 3000,
	PER_GROUP = 25,
	LIFE_MAX_MS = 20000, /* of one process: 10 seconds on average */
	FIRST_MINUTE = 5, /* what came before was growing up */
	KEY_MS = 3000,
};

/* What may be more at the end. */
#define RESIDENT_MORE    0.05
#define CPU_MORE         0.25
#define MINUTE_MS        60000.0

/* ---- Those who come and go ---- */

static _Noreturn void live(unsigned seed, pid_t group)
{
	struct itimerval life = {.it_value.tv_sec = 0};
	unsigned milliseconds = 100 + (unsigned)rand_r(&seed) % LIFE_MAX_MS;
	char name[16];

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	snprintf(name, sizeof(name), "churn-%u", seed % 100);
	prctl(PR_SET_NAME, name);
	/* The group may have ended with its last member: then this one leads a new one. */
	if (setpgid(0, group) < 0)
		setpgid(0, 0);
	/* It ends of SIGALRM, when its time has come. */
	life.it_value.tv_sec = milliseconds / 1000;
	life.it_value.tv_usec = (long)(milliseconds % 1000) * 1000;
	setitimer(ITIMER_REAL, &life, NULL);
	for (;;)
		pause();
}

/* Replaces whoever ends, for ever. */
static _Noreturn void churn(size_t processes)
{
	size_t count = 0;
	unsigned seed = 1;
	pid_t group = 0;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	setsid();
	for (;;) {
		pid_t pid;

		while (count >= processes && waitpid(-1, NULL, 0) > 0)
			count--;
		while (count > 0 && waitpid(-1, NULL, WNOHANG) > 0)
			count--;
		pid = fork();
		if (pid < 0)
			continue;
		if (pid == 0)
			live(seed, group);
		if (seed % PER_GROUP == 1)
			group = pid;
		setpgid(pid, group);
		seed++;
		count++;
	}
}

/* ---- The figures ---- */

/* Memory and descriptors are the least that were seen in that minute: what stays between scans. */
struct minute {
	double resident; /* MiB */
	size_t descriptors;
	double cpu; /* milliseconds in that minute */
};

/* Up, down, arrangements, details and back, a search, a filter, the help: nothing that sends. */
static void press_something(struct bench_screen *screen, unsigned turn)
{
	static const char *const keys[] = {"\033OB", "\033OB", "\t", "\033OA", "+", "-", "\r", "q",
		"/churn\r", "n", "\\members>3\r", "\t", "\t", "\\\025\r", "?", "q", "P", "T", "M"};

	screen_press(screen, keys[turn % COUNT(keys)]);
}

static void look(pid_t pid, struct minute *minute)
{
	double resident = cost_resident(pid);
	size_t descriptors = cost_descriptors(pid);

	if (resident < minute->resident)
		minute->resident = resident;
	if (descriptors < minute->descriptors)
		minute->descriptors = descriptors;
}

static struct minute run_minute(struct bench_screen *screen, unsigned *turn)
{
	double cpu = cost_cpu(screen->pid);
	double end = bench_now() + MINUTE_MS;
	struct minute minute = {.resident = INFINITY, .descriptors = SIZE_MAX};

	while (bench_now() < end) {
		press_something(screen, (*turn)++);
		screen_wait(screen, NULL, true, KEY_MS);
		if (waitpid(screen->pid, NULL, WNOHANG) != 0)
			bench_give_up("the view has ended", ECHILD);
		look(screen->pid, &minute);
	}
	minute.cpu = cost_cpu(screen->pid) - cpu;
	return minute;
}

static void print_minute(unsigned number, const struct minute *minute)
{
	printf("minute %3u: %6.2f MiB, %3zu descriptors, %6.0f ms\n", number, minute->resident,
		minute->descriptors, minute->cpu);
}

static bool judge(const struct minute *first, const struct minute *last)
{
	bool memory = last->resident <= first->resident * (1 + RESIDENT_MORE);
	bool descriptors = last->descriptors <= first->descriptors;
	bool cpu = last->cpu <= first->cpu * (1 + CPU_MORE);

	printf("at the end / at minute %d: memory %.3f %s, descriptors %.3f %s, CPU %.3f %s\n",
		FIRST_MINUTE, last->resident / first->resident, memory ? "kept" : "GREW",
		(double)last->descriptors / (double)first->descriptors,
		descriptors ? "kept" : "GREW", last->cpu / first->cpu, cpu ? "kept" : "GREW");
	return memory && descriptors && cpu;
}

static int soak(const char *posse, unsigned minutes, size_t processes)
{
	char *argv[] = {(char[]){"posse"}, (char[]){"--no-config"}, NULL};
	struct bench_screen screen;
	struct minute first = {.resident = 0};
	struct minute last = {.resident = 0};
	unsigned turn = 0;
	pid_t churner = fork();

	if (churner < 0)
		bench_give_up("fork", errno);
	if (churner == 0)
		churn(processes);
	screen_start(&screen, posse, argv);
	if (!screen_wait(&screen, ">?", true, 10000))
		bench_give_up("the view shows nothing", ETIME);
	for (unsigned i = 1; i <= minutes; i++) {
		last = run_minute(&screen, &turn);
		print_minute(i, &last);
		if (i <= FIRST_MINUTE)
			first = last;
	}
	screen_stop(&screen);
	return judge(&first, &last) ? 0 : 1;
}

/* In the namespace this is PID 1, and with it everything ends. */
static int in_namespace(const char *posse, unsigned minutes, size_t processes)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0 ||
		mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL) < 0)
		bench_give_up("mount", errno);
	return soak(posse, minutes, processes);
}

int main(int argc, char **argv)
{
	uint64_t minutes = MINUTES;
	uint64_t processes = PROCESSES;
	pid_t pid;

	if (argc < 2 || argc > 4 ||
		(argc > 2 && number_parse(argv[2], MINUTES_MAX, &minutes) < 0) ||
		(argc > 3 && number_parse(argv[3], 30000, &processes) < 0)) {
		fprintf(stderr, "usage: soak POSSE [MINUTES [PROCESSES]]\n");
		return 2;
	}
	setlinebuf(stdout);
	if (unshare(CLONE_NEWPID | CLONE_NEWNS) < 0)
		bench_give_up("a PID namespace (this takes root)", errno);
	pid = fork();
	if (pid < 0)
		bench_give_up("fork", errno);
	if (pid == 0)
		_exit(in_namespace(argv[1], (unsigned)minutes, processes));
	return WEXITSTATUS(bench_await(pid));
}
