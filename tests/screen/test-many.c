/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Several targets at once, sessions, and what follows when one signal is not enough. */
#include <config.h>

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "../lib/memory/snapshot_fixture.h"
#include "base/array.h"
#include "canvas.h"
#include "tui/list/list_screen.h"

enum {
	SHELL = 1000,
	JOB = 1100,
	BEHIND = 1200,
	OTHER = 2000,
	SECONDS = 1000000000,
};

/* A session of a shell with a job in front and one behind, and a group of another session. */
static const struct process machine[] = {
	{.pid = 1, .name = "init", .start = STARTED_AGO(90000)},
	{.pid = SHELL, .ppid = 1, .name = "bash", .euid = USER_DEPLOY, .tty_name = "pts/0",
		.tpgid = JOB, .start = STARTED_AGO(8000), .cpu = 100},
	{.pid = JOB, .sid = SHELL, .name = "make", .euid = USER_DEPLOY, .tty_name = "pts/0",
		.tpgid = JOB, .start = STARTED_AGO(800), .cpu = 70000},
	{.pid = 1101, .pgid = JOB, .sid = SHELL, .name = "cc", .euid = USER_DEPLOY,
		.tty_name = "pts/0", .tpgid = JOB, .start = STARTED_AGO(700)},
	{.pid = BEHIND, .sid = SHELL, .name = "tail", .euid = USER_DEPLOY, .tty_name = "pts/0",
		.tpgid = JOB, .start = STARTED_AGO(600), .cpu = 30000},
	{.pid = OTHER, .ppid = 1, .name = "python3", .euid = USER_DEPLOY,
		.start = STARTED_AGO(500), .cpu = 10000},
};

#define MACHINE_COUNT COUNT(machine)

struct view {
	struct canvas canvas;
	const struct snapshot *snapshot;
};

static void view_open(struct view *view)
{
	view->snapshot = snapshot_fixture(NULL, machine, MACHINE_COUNT);
	canvas_open(&view->canvas, "C.UTF-8", 50, 100, true);
	fake_kernel_add(&view->canvas.fake, view->snapshot);
	canvas_push(&view->canvas, list_screen_new(&view->canvas.app));
	canvas_show(&view->canvas, view->snapshot);
	view->canvas.app.self = (struct self){.pid = 5000, .pgid = 5000, .sid = 5000, .euid = 1000};
}

static void view_close(struct view *view)
{
	canvas_close(&view->canvas);
	assert_int_equal(view->canvas.fake.open_count, 0);
	snapshot_unref(view->snapshot);
}

/* Moves the cursor to the first row that has this text. */
static void choose(struct view *view, const char *row)
{
	CANVAS_KEYS(&view->canvas, KEYPAD_HOME);
	for (int i = 0; i < 20; i++) {
		int y = canvas_find(&view->canvas, row);

		assert_true(y >= 0);
		if (canvas_line(&view->canvas, y)[0] == '>')
			return;
		CANVAS_KEYS(&view->canvas, KEYPAD_DOWN);
	}
	fail_msg("%s is not in the list", row);
}

static void mark(struct view *view, const char *row)
{
	choose(view, row);
	CANVAS_KEYS(&view->canvas, ' ');
}

/* What is known of everybody: nothing is ignored, caught or blocked, but TERM by 1101. */
static void answer(struct view *view)
{
	canvas_answer(&view->canvas, app_top(&view->canvas.app),
		DETAILS_OF(view->snapshot, {.pid = SHELL}, {.pid = JOB},
			{.pid = 1101, .ignored = SIGNAL_BIT(SIGTERM)}, {.pid = BEHIND},
			{.pid = OTHER}));
	app_draw(&view->canvas.app);
}

static bool says(struct view *view, const char *text)
{
	return canvas_find(&view->canvas, text) >= 0;
}

static void end(struct view *view, pid_t pid)
{
	fake_kernel_reap(&view->canvas.fake, pid);
}

/* Shows what the fake kernel has by now. */
static void scan(struct view *view)
{
	const struct snapshot *previous = view->snapshot;

	view->snapshot = fake_kernel_snapshot(&view->canvas.fake, previous);
	snapshot_unref(previous);
	canvas_show(&view->canvas, view->snapshot);
}

static void tick(struct view *view, uint64_t nanoseconds)
{
	view->canvas.fake.now += nanoseconds;
	app_tick(&view->canvas.app, 0);
	app_draw(&view->canvas.app);
}

/* ---- Marks ---- */

static void test_marks(void **state)
{
	struct view view;

	(void)state;
	view_open(&view);
	mark(&view, " 1100 ");
	assert_true(says(&view, "1 marked"));
	assert_true(says(&view, " 1100* "));
	mark(&view, " 2000 ");
	assert_true(says(&view, "2 marked"));
	/* Where the cursor is does not matter any more. */
	choose(&view, " 1200 ");
	CANVAS_KEYS(&view.canvas, 'k');
	answer(&view);
	assert_true(says(&view, "Signal to 2 groups"));
	assert_true(says(&view, "3 members: 2 end at once, 1 ignores it"));
	CANVAS_KEYS(&view.canvas, KEY_RETURN);
	assert_true(says(&view, "SIGTERM to 2 groups"));
	CANVAS_KEYS(&view.canvas, KEY_RETURN);
	assert_int_equal(view.canvas.fake.send_count, 2);
	assert_int_equal(view.canvas.fake.sends[0].pgid, JOB);
	assert_int_equal(view.canvas.fake.sends[1].pgid, OTHER);
	assert_true(says(&view, "1100  All 2 members were signalled."));
	assert_true(says(&view, "2000  1 member was signalled."));
	view_close(&view);
}

static void test_marks_are_taken_away(void **state)
{
	struct view view;

	(void)state;
	view_open(&view);
	mark(&view, " 1100 ");
	mark(&view, " 1100* ");
	assert_false(says(&view, "marked"));
	mark(&view, " 1100 ");
	choose(&view, " 2000 ");
	CANVAS_KEYS(&view.canvas, ' ', 'U');
	assert_false(says(&view, "marked"));
	/* What has ended is no longer marked, and a new group with its number is not, either. */
	mark(&view, " 2000 ");
	end(&view, OTHER);
	fake_kernel_start(&view.canvas.fake,
		(struct process_stat){.pid = OTHER, .ppid = 1, .pgid = OTHER, .sid = OTHER,
			.threads = 1, .state = 'S', .start = STARTED_AGO(1)});
	scan(&view);
	assert_false(says(&view, "marked"));
	view_close(&view);
}

/* A key that was meant for what was marked is not for what the cursor has come to. */
static void test_ended_marks_refuse(void **state)
{
	struct view view;

	(void)state;
	view_open(&view);
	mark(&view, " 2000 ");
	mark(&view, " 1200 ");
	end(&view, OTHER);
	scan(&view);
	choose(&view, " 1100 ");
	CANVAS_KEYS(&view.canvas, 'k');
	assert_true(says(&view, "1 of those marked has ended."));
	assert_int_equal(app_top(&view.canvas.app)->class->id, SCREEN_LIST);
	CANVAS_KEYS(&view.canvas, 'k');
	assert_true(says(&view, "Signal to group 1200"));
	CANVAS_KEYS(&view.canvas, KEY_ESCAPE);
	end(&view, BEHIND);
	scan(&view);
	for (const char *key = "kKscK"; *key; key++) {
		CANVAS_KEYS(&view.canvas, *key);
		assert_true(says(&view, "What you marked has ended."));
		assert_int_equal(app_top(&view.canvas.app)->class->id, SCREEN_LIST);
	}
	CANVAS_KEYS(&view.canvas, 'U', 'k');
	assert_true(says(&view, "Signal to group 1100"));
	view_close(&view);
}

/* Where guarantees differ, each stands with its target. */
static void test_guarantee_of_each(void **state)
{
	struct view view;

	(void)state;
	view_open(&view);
	fake_kernel_start(&view.canvas.fake,
		(struct process_stat){.pid = 3001, .pgid = 3000, .sid = OTHER, .threads = 1,
			.state = 'S', .start = STARTED_AGO(1)});
	scan(&view);
	mark(&view, " 1200 ");
	choose(&view, " 3000 ");
	CANVAS_KEYS(&view.canvas, ' ', 'k', KEY_RETURN);
	assert_in_range(canvas_find(&view.canvas, "exact: "),
		canvas_find(&view.canvas, "1200  "), canvas_find(&view.canvas, "3000  "));
	assert_true(says(&view, "verified: "));
	view_close(&view);
}

/* Each protected group wants its own number. */
static void test_protected_ones_are_typed_one_by_one(void **state)
{
	struct view view;

	(void)state;
	view_open(&view);
	view.canvas.app.self.pgid = JOB;
	view.canvas.app.self.sid = SHELL;
	view.canvas.app.self.session_leader_pgid = SHELL;
	mark(&view, "bash");
	choose(&view, " 1100 ");
	CANVAS_KEYS(&view.canvas, ' ', 'k');
	answer(&view);
	CANVAS_KEYS(&view.canvas, KEY_RETURN);
	assert_true(says(&view, "Type 1000 to send it anyway"));
	CANVAS_KEYS(&view.canvas, '1', '1', '0', '0', KEY_RETURN);
	assert_int_equal(view.canvas.fake.send_count, 0);
	for (int i = 0; i < 4; i++)
		CANVAS_KEYS(&view.canvas, KEY_ERASE);
	CANVAS_KEYS(&view.canvas, '1', '0', '0', '0', KEY_RETURN);
	assert_int_equal(view.canvas.fake.send_count, 0);
	assert_true(says(&view, "Not sent yet: now type 1100"));
	CANVAS_KEYS(&view.canvas, '1', '1', '0', '0', KEY_RETURN);
	assert_int_equal(view.canvas.fake.send_count, 2);
	/* The own group comes last. */
	assert_int_equal(view.canvas.fake.sends[1].pgid, JOB);
	view_close(&view);
}

/* ---- Sessions ---- */

/* Opens the plan of SIGTERM for the whole session. */
static void plan_session(struct view *view)
{
	CANVAS_KEYS(&view->canvas, '\t');
	assert_true(says(view, "sessions by CPU%"));
	choose(view, " 1000 ");
	CANVAS_KEYS(&view->canvas, 'k');
	answer(view);
	assert_true(says(view, "Signal to session 1000"));
	CANVAS_KEYS(&view->canvas, KEY_RETURN);
	assert_true(says(view, "SIGTERM to session 1000"));
	assert_true(says(view, "A session cannot be signalled in one call"));
}

/* Behind first, then in front, the leader's group last. */
static void test_session_in_safe_order(void **state)
{
	struct view view;

	(void)state;
	view_open(&view);
	plan_session(&view);
	CANVAS_KEYS(&view.canvas, KEY_RETURN);
	assert_int_equal(view.canvas.fake.send_count, 3);
	assert_int_equal(view.canvas.fake.sends[0].pgid, BEHIND);
	assert_int_equal(view.canvas.fake.sends[1].pgid, JOB);
	assert_int_equal(view.canvas.fake.sends[2].pgid, SHELL);
	view_close(&view);
}

/* A group that was born while the others were signalled gets its turn, in a round of its own. */
static void test_session_in_rounds(void **state)
{
	struct view view;

	(void)state;
	view_open(&view);
	plan_session(&view);
	CANVAS_KEYS(&view.canvas, KEY_RETURN);
	fake_kernel_start(&view.canvas.fake,
		(struct process_stat){.pid = 1300, .ppid = SHELL, .pgid = 1300, .sid = SHELL,
			.threads = 1, .state = 'S', .start = STARTED_AGO(0)});
	scan(&view);
	assert_int_equal(view.canvas.fake.send_count, 4);
	assert_int_equal(view.canvas.fake.sends[3].pgid, 1300);
	assert_true(says(&view, "The session took 2 rounds"));
	scan(&view);
	/* Whoever comes after a round without newcomers is not of this send. */
	fake_kernel_start(&view.canvas.fake,
		(struct process_stat){.pid = 1400, .ppid = SHELL, .pgid = 1400, .sid = SHELL,
			.threads = 1, .state = 'S', .start = STARTED_AGO(0)});
	scan(&view);
	assert_int_equal(view.canvas.fake.send_count, 4);
	view_close(&view);
}

static void test_rounds_have_an_end(void **state)
{
	struct view view;

	(void)state;
	view_open(&view);
	plan_session(&view);
	CANVAS_KEYS(&view.canvas, KEY_RETURN);
	for (pid_t pid = 1300; pid < 1308; pid++) {
		fake_kernel_start(&view.canvas.fake,
			(struct process_stat){.pid = pid, .ppid = SHELL, .pgid = pid, .sid = SHELL,
				.threads = 1, .state = 'S', .start = STARTED_AGO(0)});
		scan(&view);
	}
	assert_int_equal(view.canvas.fake.send_count, 3 + 5);
	view_close(&view);
}

/* ---- Ending ---- */

/* K, and the answer about the members: TERM is planned, and nothing is sent yet. */
static void plan_end(struct view *view)
{
	choose(view, " 1100 ");
	CANVAS_KEYS(&view->canvas, 'K');
	assert_int_equal(view->canvas.app.depth, 2);
	answer(view);
	assert_true(says(view, "SIGTERM to group 1100"));
	assert_true(says(view, "Then posse waits 5.0 s"));
	assert_int_equal(view->canvas.fake.send_count, 0);
}

static void test_end_by_term_and_kill(void **state)
{
	struct view view;

	(void)state;
	view_open(&view);
	plan_end(&view);
	CANVAS_KEYS(&view.canvas, KEY_RETURN);
	assert_int_equal(view.canvas.fake.send_count, 1);
	assert_int_equal(view.canvas.fake.sends[0].signal, SIGTERM);
	assert_true(says(&view, "s more; Esc stops waiting."));
	end(&view, JOB);
	tick(&view, 3 * (uint64_t)SECONDS);
	assert_true(says(&view, "1 member is still alive."));
	tick(&view, 3 * (uint64_t)SECONDS);
	assert_true(says(&view, "1 is left: K ends it with SIGKILL."));
	/* No signal without a plan, and that one is only about who is left. */
	scan(&view);
	CANVAS_KEYS(&view.canvas, 'K');
	assert_true(says(&view, "Looking at the members"));
	canvas_answer(&view.canvas, app_top(&view.canvas.app),
		DETAILS_OF(view.snapshot, {.pid = 1101, .ignored = SIGNAL_BIT(SIGTERM)}));
	assert_int_equal(view.canvas.fake.send_count, 1);
	assert_true(says(&view, "SIGKILL to group 1100"));
	assert_true(says(&view, "1 member: 1 ends at once"));
	assert_true(says(&view, "exact"));
	CANVAS_KEYS(&view.canvas, KEY_RETURN);
	assert_int_equal(view.canvas.fake.send_count, 2);
	assert_int_equal(view.canvas.fake.sends[1].signal, SIGKILL);
	assert_int_equal(view.canvas.fake.sends[1].reached, 1);
	CANVAS_KEYS(&view.canvas, KEY_RETURN);
	assert_int_equal(view.canvas.app.depth, 1);
	view_close(&view);
}

/* Between the steps the group ends and its number becomes a stranger's. */
static void test_second_step_is_verified_like_the_first(void **state)
{
	(void)state;
	for (int exact = 0; exact < 2; exact++) {
		struct view view;

		view_open(&view);
		view.canvas.fake.has_group_flag = exact;
		plan_end(&view);
		CANVAS_KEYS(&view.canvas, KEY_RETURN);
		tick(&view, 6 * (uint64_t)SECONDS);
		CANVAS_KEYS(&view.canvas, 'K');
		answer(&view);
		assert_true(says(&view, "SIGKILL to group 1100"));
		end(&view, JOB);
		end(&view, 1101);
		fake_kernel_start(&view.canvas.fake,
			(struct process_stat){.pid = JOB, .ppid = SHELL, .pgid = JOB, .sid = SHELL,
				.threads = 1, .state = 'S', .start = STARTED_AGO(0)});
		CANVAS_KEYS(&view.canvas, KEY_RETURN);
		for (size_t i = 1; i < view.canvas.fake.send_count; i++)
			assert_int_equal(view.canvas.fake.sends[i].reached, 0);
		assert_true(says(&view, "Nothing was sent"));
		view_close(&view);
	}
}

/* Esc ends the waiting and not the group; the next one goes back. */
static void test_escape_stops_the_waiting(void **state)
{
	struct view view;

	(void)state;
	view_open(&view);
	plan_end(&view);
	CANVAS_KEYS(&view.canvas, KEY_RETURN);
	CANVAS_KEYS(&view.canvas, KEY_ESCAPE);
	assert_int_equal(view.canvas.app.depth, 2);
	assert_true(says(&view, "2 are left: K ends them with SIGKILL."));
	CANVAS_KEYS(&view.canvas, KEY_ESCAPE);
	assert_int_equal(view.canvas.app.depth, 1);
	assert_int_equal(view.canvas.fake.send_count, 1);
	view_close(&view);
}

static void test_stop_and_continue(void **state)
{
	static const struct {
		int key;
		int signal;
		const char *title;
	} rows[] = {{'s', SIGSTOP, "SIGSTOP to group 1100"},
		{'c', SIGCONT, "SIGCONT to group 1100"}};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct view view;

		view_open(&view);
		choose(&view, " 1100 ");
		CANVAS_KEYS(&view.canvas, rows[i].key);
		answer(&view);
		assert_true(says(&view, rows[i].title));
		assert_int_equal(view.canvas.fake.send_count, 0);
		CANVAS_KEYS(&view.canvas, KEY_RETURN);
		assert_int_equal(view.canvas.fake.send_count, 1);
		assert_int_equal(view.canvas.fake.sends[0].signal, rows[i].signal);
		view_close(&view);
	}
}

/* Until it is known what they do, Enter sends nothing. */
static void test_plan_waits_for_the_members(void **state)
{
	struct view view;

	(void)state;
	view_open(&view);
	choose(&view, " 1100 ");
	CANVAS_KEYS(&view.canvas, 'K');
	assert_true(says(&view, "Looking at the members"));
	assert_true(app_holds_keys(&view.canvas.app));
	CANVAS_KEYS(&view.canvas, KEY_RETURN);
	assert_int_equal(view.canvas.fake.send_count, 0);
	/* Patience has an end: then it is said that they are not known. */
	tick(&view, SECONDS);
	assert_true(says(&view, "2 members: 2 unknown"));
	assert_false(app_holds_keys(&view.canvas.app));
	view_close(&view);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_marks),
		cmocka_unit_test(test_marks_are_taken_away),
		cmocka_unit_test(test_ended_marks_refuse),
		cmocka_unit_test(test_guarantee_of_each),
		cmocka_unit_test(test_protected_ones_are_typed_one_by_one),
		cmocka_unit_test(test_session_in_safe_order),
		cmocka_unit_test(test_session_in_rounds),
		cmocka_unit_test(test_rounds_have_an_end),
		cmocka_unit_test(test_end_by_term_and_kill),
		cmocka_unit_test(test_second_step_is_verified_like_the_first),
		cmocka_unit_test(test_escape_stops_the_waiting),
		cmocka_unit_test(test_stop_and_continue),
		cmocka_unit_test(test_plan_waits_for_the_members),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
