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
#include "base/cleanup.h"
#include "kill/targets.h"

enum {
	SENDER = 50,
	GROUP = 100,
	OTHER = 200,
	SESSION = 90,
	NEWBORN_START = 6000000,
};

struct fixture {
	struct fake_kernel kernel;
	const struct snapshot *snapshot;
	const struct snapshot *next; /* or NULL */
	struct targets *targets;
	struct plan *plan;
};

static int set_up(void **state)
{
	static struct fixture fixture;
	struct self self;

	fixture = (struct fixture){.next = NULL};
	fixture.snapshot = SNAPSHOT_OF({.pid = 1}, {.pid = SENDER, .ppid = 1},
		{.pid = GROUP, .sid = SESSION}, {.pid = 101, .pgid = GROUP, .sid = SESSION},
		{.pid = OTHER, .sid = SESSION}, {.pid = 2, .kernel_thread = true});
	fake_kernel_init(&fixture.kernel);
	fake_kernel_add(&fixture.kernel, fixture.snapshot);
	self_init_as(&self, fixture.snapshot, SENDER);
	assert_int_equal(targets_new(&fixture.kernel.table, &self, fixture.snapshot,
				 &fixture.targets),
		0);
	*state = &fixture;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *fixture = *state;

	plan_free(fixture->plan);
	targets_unref(fixture->targets);
	assert_int_equal(fixture->kernel.open_count, 0);
	snapshot_unref(fixture->next);
	snapshot_unref(fixture->snapshot);
	return 0;
}

static void add(struct fixture *fixture, pid_t pgid)
{
	const struct target_spec target = {.id = {.pgid = pgid, .sid = -1}};

	assert_int_equal(targets_add(fixture->targets, &target), 0);
}

static const struct plan_target *plan(struct fixture *fixture, int signal)
{
	struct plan_options options = plan_options_for(signal);

	plan_free(fixture->plan);
	fixture->plan = NULL;
	assert_int_equal(targets_plan(fixture->targets, &options, &fixture->plan), 0);
	assert_int_equal(fixture->plan->target_count, fixture->targets->count);
	return fixture->plan->targets;
}

static void bear(struct fixture *fixture, pid_t pid)
{
	fake_kernel_start(&fixture->kernel,
		(struct process_stat){.pid = pid, .ppid = 1, .pgid = GROUP, .sid = SESSION,
			.threads = 1, .state = 'S', .start = NEWBORN_START});
}

/* The snapshot after the first, with what the kernel has by now. */
static void renew(struct fixture *fixture)
{
	fixture->next = fake_kernel_snapshot(&fixture->kernel, fixture->snapshot);
	assert_int_equal(targets_renew(fixture->targets, fixture->next), 0);
}

static void reap_group(struct fixture *fixture)
{
	fake_kernel_reap(&fixture->kernel, GROUP);
	fake_kernel_reap(&fixture->kernel, 101);
}

static void test_each_target_once(void **state)
{
	struct fixture *fixture = *state;
	const struct group *group = snapshot_group(fixture->snapshot, GROUP);
	const struct target_spec by_id = {.id = group->id};
	struct process_id *ids;
	size_t count;

	add(fixture, GROUP);
	add(fixture, OTHER);
	assert_int_equal(targets_add_group(fixture->targets, group), 0);
	assert_int_equal(targets_add(fixture->targets, &by_id), 0);
	add(fixture, 4711);
	add(fixture, 4711);
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

	add(fixture, 4711);
	add(fixture, 0);
	assert_int_equal(targets_add(fixture->targets, &stranger), 0);
	add(fixture, SENDER);
	targets = plan(fixture, SIGTERM);
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
	renew(fixture);
	add(fixture, 1);
	assert_int_equal(plan(fixture, SIGTERM)->standing, PLAN_GONE);
	fixture->kernel.has_group_flag = false;
	assert_int_equal(plan(fixture, SIGTERM)->standing, PLAN_REFUSED);
}

static void test_shares(void **state)
{
	struct fixture *fixture = *state;

	add(fixture, GROUP);
	assert_ptr_equal(targets_ref(fixture->targets), fixture->targets);
	targets_unref(fixture->targets);
	assert_int_equal(fixture->kernel.open_count, 1);
	assert_int_equal(plan(fixture, SIGTERM)->standing, PLAN_READY);
	targets_unref(NULL);
}

static void test_counts_know_permission(void **state)
{
	struct fixture *fixture = *state;
	uint32_t counts[EXPECTATION_COUNT];

	fake_kernel_process(&fixture->kernel, 101)->denied = true;
	add(fixture, GROUP);
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
	add(fixture, OTHER);
	add(fixture, GROUP);
	assert_int_equal(plan(fixture, SIGTERM)[1].counts[EXPECT_DENIED], 1);
	assert_int_equal(count_asked(fixture), 3);
	assert_int_equal(targets_take_details(fixture->targets, NULL), 0);
	assert_int_equal(count_asked(fixture), 6);
	assert_int_equal(plan(fixture, SIGTERM)[1].counts[EXPECT_DENIED], 1);
	assert_int_equal(fixture->plan->targets[0].counts[EXPECT_DENIED], 0);
	fixture->targets->self.sid = SESSION;
	assert_int_equal(plan(fixture, SIGCONT)[1].counts[EXPECT_DENIED], 0);
	assert_int_equal(count_asked(fixture), 6);
	/* What was true before a send is not taken for true after it. */
	fake_kernel_process(&fixture->kernel, 101)->denied = false;
	targets_forget_details(fixture->targets);
	assert_int_equal(plan(fixture, SIGTERM)[1].counts[EXPECT_DENIED], 0);
	assert_int_equal(count_asked(fixture), 9);
}

/* Born since: it is in the plan, and nothing is claimed to be known of it. */
static void test_newborn_member(void **state)
{
	struct fixture *fixture = *state;
	const struct plan_target *target;

	add(fixture, GROUP);
	assert_int_equal(targets_take_details(fixture->targets,
				 DETAILS_OF(fixture->snapshot, {.pid = GROUP}, {.pid = 101})),
		0);
	bear(fixture, 150);
	renew(fixture);
	target = plan(fixture, SIGTERM);
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
		tear_down(state);
		set_up(state);
		fixture->kernel.has_group_flag = exact;
		add(fixture, GROUP);
		bear(fixture, 150);
		reap_group(fixture);
		renew(fixture);
		assert_int_equal(plan(fixture, SIGTERM)->standing,
			exact ? PLAN_READY : PLAN_CHANGED);
	}
}

/* A chain of witnesses: each snapshot's members vouch for the next one's. */
static void test_members_replaced_one_by_one(void **state)
{
	struct fixture *fixture = *state;
	const struct snapshot *first;

	fixture->kernel.has_group_flag = false;
	add(fixture, GROUP);
	bear(fixture, 150);
	renew(fixture);
	first = fixture->next;
	reap_group(fixture);
	renew(fixture);
	snapshot_unref(first);
	assert_int_equal(plan(fixture, SIGTERM)->standing, PLAN_READY);
	assert_int_equal(pin_send(fixture->targets->items[0].pin, &fixture->kernel.table, SIGTERM),
		0);
	assert_int_equal(fixture->kernel.sends[0].reached, 1);
}

static void test_ended_since(void **state)
{
	struct fixture *fixture = *state;

	add(fixture, GROUP);
	reap_group(fixture);
	renew(fixture);
	assert_int_equal(plan(fixture, SIGTERM)->standing, PLAN_GONE);
	assert_true(fixture->plan->targets[0].chosen > 0);
	assert_int_equal(fixture->plan->targets[0].member_count, 0);
}

static void test_number_reused_since(void **state)
{
	struct fixture *fixture = *state;

	for (int exact = 0; exact < 2; exact++) {
		tear_down(state);
		set_up(state);
		fixture->kernel.has_group_flag = exact;
		add(fixture, GROUP);
		reap_group(fixture);
		bear(fixture, GROUP);
		renew(fixture);
		assert_int_equal(plan(fixture, SIGTERM)->standing, PLAN_CHANGED);
		assert_int_equal(plan(fixture, SIGTERM)->member_count, 0);
	}
}

/* ---- Sessions ---- */

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
	add(fixture, GROUP);
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
	assert_int_equal(plan(fixture, SIGTERM)->standing, PLAN_REFUSED);
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
	add(fixture, GROUP);
	assert_int_equal(fixture->kernel.open_count, 0);
	assert_null(fixture->targets->items[0].pin);
	assert_int_equal(plan(fixture, SIGTERM)->standing, PLAN_REFUSED);
}

static void test_session_that_is_not_there(void **state)
{
	struct fixture *fixture = *state;
	const struct target_spec session = {.is_session = true, .id = {.pgid = 4711, .sid = -1}};

	assert_int_equal(targets_add(fixture->targets, &session), 0);
	assert_int_equal(plan(fixture, SIGTERM)->standing, PLAN_GONE);
	assert_int_equal(fixture->plan->targets[0].session, 4711);
}

/* Born meanwhile: found once. Another session with the number is not looked at. */
static void test_rest_of_a_session(void **state)
{
	struct fixture *fixture = *state;
	const struct target_spec session = {.is_session = true, .id = {.pgid = SESSION, .sid = -1}};

	for (int same = 0; same < 2; same++) {
		tear_down(state);
		set_up(state);
		assert_int_equal(targets_add(fixture->targets, &session), 0);
		assert_int_equal(fixture->targets->count, 2);
		fake_kernel_start(&fixture->kernel,
			(struct process_stat){.pid = 300, .ppid = 1, .pgid = 300, .sid = SESSION,
				.threads = 1, .state = 'S', .start = NEWBORN_START});
		if (!same) {
			reap_group(fixture);
			fake_kernel_reap(&fixture->kernel, OTHER);
		}
		renew(fixture);
		assert_int_equal(targets_add_rest(fixture->targets), same);
		assert_int_equal(targets_add_rest(fixture->targets), 0);
	}
}

/* Only who lives is planned for again. */
static void test_order_for_the_living(void **state)
{
	struct fixture *fixture = *state;
	struct plan_options options = plan_options_for(SIGKILL);
	struct plan *left;

	add(fixture, GROUP);
	add(fixture, OTHER);
	reap_group(fixture);
	renew(fixture);
	options.living = true;
	assert_int_equal(targets_plan(fixture->targets, &options, &left), 0);
	assert_int_equal(left->target_count, 1);
	assert_int_equal(left->targets[0].id.pgid, OTHER);
	assert_int_equal(left->targets[0].number, 1);
	plan_free(left);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

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
		TEST(test_session_in_safe_order),
		TEST(test_session_in_front_comes_late),
		TEST(test_session_zero_is_none),
		TEST(test_refused_targets_are_not_held),
		TEST(test_session_that_is_not_there),
		TEST(test_rest_of_a_session),
		TEST(test_order_for_the_living),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
