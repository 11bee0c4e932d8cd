/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a plan foretells of its targets, and what it warns of. */
#include <config.h>

#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "../../lib/memory/snapshot_fixture.h"
#include "base/array.h"
#include "base/cleanup.h"
#include "kill/plan_make.h"

struct fixture {
	const struct snapshot *snapshot;
	struct detail_set *details;
	struct self self;
	struct plan *plan;
};

static void fixture_done(struct fixture *fixture)
{
	plan_free(fixture->plan);
	detail_set_free(fixture->details);
	snapshot_unref(fixture->snapshot);
}

/* Plans this one group, exactly pinned or not at all. */
static const struct plan_target *plan_group(struct fixture *fixture, pid_t pgid, pid_t sender,
	int signal, const int *permissions)
{
	struct pin pin = {.guarantee = PIN_EXACT, .pidfd = -1};
	struct plan_wish wish = {.id = {.pgid = pgid, .sid = -1}, .pin = &pin,
		.permissions = permissions};
	struct plan_request request = {.snapshot = fixture->snapshot, .details = fixture->details,
		.self = &fixture->self, .wishes = &wish, .wish_count = 1, .signal = signal};

	wish.group = snapshot_group(fixture->snapshot, pgid);
	wish.error = wish.group ? 0 : -ESRCH;
	self_init_as(&fixture->self, fixture->snapshot, sender);
	assert_int_equal(plan_make(&request, &fixture->plan), 0);
	assert_int_equal(fixture->plan->target_count, 1);
	return &fixture->plan->targets[0];
}

static uint32_t warned(const struct plan_target *target, enum warning_kind kind)
{
	for (uint32_t i = 0; i < target->warning_count; i++)
		if (target->warnings[i].kind == kind)
			return target->warnings[i].count;
	return 0;
}

static struct fixture busy_fixture(void)
{
	struct fixture fixture = {0};

	fixture.snapshot = SNAPSHOT_OF({.pid = 1}, {.pid = 50, .ppid = 1, .euid = USER_DEPLOY},
		{.pid = 100, .ppid = 1, .sid = 90, .euid = USER_DEPLOY, .name = "make",
			.tty_name = "pts/3", .tpgid = 100},
		{.pid = 101, .pgid = 100, .sid = 90, .euid = USER_DEPLOY, .name = "cc"},
		{.pid = 102, .pgid = 100, .sid = 90, .euid = USER_ROOT, .name = "sudo"},
		{.pid = 103, .pgid = 100, .sid = 90, .euid = USER_DEPLOY, .state = 'T'},
		{.pid = 104, .pgid = 100, .sid = 90, .euid = USER_DEPLOY, .state = 'Z'},
		{.pid = 105, .pgid = 100, .sid = 90, .euid = USER_DEPLOY});
	fixture.details = DETAILS_OF(fixture.snapshot,
		{.pid = 100, .command = "make all", .caught = SIGNAL_BIT(SIGTERM)},
		{.pid = 101, .ignored = SIGNAL_BIT(SIGTERM)}, {.pid = 102},
		{.pid = 103, .blocked = SIGNAL_BIT(SIGTERM)}, {.pid = 104}, {.pid = 105});
	return fixture;
}

static void test_members_one_by_one(void **state)
{
	CLEANUP(fixture_done) struct fixture fixture = busy_fixture();
	static const int permissions[] = {0, 0, -EPERM, 0, 0, 0};
	static const enum expectation expected[] = {EXPECT_CAUGHT, EXPECT_IGNORED, EXPECT_DENIED,
		EXPECT_BLOCKED, EXPECT_ZOMBIE, EXPECT_DEFAULT};
	const struct plan_target *target = plan_group(&fixture, 100, 50, SIGTERM, permissions);

	(void)state;
	assert_int_equal(target->standing, PLAN_READY);
	assert_int_equal(target->guarantee, PIN_EXACT);
	assert_int_equal(target->member_count, 6);
	for (uint32_t i = 0; i < 6; i++) {
		assert_int_equal(fixture.plan->members[i].id.pid, 100 + (int)i);
		assert_int_equal(fixture.plan->members[i].expected, expected[i]);
		assert_int_equal(target->counts[expected[i]], 1);
	}
	assert_int_equal(target->counts[EXPECT_UNKNOWN], 0);
	assert_string_equal(fixture.plan->members[2].name, "sudo");
	assert_int_equal(fixture.plan->members[4].ppid, 100);
}

static void test_target_says_who_it_is(void **state)
{
	CLEANUP(fixture_done) struct fixture fixture = busy_fixture();
	const struct plan_target *target = plan_group(&fixture, 100, 50, SIGTERM, NULL);

	(void)state;
	assert_int_equal(target->owner, USER_DEPLOY);
	assert_string_equal(target->name, "make");
	assert_string_equal(target->tty_name, "pts/3");
	assert_true(target->foreground);
	assert_string_equal(target->command, "make all");
	assert_int_equal(target->id.pgid, 100);
	assert_int_equal(target->id.sid, 90);
}

static void test_warnings(void **state)
{
	CLEANUP(fixture_done) struct fixture fixture = busy_fixture();
	static const int permissions[] = {0, 0, -EPERM, 0, 0, 0};
	const struct plan_target *target = plan_group(&fixture, 100, 50, SIGTERM, permissions);

	(void)state;
	assert_int_equal(target->warning_count, 6);
	assert_int_equal(warned(target, WARN_FOREGROUND), 6);
	assert_int_equal(warned(target, WARN_IGNORED), 1);
	assert_int_equal(warned(target, WARN_BLOCKED), 1);
	assert_int_equal(warned(target, WARN_OTHER_USERS), 1);
	assert_int_equal(warned(target, WARN_DENIED), 1);
	assert_int_equal(warned(target, WARN_STOPPED), 1);
}

/* Stopped members take these at once. */
static void test_no_warning_of_stopped_members(void **state)
{
	static const int at_once[] = {SIGKILL, SIGCONT, SIGSTOP};

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		CLEANUP(fixture_done) struct fixture fixture = busy_fixture();
		const struct plan_target *target = plan_group(&fixture, 100, 50, at_once[i], NULL);

		assert_int_equal(warned(target, WARN_STOPPED), 0);
	}
}

static void test_own_group_of_one_user_warns_of_nothing(void **state)
{
	CLEANUP(fixture_done) struct fixture fixture = {0};
	const struct plan_target *target;

	(void)state;
	fixture.snapshot = SNAPSHOT_OF({.pid = 50, .euid = 1000}, {.pid = 100, .euid = 1000});
	fixture.details = DETAILS_OF(fixture.snapshot, {.pid = 100});
	target = plan_group(&fixture, 100, 50, SIGTERM, NULL);
	assert_int_equal(target->warning_count, 0);
	assert_int_equal(target->counts[EXPECT_DEFAULT], 1);
}

static void test_only_zombies(void **state)
{
	CLEANUP(fixture_done) struct fixture fixture = {0};
	const struct plan_target *target;

	(void)state;
	fixture.snapshot = SNAPSHOT_OF({.pid = 50}, {.pid = 100, .state = 'Z', .ppid = 50},
		{.pid = 101, .pgid = 100, .sid = 100, .state = 'Z', .ppid = 50});
	target = plan_group(&fixture, 100, 50, SIGKILL, NULL);
	assert_int_equal(warned(target, WARN_ONLY_ZOMBIES), 2);
	assert_int_equal(target->counts[EXPECT_ZOMBIE], 2);
	assert_int_equal(fixture.plan->members[0].ppid, 50);
}

static void test_protected_and_refused(void **state)
{
	CLEANUP(fixture_done) struct fixture own = busy_fixture();
	CLEANUP(fixture_done) struct fixture zero = {0};
	const struct plan_target *target = plan_group(&own, 50, 50, SIGTERM, NULL);

	(void)state;
	assert_int_equal(target->standing, PLAN_PROTECTED);
	assert_int_equal(target->judgement.reason, GUARD_OWN_GROUP);
	zero.snapshot = SNAPSHOT_OF({.pid = 50}, {.pid = 2, .kernel_thread = true});
	target = plan_group(&zero, 0, 50, SIGKILL, NULL);
	assert_int_equal(target->standing, PLAN_REFUSED);
	assert_int_equal(target->judgement.reason, GUARD_KERNEL_THREADS);
}

/* The standing of a wish that names no group of the snapshot. */
static enum plan_standing standing_of_missing(pid_t pgid, int error)
{
	CLEANUP(snapshot_unrefp) const struct snapshot *snapshot = SNAPSHOT_OF({.pid = 50});
	CLEANUP(plan_freep) struct plan *plan = NULL;
	struct self self;
	struct plan_wish wish = {.id = {.pgid = pgid, .sid = -1}, .error = error};
	struct plan_request request = {.snapshot = snapshot, .self = &self, .wishes = &wish,
		.wish_count = 1, .signal = SIGTERM};

	self_init_as(&self, snapshot, 50);
	assert_int_equal(plan_make(&request, &plan), 0);
	assert_int_equal(plan->targets[0].id.pgid, pgid);
	assert_int_equal(plan->targets[0].member_count, 0);
	return plan->targets[0].standing;
}

static void test_missing_targets(void **state)
{
	(void)state;
	assert_int_equal(standing_of_missing(999, -ESRCH), PLAN_GONE);
	assert_int_equal(standing_of_missing(999, -ESTALE), PLAN_CHANGED);
	assert_int_equal(standing_of_missing(0, -ESRCH), PLAN_REFUSED);
	assert_int_equal(standing_of_missing(1, -ESRCH), PLAN_REFUSED);
}

static void test_nothing_unpinned_is_ready(void **state)
{
	CLEANUP(fixture_done) struct fixture fixture = busy_fixture();
	struct plan_wish wish = {.group = snapshot_group(fixture.snapshot, 100), .error = -ESRCH};
	struct plan_request request = {.snapshot = fixture.snapshot, .self = &fixture.self,
		.wishes = &wish, .wish_count = 1, .signal = SIGTERM};

	(void)state;
	wish.id = wish.group->id;
	self_init_as(&fixture.self, fixture.snapshot, 50);
	assert_int_equal(plan_make(&request, &fixture.plan), 0);
	assert_int_equal(fixture.plan->targets[0].standing, PLAN_GONE);
	plan_free(fixture.plan);
	wish.error = -ESTALE;
	assert_int_equal(plan_make(&request, &fixture.plan), 0);
	assert_int_equal(fixture.plan->targets[0].standing, PLAN_CHANGED);
}

/* A plan is frozen: it outlives what it was made from. */
static void test_plan_keeps_its_snapshot(void **state)
{
	CLEANUP(fixture_done) struct fixture fixture = busy_fixture();
	const struct plan_target *target = plan_group(&fixture, 100, 50, SIGTERM, NULL);

	(void)state;
	detail_set_free(TAKE(fixture.details));
	snapshot_unref(TAKE(fixture.snapshot));
	assert_non_null(snapshot_group(fixture.plan->snapshot, 100));
	assert_string_equal(target->name, "make");
}

static int deny_all(void *context, pid_t pid)
{
	(void)context;
	return pid == 103 ? -ESRCH : -EPERM;
}

static void test_permissions_asked(void **state)
{
	CLEANUP(fixture_done) struct fixture fixture = busy_fixture();
	const struct kernel kernel = {.may_signal = deny_all};
	const struct group *group = snapshot_group(fixture.snapshot, 100);
	int permissions[6];

	(void)state;
	self_init_as(&fixture.self, fixture.snapshot, 50);
	plan_ask_permissions(&kernel, &fixture.self, fixture.snapshot, group, SIGCONT, permissions);
	assert_int_equal(permissions[0], -EPERM);
	assert_int_equal(permissions[3], -ESRCH);
	/* CONT is free within the own session, and nothing else is. */
	self_init_as(&fixture.self, fixture.snapshot, 105);
	plan_ask_permissions(&kernel, &fixture.self, fixture.snapshot, group, SIGCONT, permissions);
	assert_int_equal(permissions[0], 0);
	assert_int_equal(permissions[3], -ESRCH);
	plan_ask_permissions(&kernel, &fixture.self, fixture.snapshot, group, SIGTERM, permissions);
	assert_int_equal(permissions[0], -EPERM);
}

static void test_every_expectation_has_a_word_of_its_own(void **state)
{
	(void)state;
	for (int a = 0; a < EXPECTATION_COUNT; a++)
		for (int b = 0; b < a; b++)
			assert_string_not_equal(expectation_word((enum expectation)a),
				expectation_word((enum expectation)b));
}

/* A shell with a job in front, one stopped and one that runs behind. */
static struct fixture shell_fixture(void)
{
	struct fixture fixture = {0};

	fixture.snapshot = SNAPSHOT_OF({.pid = 1}, {.pid = 50, .ppid = 1},
		{.pid = 90, .ppid = 1, .name = "bash", .tty_name = "pts/3", .tpgid = 100},
		{.pid = 100, .sid = 90, .tty_name = "pts/3", .tpgid = 100},
		{.pid = 110, .sid = 90, .tty_name = "pts/3", .tpgid = 100, .state = 'T'},
		{.pid = 120, .sid = 90, .tty_name = "pts/3", .tpgid = 100});
	fixture.details = DETAILS_OF(fixture.snapshot, {.pid = 90}, {.pid = 100}, {.pid = 110},
		{.pid = 120, .pending = SIGNAL_BIT(SIGTERM)});
	return fixture;
}

static void test_warns_of_a_hangup(void **state)
{
	static const struct {
		pid_t pgid;
		int signal;
		uint32_t warned;
	} rows[] = {{90, SIGTERM, 1}, {90, SIGKILL, 1}, {90, SIGSTOP, 0}, {90, SIGCONT, 0},
		{90, SIGWINCH, 0}, {100, SIGTERM, 0}};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		CLEANUP(fixture_done) struct fixture fixture = shell_fixture();
		const struct plan_target *target =
			plan_group(&fixture, rows[i].pgid, 50, rows[i].signal, NULL);

		assert_int_equal(warned(target, WARN_HANGUP), rows[i].warned);
	}
}

/* A shell in the group that ends is the only one who could continue a stopped job. */
static void test_warns_of_orphans(void **state)
{
	static const struct {
		pid_t other_parent; /* of the second member of the stopped group */
		char job_state;
		int signal;
		uint32_t warned;
	} rows[] = {
		{100, 'T', SIGTERM, 1},
		{100, 'T', SIGSTOP, 0},
		{100, 'S', SIGTERM, 0},
		{90, 'T', SIGTERM, 0},
		{1, 'T', SIGTERM, 1},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		CLEANUP(fixture_done) struct fixture fixture = {0};
		const struct plan_target *target;

		fixture.snapshot = SNAPSHOT_OF({.pid = 1}, {.pid = 50, .ppid = 1},
			{.pid = 90, .ppid = 1}, {.pid = 100, .ppid = 90, .sid = 90},
			{.pid = 110, .ppid = 100, .sid = 90, .state = rows[i].job_state},
			{.pid = 111, .ppid = rows[i].other_parent, .pgid = 110, .sid = 90});
		fixture.details = DETAILS_OF(fixture.snapshot, {.pid = 100});
		target = plan_group(&fixture, 100, 50, rows[i].signal, NULL);
		assert_int_equal(warned(target, WARN_ORPHANS), rows[i].warned);
	}
}

static void test_warns_of_the_foreground_and_the_own_terminal(void **state)
{
	CLEANUP(fixture_done) struct fixture there = shell_fixture();
	CLEANUP(fixture_done) struct fixture here = shell_fixture();
	CLEANUP(fixture_done) struct fixture inside = {0};
	const struct plan_target *target = plan_group(&there, 100, 50, SIGINT, NULL);

	(void)state;
	assert_int_equal(warned(target, WARN_FOREGROUND), 1);
	assert_false(target->own_terminal);
	target = plan_group(&here, 100, 120, SIGINT, NULL);
	assert_true(target->own_terminal);
	/* A container has a pts/3 of its own. */
	inside.snapshot = SNAPSHOT_OF({.pid = 1}, {.pid = 50, .ppid = 1, .tty_name = "pts/3"},
		{.pid = 90, .ppid = 1, .tty_name = "pts/3", .tpgid = 90});
	target = plan_group(&inside, 90, 50, SIGINT, NULL);
	assert_int_equal(warned(target, WARN_FOREGROUND), 1);
	assert_false(target->own_terminal);
}

static void test_warns_of_what_is_pending(void **state)
{
	CLEANUP(fixture_done) struct fixture fixture = shell_fixture();
	const struct plan_target *target = plan_group(&fixture, 120, 50, SIGTERM, NULL);

	(void)state;
	assert_int_equal(warned(target, WARN_PENDING), 1);
	assert_int_equal(warned(target, WARN_FOREGROUND), 0);
}

static void test_warns_of_a_service(void **state)
{
	CLEANUP(fixture_done) struct fixture fixture = shell_fixture();
	const struct plan_target *target;

	(void)state;
	fixture.details->items[3].cgroup = strdup("/system.slice/web.service");
	target = plan_group(&fixture, 120, 50, SIGTERM, NULL);
	assert_int_equal(warned(target, WARN_SERVICE), 1);
	assert_string_equal(target->service.name, "web.service");
}

static void test_warns_of_growth_and_of_unknown_masks(void **state)
{
	CLEANUP(snapshot_unrefp) const struct snapshot *snapshot =
		SNAPSHOT_OF({.pid = 50}, {.pid = 100}, {.pid = 101, .pgid = 100, .sid = 100},
			{.pid = 102, .pgid = 100, .sid = 100, .state = 'Z'});
	CLEANUP(plan_freep) struct plan *plan = NULL;
	struct self self;
	struct pin pin = {.guarantee = PIN_VERIFIED, .pidfd = -1};
	struct plan_wish wish = {.id = {.pgid = 100}, .group = snapshot_group(snapshot, 100),
		.pin = &pin, .chosen = 1};
	struct plan_request request = {.snapshot = snapshot, .self = &self, .wishes = &wish,
		.wish_count = 1, .signal = SIGTERM};

	(void)state;
	self_init_as(&self, snapshot, 50);
	assert_int_equal(plan_make(&request, &plan), 0);
	/* Two live where there was one; the zombie is no growth. */
	assert_int_equal(warned(&plan->targets[0], WARN_GREW), 1);
	assert_int_equal(warned(&plan->targets[0], WARN_UNKNOWN), 2);
}

/* SIGCONT follows where it was asked for, or where members are stopped. */
static void test_continues(void **state)
{
	static const struct {
		enum plan_continue continues;
		pid_t pgid;
		bool follows;
	} rows[] = {{CONTINUE_NEVER, 110, false}, {CONTINUE_STOPPED, 110, true},
		{CONTINUE_STOPPED, 120, false}, {CONTINUE_ALWAYS, 120, true}};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		CLEANUP(fixture_done) struct fixture fixture = shell_fixture();
		CLEANUP(plan_freep) struct plan *plan = NULL;
		struct pin pin = {.guarantee = PIN_EXACT, .pidfd = -1};
		struct plan_wish wish = {.pin = &pin,
			.group = snapshot_group(fixture.snapshot, rows[i].pgid)};
		struct plan_request request = {.snapshot = fixture.snapshot,
			.details = fixture.details, .self = &fixture.self, .wishes = &wish,
			.wish_count = 1, .signal = SIGTERM, .continues = rows[i].continues};

		self_init_as(&fixture.self, fixture.snapshot, 50);
		assert_int_equal(plan_make(&request, &plan), 0);
		assert_int_equal(plan->targets[0].continues, rows[i].follows);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_members_one_by_one),
		cmocka_unit_test(test_target_says_who_it_is),
		cmocka_unit_test(test_warnings),
		cmocka_unit_test(test_no_warning_of_stopped_members),
		cmocka_unit_test(test_own_group_of_one_user_warns_of_nothing),
		cmocka_unit_test(test_only_zombies),
		cmocka_unit_test(test_protected_and_refused),
		cmocka_unit_test(test_missing_targets),
		cmocka_unit_test(test_nothing_unpinned_is_ready),
		cmocka_unit_test(test_plan_keeps_its_snapshot),
		cmocka_unit_test(test_permissions_asked),
		cmocka_unit_test(test_every_expectation_has_a_word_of_its_own),
		cmocka_unit_test(test_warns_of_a_hangup),
		cmocka_unit_test(test_warns_of_orphans),
		cmocka_unit_test(test_warns_of_the_foreground_and_the_own_terminal),
		cmocka_unit_test(test_warns_of_what_is_pending),
		cmocka_unit_test(test_warns_of_a_service),
		cmocka_unit_test(test_warns_of_growth_and_of_unknown_masks),
		cmocka_unit_test(test_continues),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
