/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sessions as targets: their groups in a safe order, and those that come later. */
#include <config.h>

#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "../../lib/memory/fake_kernel.h"
#include "../../lib/memory/snapshot_fixture.h"
#include "../../lib/memory/targets_fixture.h"
#include "base/cleanup.h"
#include "kill/targets.h"

static pid_t pgid_at(const struct fixture *fixture, size_t index)
{
	return fixture->targets->items[index].group->id.pgid;
}

/* Other targets, of another machine. */
static void begin_with(struct fixture *fixture, const struct snapshot *snapshot)
{
	struct self self;

	targets_unref(fixture->targets);
	fake_kernel_init(&fixture->kernel);
	fake_kernel_add(&fixture->kernel, snapshot);
	self_init_as(&self, snapshot, SENDER);
	assert_int_equal(targets_new(&fixture->kernel.table, &self, snapshot, &fixture->targets),
		0);
}

/* OTHER runs behind, GROUP is in front, the leader's group is the last to be signalled. */
static void test_session_in_safe_order(void **state)
{
	struct fixture *fixture = *state;
	CLEANUP(snapshot_unrefp)
	const struct snapshot *snapshot = SNAPSHOT_OF({.pid = SENDER},
		{.pid = SESSION, .tty_name = "pts/1", .tpgid = GROUP},
		{.pid = GROUP, .sid = SESSION, .tty_name = "pts/1", .tpgid = GROUP},
		{.pid = OTHER, .sid = SESSION, .tty_name = "pts/1", .tpgid = GROUP});
	const struct target_spec session = {.is_session = true, .id = {.pgid = SESSION, .sid = -1}};

	begin_with(fixture, snapshot);
	fixture_add(fixture, GROUP);
	assert_int_equal(targets_add(fixture->targets, &session), 0);
	/* What was named by itself already keeps its place. */
	assert_int_equal(fixture->targets->count, 3);
	assert_int_equal(pgid_at(fixture, 0), GROUP);
	assert_int_equal(pgid_at(fixture, 1), OTHER);
	assert_int_equal(pgid_at(fixture, 2), SESSION);
	assert_int_equal(fixture->targets->items[1].session, SESSION);
	assert_int_equal(targets_add_rest(fixture->targets), 0);
}

/* Beside one that is in front, who stands behind it in the list still comes first. */
static void test_session_in_front_comes_late(void **state)
{
	struct fixture *fixture = *state;
	CLEANUP(snapshot_unrefp)
	const struct snapshot *snapshot =
		SNAPSHOT_OF({.pid = SENDER}, {.pid = SESSION, .tty_name = "pts/1", .tpgid = GROUP},
			{.pid = GROUP, .sid = SESSION, .tty_name = "pts/1", .tpgid = GROUP},
			{.pid = OTHER, .sid = SESSION, .tty_name = "pts/1", .tpgid = GROUP});

	begin_with(fixture, snapshot);
	assert_int_equal(targets_add_session(fixture->targets, snapshot_session(snapshot, SESSION)),
		0);
	assert_int_equal(fixture->targets->count, 3);
	assert_int_equal(pgid_at(fixture, 0), OTHER);
	assert_int_equal(pgid_at(fixture, 1), GROUP);
	assert_int_equal(pgid_at(fixture, 2), SESSION);
}

/* Who has SID 0 is of no one session: containers and kernel threads stand there side by side. */
static void test_session_zero_is_none(void **state)
{
	struct fixture *fixture = *state;
	CLEANUP(snapshot_unrefp)
	const struct snapshot *snapshot = SNAPSHOT_OF({.pid = SENDER},
		{.pid = 600, .sid = REAL_ZERO}, {.pid = 700, .sid = REAL_ZERO});

	begin_with(fixture, snapshot);
	assert_int_equal(targets_add_session(fixture->targets, snapshot_session(snapshot, 0)), 0);
	assert_int_equal(fixture->targets->count, 1);
	assert_null(fixture->targets->items[0].group);
	assert_int_equal(fixture->targets->session_count, 0);
	assert_int_equal(fixture->kernel.open_count, 0);
	assert_int_equal(fixture_plan(fixture, SIGTERM)->standing, PLAN_REFUSED);
	assert_false(targets_are_open(fixture->targets));
}

/* What is refused whatever holds it is not held, and that is no fault of its own. */
static void test_refused_targets_are_not_held(void **state)
{
	struct fixture *fixture = *state;
	struct machine machine = snapshot_fixture_machine();
	CLEANUP(snapshot_unrefp) const struct snapshot *snapshot = NULL;

	assert_int_equal(targets_add_group(fixture->targets, snapshot_group(fixture->snapshot, 0)),
		0);
	assert_int_equal(fixture->targets->items[0].error, 0);
	machine.foreign = true;
	snapshot = snapshot_fixture_on(&machine, NULL,
		(const struct process[]){{.pid = SENDER}, {.pid = GROUP, .sid = SESSION}}, 2);
	begin_with(fixture, snapshot);
	fixture_add(fixture, GROUP);
	assert_int_equal(fixture->kernel.open_count, 0);
	assert_null(fixture->targets->items[0].pin);
	assert_int_equal(fixture_plan(fixture, SIGTERM)->standing, PLAN_REFUSED);
}

static void test_session_that_is_not_there(void **state)
{
	struct fixture *fixture = *state;
	const struct target_spec session = {.is_session = true, .id = {.pgid = 4711, .sid = -1}};

	assert_int_equal(targets_add(fixture->targets, &session), 0);
	assert_int_equal(fixture_plan(fixture, SIGTERM)->standing, PLAN_GONE);
	assert_int_equal(fixture->plan->targets[0].session, 4711);
}

/* Born meanwhile: found once. Another session with the number is not looked at. */
static void test_rest_of_a_session(void **state)
{
	struct fixture *fixture = *state;
	const struct target_spec session = {.is_session = true, .id = {.pgid = SESSION, .sid = -1}};

	for (int same = 0; same < 2; same++) {
		targets_tear_down(state);
		targets_set_up(state);
		assert_int_equal(targets_add(fixture->targets, &session), 0);
		assert_int_equal(fixture->targets->count, 2);
		fake_kernel_start(&fixture->kernel,
			(struct process_stat){.pid = 300, .ppid = 1, .pgid = 300, .sid = SESSION,
				.threads = 1, .state = 'S', .start = NEWBORN_START});
		if (!same) {
			fixture_reap_group(fixture);
			fake_kernel_reap(&fixture->kernel, OTHER);
		}
		fixture_renew(fixture);
		assert_int_equal(targets_add_rest(fixture->targets), same);
		assert_int_equal(targets_add_rest(fixture->targets), 0);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, targets_set_up, targets_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_session_in_safe_order),
		TEST(test_session_in_front_comes_late),
		TEST(test_session_zero_is_none),
		TEST(test_refused_targets_are_not_held),
		TEST(test_session_that_is_not_there),
		TEST(test_rest_of_a_session),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
