/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Targets from their choice to the plan: found once, held, and found again by what holds them. */
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

static void test_each_target_once(void **state)
{
	struct fixture *fixture = *state;
	const struct group *group = snapshot_group(fixture->snapshot, GROUP);
	const struct target_spec by_id = {.id = group->id};
	struct process_id *ids;
	size_t count;

	fixture_add(fixture, GROUP);
	fixture_add(fixture, OTHER);
	assert_int_equal(targets_add_group(fixture->targets, group), 0);
	assert_int_equal(targets_add(fixture->targets, &by_id), 0);
	fixture_add(fixture, 4711);
	fixture_add(fixture, 4711);
	assert_int_equal(fixture->targets->count, 3);
	assert_int_equal(fixture->kernel.open_count, 2);
	assert_int_equal(targets_members(fixture->targets, &ids, &count), 0);
	assert_int_equal(count, 3);
	free(ids);
}

static void test_says_why_a_target_is_none(void **state)
{
	struct fixture *fixture = *state;
	const struct target_spec stranger = {
		.id = {.pgid = GROUP, .sid = -1, .anchor = {GROUP, 1}}};
	const struct plan_target *targets;

	fixture_add(fixture, 4711);
	fixture_add(fixture, 0);
	assert_int_equal(targets_add(fixture->targets, &stranger), 0);
	fixture_add(fixture, SENDER);
	targets = fixture_plan(fixture, SIGTERM);
	assert_int_equal(targets[0].standing, PLAN_GONE);
	assert_int_equal(targets[1].standing, PLAN_REFUSED);
	assert_int_equal(targets[2].standing, PLAN_CHANGED);
	assert_int_equal(targets[3].standing, PLAN_PROTECTED);
	/* What cannot be signalled is not held. */
	assert_int_equal(fixture->kernel.open_count, 1);
}

/* Group 1 is refused only where it could not be told from everybody. */
static void test_missing_group_one(void **state)
{
	struct fixture *fixture = *state;

	fake_kernel_reap(&fixture->kernel, 1);
	fixture_renew(fixture);
	fixture_add(fixture, 1);
	assert_int_equal(fixture_plan(fixture, SIGTERM)->standing, PLAN_GONE);
	fixture->kernel.has_group_flag = false;
	assert_int_equal(fixture_plan(fixture, SIGTERM)->standing, PLAN_REFUSED);
}

static void test_shares(void **state)
{
	struct fixture *fixture = *state;

	fixture_add(fixture, GROUP);
	assert_ptr_equal(targets_ref(fixture->targets), fixture->targets);
	targets_unref(fixture->targets);
	assert_int_equal(fixture->kernel.open_count, 1);
	assert_int_equal(fixture_plan(fixture, SIGTERM)->standing, PLAN_READY);
	targets_unref(NULL);
}

static void test_counts_know_permission(void **state)
{
	struct fixture *fixture = *state;
	uint32_t counts[EXPECTATION_COUNT];

	fake_kernel_process(&fixture->kernel, 101)->denied = true;
	fixture_add(fixture, GROUP);
	targets_count(fixture->targets, SIGTERM, counts);
	assert_int_equal(counts[EXPECT_UNKNOWN], 2);
	assert_int_equal(targets_take_details(fixture->targets,
				 DETAILS_OF(fixture->snapshot, {.pid = GROUP}, {.pid = 101})),
		0);
	targets_count(fixture->targets, SIGTERM, counts);
	assert_int_equal(counts[EXPECT_DEFAULT], 1);
	assert_int_equal(counts[EXPECT_DENIED], 1);
}

static size_t count_asked(const struct fixture *fixture)
{
	size_t count = 0;

	for (const char *at = fixture->kernel.trace; (at = strstr(at, "may_signal")); at++)
		count++;
	return count;
}

/* Each member is asked for once, by who takes its details or by who plans without; SIGCONT goes to
 * the own session all the same. */
static void test_permission_is_asked_once(void **state)
{
	static char trace[FAKE_TRACE];
	struct fixture *fixture = *state;

	trace[0] = '\0';
	fixture->kernel.trace = trace;
	fake_kernel_process(&fixture->kernel, 101)->denied = true;
	fixture_add(fixture, OTHER);
	fixture_add(fixture, GROUP);
	assert_int_equal(fixture_plan(fixture, SIGTERM)[1].counts[EXPECT_DENIED], 1);
	assert_int_equal(count_asked(fixture), 3);
	assert_int_equal(targets_take_details(fixture->targets, NULL), 0);
	assert_int_equal(count_asked(fixture), 6);
	assert_int_equal(fixture_plan(fixture, SIGTERM)[1].counts[EXPECT_DENIED], 1);
	assert_int_equal(fixture->plan->targets[0].counts[EXPECT_DENIED], 0);
	fixture->targets->self.sid = SESSION;
	assert_int_equal(fixture_plan(fixture, SIGCONT)[1].counts[EXPECT_DENIED], 0);
	assert_int_equal(count_asked(fixture), 6);
	/* What was true before a send is not taken for true after it. */
	fake_kernel_process(&fixture->kernel, 101)->denied = false;
	targets_forget_details(fixture->targets);
	assert_int_equal(fixture_plan(fixture, SIGTERM)[1].counts[EXPECT_DENIED], 0);
	assert_int_equal(count_asked(fixture), 9);
}

/* Born since: it is in the plan, and nothing is claimed to be known of it. */
static void test_newborn_member(void **state)
{
	struct fixture *fixture = *state;
	const struct plan_target *target;

	fixture_add(fixture, GROUP);
	assert_int_equal(targets_take_details(fixture->targets,
				 DETAILS_OF(fixture->snapshot, {.pid = GROUP}, {.pid = 101})),
		0);
	fixture_bear(fixture, 150);
	fixture_renew(fixture);
	target = fixture_plan(fixture, SIGTERM);
	assert_int_equal(target->standing, PLAN_READY);
	assert_int_equal(target->member_count, 3);
	assert_int_equal(target->counts[EXPECT_DEFAULT], 2);
	assert_int_equal(target->counts[EXPECT_UNKNOWN], 1);
	assert_int_equal(target->warnings[0].kind, WARN_GREW);
	assert_int_equal(target->warnings[0].count, 1);
}

/* Nobody of the old members is left. The descriptor still knows its group; witnesses do not. */
static void test_all_members_replaced(void **state)
{
	struct fixture *fixture = *state;

	for (int exact = 0; exact < 2; exact++) {
		targets_tear_down(state);
		targets_set_up(state);
		fixture->kernel.has_group_flag = exact;
		fixture_add(fixture, GROUP);
		fixture_bear(fixture, 150);
		fixture_reap_group(fixture);
		fixture_renew(fixture);
		assert_int_equal(fixture_plan(fixture, SIGTERM)->standing,
			exact ? PLAN_READY : PLAN_CHANGED);
	}
}

/* A chain of witnesses: each snapshot's members vouch for the next one's. */
static void test_members_replaced_one_by_one(void **state)
{
	struct fixture *fixture = *state;
	const struct snapshot *first;

	fixture->kernel.has_group_flag = false;
	fixture_add(fixture, GROUP);
	fixture_bear(fixture, 150);
	fixture_renew(fixture);
	first = fixture->next;
	fixture_reap_group(fixture);
	fixture_renew(fixture);
	snapshot_unref(first);
	assert_int_equal(fixture_plan(fixture, SIGTERM)->standing, PLAN_READY);
	assert_int_equal(pin_send(fixture->targets->items[0].pin, &fixture->kernel.table, SIGTERM),
		0);
	assert_int_equal(fixture->kernel.sends[0].reached, 1);
}

static void test_ended_since(void **state)
{
	struct fixture *fixture = *state;

	fixture_add(fixture, GROUP);
	fixture_reap_group(fixture);
	fixture_renew(fixture);
	assert_int_equal(fixture_plan(fixture, SIGTERM)->standing, PLAN_GONE);
	assert_true(fixture->plan->targets[0].chosen > 0);
	assert_int_equal(fixture->plan->targets[0].member_count, 0);
}

static void test_number_reused_since(void **state)
{
	struct fixture *fixture = *state;

	for (int exact = 0; exact < 2; exact++) {
		targets_tear_down(state);
		targets_set_up(state);
		fixture->kernel.has_group_flag = exact;
		fixture_add(fixture, GROUP);
		fixture_reap_group(fixture);
		fixture_bear(fixture, GROUP);
		fixture_renew(fixture);
		assert_int_equal(fixture_plan(fixture, SIGTERM)->standing, PLAN_CHANGED);
		assert_int_equal(fixture_plan(fixture, SIGTERM)->member_count, 0);
	}
}

/* A member of the leaderless group is in the group that has its number by now. */
static void test_gained_a_leader(void **state)
{
	struct fixture *fixture = *state;
	const struct snapshot *leaderless;

	fake_kernel_reap(&fixture->kernel, GROUP);
	leaderless = fake_kernel_snapshot(&fixture->kernel, fixture->snapshot);
	assert_int_equal(targets_renew(fixture->targets, leaderless), 0);
	snapshot_unref(leaderless);
	fixture_add(fixture, GROUP);
	assert_int_equal(fixture_plan(fixture, SIGTERM)->standing, PLAN_READY);
	fixture_bear(fixture, GROUP);
	fixture_renew(fixture);
	assert_int_equal(fixture_plan(fixture, SIGTERM)->standing, PLAN_CHANGED);
	assert_int_equal(fixture->plan->member_count, 0);
}

/* Only who lives is planned for again. */
static void test_order_for_the_living(void **state)
{
	struct fixture *fixture = *state;
	struct plan_options options = plan_options_for(SIGKILL);
	struct plan *left;

	fixture_add(fixture, GROUP);
	fixture_add(fixture, OTHER);
	fixture_reap_group(fixture);
	fixture_renew(fixture);
	options.living = true;
	assert_int_equal(targets_plan(fixture->targets, &options, &left), 0);
	assert_int_equal(left->target_count, 1);
	assert_int_equal(left->targets[0].id.pgid, OTHER);
	assert_int_equal(left->targets[0].number, 1);
	plan_free(left);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, targets_set_up, targets_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_each_target_once),
		TEST(test_says_why_a_target_is_none),
		TEST(test_missing_group_one),
		TEST(test_shares),
		TEST(test_counts_know_permission),
		TEST(test_permission_is_asked_once),
		TEST(test_newborn_member),
		TEST(test_all_members_replaced),
		TEST(test_members_replaced_one_by_one),
		TEST(test_ended_since),
		TEST(test_number_reused_since),
		TEST(test_gained_a_leader),
		TEST(test_order_for_the_living),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
