/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "send_fixture.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../lib/memory/snapshot_fixture.h"
#include "base/array.h"
#include "tui/list/list_screen.h"

static const struct process machine[] = {
	{.pid = 1423, .name = "bash", .euid = USER_DEPLOY, .tty_name = "pts/0", .tpgid = 2210,
		.start = STARTED_AGO(8000)},
	{.pid = 2210, .sid = 1423, .name = "make", .euid = USER_DEPLOY, .tty_name = "pts/0",
		.tpgid = 2210, .start = STARTED_AGO(842), .cpu = 90000},
	{.pid = 2217, .pgid = 2210, .sid = 1423, .name = "cc1plus", .euid = USER_DEPLOY,
		.tty_name = "pts/0", .tpgid = 2210, .start = STARTED_AGO(12), .state = 'R'},
	{.pid = 2218, .pgid = 2210, .sid = 1423, .name = "back\033up", .euid = USER_ROOT,
		.tty_name = "pts/0", .tpgid = 2210, .start = STARTED_AGO(11)},
	{.pid = 2219, .pgid = 2210, .sid = 1423, .name = "done", .euid = USER_DEPLOY,
		.tty_name = "pts/0", .tpgid = 2210, .start = STARTED_AGO(10), .state = 'Z'},
};

const int send_fixture_members[4] = {2210, 2217, 2218, 2219};

#define MACHINE_COUNT COUNT(machine)


void send_fixture_open(struct send_fixture *fixture, const char *locale, int lines, int columns)
{
	fixture->snapshot = snapshot_fixture(NULL, machine, MACHINE_COUNT);
	fake_kernel_init(&fixture->fake);
	fake_kernel_add(&fixture->fake, fixture->snapshot);
	fake_kernel_process(&fixture->fake, 2218)->denied = true;
	canvas_open(&fixture->canvas, locale, lines, columns, true);
	fixture->canvas.app.kernel = &fixture->fake.table;
	canvas_push(&fixture->canvas, list_screen_new(&fixture->canvas.app));
	canvas_show(&fixture->canvas, fixture->snapshot);
	fixture->canvas.app.self =
		(struct self){.pid = 5000, .pgid = 5000, .sid = 5000, .euid = 1000};
	assert_true(canvas_find(&fixture->canvas, "2210") > 0);
}

void send_fixture_close(struct send_fixture *fixture)
{
	canvas_close(&fixture->canvas);
	assert_int_equal(fixture->fake.open_count, 0);
	snapshot_unref(fixture->snapshot);
}

void send_fixture_menu(struct send_fixture *fixture)
{
	CANVAS_KEYS(&fixture->canvas, 'k');
	assert_int_equal(fixture->canvas.app.depth, 2);
	canvas_answer(&fixture->canvas, app_top(&fixture->canvas.app),
		DETAILS_OF(fixture->snapshot,
			{.pid = 2210, .command = "make -j16 all",
				.caught = SIGNAL_BIT(SIGTERM) | SIGNAL_BIT(SIGHUP)},
			{.pid = 2217, .ignored = SIGNAL_BIT(SIGINT)},
			{.pid = 2218, .blocked = SIGNAL_BIT(SIGHUP)}, {.pid = 2219}));
}
