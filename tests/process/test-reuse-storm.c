/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * More than a thousand groups end after they were chosen, and strangers get all their numbers: the
 * leader's and the member's. What was marked together with them lives, and is to be signalled. Real
 * processes, in a PID namespace of their own, through everything from the choice to the send.
 *
 * All block TERM, so that whoever was hit by it stays to be seen.
 */
#include <config.h>

#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>
#include <cmocka.h>

#include "../lib/process/child.h"
#include "../lib/process/process_fixture.h"
#include "../lib/process/reuse.h"
#include "base/array.h"
#include "base/cleanup.h"
#include "kill/step.h"
#include "scan/scanner.h"

enum {
	GROUPS = 30, /* of one send; every third of them lives on */
	LIVING = GROUPS / 3,
	ROUNDS = 5,
	SHARE = 2, /* every other round needs no tick of the clock to pass where none is needed */
};

/* The leader when its group is chosen. */
enum leader {
	LEADER_LIVES,
	LEADER_IS_ZOMBIE,
	LEADER_IS_REAPED,
	LEADERS,
};

/* What has come before the send during which the numbers are strangers' already. */
enum phase_of_send {
	FIRST_SEND, /* the plan */
	NEXT_SEND, /* TERM, which all members outlived; KILL follows */
	PHASES_OF_SEND,
};

/* How it is sent. */
enum way {
	BY_GROUP_PIDFD,
	BY_VERIFIED_NUMBER,
	BY_NUMBER_ALONE, /* the control: as kill(1) does it */
};

struct storm {
	enum way way;
	enum leader leader;
	enum phase_of_send phase;
	struct kernel kernel;
	struct scanner *scanner;
	const struct snapshot *snapshot;
	struct targets *targets;
	struct reuse_group groups[GROUPS];
	unsigned reused;
	unsigned hit;
};

static bool lives_on(size_t group)
{
	return group % 3 == 0;
}

static void make_group(struct storm *storm, struct reuse_group *group)
{
	reuse_start(group);
	if (storm->leader == LEADER_LIVES)
		return;
	kill(group->leader, SIGKILL);
	child_await_zombie(group->leader);
	if (storm->leader == LEADER_IS_REAPED)
		child_end(group->leader);
	group->leader_reaped = storm->leader == LEADER_IS_REAPED;
}

static void scan(struct storm *storm)
{
	const struct snapshot *previous = storm->snapshot;

	EXPECT(scanner_scan(storm->scanner, previous, &storm->snapshot) == 0);
	snapshot_unref(previous);
}

/* Chooses all groups at once, as marks do. */
static void choose(struct storm *storm)
{
	bool exact = storm->way != BY_VERIFIED_NUMBER && storm->leader != LEADER_IS_REAPED;
	struct self self;

	scan(storm);
	self_init(&self, storm->snapshot);
	EXPECT(targets_new(&storm->kernel, &self, storm->snapshot, &storm->targets) == 0);
	for (size_t i = 0; i < GROUPS; i++) {
		const struct group *group =
			snapshot_group(storm->snapshot, storm->groups[i].leader);

		EXPECT(group && targets_add_group(storm->targets, group) == 0);
		EXPECT(storm->targets->items[i].pin->guarantee ==
			(exact ? PIN_EXACT : PIN_VERIFIED));
	}
}

/* Ends most groups and lets strangers have their numbers. */
static void let_strangers_in(struct storm *storm, bool same_tick)
{
	for (size_t i = 0; i < GROUPS; i++)
		if (!lives_on(i))
			reuse_end(&storm->groups[i]);
	/* Only a descriptor can tell two processes apart that started in the same tick. */
	if (!same_tick)
		reuse_await_tick();
	for (size_t i = 0; i < GROUPS; i++) {
		if (lives_on(i))
			continue;
		reuse_start_at(&storm->groups[i]);
		storm->reused++;
	}
}

static int signal_of(const struct storm *storm)
{
	return storm->phase == NEXT_SEND ? SIGKILL : SIGTERM;
}

static bool was_hit(const struct storm *storm, pid_t pid)
{
	char state = fixture_state(pid);

	return signal_of(storm) == SIGKILL ? state == 'Z' : fixture_has(pid, "ShdPnd", SIGTERM);
}

static void send_numbers(struct storm *storm)
{
	for (size_t i = 0; i < GROUPS; i++) {
		EXPECT(storm->groups[i].leader > 1);
		storm->kernel.killpg(NULL, storm->groups[i].leader, signal_of(storm));
	}
}

static void send(struct storm *storm, struct step *step)
{
	if (storm->way == BY_NUMBER_ALONE)
		send_numbers(storm);
	else
		EXPECT(step_send(step, &storm->kernel, false, 0) == 0);
}

/* Who of those that live on was to be hit, and was; and how many strangers were. */
static void count_hits(struct storm *storm)
{
	for (size_t i = 0; i < GROUPS; i++) {
		const struct reuse_group *group = &storm->groups[i];

		if (lives_on(i)) {
			if (signal_of(storm) == SIGKILL)
				child_await_zombie(group->member);
			EXPECT(was_hit(storm, group->member));
		} else if (storm->way == BY_NUMBER_ALONE && signal_of(storm) == SIGKILL) {
			child_await_zombie(group->leader);
			storm->hit++;
		} else {
			storm->hit += was_hit(storm, group->leader) ||
				was_hit(storm, group->member);
		}
	}
}

/* The plan is made first; then the numbers change hands; then it is sent. */
static void send_first(struct storm *storm, bool same_tick)
{
	CLEANUP(step_done) struct step step = {.plan = NULL};
	struct plan_options options = plan_options_for(SIGTERM);

	EXPECT(step_init(&step, storm->targets, &options) == 0);
	EXPECT(step_open_targets(&step) == GROUPS);
	let_strangers_in(storm, same_tick);
	send(storm, &step);
	count_hits(storm);
	for (uint32_t i = 0; i < GROUPS && storm->way != BY_NUMBER_ALONE; i++) {
		enum target_result result = step.delivery->targets[i].result;

		EXPECT(result == (lives_on(i) ? RESULT_SIGNALLED : RESULT_CHANGED));
	}
}

/* TERM reaches all; then the numbers change hands; then KILL is planned and sent to who is left. */
static void send_next(struct storm *storm, bool same_tick)
{
	CLEANUP(step_done) struct step step = {.plan = NULL};
	CLEANUP(step_done) struct step next = {.plan = NULL};
	struct plan_options options = plan_options_for(SIGTERM);

	EXPECT(step_init(&step, storm->targets, &options) == 0);
	EXPECT(step_send(&step, &storm->kernel, false, 0) == 0);
	for (size_t i = 0; i < GROUPS; i++)
		EXPECT(fixture_has(storm->groups[i].member, "ShdPnd", SIGTERM));
	let_strangers_in(storm, same_tick);
	scan(storm);
	EXPECT(targets_renew(storm->targets, storm->snapshot) == 0);
	options = plan_options_for(SIGKILL);
	options.living = true;
	EXPECT(step_init(&next, storm->targets, &options) == 0);
	EXPECT(step_open_targets(&next) == LIVING);
	send(storm, &next);
	count_hits(storm);
}

static void run_round(struct storm *storm, bool same_tick)
{
	for (size_t i = 0; i < GROUPS; i++)
		make_group(storm, &storm->groups[i]);
	choose(storm);
	if (storm->phase == FIRST_SEND)
		send_first(storm, same_tick);
	else
		send_next(storm, same_tick);
	targets_unref(storm->targets);
	for (size_t i = 0; i < GROUPS; i++)
		reuse_end(&storm->groups[i]);
}

static void run_rounds(struct storm *storm, unsigned rounds)
{
	for (unsigned round = 0; round < rounds; round++) {
		bool told_apart =
			storm->way == BY_GROUP_PIDFD && storm->leader != LEADER_IS_REAPED;

		run_round(storm, told_apart && round % SHARE == 1);
	}
}

/* All leaders and phases in turn, and what came of it in one line. */
static void run_storm(enum way way, unsigned rounds, unsigned *ret_reused, unsigned *ret_hit)
{
	struct storm storm = {.way = way, .kernel = *kernel_real()};

	if (way == BY_VERIFIED_NUMBER)
		storm.kernel.has_group_flag = reuse_no_group_flag;
	else if (way == BY_GROUP_PIDFD)
		reuse_need_group_flag();
	EXPECT(scanner_new(&storm.scanner) == 0);
	for (storm.leader = 0; storm.leader < LEADERS; storm.leader++)
		for (storm.phase = 0; storm.phase < PHASES_OF_SEND; storm.phase++)
			run_rounds(&storm, rounds);
	snapshot_unref(storm.snapshot);
	scanner_free(storm.scanner);
	printf("# %u numbers were reused, %u strangers hit\n", storm.reused, storm.hit);
	fflush(stdout);
	*ret_reused = storm.reused;
	*ret_hit = storm.hit;
}

/* ---- In the namespace ---- */

static int exact(void *context)
{
	unsigned reused;
	unsigned hit;

	(void)context;
	run_storm(BY_GROUP_PIDFD, ROUNDS, &reused, &hit);
	EXPECT(reused >= 500);
	EXPECT(hit == 0);
	return 0;
}

static int verified(void *context)
{
	unsigned reused;
	unsigned hit;

	(void)context;
	run_storm(BY_VERIFIED_NUMBER, ROUNDS, &reused, &hit);
	EXPECT(reused >= 500);
	EXPECT(hit == 0);
	return 0;
}

static int number_alone(void *context)
{
	unsigned reused;
	unsigned hit;

	(void)context;
	run_storm(BY_NUMBER_ALONE, 1, &reused, &hit);
	EXPECT(reused > 0);
	EXPECT(hit == reused);
	return 0;
}

/* ---- Outside ---- */

static void run(int (*function)(void *context))
{
	int r = fixture_in_namespace(function, NULL);

	if (r == FIXTURE_SKIP) {
		print_message("skipped: no PID namespace, no choice of PIDs or no group flag\n");
		skip();
	}
	assert_int_equal(r, 0);
}

static void test_exact_hits_no_stranger(void **state)
{
	(void)state;
	run(exact);
}

static void test_verified_hits_no_stranger(void **state)
{
	(void)state;
	run(verified);
}

static void test_number_alone_hits_them_all(void **state)
{
	(void)state;
	run(number_alone);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_exact_hits_no_stranger),
		cmocka_unit_test(test_verified_hits_no_stranger),
		cmocka_unit_test(test_number_alone_hits_them_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
