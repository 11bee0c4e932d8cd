/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How long a scan takes, as ratios: to reading every /proc/PID/stat by hand, which is the least
 * that anybody can do; to one run of ps; and to itself with fewer processes. Of each pair the two
 * halves take turns, so that what else the machine does falls on both.
 *
 * scan-ratio GROUP_HELPER [PROCESSES [GROUPS [PAIRS]]]
 */
#include <config.h>

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "base/array.h"
#include "base/cleanup.h"
#include "base/number.h"
#include "load.h"
#include "scan/scanner.h"

enum {
	PROCESSES = 10000,
	PROCESSES_MAX = 30000,
	GROUPS = 400,
	PAIRS = 15,
	PAIRS_MIN = 9,
	PAIRS_MAX = 99,
};

struct bench {
	const char *helper;
	struct scanner *scanner;
	const struct snapshot *previous;
	uint32_t seen; /* processes of the last scan */
};

/* What something took, in milliseconds. */
struct took {
	double wall;
	double cpu; /* of this program and of those it waited for, so not of what others run */
};

static double rusage_ms(int who)
{
	struct rusage usage;

	getrusage(who, &usage);
	return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e3 +
	       (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e3;
}

static struct took now(void)
{
	struct timespec wall;

	clock_gettime(CLOCK_MONOTONIC, &wall);
	return (struct took){
		.wall = (double)wall.tv_sec * 1e3 + (double)wall.tv_nsec / 1e6,
		.cpu = rusage_ms(RUSAGE_SELF) + rusage_ms(RUSAGE_CHILDREN),
	};
}

/* ---- What is measured ---- */

static void scan(struct bench *bench)
{
	const struct snapshot *snapshot = NULL;
	int r = scanner_scan(bench->scanner, bench->previous, &snapshot);

	if (r < 0)
		bench_give_up("scan", -r);
	snapshot_unref(bench->previous);
	bench->previous = snapshot;
	bench->seen = snapshot->process_count;
}

static void read_stat(const char *pid)
{
	char path[300];
	char line[1024];
	CLEANUP_CLOSE int fd = -1;

	snprintf(path, sizeof(path), "/proc/%s/stat", pid);
	fd = open(path, O_RDONLY);
	if (fd >= 0 && read(fd, line, sizeof(line)) < 0)
		return; /* ended in between */
}

static void read_by_hand(struct bench *bench)
{
	CLEANUP(cleanup_closedir) DIR *proc = opendir("/proc");
	struct dirent *entry;

	(void)bench;
	if (!proc)
		bench_give_up("/proc", errno);
	while ((entry = readdir(proc)))
		if (isdigit((unsigned char)entry->d_name[0]))
			read_stat(entry->d_name);
}

static void run_ps(struct bench *bench)
{
	char name[] = "ps";
	char option[] = "-eo";
	char columns[] = "pid,pgid,sid,stat,user,tty,time,rss,comm";
	char *argv[] = {name, option, columns, NULL};
	CLEANUP_CLOSE int null = open("/dev/null", O_RDWR | O_CLOEXEC);

	(void)bench;
	if (bench_await(bench_spawn(argv, null, null)) != 0)
		bench_give_up("ps", EIO);
}

/* ---- Measuring ---- */

typedef void measured(struct bench *bench);

static double median(double *values, size_t count)
{
	qsort(values, count, sizeof(*values), bench_compare);
	return count % 2 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2;
}

/* One side of the pairs. */
struct series {
	double wall[PAIRS_MAX];
	double cpu[PAIRS_MAX];
	size_t count;
};

static void take_time(struct bench *bench, measured *what, struct series *series)
{
	struct took before = now();
	struct took after;

	what(bench);
	after = now();
	series->wall[series->count] = after.wall - before.wall;
	series->cpu[series->count++] = after.cpu - before.cpu;
}

static struct took medians(struct series *series)
{
	return (struct took){
		.wall = median(series->wall, series->count),
		.cpu = median(series->cpu, series->count),
	};
}

/* Medians of a and b, taken in turns. */
static void measure(struct bench *bench, measured *a, measured *b, size_t pairs, struct took *ret_a,
	struct took *ret_b)
{
	struct series of_a = {.count = 0};
	struct series of_b = {.count = 0};

	/* The first time is not like the others: caches are cold, nothing is allocated. */
	a(bench);
	b(bench);
	while (of_a.count < pairs) {
		take_time(bench, a, &of_a);
		take_time(bench, b, &of_b);
	}
	*ret_a = medians(&of_a);
	*ret_b = medians(&of_b);
}

/* ---- The report ---- */

static void print_ratio(const char *what, struct took a, struct took b, double wanted)
{
	double ratio = a.cpu / b.cpu;

	printf("%s: %.2f of CPU time (%.1f ms / %.1f ms), %.2f of wall time\n", what, ratio, a.cpu,
		b.cpu, a.wall / b.wall);
	if (wanted > 0)
		printf("  wanted: at most %.2f: %s\n", wanted, ratio <= wanted ? "kept" : "MISSED");
}

static void ratios(struct bench *bench, size_t pairs)
{
	struct took own;
	struct took other;

	measure(bench, scan, read_by_hand, pairs, &own, &other);
	printf("%u processes, %u groups, medians of %zu pairs\n", bench->seen,
		bench->previous->group_count, pairs);
	print_ratio("scan / every stat by hand", own, other, 1.6);
	measure(bench, scan, run_ps, pairs, &own, &other);
	print_ratio("scan / ps -eo pid,pgid,sid,stat,user,tty,time,rss,comm", own, other, 0);
}

/* Milliseconds of CPU time that a scan takes for each thousand processes there are. */
static double cost(struct bench *bench, size_t pairs)
{
	struct took own;
	struct took other;

	measure(bench, scan, read_by_hand, pairs, &own, &other);
	return own.cpu * 1000 / bench->seen;
}

static void growth(struct bench *bench, size_t processes, size_t groups, size_t pairs)
{
	const size_t steps[] = {processes / 10, processes * 3 / 10, processes};
	double first = 0;

	for (size_t i = 0; i < COUNT(steps); i++) {
		size_t share = groups * steps[i] / processes;
		struct load load = load_start(bench->helper, steps[i], share > 0 ? share : 1);
		double each = cost(bench, pairs);

		if (i == 0)
			first = each;
		printf("growth: %6zu processes, time for each / at %zu: %5.2f  %.2f ms a "
		       "thousand\n",
			steps[i], steps[0], each / first, each);
		if (i + 1 == COUNT(steps))
			ratios(bench, pairs);
		load_end(&load);
	}
}

static size_t argument(int argc, char **argv, int position, size_t least, size_t most, size_t usual)
{
	uint64_t value;

	if (position >= argc)
		return usual;
	if (number_parse(argv[position], most, &value) < 0 || value < least) {
		fprintf(stderr, "scan-ratio: %s: not a number from %zu to %zu\n", argv[position],
			least, most);
		exit(2);
	}
	return (size_t)value;
}

int main(int argc, char **argv)
{
	struct bench bench = {.helper = argc > 1 ? argv[1] : NULL};
	size_t processes = argument(argc, argv, 2, 10, PROCESSES_MAX, PROCESSES);
	size_t groups = argument(argc, argv, 3, 1, processes, GROUPS);
	size_t pairs = argument(argc, argv, 4, PAIRS_MIN, PAIRS_MAX, PAIRS);
	int r;

	if (!bench.helper) {
		fprintf(stderr, "usage: scan-ratio GROUP_HELPER [PROCESSES [GROUPS [PAIRS]]]\n");
		return 2;
	}
	setlocale(LC_ALL, "");
	setlinebuf(stdout);
	r = scanner_new(&bench.scanner);
	if (r < 0)
		bench_give_up("scanner", -r);
	growth(&bench, processes, groups, pairs);
	snapshot_unref(bench.previous);
	scanner_free(bench.scanner);
	return 0;
}
