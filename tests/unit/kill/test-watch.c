/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who has ended after a send, when, and who is left. */
#include <config.h>

#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "../../lib/memory/fake_kernel.h"
#include "../../lib/memory/snapshot_fixture.h"
#include "kill/plan_make.h"
#include "kill/watch_end.h"

enum {
	GROUP = 100,
	SECOND_GROUP = 200,
	SESSION = 90,
	ALL = 16, /* descriptors enough for everybody */
};

/* A group of four and one of one, TERM sent to both. 103 may not be signalled, 104 is a zombie. */
struct fixture {
	struct fake_kernel kernel;
	const struct snapshot *snapshot;
	struct pin pins[2];
	struct plan *plan;
	struct delivery *delivery;
	struct watch *watch;
};

static void send_term(struct fixture *fixture)
{
	static const pid_t pgids[] = {GROUP, SECOND_GROUP};
	const struct self self = {.pid = 50, .pgid = 50, .sid = 50};
	int permissions[2][FAKE_PROCESSES];
	struct plan_wish wishes[2];
	struct plan_request request = {.snapshot = fixture->snapshot, .self = &self,
		.wishes = wishes, .wish_count = 2, .signal = SIGTERM};

	for (size_t i = 0; i < 2; i++) {
		const struct group *group = snapshot_group(fixture->snapshot, pgids[i]);

		assert_int_equal(pin_init(&fixture->pins[i], &fixture->kernel.table,
					 fixture->snapshot, group),
			0);
		plan_ask_permissions(&fixture->kernel.table, &self, fixture->snapshot, group,
			SIGTERM, permissions[i]);
		wishes[i] = (struct plan_wish){.id = group->id, .group = group,
			.pin = &fixture->pins[i], .permissions = permissions[i]};
	}
	assert_int_equal(plan_make(&request, &fixture->plan), 0);
	assert_int_equal(delivery_new(fixture->plan, &fixture->delivery), 0);
	deliver(fixture->delivery, &fixture->kernel.table, false);
}

static int set_up(void **state)
{
	static struct fixture fixture;

	fixture = (struct fixture){0};
	fixture.snapshot = SNAPSHOT_OF({.pid = 1}, {.pid = GROUP, .sid = SESSION, .name = "leader"},
		{.pid = 101, .pgid = GROUP, .sid = SESSION},
		{.pid = 102, .pgid = GROUP, .sid = SESSION},
		{.pid = 103, .pgid = GROUP, .sid = SESSION, .euid = USER_DEPLOY},
		{.pid = 104, .pgid = GROUP, .sid = SESSION, .state = 'Z'},
		{.pid = SECOND_GROUP, .sid = SESSION});
	fake_kernel_init(&fixture.kernel);
	fake_kernel_add(&fixture.kernel, fixture.snapshot);
	fake_kernel_process(&fixture.kernel, 103)->denied = true;
	send_term(&fixture);
	*state = &fixture;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *fixture = *state;

	watch_free(fixture->watch);
	delivery_free(fixture->delivery);
	plan_free(fixture->plan);
	for (size_t i = 0; i < 2; i++)
		pin_done(&fixture->pins[i], &fixture->kernel.table);
	assert_int_equal(fixture->kernel.open_count, 0);
	snapshot_unref(fixture->snapshot);
	return 0;
}

static void begin(struct fixture *fixture, size_t max_pidfds)
{
	assert_int_equal(watch_new(fixture->delivery, &fixture->kernel.table, max_pidfds,
				 &fixture->watch),
		0);
}

static const struct watch_member *member(const struct fixture *fixture, pid_t pid)
{
	for (size_t i = 0; i < fixture->watch->count; i++)
		if (fixture->watch->members[i].id.pid == pid)
			return &fixture->watch->members[i];
	fail_msg("%d is not watched", (int)pid);
	return NULL;
}

static void test_begins_with_what_was_sent(void **state)
{
	struct fixture *fixture = *state;

	begin(fixture, ALL);
	assert_int_equal(fixture->watch->count, 6);
	assert_int_equal(watch_count(fixture->watch, 0, WATCH_LIVING), 3);
	assert_int_equal(watch_count(fixture->watch, 1, WATCH_LIVING), 1);
	assert_int_equal(watch_count(fixture->watch, UINT32_MAX, WATCH_LIVING), 4);
	assert_int_equal(member(fixture, 103)->fate, WATCH_NOT_SENT);
	assert_int_equal(member(fixture, 104)->fate, WATCH_ZOMBIE);
	assert_int_equal(fixture->watch->last_end, 0);
}

/* With descriptors for everybody, for some and for nobody the truth is the same. */
static void test_ends_and_when(void **state)
{
	struct fixture *fixture = *state;

	for (size_t cap = 0; cap <= 4; cap += 2) {
		struct pollfd fds[ALL];

		begin(fixture, cap);
		assert_int_equal(watch_fill(fixture->watch, fds, ALL), cap);
		watch_look(fixture->watch);
		assert_int_equal(watch_count(fixture->watch, UINT32_MAX, WATCH_LIVING), 4);
		watch_free(fixture->watch);
	}
	begin(fixture, 2);
	fixture->kernel.now = 5000;
	fake_kernel_reap(&fixture->kernel, 101);
	watch_look(fixture->watch);
	assert_int_equal(watch_count(fixture->watch, UINT32_MAX, WATCH_LIVING), 3);
	assert_int_equal(member(fixture, 101)->fate, WATCH_ENDED);
	assert_in_range(member(fixture, 101)->ended_at, 5000, 5999);
	fixture->kernel.now = 7000;
	fake_kernel_reap(&fixture->kernel, SECOND_GROUP);
	watch_look(fixture->watch);
	assert_int_equal(watch_count(fixture->watch, UINT32_MAX, WATCH_LIVING), 2);
	assert_in_range(fixture->watch->last_end, 7000, 7999);
	/* Looking again changes nothing. */
	fixture->kernel.now = 9000;
	watch_look(fixture->watch);
	assert_int_equal(watch_count(fixture->watch, UINT32_MAX, WATCH_LIVING), 2);
	assert_in_range(fixture->watch->last_end, 7000, 7999);
}

/* A zombie has ended when it became one, not when it is reaped. */
static void test_zombie_then_reaped(void **state)
{
	struct fixture *fixture = *state;

	begin(fixture, ALL);
	fixture->kernel.now = 5000;
	fake_kernel_end(&fixture->kernel, 102);
	watch_look(fixture->watch);
	assert_int_equal(watch_count(fixture->watch, UINT32_MAX, WATCH_LIVING), 3);
	assert_int_equal(member(fixture, 102)->fate, WATCH_ZOMBIE);
	fixture->kernel.now = 8000;
	fake_kernel_reap(&fixture->kernel, 102);
	watch_look(fixture->watch);
	assert_int_equal(watch_count_ended(fixture->watch, 0), 1);
	assert_int_equal(member(fixture, 102)->fate, WATCH_ENDED);
	assert_in_range(member(fixture, 102)->ended_at, 5000, 5999);
}

/* The number of an ended member is another process's: that one is not taken for it. */
static void test_number_of_a_member_is_reused(void **state)
{
	struct fixture *fixture = *state;

	begin(fixture, 0);
	fake_kernel_reap(&fixture->kernel, 101);
	fake_kernel_start(&fixture->kernel,
		(struct process_stat){.pid = 101, .ppid = 1, .pgid = GROUP, .sid = SESSION,
			.threads = 1, .state = 'S', .start = 7777777});
	watch_look(fixture->watch);
	assert_int_equal(member(fixture, 101)->fate, WATCH_ENDED);
}

static void test_left_for_another_group(void **state)
{
	struct fixture *fixture = *state;

	begin(fixture, 0);
	fake_kernel_process(&fixture->kernel, 102)->stat.pgid = SECOND_GROUP;
	watch_look(fixture->watch);
	assert_int_equal(member(fixture, 102)->fate, WATCH_LEFT);
	assert_int_equal(watch_count(fixture->watch, 0, WATCH_LIVING), 2);
}

static void test_born_since(void **state)
{
	struct fixture *fixture = *state;
	const struct snapshot *next = SNAPSHOT_AFTER(fixture->snapshot, {.pid = 1},
		{.pid = GROUP, .sid = SESSION, .name = "leader", .state = 'D'},
		{.pid = 105, .pgid = GROUP, .sid = SESSION, .name = "new", .state = 'R'},
		{.pid = 106, .pgid = GROUP, .sid = SESSION, .name = "dead", .state = 'Z'});

	begin(fixture, ALL);
	assert_int_equal(watch_absorb(fixture->watch, next), 0);
	assert_int_equal(fixture->watch->count, 7);
	assert_int_equal(member(fixture, 105)->member, UINT32_MAX);
	assert_int_equal(member(fixture, 105)->fate, WATCH_LIVING);
	assert_string_equal(member(fixture, 105)->name, "new");
	assert_int_equal(member(fixture, GROUP)->state, 'D');
	/* The same snapshot again brings nobody new. */
	assert_int_equal(watch_absorb(fixture->watch, next), 0);
	assert_int_equal(fixture->watch->count, 7);
	snapshot_unref(next);
}

static const enum watch_presence *presence(const struct fixture *fixture)
{
	return &fixture->watch->presences[0];
}

/* Everybody of the first group is reaped. */
static void reap_all(struct fixture *fixture)
{
	for (pid_t pid = GROUP; pid <= 104; pid++)
		fake_kernel_reap(&fixture->kernel, pid);
}

/* The number is another group's now: its members are nobody's survivors. */
static void test_stranger_with_the_number_is_not_absorbed(void **state)
{
	struct fixture *fixture = *state;
	const struct snapshot *next = SNAPSHOT_AFTER(fixture->snapshot, {.pid = 1},
		{.pid = GROUP, .sid = SESSION, .start = STARTED_AGO(0)},
		{.pid = 107, .pgid = GROUP, .sid = SESSION, .start = STARTED_AGO(0)});

	begin(fixture, ALL);
	reap_all(fixture);
	fake_kernel_add(&fixture->kernel, next);
	assert_int_equal(watch_absorb(fixture->watch, next), 0);
	assert_int_equal(fixture->watch->count, 6);
	assert_int_equal(*presence(fixture), WATCH_UNSURE);
	snapshot_unref(next);
}

/* One who is known has gone over to those who have the number now. */
static void test_known_among_strangers(void **state)
{
	struct fixture *fixture = *state;
	const struct snapshot *next = SNAPSHOT_AFTER(fixture->snapshot, {.pid = 1},
		{.pid = GROUP, .sid = SESSION, .start = STARTED_AGO(0)},
		{.pid = 101, .pgid = GROUP, .sid = SESSION});

	for (int exact = 0; exact <= 1; exact++) {
		tear_down(state);
		set_up(state);
		fixture->kernel.has_group_flag = exact;
		pin_done(&fixture->pins[0], &fixture->kernel.table);
		assert_int_equal(pin_init(&fixture->pins[0], &fixture->kernel.table,
					 fixture->snapshot,
					 snapshot_group(fixture->snapshot, GROUP)),
			0);
		begin(fixture, ALL);
		reap_all(fixture);
		fake_kernel_add(&fixture->kernel, next);
		assert_int_equal(watch_absorb(fixture->watch, next), 0);
		assert_int_equal(fixture->watch->count, 6);
		assert_int_equal(*presence(fixture), WATCH_UNSURE);
	}
	snapshot_unref(next);
}

/* A handler that forks a successor and exits: nobody who was known is left, and the group lives. */
static void test_group_that_lives_on_in_strangers(void **state)
{
	struct fixture *fixture = *state;

	for (int exact = 0; exact < 2; exact++) {
		const struct snapshot *next;

		tear_down(state);
		set_up(state);
		begin(fixture, ALL);
		fake_kernel_start(&fixture->kernel,
			(struct process_stat){.pid = 108, .ppid = 1, .pgid = GROUP, .sid = SESSION,
				.threads = 1, .state = 'S', .start = 9000000});
		reap_all(fixture);
		next = SNAPSHOT_AFTER(fixture->snapshot, {.pid = 1},
			{.pid = 108, .pgid = GROUP, .sid = SESSION, .start = 9000000});
		if (!exact)
			fixture->pins[0].guarantee = PIN_VERIFIED;
		watch_look(fixture->watch);
		assert_int_equal(watch_count(fixture->watch, 0, WATCH_LIVING), 0);
		assert_int_equal(*presence(fixture), WATCH_UNSEEN);
		assert_int_equal(watch_absorb(fixture->watch, next), 0);
		assert_int_equal(*presence(fixture), exact ? WATCH_INHABITED : WATCH_UNSURE);
		assert_int_equal(watch_count(fixture->watch, 0, WATCH_LIVING), exact);
		snapshot_unref(next);
	}
}

/* Only a snapshot without living members shows that a group has ended. */
static void test_ended_group_is_seen_empty(void **state)
{
	struct fixture *fixture = *state;
	const struct snapshot *next = SNAPSHOT_AFTER(fixture->snapshot, {.pid = 1},
		{.pid = 104, .pgid = GROUP, .sid = SESSION, .state = 'Z'});

	begin(fixture, ALL);
	assert_int_equal(watch_absorb(fixture->watch, fixture->snapshot), 0);
	assert_int_equal(*presence(fixture), WATCH_INHABITED);
	assert_int_equal(watch_absorb(fixture->watch, next), 0);
	assert_int_equal(*presence(fixture), WATCH_EMPTY);
	snapshot_unref(next);
}

/* Who was not signalled, being dead already, did not end of the signal. */
static void test_old_zombie_that_is_reaped_has_not_ended_of_it(void **state)
{
	struct fixture *fixture = *state;

	begin(fixture, ALL);
	assert_int_equal(member(fixture, 104)->fate, WATCH_ZOMBIE);
	fake_kernel_reap(&fixture->kernel, 104);
	watch_look(fixture->watch);
	assert_int_equal(member(fixture, 104)->fate, WATCH_ENDED);
	assert_int_equal(watch_count_ended(fixture->watch, 0), 0);
	assert_int_equal(fixture->watch->last_end, 0);
	fake_kernel_reap(&fixture->kernel, 101);
	watch_look(fixture->watch);
	assert_int_equal(watch_count_ended(fixture->watch, 0), 1);
	assert_true(fixture->watch->last_end > 0);
}

/* Its descriptor says nothing of the group it is in; the snapshots do. */
static void test_left_for_another_group_with_a_descriptor(void **state)
{
	struct fixture *fixture = *state;
	const struct snapshot *next;

	begin(fixture, ALL);
	fake_kernel_process(&fixture->kernel, 102)->stat.pgid = SECOND_GROUP;
	next = SNAPSHOT_AFTER(fixture->snapshot, {.pid = 1},
		{.pid = GROUP, .sid = SESSION, .name = "leader"},
		{.pid = 102, .pgid = SECOND_GROUP, .sid = SESSION});
	assert_int_equal(watch_absorb(fixture->watch, next), 0);
	watch_look(fixture->watch);
	assert_int_equal(member(fixture, 102)->fate, WATCH_LEFT);
	snapshot_unref(next);
}

/* With no descriptor left to open /proc, a member's own tells that it has ended. */
static void test_ends_without_a_look(void **state)
{
	struct fixture *fixture = *state;

	begin(fixture, ALL);
	fixture->kernel.look_error = -EMFILE;
	fake_kernel_end(&fixture->kernel, 101);
	watch_look(fixture->watch);
	assert_int_equal(member(fixture, 101)->fate, WATCH_ENDED);
	assert_int_equal(member(fixture, 101)->pidfd, -1);
	assert_int_equal(member(fixture, 102)->fate, WATCH_LIVING);
}

/* What the send held serves the watch; who has no descriptor waits for the next full look. */
static void test_held_by_the_send(void **state)
{
	struct fixture *fixture = *state;
	size_t open_count;

	delivery_hold(fixture->delivery, &fixture->kernel.table, 2);
	open_count = fixture->kernel.open_count;
	begin(fixture, 0);
	assert_int_equal(fixture->kernel.open_count, open_count);
	assert_true(member(fixture, GROUP)->pidfd >= 0);
	assert_true(member(fixture, 101)->pidfd >= 0);
	assert_int_equal(member(fixture, 102)->pidfd, -1);
	fake_kernel_reap(&fixture->kernel, 101);
	fake_kernel_reap(&fixture->kernel, 102);
	watch_look_at_held(fixture->watch);
	assert_int_equal(member(fixture, 101)->fate, WATCH_ENDED);
	assert_int_equal(member(fixture, 102)->fate, WATCH_LIVING);
	watch_look(fixture->watch);
	assert_int_equal(member(fixture, 102)->fate, WATCH_ENDED);
}

static void test_end_of_a_target(void **state)
{
	struct fixture *fixture = *state;
	const struct snapshot *empty = SNAPSHOT_AFTER(fixture->snapshot, {.pid = 1});

	begin(fixture, ALL);
	assert_int_equal(watch_end_of(fixture->watch, 0), WATCH_GOES_ON);
	/* 103 was not signalled: its life does not count. */
	fake_kernel_reap(&fixture->kernel, GROUP);
	fake_kernel_reap(&fixture->kernel, 101);
	fake_kernel_end(&fixture->kernel, 102);
	watch_look(fixture->watch);
	assert_int_equal(watch_end_of(fixture->watch, 0), WATCH_UNCONFIRMED);
	assert_int_equal(watch_absorb(fixture->watch, empty), 0);
	assert_int_equal(watch_end_of(fixture->watch, 0), WATCH_LEFT_ZOMBIES);
	fake_kernel_reap(&fixture->kernel, 102);
	watch_look(fixture->watch);
	assert_int_equal(watch_end_of(fixture->watch, 0), WATCH_GONE);
	snapshot_unref(empty);
}

static void test_denied_members_do_not_keep_it_going(void **state)
{
	struct fixture *fixture = *state;
	const struct snapshot *next = SNAPSHOT_AFTER(fixture->snapshot, {.pid = 1},
		{.pid = 103, .pgid = GROUP, .sid = SESSION, .euid = USER_DEPLOY});

	begin(fixture, ALL);
	for (pid_t pid = GROUP; pid <= 102; pid++)
		fake_kernel_reap(&fixture->kernel, pid);
	watch_look(fixture->watch);
	assert_int_equal(watch_absorb(fixture->watch, next), 0);
	assert_int_equal(watch_end_of(fixture->watch, 0), WATCH_GONE);
	snapshot_unref(next);
}

static void test_who_survives(void **state)
{
	struct fixture *fixture = *state;

	begin(fixture, ALL);
	fake_kernel_reap(&fixture->kernel, 101);
	watch_look(fixture->watch);
	watch_settle(fixture->watch, fixture->delivery);
	assert_int_equal(fixture->delivery->members[0].outcome, OUTCOME_SURVIVED);
	assert_int_equal(fixture->delivery->members[1].outcome, OUTCOME_SIGNALLED);
	assert_int_equal(fixture->delivery->members[3].outcome, OUTCOME_DENIED);
	assert_int_equal(fixture->delivery->targets[0].counts[OUTCOME_SURVIVED], 2);
	assert_int_equal(fixture->delivery->targets[0].counts[OUTCOME_SIGNALLED], 1);
}

/* Why they live is asked when they do, not when the plan was made. */
static void test_details_of_the_living(void **state)
{
	struct fixture *fixture = *state;
	struct process_id ids[ALL];
	struct detail_set *details = DETAILS_OF(fixture->snapshot,
		{.pid = 101, .ignored = SIGNAL_BIT(SIGTERM), .wchan = "do_wait"});

	begin(fixture, ALL);
	assert_int_equal(watch_living(fixture->watch, ids, ALL), 4);
	assert_int_equal(watch_living(fixture->watch, ids, 2), 2);
	watch_take_details(fixture->watch, details);
	assert_int_equal(member(fixture, 101)->expects, EXPECT_IGNORED);
	assert_string_equal(member(fixture, 101)->wchan, "do_wait");
	assert_int_equal(member(fixture, 102)->expects, EXPECT_UNKNOWN);
	detail_set_free(details);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_begins_with_what_was_sent, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_ends_and_when, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_zombie_then_reaped, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_number_of_a_member_is_reused, set_up,
			tear_down),
		cmocka_unit_test_setup_teardown(test_left_for_another_group, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_born_since, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_known_among_strangers, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_stranger_with_the_number_is_not_absorbed,
			set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_group_that_lives_on_in_strangers, set_up,
			tear_down),
		cmocka_unit_test_setup_teardown(test_ended_group_is_seen_empty, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_old_zombie_that_is_reaped_has_not_ended_of_it,
			set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_left_for_another_group_with_a_descriptor,
			set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_ends_without_a_look, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_held_by_the_send, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_end_of_a_target, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_denied_members_do_not_keep_it_going, set_up,
			tear_down),
		cmocka_unit_test_setup_teardown(test_who_survives, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_details_of_the_living, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
