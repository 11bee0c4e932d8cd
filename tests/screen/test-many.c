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

#include "../lib/made_up.h"
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
	{.pid = 1, .name = "init", .start = MADE_UP_AGED(90000)},
	{.pid = SHELL, .ppid = 1, .name = "bash", .euid = MADE_UP_DEPLOY, .tty_name = "pts/0",
		.tpgid = JOB, .start = MADE_UP_AGED(8000), .cpu = 100},
	{.pid = JOB, .sid = SHELL, .name = "make", .euid = MADE_UP_DEPLOY, .tty_name = "pts/0",
		.tpgid = JOB, .start = MADE_UP_AGED(800), .cpu = 70000},
	{.pid = 1101, .pgid = JOB, .sid = SHELL, .name = "cc", .euid = MADE_UP_DEPLOY,
		.tty_name = "pts/0", .tpgid = JOB, .start = MADE_UP_AGED(700)},
	{.pid = BEHIND, .sid = SHELL, .name = "tail", .euid = MADE_UP_DEPLOY, .tty_name = "pts/0",
		.tpgid = JOB, .start = MADE_UP_AGED(600), .cpu = 30000},
	{.pid = OTHER, .ppid = 1, .name = "python3", .euid = MADE_UP_DEPLOY,
		.start = MADE_UP_AGED(500), .cpu = 10000},
};

#define MACHINE_COUNT COUNT(machine)

struct play {
	struct canvas canvas;
	const struct snapshot *snapshot;
};

static void play_open(struct play *play)
{
	play->snapshot = made_up_snapshot(NULL, machine, MACHINE_COUNT);
	canvas_open(&play->canvas, "C.UTF-8", 50, 100, true);
	fake_kernel_add(&play->canvas.fake, play->snapshot);
	canvas_push(&play->canvas, list_screen_new(&play->canvas.app));
	canvas_show(&play->canvas, play->snapshot);
	play->canvas.app.self = (struct self){.pid = 5000, .pgid = 5000, .sid = 5000, .euid = 1000};
}

static void play_close(struct play *play)
{
	canvas_close(&play->canvas);
	assert_int_equal(play->canvas.fake.open_count, 0);
	snapshot_unref(play->snapshot);
}

/* Moves the cursor to the first row that has this text. */
static void choose(struct play *play, const char *row)
{
	CANVAS_KEYS(&play->canvas, KEYPAD_HOME);
	for (int i = 0; i < 20; i++) {
		int y = canvas_find(&play->canvas, row);

		assert_true(y >= 0);
		if (canvas_line(&play->canvas, y)[0] == '>')
			return;
		CANVAS_KEYS(&play->canvas, KEYPAD_DOWN);
	}
	fail_msg("%s is not in the list", row);
}

static void mark(struct play *play, const char *row)
{
	choose(play, row);
	CANVAS_KEYS(&play->canvas, ' ');
}

/* What is known of everybody: nothing is ignored, caught or blocked, but TERM by 1101. */
static void answer(struct play *play)
{
	canvas_answer(&play->canvas, app_top(&play->canvas.app),
		MADE_UP_DETAILS(play->snapshot, {.pid = SHELL}, {.pid = JOB},
			{.pid = 1101, .ignored = MADE_UP_SIGNAL(SIGTERM)}, {.pid = BEHIND},
			{.pid = OTHER}));
	app_draw(&play->canvas.app);
}

static bool says(struct play *play, const char *text)
{
	return canvas_find(&play->canvas, text) >= 0;
}

static void end(struct play *play, pid_t pid)
{
	fake_kernel_reap(&play->canvas.fake, pid);
}

/* Shows what the fake kernel has by now. */
static void scan(struct play *play)
{
	const struct snapshot *previous = play->snapshot;

	play->snapshot = fake_kernel_snapshot(&play->canvas.fake, previous);
	snapshot_unref(previous);
	canvas_show(&play->canvas, play->snapshot);
}

static void tick(struct play *play, uint64_t nanoseconds)
{
	play->canvas.fake.now += nanoseconds;
	app_tick(&play->canvas.app, 0);
	app_draw(&play->canvas.app);
}

/* ---- Marks ---- */

static void test_marks(void **state)
{
	struct play play;

	(void)state;
	play_open(&play);
	mark(&play, " 1100 ");
	assert_true(says(&play, "1 marked"));
	assert_true(says(&play, " 1100* "));
	mark(&play, " 2000 ");
	assert_true(says(&play, "2 marked"));
	/* Where the cursor is does not matter any more. */
	choose(&play, " 1200 ");
	CANVAS_KEYS(&play.canvas, 'k');
	answer(&play);
	assert_true(says(&play, "Signal to 2 groups"));
	assert_true(says(&play, "3 members: 2 end at once, 1 ignores it"));
	CANVAS_KEYS(&play.canvas, KEY_RETURN);
	assert_true(says(&play, "SIGTERM to 2 groups"));
	CANVAS_KEYS(&play.canvas, KEY_RETURN);
	assert_int_equal(play.canvas.fake.send_count, 2);
	assert_int_equal(play.canvas.fake.sends[0].pgid, JOB);
	assert_int_equal(play.canvas.fake.sends[1].pgid, OTHER);
	assert_true(says(&play, "1100  All 2 members were signalled."));
	assert_true(says(&play, "2000  1 member was signalled."));
	play_close(&play);
}

static void test_marks_are_taken_away(void **state)
{
	struct play play;

	(void)state;
	play_open(&play);
	mark(&play, " 1100 ");
	mark(&play, " 1100* ");
	assert_false(says(&play, "marked"));
	mark(&play, " 1100 ");
	choose(&play, " 2000 ");
	CANVAS_KEYS(&play.canvas, ' ', 'U');
	assert_false(says(&play, "marked"));
	/* What has ended is no longer marked, and a new group with its number is not, either. */
	mark(&play, " 2000 ");
	end(&play, OTHER);
	fake_kernel_start(&play.canvas.fake,
		(struct process_stat){.pid = OTHER, .ppid = 1, .pgid = OTHER, .sid = OTHER,
			.threads = 1, .state = 'S', .start = MADE_UP_AGED(1)});
	scan(&play);
	assert_false(says(&play, "marked"));
	play_close(&play);
}

/* A key that was meant for what was marked is not for what the cursor has come to. */
static void test_ended_marks_refuse(void **state)
{
	struct play play;

	(void)state;
	play_open(&play);
	mark(&play, " 2000 ");
	mark(&play, " 1200 ");
	end(&play, OTHER);
	scan(&play);
	choose(&play, " 1100 ");
	CANVAS_KEYS(&play.canvas, 'k');
	assert_true(says(&play, "1 of those marked has ended."));
	assert_int_equal(app_top(&play.canvas.app)->class->id, SCREEN_LIST);
	CANVAS_KEYS(&play.canvas, 'k');
	assert_true(says(&play, "Signal to group 1200"));
	CANVAS_KEYS(&play.canvas, KEY_ESCAPE);
	end(&play, BEHIND);
	scan(&play);
	for (const char *key = "kKscK"; *key; key++) {
		CANVAS_KEYS(&play.canvas, *key);
		assert_true(says(&play, "What you marked has ended."));
		assert_int_equal(app_top(&play.canvas.app)->class->id, SCREEN_LIST);
	}
	CANVAS_KEYS(&play.canvas, 'U', 'k');
	assert_true(says(&play, "Signal to group 1100"));
	play_close(&play);
}

/* Where guarantees differ, each stands with its target. */
static void test_guarantee_of_each(void **state)
{
	struct play play;

	(void)state;
	play_open(&play);
	fake_kernel_start(&play.canvas.fake,
		(struct process_stat){.pid = 3001, .pgid = 3000, .sid = OTHER, .threads = 1,
			.state = 'S', .start = MADE_UP_AGED(1)});
	scan(&play);
	mark(&play, " 1200 ");
	choose(&play, " 3000 ");
	CANVAS_KEYS(&play.canvas, ' ', 'k', KEY_RETURN);
	assert_in_range(canvas_find(&play.canvas, "exact: "),
		canvas_find(&play.canvas, "1200  "), canvas_find(&play.canvas, "3000  "));
	assert_true(says(&play, "verified: "));
	play_close(&play);
}

/* Each protected group wants its own number. */
static void test_protected_ones_are_typed_one_by_one(void **state)
{
	struct play play;

	(void)state;
	play_open(&play);
	play.canvas.app.self.pgid = JOB;
	play.canvas.app.self.sid = SHELL;
	play.canvas.app.self.session_leader_pgid = SHELL;
	mark(&play, "bash");
	choose(&play, " 1100 ");
	CANVAS_KEYS(&play.canvas, ' ', 'k');
	answer(&play);
	CANVAS_KEYS(&play.canvas, KEY_RETURN);
	assert_true(says(&play, "Type 1000 to send it all the same"));
	CANVAS_KEYS(&play.canvas, '1', '1', '0', '0', KEY_RETURN);
	assert_int_equal(play.canvas.fake.send_count, 0);
	for (int i = 0; i < 4; i++)
		CANVAS_KEYS(&play.canvas, KEY_ERASE);
	CANVAS_KEYS(&play.canvas, '1', '0', '0', '0', KEY_RETURN);
	assert_int_equal(play.canvas.fake.send_count, 0);
	assert_true(says(&play, "Nothing was sent yet: now type 1100"));
	CANVAS_KEYS(&play.canvas, '1', '1', '0', '0', KEY_RETURN);
	assert_int_equal(play.canvas.fake.send_count, 2);
	/* The own group comes last. */
	assert_int_equal(play.canvas.fake.sends[1].pgid, JOB);
	play_close(&play);
}

/* ---- Sessions ---- */

/* Opens the plan of SIGTERM for the whole session. */
static void plan_session(struct play *play)
{
	CANVAS_KEYS(&play->canvas, '\t');
	assert_true(says(play, "sessions by CPU%"));
	choose(play, " 1000 ");
	CANVAS_KEYS(&play->canvas, 'k');
	answer(play);
	assert_true(says(play, "Signal to session 1000"));
	CANVAS_KEYS(&play->canvas, KEY_RETURN);
	assert_true(says(play, "SIGTERM to session 1000"));
	assert_true(says(play, "A session cannot be signalled in one call"));
}

/* Behind first, then in front, the leader's group last. */
static void test_session_in_safe_order(void **state)
{
	struct play play;

	(void)state;
	play_open(&play);
	plan_session(&play);
	CANVAS_KEYS(&play.canvas, KEY_RETURN);
	assert_int_equal(play.canvas.fake.send_count, 3);
	assert_int_equal(play.canvas.fake.sends[0].pgid, BEHIND);
	assert_int_equal(play.canvas.fake.sends[1].pgid, JOB);
	assert_int_equal(play.canvas.fake.sends[2].pgid, SHELL);
	play_close(&play);
}

/* A group that was born while the others were signalled gets its turn, in a round of its own. */
static void test_session_in_rounds(void **state)
{
	struct play play;

	(void)state;
	play_open(&play);
	plan_session(&play);
	CANVAS_KEYS(&play.canvas, KEY_RETURN);
	fake_kernel_start(&play.canvas.fake,
		(struct process_stat){.pid = 1300, .ppid = SHELL, .pgid = 1300, .sid = SHELL,
			.threads = 1, .state = 'S', .start = MADE_UP_AGED(0)});
	scan(&play);
	assert_int_equal(play.canvas.fake.send_count, 4);
	assert_int_equal(play.canvas.fake.sends[3].pgid, 1300);
	assert_true(says(&play, "2 rounds over the session"));
	scan(&play);
	/* Whoever comes after a round without newcomers is not of this send. */
	fake_kernel_start(&play.canvas.fake,
		(struct process_stat){.pid = 1400, .ppid = SHELL, .pgid = 1400, .sid = SHELL,
			.threads = 1, .state = 'S', .start = MADE_UP_AGED(0)});
	scan(&play);
	assert_int_equal(play.canvas.fake.send_count, 4);
	play_close(&play);
}

static void test_rounds_have_an_end(void **state)
{
	struct play play;

	(void)state;
	play_open(&play);
	plan_session(&play);
	CANVAS_KEYS(&play.canvas, KEY_RETURN);
	for (pid_t pid = 1300; pid < 1308; pid++) {
		fake_kernel_start(&play.canvas.fake,
			(struct process_stat){.pid = pid, .ppid = SHELL, .pgid = pid, .sid = SHELL,
				.threads = 1, .state = 'S', .start = MADE_UP_AGED(0)});
		scan(&play);
	}
	assert_int_equal(play.canvas.fake.send_count, 3 + 5);
	play_close(&play);
}

/* ---- Ending ---- */

/* K, and the answer about the members: TERM is planned, and nothing is sent yet. */
static void plan_end(struct play *play)
{
	choose(play, " 1100 ");
	CANVAS_KEYS(&play->canvas, 'K');
	assert_int_equal(play->canvas.app.depth, 2);
	answer(play);
	assert_true(says(play, "SIGTERM to group 1100"));
	assert_true(says(play, "Then it waits 5.0 s"));
	assert_int_equal(play->canvas.fake.send_count, 0);
}

static void test_end_by_term_and_kill(void **state)
{
	struct play play;

	(void)state;
	play_open(&play);
	plan_end(&play);
	CANVAS_KEYS(&play.canvas, KEY_RETURN);
	assert_int_equal(play.canvas.fake.send_count, 1);
	assert_int_equal(play.canvas.fake.sends[0].signal, SIGTERM);
	assert_true(says(&play, "s more; Esc stops the waiting."));
	end(&play, JOB);
	tick(&play, 3 * (uint64_t)SECONDS);
	assert_true(says(&play, "1 member is still there."));
	tick(&play, 3 * (uint64_t)SECONDS);
	assert_true(says(&play, "1 is left: K ends it with SIGKILL."));
	/* No signal without a plan, and that one is only about who is left. */
	scan(&play);
	CANVAS_KEYS(&play.canvas, 'K');
	assert_true(says(&play, "Looking at the members"));
	canvas_answer(&play.canvas, app_top(&play.canvas.app),
		MADE_UP_DETAILS(play.snapshot, {.pid = 1101, .ignored = MADE_UP_SIGNAL(SIGTERM)}));
	assert_int_equal(play.canvas.fake.send_count, 1);
	assert_true(says(&play, "SIGKILL to group 1100"));
	assert_true(says(&play, "1 member: 1 ends at once"));
	assert_true(says(&play, "exact"));
	CANVAS_KEYS(&play.canvas, KEY_RETURN);
	assert_int_equal(play.canvas.fake.send_count, 2);
	assert_int_equal(play.canvas.fake.sends[1].signal, SIGKILL);
	assert_int_equal(play.canvas.fake.sends[1].reached, 1);
	CANVAS_KEYS(&play.canvas, KEY_RETURN);
	assert_int_equal(play.canvas.app.depth, 1);
	play_close(&play);
}

/* Between the steps the group ends and its number becomes a stranger's. */
static void test_second_step_is_verified_like_the_first(void **state)
{
	(void)state;
	for (int exact = 0; exact < 2; exact++) {
		struct play play;

		play_open(&play);
		play.canvas.fake.has_group_flag = exact;
		plan_end(&play);
		CANVAS_KEYS(&play.canvas, KEY_RETURN);
		tick(&play, 6 * (uint64_t)SECONDS);
		CANVAS_KEYS(&play.canvas, 'K');
		answer(&play);
		assert_true(says(&play, "SIGKILL to group 1100"));
		end(&play, JOB);
		end(&play, 1101);
		fake_kernel_start(&play.canvas.fake,
			(struct process_stat){.pid = JOB, .ppid = SHELL, .pgid = JOB, .sid = SHELL,
				.threads = 1, .state = 'S', .start = MADE_UP_AGED(0)});
		CANVAS_KEYS(&play.canvas, KEY_RETURN);
		for (size_t i = 1; i < play.canvas.fake.send_count; i++)
			assert_int_equal(play.canvas.fake.sends[i].reached, 0);
		assert_true(says(&play, "Nothing was sent"));
		play_close(&play);
	}
}

/* Esc ends the waiting and not the group; the next one goes back. */
static void test_escape_stops_the_waiting(void **state)
{
	struct play play;

	(void)state;
	play_open(&play);
	plan_end(&play);
	CANVAS_KEYS(&play.canvas, KEY_RETURN);
	CANVAS_KEYS(&play.canvas, KEY_ESCAPE);
	assert_int_equal(play.canvas.app.depth, 2);
	assert_true(says(&play, "2 are left: K ends them with SIGKILL."));
	CANVAS_KEYS(&play.canvas, KEY_ESCAPE);
	assert_int_equal(play.canvas.app.depth, 1);
	assert_int_equal(play.canvas.fake.send_count, 1);
	play_close(&play);
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
		struct play play;

		play_open(&play);
		choose(&play, " 1100 ");
		CANVAS_KEYS(&play.canvas, rows[i].key);
		answer(&play);
		assert_true(says(&play, rows[i].title));
		assert_int_equal(play.canvas.fake.send_count, 0);
		CANVAS_KEYS(&play.canvas, KEY_RETURN);
		assert_int_equal(play.canvas.fake.send_count, 1);
		assert_int_equal(play.canvas.fake.sends[0].signal, rows[i].signal);
		play_close(&play);
	}
}

/* Until it is known what they do, Enter sends nothing. */
static void test_plan_waits_for_the_members(void **state)
{
	struct play play;

	(void)state;
	play_open(&play);
	choose(&play, " 1100 ");
	CANVAS_KEYS(&play.canvas, 'K');
	assert_true(says(&play, "Looking at the members"));
	assert_true(app_top(&play.canvas.app)->class->waits(app_top(&play.canvas.app)));
	CANVAS_KEYS(&play.canvas, KEY_RETURN);
	assert_int_equal(play.canvas.fake.send_count, 0);
	/* Patience has an end: then it is said that they are not known. */
	tick(&play, SECONDS);
	assert_true(says(&play, "2 members: 2 not known"));
	assert_false(app_top(&play.canvas.app)->class->waits(app_top(&play.canvas.app)));
	play_close(&play);
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
