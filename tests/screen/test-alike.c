/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Both front ends send alike. The command line goes first, on the played kernel, and it is written
 * down when it scanned, inspected and waited. Then the view is given snapshots, details and time in
 * that order, and has to make the same calls of the kernel and to keep the same steps.
 */
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
#include "canvas.h"
#include "cli/kill/kill_work.h"
#include "history/history.h"
#include "report/sentence_plan.h"
#include "scan/inspect.h"
#include "tui/list/list_screen.h"

/* Numbers that no process of this machine has, this one's own groups included. */
enum {
	LEADER = 5000000,
	GROUP = 5000100,
	OTHER = 5000200,
	NEWBORN = 5000300,
	EVENTS_MAX = 1024,
	LINES_MAX = 4096,
};

/* What happens in the machine, and what is sent. */
struct scenario {
	const char *name;
	bool session; /* all of it is sent to, and not GROUP alone */
	bool group_flag;
	pid_t denied; /* may not be signalled; 0: everybody may */
	void (*sent)(struct fake_kernel *fake); /* before the first look after the first signal */
	void (*waited)(struct fake_kernel *fake); /* after the first wait */
	void (*followed)(struct fake_kernel *fake); /* before the first look after KILL */
	const char *plan; /* what KILL is planned for */
};

/* One front end's doing. */
struct run {
	const struct scenario *scenario;
	struct fake_kernel *fake;
	const struct snapshot *snapshot; /* the newest */
	char trace[FAKE_TRACE];
	char history[LINES_MAX];
	bool acted[3]; /* sent, waited, followed */
};

/* The run of the command line, while there is one; and what its front end did: S scans, I inspects,
 * K begins another signal, T looks, any other letter waits. */
static struct run *cli;
static char events[EVENTS_MAX];
static size_t event_count;

static void note(char event)
{
	assert_true(event_count < EVENTS_MAX);
	events[event_count++] = event;
}

/* ---- The machine ---- */

static void act(struct run *run, int moment, void (*what)(struct fake_kernel *fake))
{
	if (!run->acted[moment] && what)
		what(run->fake);
	run->acted[moment] = true;
}

static bool has_sent(const struct run *run, int signal)
{
	for (size_t i = 0; i < run->fake->send_count; i++)
		if (run->fake->sends[i].signal == signal)
			return true;
	return false;
}

/* What is due by now: called whenever a front end waits or scans. */
static void go_on(struct run *run)
{
	if (has_sent(run, SIGTERM))
		act(run, 0, run->scenario->sent);
	if (has_sent(run, SIGKILL))
		act(run, 2, run->scenario->followed);
}

static void scan(struct run *run)
{
	const struct snapshot *previous = run->snapshot;

	go_on(run);
	run->snapshot = fake_kernel_snapshot(run->fake, previous);
	snapshot_unref(previous);
}

/* Of everybody that the newest snapshot has: OTHER and the second of GROUP ignore TERM. */
static struct detail_set *inspect(const struct run *run)
{
	struct detail_fixture rows[FAKE_PROCESSES] = {{0}};
	uint32_t count = run->snapshot->process_count;

	for (uint32_t i = 0; i < count; i++) {
		pid_t pid = run->snapshot->processes[i].pid;

		rows[i].pid = pid;
		rows[i].command = "some thing";
		if (pid == OTHER || pid == GROUP + 1)
			rows[i].ignored = SIGNAL_BIT(SIGTERM);
	}
	return detail_fixture_set(run->snapshot, rows, count);
}

static void begin(struct run *run, const struct scenario *scenario, struct fake_kernel *fake)
{
	const struct snapshot *machine = SNAPSHOT_OF({.pid = LEADER, .tty_name = "pts/0"},
		{.pid = GROUP, .sid = LEADER}, {.pid = GROUP + 1, .pgid = GROUP, .sid = LEADER},
		{.pid = GROUP + 2, .pgid = GROUP, .sid = LEADER},
		{.pid = GROUP + 3, .pgid = GROUP, .sid = LEADER}, {.pid = OTHER, .sid = LEADER});

	*run = (struct run){.scenario = scenario, .fake = fake};
	fake_kernel_init(fake);
	fake_kernel_add(fake, machine);
	snapshot_unref(machine);
	fake->has_group_flag = scenario->group_flag;
	if (scenario->denied)
		fake_kernel_process(fake, scenario->denied)->denied = true;
	fake->trace = run->trace;
}

/* The history's lines without their times, which differ by what a second is. */
static void take_history(struct run *run, const char *path)
{
	char *line = NULL;
	size_t size = 0;
	FILE *file = fopen(path, "r");

	assert_non_null(file);
	while (getline(&line, &size, file) > 0) {
		char *rest = strstr(line, "\"uid\"");
		size_t length = strlen(run->history);

		assert_non_null(rest);
		snprintf(run->history + length, LINES_MAX - length, "%s", rest);
	}
	free(line);
	fclose(file);
	assert_int_equal(remove(path), 0);
	snapshot_unref(run->snapshot);
}

/* ---- The command line, with the machine in the place of /proc ---- */

int __wrap_scanner_new(struct scanner **ret_scanner);
void __wrap_scanner_free(struct scanner *scanner);
int __wrap_scanner_scan(struct scanner *scanner, const struct snapshot *previous,
	const struct snapshot **ret_snapshot);
int __wrap_inspect_processes(const struct process_id *ids, size_t count, unsigned want,
	struct detail_set **ret_set);
int __wrap_poll(struct pollfd *fds, nfds_t count, int timeout);
int __wrap___poll_chk(struct pollfd *fds, nfds_t count, int timeout, size_t size);

int __wrap_scanner_new(struct scanner **ret_scanner)
{
	*ret_scanner = NULL;
	return 0;
}

void __wrap_scanner_free(struct scanner *scanner)
{
	assert_null(scanner);
}

int __wrap_scanner_scan(struct scanner *scanner, const struct snapshot *previous,
	const struct snapshot **ret_snapshot)
{
	(void)scanner;
	assert_ptr_equal(previous, cli->snapshot);
	note('S');
	scan(cli);
	*ret_snapshot = snapshot_ref(cli->snapshot);
	return 0;
}

int __wrap_inspect_processes(const struct process_id *ids, size_t count, unsigned want,
	struct detail_set **ret_set)
{
	(void)ids;
	(void)count;
	(void)want;
	note('I');
	*ret_set = inspect(cli);
	return 0;
}

int __wrap_poll(struct pollfd *fds, nfds_t count, int timeout)
{
	(void)fds;
	(void)count;
	assert_in_range(timeout, 0, 100);
	note((char)('a' + (timeout + 9) / 10));
	cli->fake->now += (uint64_t)((timeout + 9) / 10 * 10) * CLOCK_MILLISECOND;
	go_on(cli);
	return 0;
}

/* As poll is called where _FORTIFY_SOURCE is on. */
int __wrap___poll_chk(struct pollfd *fds, nfds_t count, int timeout, size_t size)
{
	(void)size;
	return __wrap_poll(fds, count, timeout);
}

static void record(void *context, const struct step *step, bool watched)
{
	assert_int_equal(history_add(context, step, watched), 0);
}

/* KILL is planned for a target in these words. */
static void assert_planned(const struct step *step, const char *words)
{
	char text[SENTENCE_MAX];

	for (uint32_t i = 0; i < step->plan->target_count; i++)
		if (strcmp(sentence_counts(step->plan->targets[i].counts, SIGKILL, text,
				   sizeof(text)),
			    words) == 0)
			return;
	fail_msg("nothing is planned for %s", words);
}

static void wait_for_end(struct kill_work *work)
{
	note('T');
	assert_int_equal(kill_work_wait(work, 2 * CLOCK_SECOND), 0);
}

/* TERM, a wait, KILL, a wait. */
static void run_cli(struct run *run)
{
	struct history history = {.fault = 0};
	const struct send_recorder recorder = {record, &history, NULL};
	const struct target_spec target = {.is_session = run->scenario->session,
		.id = {.pgid = run->scenario->session ? LEADER : GROUP, .sid = -1}};
	const struct kill_request request = {&target, 1, SIGTERM, false, false};
	struct kill_work work;

	cli = run;
	event_count = 0;
	assert_int_equal(kill_work_init(&work, &run->fake->table, &request, &recorder), 0);
	assert_int_equal(kill_work_send(&work), 0);
	wait_for_end(&work);
	act(run, 1, run->scenario->waited);
	if (send_count_living(work.send) > 0) {
		note('K');
		assert_int_equal(kill_work_follow(&work, SIGKILL), 0);
		assert_planned(&work.send->steps[work.send->current], run->scenario->plan);
		wait_for_end(&work);
	}
	assert_int_equal(kill_work_explain(&work), 0);
	/* The way out closes descriptors. */
	run->fake->trace = NULL;
	send_settle(work.send);
	kill_work_done(&work);
	cli = NULL;
}

/* ---- The view ---- */

static bool says(struct canvas *canvas, const char *text)
{
	return canvas_find(canvas, text) >= 0;
}

/* K on the row of what is sent to. */
static void choose(struct canvas *canvas, const struct scenario *scenario)
{
	char row[16];

	snprintf(row, sizeof(row), " %d ", scenario->session ? LEADER : GROUP);
	if (scenario->session)
		CANVAS_KEYS(canvas, '\t');
	CANVAS_KEYS(canvas, KEYPAD_HOME);
	for (int i = 0; i < 10 && canvas_line(canvas, canvas_find(canvas, row))[0] != '>'; i++)
		CANVAS_KEYS(canvas, KEYPAD_DOWN);
	CANVAS_KEYS(canvas, 'K');
	assert_int_equal(canvas->app.depth, 2);
}

/* The answer to a question of the screen on top; a plan is then there, and sent. */
static void answer(struct canvas *canvas, struct run *run)
{
	struct screen *top = app_top(&canvas->app);

	canvas_answer(canvas, top, inspect(run));
	if (top->class->id != SCREEN_PLAN)
		return;
	if (has_sent(run, SIGTERM))
		assert_true(says(canvas, run->scenario->plan));
	CANVAS_KEYS(canvas, KEY_RETURN);
	assert_int_equal(app_top(&canvas->app)->class->id, SCREEN_OUTCOME);
}

static void show(struct canvas *canvas, struct run *run)
{
	bool first = !run->snapshot;

	scan(run);
	canvas_show(canvas, run->snapshot);
	if (first)
		choose(canvas, run->scenario);
}

static void play(struct canvas *canvas, struct run *run, char event)
{
	switch (event) {
	case 'S':
		show(canvas, run);
		break;
	case 'I':
		answer(canvas, run);
		break;
	case 'K':
		act(run, 1, run->scenario->waited);
		CANVAS_KEYS(canvas, 'K');
		assert_true(says(canvas, "Looking at the members"));
		break;
	case 'T':
		app_tick(&canvas->app, app_top(&canvas->app)->serial);
		break;
	default:
		run->fake->now += (uint64_t)(event - 'a') * 10 * CLOCK_MILLISECOND;
		go_on(run);
		app_tick(&canvas->app, app_top(&canvas->app)->serial);
	}
	app_draw(&canvas->app);
}

static void run_view(struct canvas *canvas, struct run *run)
{
	struct history history = {.fault = 0};

	canvas->app.history = &history;
	canvas->app.settings.wait = 2 * CLOCK_SECOND;
	canvas_push(canvas, list_screen_new(&canvas->app));
	for (size_t i = 0; i < event_count; i++)
		play(canvas, run, events[i]);
	run->fake->trace = NULL;
	CANVAS_KEYS(canvas, KEY_RETURN);
	assert_int_equal(canvas->app.depth, 1);
}

/* ---- Both ---- */

/* The first line in which they differ is shown. */
static void compare(const char *what, const char *left, const char *right)
{
	while (*left && *right) {
		size_t length = strcspn(left, "\n");

		if (length != strcspn(right, "\n") || strncmp(left, right, length) != 0)
			break;
		left += length + (left[length] == '\n');
		right += length + (right[length] == '\n');
	}
	if (*left || *right)
		fail_msg("%s: the command line has \"%.*s\", the view \"%.*s\"", what,
			(int)strcspn(left, "\n"), left, (int)strcspn(right, "\n"), right);
}

static void compare_runs(const struct scenario *scenario)
{
	char dir[] = "/tmp/posse-alike.XXXXXX";
	static struct run first;
	static struct run second;
	struct fake_kernel fake;
	struct canvas canvas;
	char path[64];

	assert_non_null(mkdtemp(dir));
	setenv("XDG_STATE_HOME", dir, 1);
	snprintf(path, sizeof(path), "%s/posse/history.jsonl", dir);
	begin(&first, scenario, &fake);
	run_cli(&first);
	assert_int_equal(fake.open_count, 0);
	take_history(&first, path);
	canvas_open(&canvas, "C.UTF-8", 50, 120, true);
	begin(&second, scenario, &canvas.fake);
	run_view(&canvas, &second);
	canvas_close(&canvas);
	assert_int_equal(canvas.fake.open_count, 0);
	take_history(&second, path);
	snprintf(path, sizeof(path), "%s/posse", dir);
	assert_int_equal(rmdir(path), 0);
	assert_int_equal(rmdir(dir), 0);
	compare("calls", first.trace, second.trace);
	/* The view writes down what was there when the wait was over, the command line what was
	 * there when the next signal followed, which is at once. */
	if (!scenario->waited)
		compare("history", first.history, second.history);
}

/* ---- Scenarios ---- */

static void three_become_zombies(struct fake_kernel *fake)
{
	fake_kernel_end(fake, GROUP);
	fake_kernel_end(fake, GROUP + 2);
	fake_kernel_end(fake, GROUP + 3);
}

static void all_end(struct fake_kernel *fake)
{
	for (pid_t pid = GROUP; pid <= GROUP + 3; pid++)
		fake_kernel_reap(fake, pid);
}

static void the_rest_ends(struct fake_kernel *fake)
{
	fake_kernel_end(fake, GROUP + 1);
}

static void bear(struct fake_kernel *fake, pid_t pid, pid_t pgid)
{
	fake_kernel_start(fake,
		(struct process_stat){.pid = pid,
			.ppid = 1,
			.pgid = pgid,
			.sid = LEADER,
			.threads = 1,
			.state = 'S',
			.start = STARTED_AGO(0)});
}

static void a_member_is_born(struct fake_kernel *fake)
{
	bear(fake, NEWBORN, GROUP);
}

static void a_group_is_born(struct fake_kernel *fake)
{
	three_become_zombies(fake);
	bear(fake, NEWBORN, NEWBORN);
}

static const struct scenario scenarios[] = {
	{"all end", .group_flag = true, .sent = all_end},
	/* Their parent does not reap them, and one ignores TERM. */
	{"zombies are left", .group_flag = true, .sent = three_become_zombies,
		.followed = the_rest_ends, .plan = "4 members: 1 ends at once, 3 zombies"},
	{"a group without a descriptor", .sent = three_become_zombies, .followed = the_rest_ends,
		.plan = "4 members: 1 ends at once, 3 zombies"},
	{"a member is denied", .group_flag = true, .denied = GROUP + 3,
		.plan = "4 members: 3 end at once, 1 not permitted"},
	{"a member is born", .group_flag = true, .sent = three_become_zombies,
		.waited = a_member_is_born, .followed = the_rest_ends,
		.plan = "5 members: 2 end at once, 3 zombies"},
	{"a group of the session is born", .session = true, .group_flag = true,
		.sent = a_group_is_born, .followed = the_rest_ends,
		.plan = "4 members: 1 ends at once, 3 zombies"},
};

static void both_send_alike(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(scenarios); i++) {
		print_message("# %s\n", scenarios[i].name);
		compare_runs(&scenarios[i]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(both_send_alike),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
