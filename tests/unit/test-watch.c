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

#include "../lib/fake_kernel.h"
#include "../lib/made_up.h"
#include "kill/plan_make.h"
#include "kill/watch.h"

enum {
	GROUP = 100,
	SECOND_GROUP = 200,
	SESSION = 90,
	ALL = 16, /* descriptors enough for everybody */
};

/* A group of four and one of one, TERM sent to both. 103 may not be signalled, 104 is a zombie. */
struct scene {
	struct fake_kernel kernel;
	const struct snapshot *snapshot;
	struct pin pins[2];
	struct plan *plan;
	struct delivery *delivery;
	struct watch *watch;
};

static void send_term(struct scene *scene)
{
	static const pid_t pgids[] = {GROUP, SECOND_GROUP};
	const struct self self = {.pid = 50, .pgid = 50, .sid = 50};
	int permissions[2][FAKE_PROCESSES];
	struct plan_wish wishes[2];
	struct plan_request request = {.snapshot = scene->snapshot, .self = &self,
		.wishes = wishes, .wish_count = 2, .signal = SIGTERM};

	for (size_t i = 0; i < 2; i++) {
		const struct group *group = snapshot_group(scene->snapshot, pgids[i]);

		assert_int_equal(
			pin_init(&scene->pins[i], &scene->kernel.table, scene->snapshot, group), 0);
		plan_ask_permissions(&scene->kernel.table, &self, scene->snapshot, group, SIGTERM,
			permissions[i]);
		wishes[i] = (struct plan_wish){.id = group->id, .group = group,
			.pin = &scene->pins[i], .permissions = permissions[i]};
	}
	assert_int_equal(plan_make(&request, &scene->plan), 0);
	assert_int_equal(delivery_new(scene->plan, &scene->delivery), 0);
	deliver(scene->delivery, &scene->kernel.table, false);
}

static int set_up(void **state)
{
	static struct scene scene;

	scene = (struct scene){0};
	scene.snapshot = MADE_UP({.pid = 1}, {.pid = GROUP, .sid = SESSION, .name = "leader"},
		{.pid = 101, .pgid = GROUP, .sid = SESSION},
		{.pid = 102, .pgid = GROUP, .sid = SESSION},
		{.pid = 103, .pgid = GROUP, .sid = SESSION, .euid = MADE_UP_DEPLOY},
		{.pid = 104, .pgid = GROUP, .sid = SESSION, .state = 'Z'},
		{.pid = SECOND_GROUP, .sid = SESSION});
	fake_kernel_init(&scene.kernel);
	fake_kernel_add(&scene.kernel, scene.snapshot);
	fake_kernel_process(&scene.kernel, 103)->denied = true;
	send_term(&scene);
	*state = &scene;
	return 0;
}

static int tear_down(void **state)
{
	struct scene *scene = *state;

	watch_free(scene->watch);
	delivery_free(scene->delivery);
	plan_free(scene->plan);
	for (size_t i = 0; i < 2; i++)
		pin_done(&scene->pins[i], &scene->kernel.table);
	assert_int_equal(scene->kernel.open_count, 0);
	snapshot_unref(scene->snapshot);
	return 0;
}

static void begin(struct scene *scene, size_t max_pidfds)
{
	assert_int_equal(watch_new(scene->delivery, &scene->kernel.table, max_pidfds,
				 &scene->watch),
		0);
}

static const struct watch_member *member(const struct scene *scene, pid_t pid)
{
	for (size_t i = 0; i < scene->watch->count; i++)
		if (scene->watch->members[i].id.pid == pid)
			return &scene->watch->members[i];
	fail_msg("%d is not watched", (int)pid);
	return NULL;
}

static void test_begins_with_what_was_sent(void **state)
{
	struct scene *scene = *state;

	begin(scene, ALL);
	assert_int_equal(scene->watch->count, 6);
	assert_int_equal(watch_count(scene->watch, 0, WATCH_LIVING), 3);
	assert_int_equal(watch_count(scene->watch, 1, WATCH_LIVING), 1);
	assert_int_equal(watch_count(scene->watch, UINT32_MAX, WATCH_LIVING), 4);
	assert_int_equal(member(scene, 103)->fate, WATCH_NOT_SENT);
	assert_int_equal(member(scene, 104)->fate, WATCH_ZOMBIE);
	assert_int_equal(scene->watch->last_end, 0);
}

/* With descriptors for everybody, for some and for nobody the truth is the same. */
static void test_ends_and_when(void **state)
{
	struct scene *scene = *state;

	for (size_t cap = 0; cap <= 4; cap += 2) {
		struct pollfd fds[ALL];

		begin(scene, cap);
		assert_int_equal(watch_fill(scene->watch, fds, ALL), cap);
		assert_int_equal(watch_look(scene->watch), 4);
		watch_free(scene->watch);
	}
	begin(scene, 2);
	scene->kernel.now = 5000;
	fake_kernel_reap(&scene->kernel, 101);
	assert_int_equal(watch_look(scene->watch), 3);
	assert_int_equal(member(scene, 101)->fate, WATCH_ENDED);
	assert_in_range(member(scene, 101)->ended_at, 5000, 5999);
	scene->kernel.now = 7000;
	fake_kernel_reap(&scene->kernel, SECOND_GROUP);
	assert_int_equal(watch_look(scene->watch), 2);
	assert_in_range(scene->watch->last_end, 7000, 7999);
	/* Looking again changes nothing. */
	scene->kernel.now = 9000;
	assert_int_equal(watch_look(scene->watch), 2);
	assert_in_range(scene->watch->last_end, 7000, 7999);
}

/* A zombie has ended when it became one, not when it is reaped. */
static void test_zombie_then_reaped(void **state)
{
	struct scene *scene = *state;

	begin(scene, ALL);
	scene->kernel.now = 5000;
	fake_kernel_end(&scene->kernel, 102);
	assert_int_equal(watch_look(scene->watch), 3);
	assert_int_equal(member(scene, 102)->fate, WATCH_ZOMBIE);
	scene->kernel.now = 8000;
	fake_kernel_reap(&scene->kernel, 102);
	watch_look(scene->watch);
	assert_int_equal(watch_count_ended(scene->watch, 0), 1);
	assert_int_equal(member(scene, 102)->fate, WATCH_ENDED);
	assert_in_range(member(scene, 102)->ended_at, 5000, 5999);
}

/* The number of an ended member is another process's: that one is not taken for it. */
static void test_number_of_a_member_is_reused(void **state)
{
	struct scene *scene = *state;

	begin(scene, 0);
	fake_kernel_reap(&scene->kernel, 101);
	fake_kernel_start(&scene->kernel,
		(struct process_stat){.pid = 101, .ppid = 1, .pgid = GROUP, .sid = SESSION,
			.threads = 1, .state = 'S', .start = 7777777});
	watch_look(scene->watch);
	assert_int_equal(member(scene, 101)->fate, WATCH_ENDED);
}

static void test_left_for_another_group(void **state)
{
	struct scene *scene = *state;

	begin(scene, 0);
	fake_kernel_process(&scene->kernel, 102)->stat.pgid = SECOND_GROUP;
	watch_look(scene->watch);
	assert_int_equal(member(scene, 102)->fate, WATCH_LEFT);
	assert_int_equal(watch_count(scene->watch, 0, WATCH_LIVING), 2);
}

static void test_born_since(void **state)
{
	struct scene *scene = *state;
	const struct snapshot *next = MADE_UP_NEXT(scene->snapshot, {.pid = 1},
		{.pid = GROUP, .sid = SESSION, .name = "leader", .state = 'D'},
		{.pid = 105, .pgid = GROUP, .sid = SESSION, .name = "new", .state = 'R'},
		{.pid = 106, .pgid = GROUP, .sid = SESSION, .name = "dead", .state = 'Z'});

	begin(scene, ALL);
	assert_int_equal(watch_absorb(scene->watch, next), 0);
	assert_int_equal(scene->watch->count, 7);
	assert_int_equal(member(scene, 105)->member, UINT32_MAX);
	assert_int_equal(member(scene, 105)->fate, WATCH_LIVING);
	assert_string_equal(member(scene, 105)->name, "new");
	assert_int_equal(member(scene, GROUP)->state, 'D');
	/* The same snapshot again brings nobody new. */
	assert_int_equal(watch_absorb(scene->watch, next), 0);
	assert_int_equal(scene->watch->count, 7);
	snapshot_unref(next);
}

static const enum watch_presence *presence(const struct scene *scene)
{
	return &scene->watch->presences[0];
}

/* Everybody of the first group is reaped. */
static void reap_all(struct scene *scene)
{
	for (pid_t pid = GROUP; pid <= 104; pid++)
		fake_kernel_reap(&scene->kernel, pid);
}

/* The number is another group's now: its members are nobody's survivors. */
static void test_stranger_with_the_number_is_not_absorbed(void **state)
{
	struct scene *scene = *state;
	const struct snapshot *next = MADE_UP_NEXT(scene->snapshot, {.pid = 1},
		{.pid = GROUP, .sid = SESSION, .start = MADE_UP_AGED(0)},
		{.pid = 107, .pgid = GROUP, .sid = SESSION, .start = MADE_UP_AGED(0)});

	begin(scene, ALL);
	reap_all(scene);
	fake_kernel_add(&scene->kernel, next);
	assert_int_equal(watch_absorb(scene->watch, next), 0);
	assert_int_equal(scene->watch->count, 6);
	assert_int_equal(*presence(scene), WATCH_UNSURE);
	snapshot_unref(next);
}

/* A handler that forks a successor and exits: nobody who was known is left, and the group lives. */
static void test_group_that_lives_on_in_strangers(void **state)
{
	struct scene *scene = *state;

	for (int exact = 0; exact < 2; exact++) {
		const struct snapshot *next;

		tear_down(state);
		set_up(state);
		begin(scene, ALL);
		fake_kernel_start(&scene->kernel,
			(struct process_stat){.pid = 108, .ppid = 1, .pgid = GROUP, .sid = SESSION,
				.threads = 1, .state = 'S', .start = 9000000});
		reap_all(scene);
		next = MADE_UP_NEXT(scene->snapshot, {.pid = 1},
			{.pid = 108, .pgid = GROUP, .sid = SESSION, .start = 9000000});
		if (!exact)
			scene->pins[0].guarantee = PIN_VERIFIED;
		watch_look(scene->watch);
		assert_int_equal(watch_count(scene->watch, 0, WATCH_LIVING), 0);
		assert_int_equal(*presence(scene), WATCH_UNSEEN);
		assert_int_equal(watch_absorb(scene->watch, next), 0);
		assert_int_equal(*presence(scene), exact ? WATCH_INHABITED : WATCH_UNSURE);
		assert_int_equal(watch_count(scene->watch, 0, WATCH_LIVING), exact);
		snapshot_unref(next);
	}
}

/* Only a snapshot without living members shows that a group has ended. */
static void test_ended_group_is_seen_empty(void **state)
{
	struct scene *scene = *state;
	const struct snapshot *next = MADE_UP_NEXT(scene->snapshot, {.pid = 1},
		{.pid = 104, .pgid = GROUP, .sid = SESSION, .state = 'Z'});

	begin(scene, ALL);
	assert_int_equal(watch_absorb(scene->watch, scene->snapshot), 0);
	assert_int_equal(*presence(scene), WATCH_INHABITED);
	assert_int_equal(watch_absorb(scene->watch, next), 0);
	assert_int_equal(*presence(scene), WATCH_EMPTY);
	snapshot_unref(next);
}

/* Who was not signalled, being dead already, did not end of the signal. */
static void test_old_zombie_that_is_reaped_has_not_ended_of_it(void **state)
{
	struct scene *scene = *state;

	begin(scene, ALL);
	assert_int_equal(member(scene, 104)->fate, WATCH_ZOMBIE);
	fake_kernel_reap(&scene->kernel, 104);
	watch_look(scene->watch);
	assert_int_equal(member(scene, 104)->fate, WATCH_ENDED);
	assert_int_equal(watch_count_ended(scene->watch, 0), 0);
	assert_int_equal(scene->watch->last_end, 0);
	fake_kernel_reap(&scene->kernel, 101);
	watch_look(scene->watch);
	assert_int_equal(watch_count_ended(scene->watch, 0), 1);
	assert_true(scene->watch->last_end > 0);
}

/* Its descriptor says nothing of the group it is in; the snapshots do. */
static void test_left_for_another_group_with_a_descriptor(void **state)
{
	struct scene *scene = *state;
	const struct snapshot *next;

	begin(scene, ALL);
	fake_kernel_process(&scene->kernel, 102)->stat.pgid = SECOND_GROUP;
	next = MADE_UP_NEXT(scene->snapshot, {.pid = 1},
		{.pid = GROUP, .sid = SESSION, .name = "leader"},
		{.pid = 102, .pgid = SECOND_GROUP, .sid = SESSION});
	assert_int_equal(watch_absorb(scene->watch, next), 0);
	watch_look(scene->watch);
	assert_int_equal(member(scene, 102)->fate, WATCH_LEFT);
	snapshot_unref(next);
}

/* With no descriptor left to open /proc, a member's own tells that it has ended. */
static void test_ends_without_a_look(void **state)
{
	struct scene *scene = *state;

	begin(scene, ALL);
	scene->kernel.look_error = -EMFILE;
	fake_kernel_end(&scene->kernel, 101);
	watch_look(scene->watch);
	assert_int_equal(member(scene, 101)->fate, WATCH_ENDED);
	assert_int_equal(member(scene, 101)->pidfd, -1);
	assert_int_equal(member(scene, 102)->fate, WATCH_LIVING);
}

/* What the send held serves the watch; who has no descriptor waits for the next full look. */
static void test_held_by_the_send(void **state)
{
	struct scene *scene = *state;
	size_t open_count;

	delivery_hold(scene->delivery, &scene->kernel.table, 2);
	open_count = scene->kernel.open_count;
	begin(scene, 0);
	assert_int_equal(scene->kernel.open_count, open_count);
	assert_true(member(scene, GROUP)->pidfd >= 0);
	assert_true(member(scene, 101)->pidfd >= 0);
	assert_int_equal(member(scene, 102)->pidfd, -1);
	fake_kernel_reap(&scene->kernel, 101);
	fake_kernel_reap(&scene->kernel, 102);
	watch_look_at_held(scene->watch);
	assert_int_equal(member(scene, 101)->fate, WATCH_ENDED);
	assert_int_equal(member(scene, 102)->fate, WATCH_LIVING);
	watch_look(scene->watch);
	assert_int_equal(member(scene, 102)->fate, WATCH_ENDED);
}

static void test_end_of_a_target(void **state)
{
	struct scene *scene = *state;
	const struct snapshot *empty = MADE_UP_NEXT(scene->snapshot, {.pid = 1});

	begin(scene, ALL);
	assert_int_equal(watch_end_of(scene->watch, 0), WATCH_GOES_ON);
	/* 103 was not signalled: its life does not count. */
	fake_kernel_reap(&scene->kernel, GROUP);
	fake_kernel_reap(&scene->kernel, 101);
	fake_kernel_end(&scene->kernel, 102);
	watch_look(scene->watch);
	assert_int_equal(watch_end_of(scene->watch, 0), WATCH_UNCONFIRMED);
	assert_int_equal(watch_absorb(scene->watch, empty), 0);
	assert_int_equal(watch_end_of(scene->watch, 0), WATCH_LEFT_ZOMBIES);
	fake_kernel_reap(&scene->kernel, 102);
	watch_look(scene->watch);
	assert_int_equal(watch_end_of(scene->watch, 0), WATCH_GONE);
	snapshot_unref(empty);
}

static void test_denied_members_do_not_keep_it_going(void **state)
{
	struct scene *scene = *state;
	const struct snapshot *next = MADE_UP_NEXT(scene->snapshot, {.pid = 1},
		{.pid = 103, .pgid = GROUP, .sid = SESSION, .euid = MADE_UP_DEPLOY});

	begin(scene, ALL);
	for (pid_t pid = GROUP; pid <= 102; pid++)
		fake_kernel_reap(&scene->kernel, pid);
	watch_look(scene->watch);
	assert_int_equal(watch_absorb(scene->watch, next), 0);
	assert_int_equal(watch_end_of(scene->watch, 0), WATCH_GONE);
	snapshot_unref(next);
}

static void test_who_survives(void **state)
{
	struct scene *scene = *state;

	begin(scene, ALL);
	fake_kernel_reap(&scene->kernel, 101);
	watch_look(scene->watch);
	watch_settle(scene->watch, scene->delivery);
	assert_int_equal(scene->delivery->members[0].outcome, OUTCOME_SURVIVED);
	assert_int_equal(scene->delivery->members[1].outcome, OUTCOME_SIGNALLED);
	assert_int_equal(scene->delivery->members[3].outcome, OUTCOME_DENIED);
	assert_int_equal(scene->delivery->targets[0].counts[OUTCOME_SURVIVED], 2);
	assert_int_equal(scene->delivery->targets[0].counts[OUTCOME_SIGNALLED], 1);
}

/* Why they live is asked when they do, not when the plan was made. */
static void test_details_of_the_living(void **state)
{
	struct scene *scene = *state;
	struct process_id ids[ALL];
	struct detail_set *details = MADE_UP_DETAILS(scene->snapshot,
		{.pid = 101, .ignored = MADE_UP_SIGNAL(SIGTERM), .wchan = "do_wait"});

	begin(scene, ALL);
	assert_int_equal(watch_living(scene->watch, ids, ALL), 4);
	assert_int_equal(watch_living(scene->watch, ids, 2), 2);
	watch_take_details(scene->watch, details);
	assert_int_equal(member(scene, 101)->expects, EXPECT_IGNORED);
	assert_string_equal(member(scene, 101)->wchan, "do_wait");
	assert_int_equal(member(scene, 102)->expects, EXPECT_UNKNOWN);
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
		cmocka_unit_test_setup_teardown(test_stranger_with_the_number_is_not_absorbed,
			set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_group_that_lives_on_in_strangers,
			set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_ended_group_is_seen_empty, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_old_zombie_that_is_reaped_has_not_ended_of_it,
			set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_left_for_another_group_with_a_descriptor,
			set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_ends_without_a_look, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_held_by_the_send, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_end_of_a_target, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_denied_members_do_not_keep_it_going,
			set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_who_survives, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_details_of_the_living, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
