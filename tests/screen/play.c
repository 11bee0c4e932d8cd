/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "play.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../lib/made_up.h"
#include "base/array.h"
#include "tui/list/list_screen.h"

static const struct process machine[] = {
	{.pid = 1423, .name = "bash", .euid = MADE_UP_DEPLOY, .tty_name = "pts/0", .tpgid = 2210,
		.start = MADE_UP_AGED(8000)},
	{.pid = 2210, .sid = 1423, .name = "make", .euid = MADE_UP_DEPLOY, .tty_name = "pts/0",
		.tpgid = 2210, .start = MADE_UP_AGED(842), .cpu = 90000},
	{.pid = 2217, .pgid = 2210, .sid = 1423, .name = "cc1plus", .euid = MADE_UP_DEPLOY,
		.tty_name = "pts/0", .tpgid = 2210, .start = MADE_UP_AGED(12), .state = 'R'},
	{.pid = 2218, .pgid = 2210, .sid = 1423, .name = "back\033up", .euid = MADE_UP_ROOT,
		.tty_name = "pts/0", .tpgid = 2210, .start = MADE_UP_AGED(11)},
	{.pid = 2219, .pgid = 2210, .sid = 1423, .name = "done", .euid = MADE_UP_DEPLOY,
		.tty_name = "pts/0", .tpgid = 2210, .start = MADE_UP_AGED(10), .state = 'Z'},
};

const int play_members[4] = {2210, 2217, 2218, 2219};

#define MACHINE_COUNT COUNT(machine)


void play_open(struct play *play, const char *locale, int lines, int columns)
{
	play->snapshot = made_up_snapshot(NULL, machine, MACHINE_COUNT);
	fake_kernel_init(&play->fake);
	fake_kernel_add(&play->fake, play->snapshot);
	fake_kernel_process(&play->fake, 2218)->denied = true;
	canvas_open(&play->canvas, locale, lines, columns, true);
	play->canvas.app.kernel = &play->fake.table;
	canvas_push(&play->canvas, list_screen_new(&play->canvas.app));
	canvas_show(&play->canvas, play->snapshot);
	play->canvas.app.self = (struct self){.pid = 5000, .pgid = 5000, .sid = 5000, .euid = 1000};
	assert_true(canvas_find(&play->canvas, "2210") > 0);
}

void play_close(struct play *play)
{
	canvas_close(&play->canvas);
	assert_int_equal(play->fake.open_count, 0);
	snapshot_unref(play->snapshot);
}

void play_menu(struct play *play)
{
	CANVAS_KEYS(&play->canvas, 'k');
	assert_int_equal(play->canvas.app.depth, 2);
	canvas_answer(&play->canvas, app_top(&play->canvas.app),
		MADE_UP_DETAILS(play->snapshot,
			{.pid = 2210, .command = "make -j16 all",
				.caught = MADE_UP_SIGNAL(SIGTERM) | MADE_UP_SIGNAL(SIGHUP)},
			{.pid = 2217, .ignored = MADE_UP_SIGNAL(SIGINT)},
			{.pid = 2218, .blocked = MADE_UP_SIGNAL(SIGHUP)}, {.pid = 2219}));
}
