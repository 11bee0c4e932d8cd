/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The view beside htop, top and btop, all under one load and in one run: how soon a key is
 * answered, what a refresh costs, how much memory stays resident, and how soon the first screen is
 * there.
 *
 * peers POSSE GROUP_HELPER [PROCESSES [GROUPS]]
 */
#include <config.h>

#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/array.h"
#include "base/number.h"
#include "cost.h"
#include "load.h"

enum {
	PROCESSES = 10000,
	GROUPS = 400,
	PRESSES = 60,
	STARTS = 5, /* of each program */
	IDLE_SECONDS = 15,
	SETTLE_SECONDS = 5, /* from the first screen until nothing else begins */
	START_SECONDS = 20, /* for the first screen, at most */
	ANSWER_SECONDS = 10, /* for a key */
	TAIL = 256, /* bytes kept of the output, in which an answer may have begun */
};

#define INTERVAL 1.5 /* seconds from refresh to refresh, of all of them */

struct program {
	const char *name;
	const char *argv[5];
	const char *first; /* shown with the first rows: their heading, or a folded group's sign */
	/* What only the answer to an arrow has in it: the sign before the chosen row. NULL: what is
	 * written first after the press counts, be it a refresh. */
	const char *answer;
};

/* Positions in the table of who is compared with. */
enum {
	HTOP = 1,
	TOP = 2,
};

static const struct program programs[] = {
	{"posse", {"posse", "--interval", "1.5"}, "\u25b8", ">"},
	{"htop", {"htop", "-d", "15"}, "Command", NULL},
	{"top", {"top", "-d", "1.5"}, "COMMAND", NULL},
	/* Its interval is in its settings, which bench.sh writes. */
	{"btop", {"btop"}, "Command:", NULL},
};

#define PROGRAMS COUNT(programs)

struct figures {
	bool there;
	double first_screen; /* milliseconds, as the next three */
	double key_median;
	double key_95;
	double key_max;
	double cpu; /* milliseconds of processor time for one refresh */
	double written; /* bytes to the terminal for one refresh */
	double resident; /* MiB */
};

/* A program on a terminal of its own. */
struct running {
	pid_t pid;
	int terminal;
	char tail[TAIL + 4096 + 1];
	size_t tail_len;
	size_t bytes; /* written so far */
};

static struct running start(const char *path, const struct program *program)
{
	struct winsize size = {.ws_row = 50, .ws_col = 160};
	struct running running = {.terminal = -1};

	running.pid = forkpty(&running.terminal, NULL, NULL, &size);
	if (running.pid < 0)
		bench_give_up("forkpty", errno);
	if (running.pid == 0) {
		execvp(path, (char *const *)program->argv);
		_exit(127);
	}
	return running;
}

/* Reads what the program writes into the tail; false when it has ended. */
static bool take_output(struct running *running)
{
	ssize_t len;

	if (running->tail_len > TAIL) {
		memmove(running->tail, running->tail + running->tail_len - TAIL, TAIL);
		running->tail_len = TAIL;
	}
	len = read(running->terminal, running->tail + running->tail_len, 4096);
	if (len <= 0)
		return false;
	running->tail_len += (size_t)len;
	running->bytes += (size_t)len;
	return true;
}

/* Reads until the mark is seen (NULL: none is looked for; "": anything) or the time is over; true
 * when it was seen. */
static bool read_until(struct running *running, const char *mark, double deadline)
{
	for (double time = bench_now(); time < deadline; time = bench_now()) {
		struct pollfd fd = {.fd = running->terminal, .events = POLLIN};

		if (poll(&fd, 1, (int)(deadline - time) + 1) > 0 && !take_output(running))
			return false;
		if (mark && running->tail_len > 0 &&
			memmem(running->tail, running->tail_len, mark, strlen(mark)))
			return true;
	}
	return false;
}

static void press(struct running *running, const char *key)
{
	running->tail_len = 0;
	if (write(running->terminal, key, strlen(key)) < 0)
		bench_give_up("terminal", errno);
}

/* Ends it by its own key, or, should that not do, by KILL to exactly that child. */
static void stop(struct running *running)
{
	double deadline = bench_now() + 3000;

	press(running, "q");
	while (bench_now() < deadline && waitpid(running->pid, NULL, WNOHANG) == 0)
		read_until(running, NULL, bench_now() + 20);
	if (running->pid > 1 && waitpid(running->pid, NULL, WNOHANG) == 0) {
		kill(running->pid, SIGKILL);
		waitpid(running->pid, NULL, 0);
	}
	close(running->terminal);
}

/* Presses arrows, down and up, at moments spread over the refreshes. */
static void measure_keys(
	struct running *running, const struct program *program, struct figures *figures)
{
	static const char *const arrows[] = {"\033OB", "\033OA"};
	double took[PRESSES];
	size_t count = 0;

	for (unsigned i = 0; i < PRESSES; i++) {
		double before;

		/* 370 ms and the interval have no small common multiple. */
		read_until(running, NULL, bench_now() + 370);
		before = bench_now();
		press(running, arrows[i % 2]);
		if (read_until(running, program->answer ? program->answer : "",
			    before + ANSWER_SECONDS * 1e3))
			took[count++] = bench_now() - before;
	}
	if (count < PRESSES)
		bench_give_up("not every key was answered", ETIME);
	qsort(took, count, sizeof(*took), bench_compare);
	figures->key_median = took[count / 2];
	figures->key_95 = took[count * 95 / 100];
	figures->key_max = took[count - 1];
}

/* What refreshes cost while nobody touches anything. */
static void measure_idle(struct running *running, struct figures *figures)
{
	double cpu = cost_cpu(running->pid);
	size_t bytes = running->bytes;
	double before = bench_now();
	double refreshes;

	read_until(running, NULL, before + IDLE_SECONDS * 1e3);
	refreshes = (bench_now() - before) / (INTERVAL * 1e3);
	figures->cpu = (cost_cpu(running->pid) - cpu) / refreshes;
	figures->written = (double)(running->bytes - bytes) / refreshes;
	figures->resident = cost_resident(running->pid);
}

/* Starts each in turn, so that none of them meets a machine that is colder than the others do: the
 * first round warms it up and does not count. */
static void measure_starts(const char *posse, struct figures figures[PROGRAMS])
{
	double took[PROGRAMS][STARTS];

	for (size_t round = 0; round <= STARTS; round++) {
		for (size_t i = 0; i < PROGRAMS; i++) {
			double before = bench_now();
			struct running running =
				start(i == 0 ? posse : programs[i].argv[0], &programs[i]);

			figures[i].there = read_until(&running, programs[i].first,
				before + START_SECONDS * 1e3);
			took[i][round > 0 ? round - 1 : 0] = bench_now() - before;
			stop(&running);
		}
	}
	for (size_t i = 0; i < PROGRAMS; i++) {
		qsort(took[i], STARTS, sizeof(took[i][0]), bench_compare);
		figures[i].first_screen = took[i][STARTS / 2];
	}
}

static void measure(const char *path, const struct program *program, struct figures *figures)
{
	struct running running = start(path, program);

	read_until(&running, program->first, bench_now() + START_SECONDS * 1e3);
	read_until(&running, NULL, bench_now() + SETTLE_SECONDS * 1e3);
	measure_idle(&running, figures);
	measure_keys(&running, program, figures);
	stop(&running);
}

/* ---- The report: a table as Markdown has it, then what is wanted ---- */

static void print_table(const struct figures *figures, unsigned processes, unsigned groups)
{
	/* Short, so that a table has room in a text; CPU and bytes written are for one refresh. */
	printf("| %u processes, %u groups | first screen | key, median | 95 %% | CPU | written | "
	       "resident |\n"
	       "|---|---:|---:|---:|---:|---:|---:|\n",
		processes, groups);
	for (size_t i = 0; i < PROGRAMS; i++) {
		const struct figures *f = &figures[i];

		if (f->there)
			printf("| %s | %.0f ms | %.1f ms | %.1f ms | %.0f ms | %.0f B | "
			       "%.1f MiB |\n",
				programs[i].name, f->first_screen, f->key_median, f->key_95,
				f->cpu, f->written, f->resident);
		else
			printf("| %s | is not installed, or showed nothing | | | | | |\n",
				programs[i].name);
	}
	printf("\n");
}

static void print_wish(const char *what, double seen, double wanted, const char *unit)
{
	printf("    %-24s %6.2f%s, wanted at most %.2f%s: %s\n", what, seen, unit, wanted, unit,
		seen <= wanted ? "kept" : "MISSED");
}

static void print_wishes(const struct figures *figures, unsigned processes)
{
	const struct figures *posse = &figures[0];

	print_wish("key, 95 %", posse->key_95, 16, " ms");
	if (processes <= 100)
		print_wish("first screen", posse->first_screen, 50, " ms");
	if (processes <= 10000)
		print_wish("resident", posse->resident, 16, " MiB");
	if (figures[HTOP].there)
		print_wish("CPU per refresh / htop", posse->cpu / figures[HTOP].cpu, 0.55, "");
	if (figures[TOP].there)
		print_wish("first screen / top", posse->first_screen / figures[TOP].first_screen,
			0.4, "");
	printf("\n");
}

int main(int argc, char **argv)
{
	struct figures figures[PROGRAMS] = {{.there = false}};
	uint64_t processes = PROCESSES;
	uint64_t groups = GROUPS;
	struct load load;

	if (argc < 3 || argc > 5 || (argc > 3 && number_parse(argv[3], 30000, &processes) < 0) ||
		(argc > 4 && number_parse(argv[4], processes, &groups) < 0)) {
		fprintf(stderr, "usage: peers POSSE GROUP_HELPER [PROCESSES [GROUPS]]\n");
		return 2;
	}
	load = load_start(argv[2], processes, groups);
	measure_starts(argv[1], figures);
	for (size_t i = 0; i < PROGRAMS; i++)
		if (figures[i].there)
			measure(i == 0 ? argv[1] : programs[i].argv[0], &programs[i], &figures[i]);
	load_end(&load);
	print_table(figures, (unsigned)processes, (unsigned)groups);
	if (figures[0].there)
		print_wishes(figures, (unsigned)processes);
	return 0;
}
