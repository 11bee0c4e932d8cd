/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From the key that chooses a group to what happened to it: menu, plan, outcome. */
#include <config.h>

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "../lib/memory/snapshot_fixture.h"
#include "base/array.h"
#include "base/clock.h"
#include "history/history.h"
#include "history/history_read.h"
#include "send_fixture.h"

static const struct {
	int lines;
	int columns;
} sizes[] = {{24, 80}, {50, 160}, {10, 40}, {5, 20}};

static void test_menu_ascii(void **state)
{
	struct send_fixture fixture;

	(void)state;
	send_fixture_open(&fixture, "C", 24, 80);
	send_fixture_menu(&fixture);
	canvas_golden(&fixture.canvas, "menu-ascii", false);
	send_fixture_close(&fixture);
}

/* The line of the chosen signal begins with its sign. */
static void assert_chosen(struct send_fixture *fixture, const char *row)
{
	assert_true(canvas_find(&fixture->canvas, row) > 0);
}

static void test_menu_jumps(void **state)
{
	struct send_fixture fixture;

	(void)state;
	send_fixture_open(&fixture, "C.UTF-8", 50, 160);
	send_fixture_menu(&fixture);
	assert_chosen(&fixture, ">15 TERM");
	CANVAS_KEYS(&fixture.canvas, 'k');
	assert_chosen(&fixture, "> 9 KILL");
	CANVAS_KEYS(&fixture.canvas, '1', '1');
	assert_chosen(&fixture, ">11 SEGV");
	CANVAS_KEYS(&fixture.canvas, KEYPAD_UP);
	assert_chosen(&fixture, ">10 USR1");
	CANVAS_KEYS(&fixture.canvas, KEYPAD_END);
	assert_chosen(&fixture, ">64 RTMIN+30");
	CANVAS_KEYS(&fixture.canvas, KEYPAD_HOME);
	assert_chosen(&fixture, "> 1 HUP");
	/* The digits of one number, one soon after the other, mean that number. */
	CANVAS_KEYS(&fixture.canvas, '1', '5');
	assert_chosen(&fixture, ">15 TERM");
	assert_int_equal(fixture.fake.send_count, 0);
	send_fixture_close(&fixture);
}

static void test_escape_goes_back_one_step(void **state)
{
	struct send_fixture fixture;

	(void)state;
	send_fixture_open(&fixture, "C.UTF-8", 24, 80);
	send_fixture_menu(&fixture);
	CANVAS_KEYS(&fixture.canvas, KEY_RETURN);
	assert_int_equal(fixture.canvas.app.depth, 3);
	CANVAS_KEYS(&fixture.canvas, KEY_ESCAPE);
	assert_int_equal(fixture.canvas.app.depth, 2);
	CANVAS_KEYS(&fixture.canvas, KEY_ESCAPE);
	assert_int_equal(fixture.canvas.app.depth, 1);
	assert_int_equal(fixture.fake.send_count, 0);
	send_fixture_close(&fixture);
}

/* Enter, until it sends; in a small box it shows the rest of the plan first. */
static void press_send(struct send_fixture *fixture, bool at_once)
{
	CANVAS_KEYS(&fixture->canvas, KEY_RETURN, KEY_RETURN);
	assert_int_equal(fixture->fake.send_count, at_once);
	for (int i = 0; i < 40 && fixture->fake.send_count == 0; i++)
		CANVAS_KEYS(&fixture->canvas, KEY_RETURN);
	assert_int_equal(fixture->fake.send_count, 1);
}

/* Nothing is sent before all that is said of it has been on the screen. */
static void test_plan_is_read_to_the_end(void **state)
{
	struct send_fixture fixture;

	(void)state;
	send_fixture_open(&fixture, "C.UTF-8", 5, 20);
	send_fixture_menu(&fixture);
	CANVAS_KEYS(&fixture.canvas, KEY_RETURN);
	assert_int_equal(canvas_find(&fixture.canvas, "not permitted"), -1);
	for (int i = 0; i < 40 && canvas_find(&fixture.canvas, "exact") < 0; i++) {
		CANVAS_KEYS(&fixture.canvas, KEY_RETURN);
		assert_int_equal(fixture.fake.send_count, 0);
	}
	assert_true(canvas_find(&fixture.canvas, "exact") > 0);
	send_fixture_close(&fixture);
}

static void test_outcome(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(sizes); i++) {
		struct send_fixture fixture;

		send_fixture_open(&fixture, "C.UTF-8", sizes[i].lines, sizes[i].columns);
		send_fixture_menu(&fixture);
		press_send(&fixture, sizes[i].lines >= 24);
		assert_int_equal(fixture.fake.sends[0].pgid, 2210);
		assert_int_equal(fixture.fake.sends[0].signal, SIGTERM);
		assert_true(fixture.fake.sends[0].through_pidfd);
		send_fixture_close(&fixture);
	}
}

/* Members end one after the other; the screen says so without a key. */
static void test_outcome_goes_on(void **state)
{
	const struct snapshot *next;
	struct send_fixture fixture;

	(void)state;
	send_fixture_open(&fixture, "C.UTF-8", 24, 80);
	send_fixture_menu(&fixture);
	CANVAS_KEYS(&fixture.canvas, KEY_RETURN, KEY_RETURN);
	assert_true(canvas_find(&fixture.canvas, "2 members are still alive") > 0);
	assert_true(canvas_find(&fixture.canvas, "K end survivors") > 0);
	fixture.fake.now += UINT64_C(300000000);
	fake_kernel_reap(&fixture.fake, 2217);
	app_tick(&fixture.canvas.app, 0);
	app_draw(&fixture.canvas.app);
	assert_true(canvas_find(&fixture.canvas, "1 member ended, after 0.3 s.") > 0);
	assert_true(canvas_find(&fixture.canvas, "1 member is still alive.") > 0);
	fixture.fake.now += UINT64_C(300000000);
	fake_kernel_reap(&fixture.fake, 2210);
	app_tick(&fixture.canvas.app, 0);
	app_draw(&fixture.canvas.app);
	assert_true(canvas_find(&fixture.canvas, "2 members ended, the last after 0.6 s.") > 0);
	/* That these were all, the next scan proves. */
	assert_int_equal(canvas_find(&fixture.canvas, "No member that was signalled is alive."),
		-1);
	next = SNAPSHOT_AFTER(fixture.snapshot, {.pid = 1423, .name = "bash"});
	canvas_show(&fixture.canvas, next);
	snapshot_unref(next);
	assert_true(canvas_find(&fixture.canvas, "No member that was signalled is alive.") > 0);
	assert_int_equal(canvas_find(&fixture.canvas, "K end survivors"), -1);
	/* The denied one is told of with its owner, and the line that finishes the job is there. */
	assert_true(canvas_find(&fixture.canvas, "not permitted (root)") > 0);
	assert_true(canvas_find(&fixture.canvas, "sudo posse kill -s TERM 2210@") > 0);
	CANVAS_KEYS(&fixture.canvas, KEY_RETURN);
	assert_int_equal(fixture.canvas.app.depth, 1);
	send_fixture_close(&fixture);
}

/* What the history at that path holds, which is then empty again. */
static struct history_sends look_back(const char *path)
{
	struct history_sends kept;

	assert_int_equal(history_read(path, true, &kept), 0);
	remove(path);
	return kept;
}

/* What lets a send go into the history. */
enum keeping {
	ALL_ENDED,
	TIME_OVER,
	CLOSED,
	KEEPINGS,
};

static void let_it_be_kept(struct send_fixture *fixture, enum keeping keeping)
{
	const struct snapshot *next;

	switch (keeping) {
	case ALL_ENDED:
		fake_kernel_reap(&fixture->fake, 2217);
		fake_kernel_reap(&fixture->fake, 2210);
		next = SNAPSHOT_AFTER(fixture->snapshot, {.pid = 1423});
		canvas_show(&fixture->canvas, next);
		snapshot_unref(next);
		break;
	case TIME_OVER:
		fixture->fake.now += 5 * CLOCK_SECOND;
		app_tick(&fixture->canvas.app, 0);
		break;
	case CLOSED:
	case KEEPINGS:
		/* Nobody has looked since this one ended. */
		fake_kernel_reap(&fixture->fake, 2217);
		CANVAS_KEYS(&fixture->canvas, KEY_RETURN);
	}
}

/* A send is kept once: when all have ended, when the time is over, or when the screen goes. */
static void test_outcome_is_kept(void **state)
{
	static const uint32_t survivors[KEEPINGS] = {[TIME_OVER] = 2, [CLOSED] = 1};
	struct history history = {.fault = 0};
	char dir[] = "/tmp/posse-screen.XXXXXX";
	char path[64];

	(void)state;
	assert_non_null(mkdtemp(dir));
	setenv("XDG_STATE_HOME", dir, 1);
	snprintf(path, sizeof(path), "%s/posse/history.jsonl", dir);
	for (enum keeping keeping = 0; keeping < KEEPINGS; keeping++) {
		struct send_fixture fixture;
		struct history_sends kept;

		send_fixture_open(&fixture, "C.UTF-8", 24, 80);
		fixture.canvas.app.history = &history;
		fixture.canvas.app.settings.wait = 5 * CLOCK_SECOND;
		send_fixture_menu(&fixture);
		CANVAS_KEYS(&fixture.canvas, KEY_RETURN, KEY_RETURN);
		kept = look_back(path);
		assert_int_equal(kept.count, 0);
		let_it_be_kept(&fixture, keeping);
		kept = look_back(path);
		assert_int_equal(kept.count, 1);
		assert_string_equal(kept.sends[0].signal, "TERM");
		assert_string_equal(kept.sends[0].targets[0].command, "make -j16 all");
		assert_int_equal(kept.sends[0].targets[0].survivor_count, survivors[keeping]);
		history_sends_done(&kept);
		send_fixture_close(&fixture);
		kept = look_back(path);
		assert_int_equal(kept.count, 0);
	}
	assert_int_equal(history.fault, 0);
	snprintf(path, sizeof(path), "%s/posse", dir);
	assert_int_equal(rmdir(path), 0);
	assert_int_equal(rmdir(dir), 0);
}

/* A history that cannot be written is told of once, and the outcome is shown all the same. */
static void test_outcome_cannot_be_kept(void **state)
{
	struct history history = {.fault = 0};
	struct send_fixture fixture;

	(void)state;
	setenv("XDG_STATE_HOME", "/dev/null", 1);
	for (int time = 0; time < 2; time++) {
		send_fixture_open(&fixture, "C.UTF-8", 24, 80);
		fixture.canvas.app.history = &history;
		send_fixture_menu(&fixture);
		CANVAS_KEYS(&fixture.canvas, KEY_RETURN, KEY_RETURN);
		fixture.fake.now += 5 * CLOCK_SECOND;
		app_tick(&fixture.canvas.app, 0);
		app_draw(&fixture.canvas.app);
		assert_true(canvas_find(&fixture.canvas, "2 members are still alive") > 0);
		assert_int_equal(canvas_find(&fixture.canvas, "The history /dev/null/posse") > 0,
			time == 0);
		send_fixture_close(&fixture);
	}
	assert_int_not_equal(history.fault, 0);
}

/* The number is another group's by the time of Enter: that one is not hit. */
static void test_stranger_is_not_hit(void **state)
{
	(void)state;
	for (int exact = 0; exact < 2; exact++) {
		struct send_fixture fixture;

		send_fixture_open(&fixture, "C.UTF-8", 24, 80);
		fixture.fake.has_group_flag = exact;
		send_fixture_menu(&fixture);
		CANVAS_KEYS(&fixture.canvas, KEY_RETURN);
		assert_true(canvas_find(&fixture.canvas, exact ? "exact" : "verified") > 0);
		for (size_t i = 0; i < COUNT(send_fixture_members); i++)
			fake_kernel_reap(&fixture.fake, send_fixture_members[i]);
		fake_kernel_start(&fixture.fake,
			(struct process_stat){.pid = 2210, .ppid = 1, .pgid = 2210, .sid = 2210,
				.threads = 1, .state = 'S', .start = STARTED_AGO(0)});
		CANVAS_KEYS(&fixture.canvas, KEY_RETURN);
		for (size_t i = 0; i < fixture.fake.send_count; i++)
			assert_int_equal(fixture.fake.sends[i].reached, 0);
		assert_true(
			canvas_find(&fixture.canvas,
				exact ? "Nothing was sent: the number 2210 now belongs to another"
				      : "Nothing was sent: nothing proves that group 2210 is") > 0);
		/* Nothing was sent, so no time is shown, and the border is whole. */
		assert_int_equal(canvas_find(&fixture.canvas, " qk"), -1);
		send_fixture_close(&fixture);
	}
}

/* The list changes under the dialog; the target does not. */
static void test_target_stays(void **state)
{
	struct send_fixture fixture;
	const struct snapshot *next;

	(void)state;
	send_fixture_open(&fixture, "C.UTF-8", 24, 80);
	next = SNAPSHOT_AFTER(fixture.snapshot,
		{.pid = 1423, .name = "bash", .cpu = 50, .start = STARTED_AGO(8000)},
		{.pid = 9000, .name = "busy", .cpu = 90},
		{.pid = 2210, .sid = 1423, .name = "make", .start = STARTED_AGO(842)});
	send_fixture_menu(&fixture);
	canvas_show(&fixture.canvas, next);
	CANVAS_KEYS(&fixture.canvas, KEY_RETURN);
	canvas_show(&fixture.canvas, next);
	CANVAS_KEYS(&fixture.canvas, KEY_RETURN);
	assert_int_equal(fixture.fake.send_count, 1);
	assert_int_equal(fixture.fake.sends[0].pgid, 2210);
	snapshot_unref(next);
	send_fixture_close(&fixture);
}

static void test_protected_wants_its_number(void **state)
{
	struct send_fixture fixture;

	(void)state;
	send_fixture_open(&fixture, "C.UTF-8", 24, 80);
	fixture.canvas.app.self.pgid = 2210;
	send_fixture_menu(&fixture);
	CANVAS_KEYS(&fixture.canvas, KEY_RETURN);
	CANVAS_KEYS(&fixture.canvas, KEY_RETURN);
	CANVAS_KEYS(&fixture.canvas, '2', '2', '1', KEY_RETURN);
	CANVAS_KEYS(&fixture.canvas, '1', KEY_RETURN);
	assert_int_equal(fixture.fake.send_count, 0);
	assert_true(canvas_find(&fixture.canvas, "Nothing was sent: type 2210") > 0);
	CANVAS_KEYS(&fixture.canvas, KEY_ERASE, '0', KEY_RETURN);
	assert_int_equal(fixture.fake.send_count, 1);
	send_fixture_close(&fixture);
}

/* Where the sentence has no room, what is typed has. */
static void test_typing_is_seen_at_30_columns(void **state)
{
	struct send_fixture fixture;

	(void)state;
	send_fixture_open(&fixture, "C.UTF-8", 10, 30);
	fixture.canvas.app.self.pgid = 2210;
	send_fixture_menu(&fixture);
	CANVAS_KEYS(&fixture.canvas, KEY_RETURN, '2', '2');
	assert_true(canvas_find(&fixture.canvas, "Type 2210: 22_") > 0);
	send_fixture_close(&fixture);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_menu_ascii),
		cmocka_unit_test(test_menu_jumps),
		cmocka_unit_test(test_escape_goes_back_one_step),
		cmocka_unit_test(test_plan_is_read_to_the_end),
		cmocka_unit_test(test_outcome),
		cmocka_unit_test(test_outcome_goes_on),
		cmocka_unit_test(test_outcome_is_kept),
		cmocka_unit_test(test_outcome_cannot_be_kept),
		cmocka_unit_test(test_stranger_is_not_hit),
		cmocka_unit_test(test_target_stays),
		cmocka_unit_test(test_protected_wants_its_number),
		cmocka_unit_test(test_typing_is_seen_at_30_columns),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
