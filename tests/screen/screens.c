/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "screens.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "../lib/memory/snapshot_fixture.h"
#include "base/array.h"
#include "base/clock.h"
#include "tui/pages/history_screen.h"

/* A build that has run away: compilers at work, one that waits for a file server, and a backup of
 * root's that found its way into the group. */
#define BUILD(number, parent, user, command) \
	.pid = (number), .ppid = (parent), .pgid = 2210, .sid = 1423, .euid = (user), \
	.name = (command), .tty_name = "pts/0", .tpgid = 2210

static const struct process machine[] = {
	{.pid = 1, .name = "systemd", .start = STARTED_AGO(99999), .rss = 12 << 20},
	{.pid = 2, .name = "kthreadd", .kernel_thread = true},
	{.pid = 700, .name = "sshd", .start = STARTED_AGO(99000), .rss = 8 << 20},
	{.pid = 1423, .name = "bash", .ppid = 700, .euid = USER_DEPLOY, .tty_name = "pts/0",
		.tpgid = 2210, .start = STARTED_AGO(8000), .rss = 5 << 20},
	{BUILD(2210, 1423, USER_DEPLOY, "make"), .start = STARTED_AGO(842), .rss = 20 << 20},
	{BUILD(2211, 2210, USER_DEPLOY, "sh"), .start = STARTED_AGO(840), .rss = 2 << 20},
	{BUILD(2217, 2211, USER_DEPLOY, "cc1plus"), .start = STARTED_AGO(12), .state = 'R',
		.rss = 900 << 20},
	{BUILD(2218, 2211, USER_DEPLOY, "cc1plus"), .start = STARTED_AGO(11), .state = 'R',
		.rss = 800 << 20},
	{BUILD(2219, 2211, USER_DEPLOY, "cc1plus"), .start = STARTED_AGO(9), .state = 'R',
		.rss = 350 << 20},
	{BUILD(2221, 2211, USER_DEPLOY, "ld"), .start = STARTED_AGO(3), .state = 'D',
		.rss = 80 << 20},
	{BUILD(2222, 2211, USER_ROOT, "backup"), .start = STARTED_AGO(600), .rss = 9 << 20},
	{.pid = 2290, .sid = 1423, .name = "vim", .euid = USER_DEPLOY, .tty_name = "pts/0",
		.tpgid = 2210, .state = 'T', .start = STARTED_AGO(4200), .rss = 12 << 20},
	{.pid = 3380, .pgid = 3377, .sid = 3377, .name = "python3", .euid = USER_BUILD,
		.start = STARTED_AGO(50000), .rss = 200 << 20},
	{.pid = 3381, .pgid = 3377, .sid = 3377, .name = "python3", .euid = USER_DEPLOY,
		.state = 'Z', .start = STARTED_AGO(49000)},
	{.pid = 4100, .name = "\u65e5\u672c\u8a9e", .euid = USER_BUILD, .tty_name = "pts/2",
		.tpgid = 4100, .start = STARTED_AGO(70), .rss = 30 << 20},
};

/* Snapshots before the one that is shown; the build has begun in the midst of them. */
#define MOMENTS 12

static uint64_t ticks_until(const struct process *process, int moment)
{
	/* Ticks in the second that ends at each moment, of a compiler. */
	static const uint8_t steps[MOMENTS] = {0, 4, 0, 2, 20, 45, 70, 95, 98, 96, 99, 97};
	uint64_t ticks = 0;

	for (int i = 0; i <= moment; i++) {
		if (process->state == 'R')
			ticks += steps[i] - (uint64_t)(process->pid % 3);
		else if (process->pid == 3380)
			ticks += 8 + (uint64_t)(i % 4) * 3;
		else if (process->pid == 2210)
			ticks += 2;
	}
	return ticks;
}

static void show_moments(struct canvas *canvas)
{
	struct process rows[COUNT(machine)];

	for (int moment = 0; moment < MOMENTS; moment++) {
		const struct snapshot *next;

		for (size_t i = 0; i < COUNT(machine); i++) {
			rows[i] = machine[i];
			rows[i].cpu = 500 + ticks_until(&machine[i], moment);
		}
		next = snapshot_fixture(canvas->app.snapshot, rows, COUNT(rows));
		canvas_show(canvas, next);
		snapshot_unref(next);
	}
}

static const struct login login = {
	.user = "deploy",
	.from = "203.0.113.7",
	.since = 1699990000,
	.idle = 95,
};

/* What is to be known of them, whatever the screen on top has asked. */
static void answer(struct canvas *canvas)
{
	canvas_answer(canvas, app_top(&canvas->app),
		DETAILS_OF(canvas->app.snapshot, {.pid = 1, .command = "/sbin/init splash"},
			{.pid = 700, .command = "sshd: /usr/sbin/sshd -D [listener]"},
			{.pid = 1423, .command = "-bash", .login = &login, .wchan = "do_wait",
				.caught = SIGNAL_BIT(SIGINT),
				.ignored = SIGNAL_BIT(SIGTERM) | SIGNAL_BIT(SIGQUIT)},
			{.pid = 2210, .command = "make -j16 all", .login = &login,
				.wchan = "do_wait",
				.cgroup = "/user.slice/user-1000.slice/session-3.scope",
				.caught = SIGNAL_BIT(SIGTERM) | SIGNAL_BIT(SIGHUP)},
			{.pid = 2211, .command = "sh -c ./build.sh --all", .wchan = "do_wait",
				.blocked = SIGNAL_BIT(SIGHUP)},
			{.pid = 2217,
				.command = "/usr/libexec/gcc/cc1plus -quiet -imultiarch "
					   "x86_64-linux-gnu main.cc -O2 -o /tmp/main.s"},
			{.pid = 2218, .command = "/usr/libexec/gcc/cc1plus -quiet parse.cc"},
			{.pid = 2219, .command = "/usr/libexec/gcc/cc1plus -quiet scan.cc"},
			{.pid = 2221, .command = "ld -o posse main.o parse.o scan.o",
				.wchan = "nfs_wait_on_request"},
			{.pid = 2222, .command = "backup --all",
				.ignored = SIGNAL_BIT(SIGINT)},
			{.pid = 2290, .command = "vim notes.txt"},
			{.pid = 3380, .command = "python3 train.py --epochs 300"},
			{.pid = 4100, .command = "\u65e5\u672c\u8a9e --\u5b9f\u884c"}));
}

/* ---- The list ---- */

static void show_groups(struct canvas *canvas)
{
	(void)canvas;
}

static void show_unfolded(struct canvas *canvas)
{
	CANVAS_KEYS(canvas, '+', KEYPAD_DOWN);
}

static void show_sessions(struct canvas *canvas)
{
	CANVAS_KEYS(canvas, '\t');
}

static void show_processes(struct canvas *canvas)
{
	CANVAS_KEYS(canvas, '\t', '\t');
}

static void show_filter(struct canvas *canvas)
{
	CANVAS_KEYS(canvas, 't', '\\');
	canvas_type(canvas, "user=deploy cpu>x");
}

static void show_search(struct canvas *canvas)
{
	CANVAS_KEYS(canvas, '/');
	canvas_type(canvas, "229");
}

static void show_users(struct canvas *canvas)
{
	CANVAS_KEYS(canvas, 'u');
}

static void show_sort(struct canvas *canvas)
{
	CANVAS_KEYS(canvas, KEYPAD_F(6));
}

static void show_interval(struct canvas *canvas)
{
	CANVAS_KEYS(canvas, 'd');
}

/* ---- Screens of their own ---- */

static void show_group_details(struct canvas *canvas)
{
	CANVAS_KEYS(canvas, KEY_RETURN);
	answer(canvas);
}

static void show_session_details(struct canvas *canvas)
{
	CANVAS_KEYS(canvas, '\t', '/');
	canvas_type(canvas, "1423");
	CANVAS_KEYS(canvas, KEY_RETURN, KEY_RETURN);
	answer(canvas);
}

static void show_process_details(struct canvas *canvas)
{
	CANVAS_KEYS(canvas, '\t', '\t', '/');
	canvas_type(canvas, "2217");
	CANVAS_KEYS(canvas, KEY_RETURN, KEY_RETURN);
	answer(canvas);
}

static void show_help(struct canvas *canvas)
{
	CANVAS_KEYS(canvas, '?');
}

static void show_setup(struct canvas *canvas)
{
	canvas->app.config_path = "/home/deploy/.config/posse/config";
	CANVAS_KEYS(canvas, 'S');
}

static void show_history(struct canvas *canvas)
{
	static const char record[] =
		"{\"time\":\"2026-11-24T23:59:58Z\",\"uid\":0,\"user\":\"root\",\"sudo_uid\":1000,"
		"\"tty\":\"pts/0\",\"signal\":\"TERM\",\"targets\":[{\"id\":\"2210@918273\","
		"\"command\":\"make -j16 all\",\"guarantee\":\"exact\",\"result\":\"partial\","
		"\"continued\":true,\"members\":[{\"outcome\":\"signalled\"},"
		"{\"outcome\":\"denied\"},{\"outcome\":\"gone\"}],\"seconds\":0.34,"
		"\"survivors\":[]}]}\n";
	char home[] = "/tmp/posse-screens.XXXXXX";
	char path[64];
	FILE *file;

	assert_non_null(mkdtemp(home));
	setenv("HOME", home, 1);
	snprintf(path, sizeof(path), "%s/history.jsonl", home);
	file = fopen(path, "w");
	assert_non_null(file);
	fputs(record, file);
	assert_int_equal(fclose(file), 0);
	canvas_push(canvas, history_screen_new_of(&canvas->app, path));
	assert_int_equal(unlink(path), 0);
	assert_int_equal(rmdir(home), 0);
}

/* ---- Signals ---- */

static void show_menu(struct canvas *canvas)
{
	CANVAS_KEYS(canvas, 'k');
	answer(canvas);
}

static void show_plan(struct canvas *canvas)
{
	show_menu(canvas);
	CANVAS_KEYS(canvas, KEY_RETURN);
}

static void show_plan_members(struct canvas *canvas)
{
	show_plan(canvas);
	CANVAS_KEYS(canvas, 'm');
}

static void show_plan_protected(struct canvas *canvas)
{
	canvas->app.self.pgid = 2210;
	show_plan(canvas);
	canvas_type(canvas, "22");
}

/* Of the session with most CPU: its groups, one after the other. */
static void show_plan_session(struct canvas *canvas)
{
	CANVAS_KEYS(canvas, '\t');
	show_plan(canvas);
}

/* Some have ended, one waits for a file server, and one is not to be signalled. */
static void show_outcome(struct canvas *canvas)
{
	static const pid_t ended[] = {2210, 2211, 2217, 2218, 2219};

	show_plan(canvas);
	/* A small box has to be read to its end first. */
	for (int i = 0; i < 40 && canvas->fake.send_count == 0; i++)
		CANVAS_KEYS(canvas, KEY_RETURN);
	assert_int_equal(canvas->fake.send_count, 1);
	canvas->fake.now += 3 * CLOCK_SECOND / 10;
	for (size_t i = 0; i < COUNT(ended); i++)
		fake_kernel_reap(&canvas->fake, ended[i]);
	app_tick(&canvas->app, 0);
	answer(canvas);
}

const struct test_screen test_screens[] = {
	{"groups", show_groups},
	{"groups, one unfolded", show_unfolded},
	{"sessions", show_sessions},
	{"processes", show_processes},
	{"filter", show_filter},
	{"search", show_search},
	{"users", show_users},
	{"sort", show_sort},
	{"interval", show_interval},
	{"details of a group", show_group_details},
	{"details of a session", show_session_details},
	{"details of a process", show_process_details},
	{"menu", show_menu},
	{"plan", show_plan},
	{"plan with members", show_plan_members},
	{"plan of a protected group", show_plan_protected},
	{"plan of a session", show_plan_session},
	{"outcome", show_outcome},
	{"history", show_history},
	{"setup", show_setup},
	{"help", show_help},
};

const size_t test_screen_count = COUNT(test_screens);

void test_screen_open(struct canvas *canvas, const struct test_screen *screen, int lines,
	int columns, enum colours colours)
{
	canvas_open_list(canvas, "C.UTF-8", lines, columns, true);
	canvas->app.settings.colours = colours;
	app_settings_changed(&canvas->app);
	show_moments(canvas);
	answer(canvas);
	fake_kernel_add(&canvas->fake, canvas->app.snapshot);
	fake_kernel_process(&canvas->fake, 2222)->denied = true;
	canvas->app.self = (struct self){.pid = 5000, .pgid = 5000, .sid = 5000, .euid = 1000};
	screen->show(canvas);
}

const struct test_screen *test_screen_find(const char *name)
{
	for (size_t i = 0; i < test_screen_count; i++)
		if (strcmp(test_screens[i].name, name) == 0)
			return &test_screens[i];
	fail_msg("no screen is called %s", name);
	return NULL;
}
