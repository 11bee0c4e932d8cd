/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a plan was agreed to for, and what it is not: what changes while it is read, and after. */
#include <config.h>

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../lib/memory/snapshot_fixture.h"
#include "base/array.h"
#include "send_fixture.h"

/* Shows what the fake kernel has by now. */
static void scan(struct send_fixture *fixture)
{
	const struct snapshot *previous = fixture->snapshot;

	fixture->snapshot = fake_kernel_snapshot(&fixture->fake, previous);
	snapshot_unref(previous);
	canvas_show(&fixture->canvas, fixture->snapshot);
}

/* Somebody of session 1423 is born; 5000 is who sends. */
static void bear(struct send_fixture *fixture, pid_t pid, pid_t pgid)
{
	fake_kernel_start(&fixture->fake,
		(struct process_stat){.pid = pid, .ppid = 1423, .pgid = pgid, .sid = 1423,
			.threads = 1, .state = 'S', .start = STARTED_AGO(0)});
}

/* The menu for the whole session: 2210 is in front, 1423 is its leader's group. */
static void session_menu(struct send_fixture *fixture)
{
	CANVAS_KEYS(&fixture->canvas, '\t');
	send_fixture_menu(fixture);
	assert_true(canvas_find(&fixture->canvas, "Signal to session 1423") >= 0);
}

/* What has become protected since the plan was read was not asked for twice. */
static void test_protected_while_it_is_read(void **state)
{
	struct send_fixture fixture;

	(void)state;
	send_fixture_open(&fixture, "C.UTF-8", 24, 80);
	send_fixture_menu(&fixture);
	CANVAS_KEYS(&fixture.canvas, KEY_RETURN);
	bear(&fixture, 5000, 2210);
	scan(&fixture);
	CANVAS_KEYS(&fixture.canvas, KEY_RETURN);
	assert_int_equal(fixture.fake.send_count, 0);
	assert_int_equal(app_top(&fixture.canvas.app)->class->id, SCREEN_OUTCOME);
	send_fixture_close(&fixture);
}

/* Who has typed one number has not said yes to what the next round finds. */
static void test_typed_for_one_send(void **state)
{
	struct send_fixture fixture;

	(void)state;
	send_fixture_open(&fixture, "C.UTF-8", 24, 80);
	fixture.canvas.app.self.pgid = 2210;
	session_menu(&fixture);
	CANVAS_KEYS(&fixture.canvas, KEY_RETURN, KEY_RETURN, '2', '2', '1', '0', KEY_RETURN);
	assert_int_equal(fixture.fake.send_count, 2);
	bear(&fixture, 2300, 2300);
	bear(&fixture, 5000, 2300);
	scan(&fixture);
	assert_int_equal(fixture.fake.send_count, 2);
	send_fixture_close(&fixture);
}

/* Each plan asks for all of its numbers. */
static void test_typed_for_one_plan(void **state)
{
	struct send_fixture fixture;

	(void)state;
	send_fixture_open(&fixture, "C.UTF-8", 50, 160);
	fixture.canvas.app.self.pgid = 2210;
	fixture.canvas.app.self.session_leader_pgid = 1423;
	session_menu(&fixture);
	CANVAS_KEYS(&fixture.canvas, KEY_RETURN, '2', '2', '1', '0', KEY_RETURN);
	assert_true(canvas_find(&fixture.canvas, "Type 1423 to send it anyway") > 0);
	CANVAS_KEYS(&fixture.canvas, KEY_ESCAPE, KEY_RETURN);
	assert_true(canvas_find(&fixture.canvas, "Type 2210 to send it anyway") > 0);
	CANVAS_KEYS(&fixture.canvas, '1', '4', '2', '3', KEY_RETURN);
	assert_int_equal(fixture.fake.send_count, 0);
	send_fixture_close(&fixture);
}

/* K, and the answer about who is left: SIGKILL is planned. */
static void plan_end(struct send_fixture *fixture)
{
	CANVAS_KEYS(&fixture->canvas, 'K');
	canvas_answer(&fixture->canvas, app_top(&fixture->canvas.app),
		DETAILS_OF(fixture->snapshot, {.pid = 1423}, {.pid = 2210}, {.pid = 2217}));
	assert_true(canvas_find(&fixture->canvas, "SIGKILL to ") >= 0);
}

/* What was planned and not sent is forgotten: the rounds of what was sent go on. */
static void test_escape_forgets_the_plan(void **state)
{
	struct send_fixture fixture;

	(void)state;
	send_fixture_open(&fixture, "C.UTF-8", 50, 160);
	session_menu(&fixture);
	CANVAS_KEYS(&fixture.canvas, KEY_RETURN, KEY_RETURN);
	assert_int_equal(fixture.fake.send_count, 2);
	plan_end(&fixture);
	CANVAS_KEYS(&fixture.canvas, KEY_ESCAPE);
	bear(&fixture, 2300, 2300);
	scan(&fixture);
	assert_int_equal(fixture.fake.send_count, 3);
	assert_int_equal(fixture.fake.sends[2].pgid, 2300);
	send_fixture_close(&fixture);
}

/* All who were left have ended while the plan for them was read. */
static void test_nobody_is_left_to_end(void **state)
{
	struct send_fixture fixture;

	(void)state;
	send_fixture_open(&fixture, "C.UTF-8", 50, 160);
	send_fixture_menu(&fixture);
	CANVAS_KEYS(&fixture.canvas, KEY_RETURN, KEY_RETURN);
	plan_end(&fixture);
	for (size_t i = 0; i < COUNT(send_fixture_members); i++)
		fake_kernel_reap(&fixture.fake, send_fixture_members[i]);
	scan(&fixture);
	CANVAS_KEYS(&fixture.canvas, KEY_RETURN);
	assert_int_equal(fixture.fake.send_count, 1);
	assert_true(canvas_find(&fixture.canvas,
			    "Nothing was sent: the plan has no member to signal.") > 0);
	assert_int_equal(canvas_find(&fixture.canvas, "SIGKILL to "), -1);
	assert_true(canvas_find(&fixture.canvas, "SIGTERM to group 2210") >= 0);
	send_fixture_close(&fixture);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_protected_while_it_is_read),
		cmocka_unit_test(test_typed_for_one_send),
		cmocka_unit_test(test_typed_for_one_plan),
		cmocka_unit_test(test_escape_forgets_the_plan),
		cmocka_unit_test(test_nobody_is_left_to_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
