/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The details of a group, a session, a process. */
#include <config.h>

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../lib/memory/snapshot_fixture.h"
#include "base/array.h"
#include "base/clock.h"
#include "canvas.h"
#include "tui/list/list_screen.h"

static const struct process machine[] = {
	{.pid = 1423, .name = "bash", .euid = USER_DEPLOY, .tty_name = "pts/0", .tpgid = 2210,
		.start = STARTED_AGO(8000), .rss = 5 << 20},
	{.pid = 2210, .sid = 1423, .name = "make", .euid = USER_DEPLOY, .tty_name = "pts/0",
		.tpgid = 2210, .start = STARTED_AGO(842), .cpu = 200, .rss = 20 << 20},
	{.pid = 2217, .pgid = 2210, .sid = 1423, .name = "cc1plus", .euid = USER_DEPLOY,
		.tty_name = "pts/0", .tpgid = 2210, .start = STARTED_AGO(12), .state = 'R',
		.cpu = 1000, .rss = 900 << 20},
	{.pid = 2218, .pgid = 2210, .sid = 1423, .name = "back\033up", .euid = USER_ROOT,
		.tty_name = "pts/0", .tpgid = 2210, .start = STARTED_AGO(11), .state = 'D',
		.rss = 80 << 20},
	{.pid = 2219, .pgid = 2210, .sid = 1423, .name = "done", .euid = USER_DEPLOY,
		.tty_name = "pts/0", .tpgid = 2210, .start = STARTED_AGO(10), .state = 'Z'},
};

static const struct login login = {.user = "deploy", .from = "203.0.113.7",
	.since = 1699990000, .idle = 95};

/* The details of the group with most CPU, the answer about its members at hand or not. */
static void open_details(struct canvas *canvas, const char *locale, int lines, int columns,
	bool answer)
{
	const struct snapshot *snapshot =
		snapshot_fixture(NULL, machine, COUNT(machine));

	canvas_open(canvas, locale, lines, columns, true);
	canvas_push(canvas, list_screen_new(&canvas->app));
	canvas_show(canvas, snapshot);
	fake_kernel_add(&canvas->fake, snapshot);
	CANVAS_KEYS(canvas, KEY_RETURN);
	assert_int_equal(canvas->app.depth, 2);
	if (answer)
		canvas_answer(canvas, app_top(&canvas->app),
			DETAILS_OF(snapshot,
				{.pid = 2210,
					.command = "make -j16 all",
					.cgroup = "/user.slice/user-1000.slice/session-3.scope",
					.login = &login,
					.wchan = "do_wait",
					.caught = SIGNAL_BIT(SIGTERM)},
				{.pid = 2217,
					.command = "/usr/libexec/gcc/cc1plus -quiet -imultiarch "
						   "x86_64-linux-gnu main.cc -O2 -o /tmp/x.s"},
				{.pid = 2218,
					.command = "backup --all",
					.wchan = "nfs_wait_on_request",
					.ignored = SIGNAL_BIT(SIGTERM)},
				{.pid = 2219}));
	snapshot_unref(snapshot);
}

static void test_sizes(void **state)
{
	static const struct {
		const char *name;
		const char *locale;
		int lines;
		int columns;
	} sizes[] = {
		{"details-160x50", "C.UTF-8", 50, 160},
		{"details-80x24", "C.UTF-8", 24, 80},
		{"details-ascii", "C", 24, 80},
		{"details-40x10", "C.UTF-8", 10, 40},
		{"details-20x5", "C.UTF-8", 5, 20},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(sizes); i++) {
		struct canvas canvas;

		open_details(&canvas, sizes[i].locale, sizes[i].lines, sizes[i].columns, true);
		canvas_golden(&canvas, sizes[i].name, false);
		canvas_close(&canvas);
	}
}

static void test_before_the_answer(void **state)
{
	struct canvas canvas;

	(void)state;
	open_details(&canvas, "C.UTF-8", 24, 80, false);
	assert_int_not_equal(canvas_find(&canvas, "2217"), -1);
	assert_int_equal(canvas_find(&canvas, "nfs_wait"), -1);
	canvas_close(&canvas);
}

static void test_live(void **state)
{
	struct canvas canvas;
	const struct snapshot *next;
	const struct snapshot *last;

	(void)state;
	open_details(&canvas, "C.UTF-8", 24, 80, true);
	next = SNAPSHOT_AFTER(canvas.app.snapshot, {.pid = 1423, .name = "bash"},
		{.pid = 2210, .sid = 1423, .name = "make", .euid = USER_DEPLOY,
			.start = STARTED_AGO(842), .cpu = 250});
	canvas_show(&canvas, next);
	assert_int_equal(canvas_find(&canvas, "2217"), -1);
	assert_int_not_equal(canvas_find(&canvas, "50.0 %"), -1);
	assert_int_equal(canvas_find(&canvas, "has ended"), -1);
	last = SNAPSHOT_AFTER(next, {.pid = 1423, .name = "bash"});
	canvas_show(&canvas, last);
	assert_int_equal(canvas_find(&canvas, "Group 2210  has ended"), 0);
	assert_int_not_equal(canvas_find(&canvas, "make -j16 all"), -1);
	CANVAS_KEYS(&canvas, 'k');
	assert_int_equal(canvas.app.depth, 2);
	assert_string_equal(canvas_line(&canvas, 23), " Group 2210 has ended.");
	CANVAS_KEYS(&canvas, KEY_ESCAPE);
	assert_int_equal(canvas.app.depth, 1);
	canvas_close(&canvas);
	snapshot_unref(next);
	snapshot_unref(last);
}

/* Kernel threads and processes whose leader lives in another PID namespace read PGID 0. */
static void test_group_zero(void **state)
{
	const struct snapshot *snapshot =
		SNAPSHOT_OF({.pid = 2, .name = "kthreadd", .kernel_thread = true},
			{.pid = 50, .pgid = REAL_ZERO, .sid = REAL_ZERO, .name = "agent"});
	struct canvas canvas;

	(void)state;
	canvas_open(&canvas, "C.UTF-8", 24, 80, true);
	canvas_push(&canvas, list_screen_new(&canvas.app));
	canvas_show(&canvas, snapshot);
	CANVAS_KEYS(&canvas, KEY_RETURN);
	assert_int_not_equal(canvas_find(&canvas, "leader       none"), -1);
	assert_int_not_equal(canvas_find(&canvas, "session      none"), -1);
	assert_int_equal(canvas_find(&canvas, "orphaned"), -1);
	canvas_close(&canvas);
	snapshot_unref(snapshot);
}

static void test_scrolling(void **state)
{
	struct canvas canvas;

	(void)state;
	open_details(&canvas, "C.UTF-8", 8, 80, true);
	assert_int_equal(canvas_find(&canvas, "identity"), 1);
	CANVAS_KEYS(&canvas, KEYPAD_END);
	assert_int_not_equal(canvas_find(&canvas, "done"), -1);
	canvas_resize(&canvas, 40, 80);
	assert_int_equal(canvas_find(&canvas, "identity"), 1);
	canvas_resize(&canvas, 1, 1);
	CANVAS_KEYS(&canvas, KEYPAD_PAGE_UP, KEYPAD_PAGE_DOWN, KEYPAD_HOME, 'q');
	assert_int_equal(canvas.app.depth, 1);
	canvas_close(&canvas);
}

static void test_huge_group(void **state)
{
	static struct process rows[3000];
	const struct snapshot *snapshot;
	struct canvas canvas;

	(void)state;
	for (int i = 0; i < 3000; i++)
		rows[i] = (struct process){.pid = 5000 + i, .pgid = 5000, .sid = 5000};
	snapshot = snapshot_fixture(NULL, rows, 3000);
	canvas_open(&canvas, "C.UTF-8", 24, 80, true);
	canvas_push(&canvas, list_screen_new(&canvas.app));
	canvas_show(&canvas, snapshot);
	CANVAS_KEYS(&canvas, KEY_RETURN, KEYPAD_END);
	assert_int_equal(canvas_find(&canvas, "and 2500 more"), 21);
	canvas_close(&canvas);
	snapshot_unref(snapshot);
}

static void test_session(void **state)
{
	struct canvas canvas;

	(void)state;
	open_details(&canvas, "C.UTF-8", 24, 80, false);
	CANVAS_KEYS(&canvas, 'q', '\t', KEYPAD_HOME, KEY_RETURN);
	assert_int_equal(canvas_find(&canvas, "Session 1423"), 0);
	canvas_answer(&canvas, app_top(&canvas.app),
		DETAILS_OF(canvas.app.snapshot,
			{.pid = 1423, .command = "-bash", .login = &login},
			{.pid = 2210, .command = "make -j16 all"}));
	canvas_golden(&canvas, "details-session", false);
	CANVAS_KEYS(&canvas, 'k');
	assert_int_not_equal(canvas_find(&canvas, "Signal to session 1423"), -1);
	canvas_close(&canvas);
}

/* A process, and who started it. */
static void test_process(void **state)
{
	const struct snapshot *snapshot = SNAPSHOT_OF({.pid = 1, .name = "init"},
		{.pid = 900, .name = "sshd", .ppid = 1},
		{.pid = 1423, .name = "bash", .ppid = 900, .euid = USER_DEPLOY, .cpu = 50});
	struct canvas canvas;

	(void)state;
	canvas_open(&canvas, "C.UTF-8", 24, 80, true);
	canvas_push(&canvas, list_screen_new(&canvas.app));
	canvas_show(&canvas, snapshot);
	fake_kernel_add(&canvas.fake, snapshot);
	CANVAS_KEYS(&canvas, '\t', '\t', KEYPAD_HOME, KEY_RETURN);
	assert_int_equal(canvas_find(&canvas, "Process 1423"), 0);
	canvas_answer(&canvas, app_top(&canvas.app),
		DETAILS_OF(snapshot,
			{.pid = 1423, .command = "-bash", .caught = SIGNAL_BIT(SIGINT)},
			{.pid = 900, .command = "sshd: deploy [priv]"},
			{.pid = 1, .command = "/sbin/init"}));
	CANVAS_KEYS(&canvas, KEYPAD_END);
	canvas_golden(&canvas, "details-process", false);
	CANVAS_KEYS(&canvas, 'k');
	assert_int_not_equal(canvas_find(&canvas, "Signal to group 1423"), -1);
	canvas_close(&canvas);
	snapshot_unref(snapshot);
}

/* So many snapshots, in each of which the group uses more CPU and memory than before. */
static void show_growth(struct canvas *canvas, int snapshots)
{
	uint64_t cpu = 0;

	for (int i = 0; i < snapshots; i++) {
		const struct snapshot *next;

		cpu += (uint64_t)(i % 20) * 5;
		next = SNAPSHOT_AFTER(canvas->app.snapshot, {.pid = 1423, .name = "bash"},
			{.pid = 2210, .sid = 1423, .name = "make", .euid = USER_DEPLOY,
				.start = STARTED_AGO(842), .cpu = 200 + cpu,
				.rss = (uint64_t)(i + 1) << 22});
		canvas_show(canvas, next);
		snapshot_unref(next);
	}
}

static void test_charts(void **state)
{
	static const struct {
		const char *name;
		const char *locale;
		const char *term;
		int lines;
		int columns;
	} rows[] = {
		{"details-chart-160x50", "C.UTF-8", "xterm", 50, 160},
		{"details-chart-80x24", "C.UTF-8", "xterm", 24, 80},
		{"details-chart-linux", "C.UTF-8", "linux", 24, 80},
		{"details-chart-ascii", "C", "vt100", 24, 80},
		{"details-chart-40x40", "C.UTF-8", "xterm", 40, 40},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct canvas canvas;

		open_details(&canvas, rows[i].locale, rows[i].lines, rows[i].columns, true);
		setenv("TERM", rows[i].term, 1);
		show_growth(&canvas, 60);
		canvas_golden(&canvas, rows[i].name, false);
		canvas_close(&canvas);
	}
}

/* What an ended group did stays to be seen, in any size; and the time is that of its samples. */
static void test_chart_of_an_ended_group(void **state)
{
	const struct snapshot *last;
	struct canvas canvas;

	(void)state;
	open_details(&canvas, "C.UTF-8", 24, 80, true);
	show_growth(&canvas, 60);
	canvas.app.settings.interval = 100 * CLOCK_SECOND;
	last = SNAPSHOT_AFTER(canvas.app.snapshot, {.pid = 1423, .name = "bash"});
	canvas_show(&canvas, last);
	snapshot_unref(last);
	canvas_resize(&canvas, 40, 100);
	assert_int_equal(canvas_find(&canvas, "Group 2210  has ended"), 0);
	assert_int_not_equal(canvas_find(&canvas, "memory, full height"), -1);
	assert_int_not_equal(canvas_find(&canvas, "the last 1:00, now on the right"), -1);
	canvas_close(&canvas);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sizes),
		cmocka_unit_test(test_before_the_answer),
		cmocka_unit_test(test_live),
		cmocka_unit_test(test_group_zero),
		cmocka_unit_test(test_scrolling),
		cmocka_unit_test(test_huge_group),
		cmocka_unit_test(test_session),
		cmocka_unit_test(test_process),
		cmocka_unit_test(test_charts),
		cmocka_unit_test(test_chart_of_an_ended_group),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
