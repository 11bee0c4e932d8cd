/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A group whose members fork and exit as fast as they can: whoever is signalled one by one has a
 * child already. One group call leaves nobody. In a PID namespace of its own, for a bounded time.
 */
#include <config.h>

#include <dirent.h>
#include <errno.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <unistd.h>
#include <cmocka.h>

#include "../lib/process/child.h"
#include "../lib/process/process_fixture.h"
#include "base/cleanup.h"
#include "base/clock.h"
#include "base/number.h"
#include "kill/newborn.h"
#include "kill/step.h"
#include "scan/scanner.h"

enum {
	TRIALS = 100,
	CONTROL_TRIALS = 25, /* at most: one of them has to leave somebody */
	PATIENCE_MS = 10000, /* whoever is there then has survived: a relay runs for 20 s */
	CONTROL_MS = 300, /* the same where survivors are expected */
};

#define FORK_RELAY    "fork-relay:12:20"
#define BLOCKED_RELAY "blocked-relay:12:20"

struct trial {
	struct process_fixture fixture;
	pid_t pgid;
	int signal;
	const char *relay; /* behaviour of the group-helper */
	uint32_t newborn; /* signalled each by itself */
};

/* POSSE_RELAY_TRIALS: another number of them, to be surer. */
static int count_trials(void)
{
	const char *text = getenv("POSSE_RELAY_TRIALS");
	uint64_t trials;

	return text && number_parse(text, 1000000, &trials) == 0 ? (int)trials : TRIALS;
}

static bool nobody_is_left(void *context)
{
	const struct trial *trial = context;

	return kernel_real()->killpg(NULL, trial->pgid, 0) == -ESRCH;
}

static void begin(struct trial *trial)
{
	trial->fixture = (struct process_fixture){0};
	EXPECT(FIXTURE_START(&trial->fixture, "group", trial->relay) == 0);
	trial->pgid = trial->fixture.pgid;
	EXPECT(trial->pgid > 1);
}

/* As posse does it, from a scan to the one call and those born since. */
static void send_to_group(struct trial *trial)
{
	CLEANUP(snapshot_unrefp) const struct snapshot *snapshot = NULL;
	struct targets *targets;
	struct plan_options options = plan_options_for(trial->signal);
	struct scanner *scanner;
	struct self self;
	struct step step;

	EXPECT(scanner_new(&scanner) == 0);
	EXPECT(scanner_scan(scanner, NULL, &snapshot) == 0);
	scanner_free(scanner);
	self_init(&self, snapshot);
	EXPECT(targets_new(kernel_real(), &self, snapshot, &targets) == 0);
	EXPECT(targets_add_group(targets, snapshot_group(snapshot, trial->pgid)) == 0);
	EXPECT(step_init(&step, targets, &options) == 0);
	EXPECT(step_send(&step, kernel_real(), false, 0) == 0);
	EXPECT(step.delivery->sent);
	while (!step.delivery->settled) {
		int pause = (int)(newborn_pause(step.delivery) / CLOCK_MILLISECOND);

		poll(NULL, 0, pause); /* the interval between two looks */
		step_look_for_newborn(&step, kernel_real());
	}
	trial->newborn = step.delivery->targets[0].newborn;
	step_done(&step);
	targets_unref(targets);
}

/* As others do it: everybody that /proc shows in the group, one after the other. */
static void send_one_by_one(const struct trial *trial)
{
	CLEANUP(cleanup_closedir) DIR *proc = opendir("/proc");
	const struct dirent *entry;

	EXPECT(proc);
	while ((entry = readdir(proc))) {
		struct fixture_stat stat;
		pid_t pid;

		if (number_parse_pid(entry->d_name, &pid) == 0 && pid > 1 &&
			fixture_stat(pid, &stat) == 0 && stat.pgid == trial->pgid)
			kill(pid, trial->signal);
	}
}

static int leave_nobody(int signal, const char *relay)
{
	int trials = count_trials();
	unsigned left = 0;
	unsigned newborn = 0;

	for (int i = 0; i < trials; i++) {
		struct trial trial = {.signal = signal, .relay = relay};

		begin(&trial);
		send_to_group(&trial);
		newborn += trial.newborn > 0;
		left += !fixture_wait_until(nobody_is_left, &trial, PATIENCE_MS);
		fixture_end(&trial.fixture);
	}
	printf("# %s, signal %d: %d trials, survivors in %u, members born since in %u\n", relay,
		signal, trials, left, newborn);
	fflush(stdout);
	EXPECT(left == 0);
	return 0;
}

/* ---- One who is never the same ---- */

enum {
	FEW_TRIALS = 20,
	RELAY_SECONDS = 20,
	LIFE_MS = 1,
};

/* Each lives for a millisecond and leaves a child; the group has no leader. */
static _Noreturn void pass_on(void)
{
	uint64_t end = child_now_ms() + RELAY_SECONDS * 1000;

	while (child_now_ms() < end) {
		poll(NULL, 0, LIFE_MS); /* the interval between two forks */
		if (fork() != 0)
			_exit(0);
	}
	_exit(0);
}

/* Reaps them all, and tells the PGID, until it is killed. */
static void hold_relay(void *context)
{
	const struct sigaction ignore = {.sa_handler = SIG_IGN};
	int *tell = context;
	pid_t leader;

	sigaction(SIGCHLD, &ignore, NULL);
	if (prctl(PR_SET_CHILD_SUBREAPER, 1) < 0)
		_exit(1);
	leader = fork();
	if (leader == 0) {
		if (setpgid(0, 0) < 0)
			_exit(1);
		if (fork() == 0)
			pass_on();
		_exit(0);
	}
	if (write(tell[1], &leader, sizeof(leader)) != sizeof(leader))
		_exit(1);
}

static bool has_no_leader(void *context)
{
	const struct trial *trial = context;

	return kill(trial->pgid, 0) < 0 && !nobody_is_left(context);
}

/* As posse kill does it: a number, a scan to choose and one to plan, the call. */
static bool is_sent_at_once(const struct trial *trial)
{
	CLEANUP(snapshot_unrefp) const struct snapshot *first = NULL;
	CLEANUP(snapshot_unrefp) const struct snapshot *second = NULL;
	CLEANUP(scanner_freep) struct scanner *scanner = NULL;
	CLEANUP(step_done) struct step step = {.plan = NULL};
	const struct target_spec spec = {.id = {.pgid = trial->pgid, .sid = -1}};
	const struct plan_options options = plan_options_for(trial->signal);
	struct targets *targets;
	struct self self;
	bool sent;

	EXPECT(scanner_new(&scanner) == 0);
	EXPECT(scanner_scan(scanner, NULL, &first) == 0);
	self_init(&self, first);
	EXPECT(targets_new(kernel_real(), &self, first, &targets) == 0);
	EXPECT(targets_add(targets, &spec) == 0);
	EXPECT(scanner_scan(scanner, first, &second) == 0);
	EXPECT(targets_renew(targets, second) == 0);
	EXPECT(step_init(&step, targets, &options) == 0);
	EXPECT(step_send(&step, kernel_real(), false, 0) == 0);
	sent = step.delivery->targets[0].result == RESULT_SIGNALLED;
	targets_unref(targets);
	return sent;
}

static int single_relay_is_reached(void *context)
{
	unsigned reached = 0;

	(void)context;
	for (int i = 0; i < FEW_TRIALS; i++) {
		struct trial trial = {.signal = SIGTERM};
		int tell[2];
		pid_t holder;

		EXPECT(pipe(tell) == 0);
		holder = child_start(hold_relay, tell);
		EXPECT(read(tell[0], &trial.pgid, sizeof(trial.pgid)) == sizeof(trial.pgid));
		EXPECT(trial.pgid > 1 && child_await(has_no_leader, &trial));
		reached += is_sent_at_once(&trial) &&
			fixture_wait_until(nobody_is_left, &trial, PATIENCE_MS);
		if (!nobody_is_left(&trial))
			killpg(trial.pgid, SIGKILL);
		child_end(holder);
		close(tell[0]);
		close(tell[1]);
	}
	printf("# one who is never the same: reached in %u of %d trials\n", reached, FEW_TRIALS);
	fflush(stdout);
	EXPECT(reached == FEW_TRIALS);
	return 0;
}

/* ---- In the namespace ---- */

static int kill_leaves_nobody(void *context)
{
	(void)context;
	return leave_nobody(SIGKILL, FORK_RELAY);
}

static int term_leaves_nobody(void *context)
{
	(void)context;
	return leave_nobody(SIGTERM, FORK_RELAY);
}

static int blocked_forks_leave_nobody(void *context)
{
	(void)context;
	return leave_nobody(SIGTERM, BLOCKED_RELAY);
}

static int one_by_one_leaves_some(void *context)
{
	unsigned left = 0;
	int trials = 0;

	(void)context;
	for (; trials < CONTROL_TRIALS && left == 0; trials++) {
		struct trial trial = {.signal = SIGKILL, .relay = FORK_RELAY};

		begin(&trial);
		send_one_by_one(&trial);
		left += !fixture_wait_until(nobody_is_left, &trial, CONTROL_MS);
		fixture_end(&trial.fixture);
	}
	printf("# one by one: survivors in %u of %d trials\n", left, trials);
	fflush(stdout);
	EXPECT(left > 0);
	return 0;
}

/* ---- Outside ---- */

static void run(int (*function)(void *context))
{
	int r = fixture_in_namespace(function, NULL);

	if (r == FIXTURE_SKIP) {
		print_message("skipped: no PID namespace of its own\n");
		skip();
	}
	assert_int_equal(r, 0);
}

static void test_kill_leaves_nobody(void **state)
{
	(void)state;
	run(kill_leaves_nobody);
}

static void test_term_leaves_nobody(void **state)
{
	(void)state;
	run(term_leaves_nobody);
}

static void test_blocked_forks_leave_nobody(void **state)
{
	(void)state;
	run(blocked_forks_leave_nobody);
}

static void test_one_by_one_leaves_some(void **state)
{
	(void)state;
	run(one_by_one_leaves_some);
}

static void test_single_relay_is_reached(void **state)
{
	(void)state;
	run(single_relay_is_reached);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kill_leaves_nobody),
		cmocka_unit_test(test_term_leaves_nobody),
		cmocka_unit_test(test_single_relay_is_reached),
		cmocka_unit_test(test_blocked_forks_leave_nobody),
		cmocka_unit_test(test_one_by_one_leaves_some),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
