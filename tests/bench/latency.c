/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From the decision to the last member signalled, and from the end of the last member to the word
 * that they have ended: of the view on a terminal, of posse kill, and, beside them in the same run,
 * of kill, of pkill and of the system call alone. The trials take turns, so that what else the
 * machine does falls on all.
 *
 * What is taken for "signalled", "handled" and "ended" is told in timing_group.h. The clock starts
 * with the write of Enter into the terminal, or before the start of the command.
 *
 * latency POSSE GROUP_HELPER [PROCESSES [GROUPS [TRIALS]]]
 */
#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/array.h"
#include "base/cleanup.h"
#include "base/number.h"
#include "load.h"
#include "screen.h"
#include "timing_group.h"

enum {
	PROCESSES = 10000,
	GROUPS = 400,
	TRIALS = 20,
	TRIALS_MAX = 200,
	LARGE = 1000,
	SMALL = 4,
	PATIENCE_MS = 10000, /* for anything that ought to take milliseconds */
	PLAN_MS = 3000,
	ESCAPE_MS = 100, /* until a lone Esc is known to be one */
	ROWS_TRIED = 20, /* of the list, for the group's */
};

#define SEND_MAX 5.0 /* milliseconds, for a large group */
#define TOLD_MAX 100.0

struct series {
	double values[TRIALS_MAX];
	size_t count;
};

enum figure {
	SIGNALLED,
	HANDLED,
	ENDED,
	TOLD, /* from the end of the last: to the word of it, or to the end of the command */
	FIGURES,
};

struct sender {
	const char *name;
	/* Begins to send that signal to the group; returns when. */
	double (*begin)(struct sender *sender, const struct timing_group *timing, int signal);
	/* Sees it to its end; returns when the end of the group was told, if told it is. */
	double (*finish)(struct sender *sender, const struct timing_group *timing, int signal);
	bool tells; /* of the end: by a word, or by its own end */
	pid_t pid; /* of the command */
	struct bench_screen screen; /* of the view; terminal -1: none */
	unsigned trial;
	struct series series[FIGURES];
};

static const char *posse;

static const char *name_of(int signal)
{
	return signal == SIGUSR1 ? "USR1" : signal == SIGUSR2 ? "USR2" : "TERM";
}

/* ---- Commands ---- */

static double run(struct sender *sender, char *const argv[])
{
	CLEANUP_CLOSE int null = open("/dev/null", O_RDWR | O_CLOEXEC);
	double began = bench_now();

	sender->pid = bench_spawn(argv, null, null);
	return began;
}

static double finish_command(struct sender *sender, const struct timing_group *timing, int signal)
{
	int status = bench_await(sender->pid);
	double now = bench_now();

	(void)timing;
	(void)signal;
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		bench_give_up(sender->name, EIO);
	return now;
}

static double begin_call(struct sender *sender, const struct timing_group *timing, int signal)
{
	double began = bench_now();

	(void)sender;
	if (timing->pgid <= 1 || kill(-timing->pgid, signal) < 0)
		bench_give_up("kill", errno);
	return began;
}

static double finish_call(struct sender *sender, const struct timing_group *timing, int signal)
{
	(void)sender;
	(void)timing;
	(void)signal;
	return 0;
}

/* "kill -TERM -- -2210" and its like. */
static double begin_peer(struct sender *sender, const struct timing_group *timing, int signal)
{
	bool is_pkill = strcmp(sender->name, "pkill") == 0;
	char name[16];
	char option[16];
	char group[24];
	char *argv[] = {name, option, is_pkill ? (char[]){"-g"} : (char[]){"--"}, group, NULL};

	snprintf(name, sizeof(name), "%s", sender->name);
	snprintf(option, sizeof(option), "-%s", name_of(signal));
	snprintf(group, sizeof(group), "%s%d", is_pkill ? "" : "-", (int)timing->pgid);
	return run(sender, argv);
}

static double begin_posse(struct sender *sender, const struct timing_group *timing, int signal)
{
	char path[4096];
	char name[16];
	char group[24];
	char *argv[] = {path, (char[]){"kill"}, (char[]){"-y"}, (char[]){"-s"}, name, group,
		signal == SIGTERM ? (char[]){"--wait"} : NULL, (char[]){"20"}, NULL};

	snprintf(path, sizeof(path), "%s", posse);
	snprintf(name, sizeof(name), "%s", name_of(signal));
	snprintf(group, sizeof(group), "%d", (int)timing->pgid);
	return run(sender, argv);
}

/* ---- The view ---- */

static void await_screen(struct bench_screen *screen, const char *text, bool shown)
{
	if (screen_wait(screen, text, shown, PATIENCE_MS))
		return;
	for (int y = 0; y < SCREEN_LINES; y++)
		fprintf(stderr, "|%s\n", screen->cells[y]);
	bench_give_up(text, ETIME);
}

static void start_view(struct sender *sender, const struct timing_group *timing)
{
	/* The group is at the top of the list, but for what is younger: this very view. */
	char *argv[] = {(char[]){"posse"}, (char[]){"--sort"},
		timing->size == LARGE ? (char[]){"members,desc"} : (char[]){"age,asc"}, NULL};

	screen_start(&sender->screen, posse, argv);
	/* The sign of the chosen row, and that of a folded group: the first scan is there. */
	await_screen(&sender->screen, ">?", true);
}

/* Goes down the list to the group, and on to the plan: nothing is ever sent before the plan was
 * seen to name the group. */
static void go_to_plan(struct bench_screen *screen, const struct timing_group *timing, int signal)
{
	const char *way = signal == SIGUSR1 ? "k10\r" : signal == SIGUSR2 ? "k12\r" : "K";
	char any[32];
	char title[64];

	snprintf(any, sizeof(any), "SIG%s to group ", name_of(signal));
	snprintf(title, sizeof(title), "%s%d ", any, (int)timing->pgid);
	for (int row = 0; row < ROWS_TRIED; row++) {
		screen_press(screen, way);
		/* Some of what the list has can have no plan, and the list says so. */
		if (screen_wait(screen, any, true, PLAN_MS)) {
			if (screen_shows(screen, title))
				return;
			/* What comes with a plan is no answer to it. */
			screen_wait(screen, NULL, true, ESCAPE_MS);
			screen_press(screen, "\033");
			await_screen(screen, any, false);
			screen_press(screen, "\033");
			screen_wait(screen, NULL, true, ESCAPE_MS);
		}
		screen_press(screen, "\033OB");
	}
	bench_give_up("the view does not show the group", ESRCH);
}

static double begin_view(struct sender *sender, const struct timing_group *timing, int signal)
{
	double began;

	if (sender->screen.terminal < 0)
		start_view(sender, timing);
	go_to_plan(&sender->screen, timing, signal);
	/* People read, and by the time they answer there may be a newer scan. 370 ms and the time
	 * between two scans have no small common multiple. */
	screen_wait(&sender->screen, NULL, true, 200 + sender->trial * 370 % 1700);
	began = bench_now();
	screen_press(&sender->screen, "\r");
	return began;
}

static double finish_view(struct sender *sender, const struct timing_group *timing, int signal)
{
	struct bench_screen *screen = &sender->screen;
	char word[64];
	double told;

	if (signal != SIGTERM) {
		await_screen(screen, "Enter close", true);
		screen_press(screen, "\r");
		await_screen(screen, "Enter close", false);
		return 0;
	}
	snprintf(word, sizeof(word), "%zu members ended, the last after", timing->size);
	await_screen(screen, word, true);
	told = bench_now();
	screen_stop(screen);
	return told;
}

/* ---- Trials ---- */

/* Waits for the next thing, and reads what the view writes, which must not have to wait for that;
 * true: the group has ended. */
static bool await_news(struct sender *sender, const struct timing_group *timing, int milliseconds)
{
	struct pollfd fds[] = {{.fd = timing->alive, .events = POLLIN},
		{.fd = sender->screen.terminal, .events = POLLIN}};

	if (poll(fds, COUNT(fds), milliseconds) < 0)
		return false;
	if (!fds[0].revents && fds[1].revents)
		screen_take(&sender->screen);
	return fds[0].revents != 0;
}

static double await_end(struct sender *sender, const struct timing_group *timing)
{
	double deadline = bench_now() + PATIENCE_MS;

	while (bench_now() < deadline)
		if (await_news(sender, timing, 1000))
			return bench_now();
	bench_give_up("the group did not end", ETIME);
}

static double await_note(struct sender *sender, const struct timing_group *timing,
	double (*note)(const struct timing_group *timing))
{
	double deadline = bench_now() + PATIENCE_MS;

	while (bench_now() < deadline) {
		double at = note(timing);

		if (at > 0)
			return at;
		await_news(sender, timing, 10);
	}
	bench_give_up("not every member was signalled", ETIME);
}

static void add(struct sender *sender, enum figure figure, double value)
{
	struct series *series = &sender->series[figure];

	series->values[series->count++] = value;
}

/* One group, one sender, one signal of each kind. */
static void try(struct sender *sender, size_t size, unsigned trial)
{
	struct timing_group timing = timing_group_start(size);
	double began;
	double end;
	double told;

	sender->trial = trial;
	began = sender->begin(sender, &timing, SIGUSR1);
	add(sender, SIGNALLED, await_note(sender, &timing, timing_group_signalled) - began);
	sender->finish(sender, &timing, SIGUSR1);
	if (!timing_group_all_signalled(&timing))
		bench_give_up("a member was left out", EIO);
	began = sender->begin(sender, &timing, SIGUSR2);
	add(sender, HANDLED, await_note(sender, &timing, timing_group_handled) - began);
	sender->finish(sender, &timing, SIGUSR2);
	began = sender->begin(sender, &timing, SIGTERM);
	end = await_end(sender, &timing);
	add(sender, ENDED, end - began);
	told = sender->finish(sender, &timing, SIGTERM);
	if (sender->tells)
		add(sender, TOLD, told > end ? told - end : 0);
	timing_group_end(&timing);
}

/* ---- The report ---- */

static void print_series(struct series *series)
{
	if (series->count == 0) {
		printf(" %17s", "");
		return;
	}
	qsort(series->values, series->count, sizeof(*series->values), bench_compare);
	printf(" %8.2f %8.2f", series->values[series->count / 2],
		series->values[series->count * 95 / 100]);
}

static double median(const struct sender *sender, enum figure figure)
{
	return sender->series[figure].values[sender->series[figure].count / 2];
}

/* What somebody at the screen is not to wait for. posse kill scans once more before it ends, to be
 * sure of the end, and takes as long as that takes. */
static void print_wish(const struct sender *sender, const char *what, enum figure figure,
	double most)
{
	printf("%s, %s: median %.2f ms, wanted at most %.0f ms: %s\n", sender->name, what,
		median(sender, figure), most, median(sender, figure) <= most ? "kept" : "MISSED");
}

static void print_table(struct sender *senders, size_t count)
{
	printf("%-11s %17s %17s %17s %17s\n", "ms", "signalled", "handled", "ended", "told of it");
	printf("%-11s", "");
	for (int i = 0; i < FIGURES; i++)
		printf(" %8s %8s", "median", "95 %");
	printf("\n");
	for (size_t i = 0; i < count; i++) {
		printf("%-11s", senders[i].name);
		for (int f = 0; f < FIGURES; f++)
			print_series(&senders[i].series[f]);
		printf("\n");
	}
}

/* ---- All of it ---- */

enum {
	CALL,
	KILL,
	PKILL,
	POSSE_KILL,
	VIEW,
	SENDERS,
};

static void print_report(struct sender senders[SENDERS], size_t size)
{
	print_table(senders, SENDERS);
	if (size == LARGE)
		print_wish(&senders[VIEW], "from Enter to the last signalled", SIGNALLED, SEND_MAX);
	print_wish(&senders[VIEW], "from the last end to the word", TOLD, TOLD_MAX);
	for (size_t i = KILL; i <= PKILL; i++)
		printf("signalled, ratio to %s: the view %.2f, posse kill %.2f\n", senders[i].name,
			median(&senders[VIEW], SIGNALLED) / median(&senders[i], SIGNALLED),
			median(&senders[POSSE_KILL], SIGNALLED) / median(&senders[i], SIGNALLED));
}

static void measure(size_t size, unsigned trials)
{
	struct sender senders[SENDERS] = {
		[CALL] = {"kill(2)", begin_call, finish_call, false},
		[KILL] = {"kill", begin_peer, finish_command, false},
		[PKILL] = {"pkill", begin_peer, finish_command, false},
		[POSSE_KILL] = {"posse kill", begin_posse, finish_command, true},
		[VIEW] = {"the view", begin_view, finish_view, true},
	};

	for (size_t i = 0; i < SENDERS; i++)
		senders[i].screen.terminal = -1;
	for (unsigned trial = 0; trial < trials; trial++)
		for (size_t i = 0; i < SENDERS; i++)
			try(&senders[i], size, trial);
	print_report(senders, size);
}

static uint64_t argument(int argc, char **argv, int position, uint64_t most, uint64_t usual)
{
	uint64_t value = usual;

	if (position < argc && (number_parse(argv[position], most, &value) < 0)) {
		fprintf(stderr, "latency: %s: not a number up to %ju\n", argv[position],
			(uintmax_t)most);
		exit(2);
	}
	return value;
}

int main(int argc, char **argv)
{
	const size_t sizes[] = {LARGE, SMALL};
	uint64_t processes = argument(argc, argv, 3, 30000, PROCESSES);
	uint64_t groups = argument(argc, argv, 4, processes > 0 ? processes : GROUPS, GROUPS);
	uint64_t trials = argument(argc, argv, 5, TRIALS_MAX, TRIALS);

	if (argc < 3 || trials == 0) {
		fprintf(stderr,
			"usage: latency POSSE GROUP_HELPER [PROCESSES [GROUPS [TRIALS]]]\n");
		return 2;
	}
	posse = argv[1];
	setlinebuf(stdout);
	for (int with = 0; with <= (processes > 0); with++) {
		struct load load = {.controller = 0};

		if (with)
			load = load_start(argv[2], processes, groups);
		for (size_t i = 0; i < COUNT(sizes); i++) {
			printf("a group of %zu, %ju others around, %ju trials\n", sizes[i],
				(uintmax_t)(with ? processes : 0), (uintmax_t)trials);
			measure(sizes[i], (unsigned)trials);
		}
		if (with)
			load_end(&load);
	}
	return 0;
}
