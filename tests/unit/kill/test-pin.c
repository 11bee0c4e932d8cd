/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A target that is held stays the one that was chosen, or nothing is sent. */
#include <config.h>

#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "../../lib/memory/fake_kernel.h"
#include "../../lib/memory/snapshot_fixture.h"
#include "kill/pin.h"

enum {
	GROUP = 100,
	SESSION = 90,
	STRANGER_START = 5000000,
};

/* A group of three, led by 100, and the machine around it. */
struct fixture {
	struct fake_kernel kernel;
	const struct snapshot *snapshot;
	struct pin pin;
};

static int set_up(void **state)
{
	static struct fixture fixture;

	fixture = (struct fixture){.pin = {.pidfd = -1}};
	fixture.snapshot = SNAPSHOT_OF({.pid = 1}, {.pid = GROUP, .sid = SESSION},
		{.pid = 101, .pgid = GROUP, .sid = SESSION},
		{.pid = 102, .pgid = GROUP, .sid = SESSION}, {.pid = 300});
	fake_kernel_init(&fixture.kernel);
	fake_kernel_add(&fixture.kernel, fixture.snapshot);
	*state = &fixture;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *fixture = *state;

	pin_done(&fixture->pin, &fixture->kernel.table);
	assert_int_equal(fixture->kernel.open_count, 0);
	snapshot_unref(fixture->snapshot);
	return 0;
}

static int pin_group(struct fixture *fixture)
{
	return pin_init(&fixture->pin, &fixture->kernel.table, fixture->snapshot,
		snapshot_group(fixture->snapshot, GROUP));
}

static void reap_all(struct fake_kernel *kernel)
{
	for (pid_t pid = GROUP; pid <= 102; pid++)
		fake_kernel_reap(kernel, pid);
}

/* The number belongs to somebody else by now. */
static void reuse_number(struct fake_kernel *kernel)
{
	reap_all(kernel);
	fake_kernel_start(kernel, (struct process_stat){.pid = GROUP, .pgid = GROUP, .sid = SESSION,
					  .state = 'S', .start = STRANGER_START});
}

static int send_term(struct fixture *fixture)
{
	return pin_send(&fixture->pin, &fixture->kernel.table, SIGTERM);
}

static void test_exact(void **state)
{
	struct fixture *fixture = *state;

	assert_int_equal(pin_group(fixture), 0);
	assert_int_equal(fixture->pin.guarantee, PIN_EXACT);
	assert_int_equal(fixture->pin.witness_count, 3);
	assert_int_equal(fixture->pin.witnesses[0].pid, GROUP);
	assert_int_equal(fixture->kernel.open_count, 1);
	/* Nothing is sent by choosing. */
	assert_int_equal(fixture->kernel.send_count, 0);
	assert_int_equal(pin_verify(&fixture->pin, &fixture->kernel.table), 0);
	assert_int_equal(send_term(fixture), 0);
	assert_int_equal(fixture->kernel.send_count, 1);
	assert_true(fixture->kernel.sends[0].through_pidfd);
	assert_int_equal(fixture->kernel.sends[0].pgid, GROUP);
	assert_int_equal(fixture->kernel.sends[0].signal, SIGTERM);
	assert_int_equal(fixture->kernel.sends[0].reached, 3);
}

static void test_verified_without_the_flag(void **state)
{
	struct fixture *fixture = *state;

	fixture->kernel.has_group_flag = false;
	assert_int_equal(pin_group(fixture), 0);
	assert_int_equal(fixture->pin.guarantee, PIN_VERIFIED);
	assert_int_equal(fixture->pin.pidfd, -1);
	assert_int_equal(send_term(fixture), 0);
	assert_int_equal(fixture->kernel.send_count, 1);
	assert_false(fixture->kernel.sends[0].through_pidfd);
	assert_int_equal(fixture->kernel.sends[0].reached, 3);
}

static void test_verified_without_a_descriptor(void **state)
{
	struct fixture *fixture = *state;

	fixture->kernel.pidfd_error = -EMFILE;
	assert_int_equal(pin_group(fixture), 0);
	assert_int_equal(fixture->pin.guarantee, PIN_VERIFIED);
	assert_int_equal(send_term(fixture), 0);
}

/* Others need descriptors, too. Group 1 is reached through one or not at all. */
static void test_verified_beyond_the_budget(void **state)
{
	struct fixture *fixture = *state;

	fixture->kernel.hold_max = 0;
	assert_int_equal(pin_group(fixture), 0);
	assert_int_equal(fixture->pin.guarantee, PIN_VERIFIED);
	assert_int_equal(fixture->kernel.open_count, 0);
	assert_int_equal(send_term(fixture), 0);
	assert_int_equal(fixture->kernel.sends[0].reached, 3);
	pin_done(&fixture->pin, &fixture->kernel.table);
	assert_int_equal(pin_init(&fixture->pin, &fixture->kernel.table, fixture->snapshot,
				 snapshot_group(fixture->snapshot, 1)),
		0);
	assert_int_equal(fixture->pin.guarantee, PIN_EXACT);
}

/* Its number is no group that a descriptor could be had for. */
static void test_leader_gone_before(void **state)
{
	struct fixture *fixture = *state;

	fake_kernel_reap(&fixture->kernel, GROUP);
	assert_int_equal(pin_group(fixture), 0);
	assert_int_equal(fixture->pin.guarantee, PIN_VERIFIED);
	assert_int_equal(send_term(fixture), 0);
	assert_int_equal(fixture->kernel.sends[0].reached, 2);
}

static void test_leader_reaped_after(void **state)
{
	struct fixture *fixture = *state;

	assert_int_equal(pin_group(fixture), 0);
	fake_kernel_reap(&fixture->kernel, GROUP);
	assert_int_equal(pin_verify(&fixture->pin, &fixture->kernel.table), 0);
	assert_int_equal(send_term(fixture), 0);
	assert_true(fixture->kernel.sends[0].through_pidfd);
	assert_int_equal(fixture->kernel.sends[0].reached, 2);
}

static void reap_leader(struct fake_kernel *kernel)
{
	fake_kernel_reap(kernel, GROUP);
}

/* Between the opening and the check of what was opened. */
static void test_leader_reaped_in_between(void **state)
{
	struct fixture *fixture = *state;

	fixture->kernel.meanwhile = reap_leader;
	fixture->kernel.meanwhile_pid = GROUP;
	assert_int_equal(pin_group(fixture), 0);
	assert_null(fixture->kernel.meanwhile);
	assert_int_equal(fixture->pin.guarantee, PIN_VERIFIED);
	assert_int_equal(fixture->kernel.open_count, 0);
	assert_int_equal(send_term(fixture), 0);
	assert_int_equal(fixture->kernel.sends[0].reached, 2);
}

static void test_zombie_leader_is_held(void **state)
{
	struct fixture *fixture = *state;

	fake_kernel_end(&fixture->kernel, GROUP);
	assert_int_equal(pin_group(fixture), 0);
	assert_int_equal(fixture->pin.guarantee, PIN_EXACT);
	assert_int_equal(send_term(fixture), 0);
	assert_int_equal(fixture->kernel.sends[0].reached, 2);
}

/* A process with the number that is in another group names nothing. */
static void test_leader_left_its_group(void **state)
{
	struct fixture *fixture = *state;

	fake_kernel_process(&fixture->kernel, GROUP)->stat.pgid = 300;
	assert_int_equal(pin_group(fixture), 0);
	assert_int_equal(fixture->pin.guarantee, PIN_VERIFIED);
	assert_int_equal(send_term(fixture), 0);
	assert_int_equal(fixture->kernel.sends[0].reached, 2);
}

static void test_number_reused_before_the_pin(void **state)
{
	struct fixture *fixture = *state;

	reuse_number(&fixture->kernel);
	assert_int_equal(pin_group(fixture), -ESTALE);
	assert_int_equal(fixture->kernel.open_count, 0);
	assert_int_equal(fixture->kernel.send_count, 0);
}

static void test_group_ended_before_the_pin(void **state)
{
	struct fixture *fixture = *state;

	reap_all(&fixture->kernel);
	assert_int_equal(pin_group(fixture), -ESRCH);
	assert_int_equal(fixture->kernel.open_count, 0);
}

static void test_number_reused_exact(void **state)
{
	struct fixture *fixture = *state;

	assert_int_equal(pin_group(fixture), 0);
	assert_int_equal(fixture->pin.guarantee, PIN_EXACT);
	reuse_number(&fixture->kernel);
	assert_int_equal(pin_verify(&fixture->pin, &fixture->kernel.table), -ESTALE);
	assert_int_equal(send_term(fixture), -ESTALE);
	assert_int_equal(fixture->kernel.send_count, 0);
}

static void test_number_reused_verified(void **state)
{
	struct fixture *fixture = *state;

	fixture->kernel.has_group_flag = false;
	assert_int_equal(pin_group(fixture), 0);
	reuse_number(&fixture->kernel);
	assert_int_equal(send_term(fixture), -ESTALE);
	assert_int_equal(fixture->kernel.send_count, 0);
}

/* The gap that only the descriptor closes: after the last check, before the call. */
static void test_number_reused_at_the_last_moment(void **state)
{
	struct fixture *fixture = *state;

	assert_int_equal(pin_group(fixture), 0);
	fixture->kernel.meanwhile = reuse_number;
	assert_int_equal(send_term(fixture), -ESRCH);
	assert_null(fixture->kernel.meanwhile);
	assert_int_equal(fixture->kernel.send_count, 0);
}

static void test_group_ended_after_the_pin(void **state)
{
	struct fixture *fixture = *state;

	assert_int_equal(pin_group(fixture), 0);
	reap_all(&fixture->kernel);
	assert_int_equal(send_term(fixture), -ESRCH);
	assert_int_equal(fixture->kernel.send_count, 0);
}

static void test_group_ended_after_the_pin_verified(void **state)
{
	struct fixture *fixture = *state;

	fixture->kernel.has_group_flag = false;
	assert_int_equal(pin_group(fixture), 0);
	reap_all(&fixture->kernel);
	assert_int_equal(send_term(fixture), -ESRCH);
	assert_int_equal(fixture->kernel.send_count, 0);
}

/* Same PID, same group number, other start: no witness. */
static void test_a_newcomer_is_no_witness(void **state)
{
	struct fixture *fixture = *state;

	fixture->kernel.has_group_flag = false;
	assert_int_equal(pin_group(fixture), 0);
	reap_all(&fixture->kernel);
	for (pid_t pid = GROUP; pid <= 102; pid++)
		fake_kernel_start(&fixture->kernel,
			(struct process_stat){.pid = pid, .pgid = GROUP, .sid = SESSION,
				.state = 'S', .start = STRANGER_START});
	assert_int_equal(send_term(fixture), -ESTALE);
	assert_int_equal(fixture->kernel.send_count, 0);
}

/* The same process in a group of the same number, but in another session. */
static void test_another_session_is_another_group(void **state)
{
	struct fixture *fixture = *state;

	fixture->kernel.has_group_flag = false;
	assert_int_equal(pin_group(fixture), 0);
	for (pid_t pid = GROUP; pid <= 102; pid++)
		fake_kernel_process(&fixture->kernel, pid)->stat.sid = pid;
	assert_int_equal(send_term(fixture), -ESTALE);
	assert_int_equal(fixture->kernel.send_count, 0);
}

/* A witness that has become a group of the same number in another session says nothing of the
 * newcomer that the old session has in its place. */
static void test_a_witness_in_another_session_is_none(void **state)
{
	struct fixture *fixture = *state;
	const struct snapshot *next;

	fixture->kernel.has_group_flag = false;
	assert_int_equal(pin_group(fixture), 0);
	next = SNAPSHOT_AFTER(fixture->snapshot, {.pid = 101, .pgid = GROUP, .sid = 101},
		{.pid = 102, .pgid = GROUP, .sid = 300},
		{.pid = 400, .pgid = GROUP, .sid = SESSION});
	assert_int_equal(pin_renew(&fixture->pin, &fixture->kernel.table, next,
				 snapshot_group_in(next, SESSION, GROUP)),
		-ESTALE);
	assert_int_equal(fixture->pin.witness_count, 3);
	snapshot_unref(next);
}

static void test_one_witness_is_enough(void **state)
{
	struct fixture *fixture = *state;

	fixture->kernel.has_group_flag = false;
	assert_int_equal(pin_group(fixture), 0);
	fake_kernel_reap(&fixture->kernel, GROUP);
	fake_kernel_reap(&fixture->kernel, 101);
	assert_int_equal(send_term(fixture), 0);
	assert_int_equal(fixture->kernel.sends[0].reached, 1);
}

static void test_leaderless_from_the_start(void **state)
{
	struct fixture *fixture = *state;
	const struct snapshot *snapshot =
		SNAPSHOT_OF({.pid = 501, .pgid = 500, .sid = SESSION},
			{.pid = 502, .pgid = 500, .sid = SESSION});

	fake_kernel_add(&fixture->kernel, snapshot);
	assert_int_equal(pin_init(&fixture->pin, &fixture->kernel.table, snapshot,
				 snapshot_group(snapshot, 500)), 0);
	assert_int_equal(fixture->pin.guarantee, PIN_VERIFIED);
	assert_int_equal(send_term(fixture), 0);
	assert_int_equal(fixture->kernel.sends[0].pgid, 500);
	assert_int_equal(fixture->kernel.sends[0].reached, 2);
	snapshot_unref(snapshot);
}

static void test_denied(void **state)
{
	struct fixture *fixture = *state;

	for (pid_t pid = GROUP; pid <= 102; pid++)
		fake_kernel_process(&fixture->kernel, pid)->denied = true;
	/* Who may not signal it can still choose it. */
	assert_int_equal(pin_group(fixture), 0);
	assert_int_equal(pin_verify(&fixture->pin, &fixture->kernel.table), 0);
	assert_int_equal(send_term(fixture), -EPERM);
	assert_int_equal(fixture->kernel.send_count, 0);
}

static void test_group_zero_is_none(void **state)
{
	struct fixture *fixture = *state;
	const struct snapshot *snapshot =
		SNAPSHOT_OF({.pid = 600, .pgid = REAL_ZERO, .sid = REAL_ZERO});

	assert_int_equal(pin_init(&fixture->pin, &fixture->kernel.table, snapshot,
				 snapshot_group(snapshot, 0)), -EINVAL);
	snapshot_unref(snapshot);
}

/* Group 1 can be reached through a descriptor, and in no other way. */
static void test_group_one(void **state)
{
	struct fixture *fixture = *state;
	const struct group *group = snapshot_group(fixture->snapshot, 1);

	assert_int_equal(pin_init(&fixture->pin, &fixture->kernel.table, fixture->snapshot, group),
		0);
	assert_int_equal(fixture->pin.guarantee, PIN_EXACT);
	assert_int_equal(send_term(fixture), 0);
	assert_true(fixture->kernel.sends[0].through_pidfd);
	assert_int_equal(fixture->kernel.sends[0].reached, 1);
	pin_done(&fixture->pin, &fixture->kernel.table);
	fixture->kernel.has_group_flag = false;
	assert_int_equal(pin_init(&fixture->pin, &fixture->kernel.table, fixture->snapshot, group),
		0);
	assert_int_equal(send_term(fixture), -EINVAL);
	assert_int_equal(fixture->kernel.send_count, 1);
}

static int pin_child(struct fixture *fixture)
{
	return pin_init_child(&fixture->pin, &fixture->kernel.table, GROUP);
}

static void test_child(void **state)
{
	struct fixture *fixture = *state;

	assert_int_equal(pin_child(fixture), 0);
	assert_int_equal(fixture->pin.guarantee, PIN_EXACT);
	assert_int_equal(fixture->pin.id.pgid, GROUP);
	assert_int_equal(fixture->pin.id.sid, SESSION);
	assert_int_equal(fixture->pin.id.anchor.pid, GROUP);
	assert_int_equal(fixture->kernel.send_count, 0);
	assert_int_equal(send_term(fixture), 0);
	assert_true(fixture->kernel.sends[0].through_pidfd);
	assert_int_equal(fixture->kernel.sends[0].reached, 3);
}

/* It has ended and is not reaped: its members are reached through it, in either way. */
static void test_child_that_is_a_zombie(void **state)
{
	struct fixture *fixture = *state;

	for (int exact = 0; exact <= 1; exact++) {
		fixture->kernel.has_group_flag = exact;
		assert_int_equal(pin_child(fixture), 0);
		assert_int_equal(fixture->pin.guarantee, exact ? PIN_EXACT : PIN_VERIFIED);
		fake_kernel_end(&fixture->kernel, GROUP);
		assert_int_equal(send_term(fixture), 0);
		assert_int_equal(fixture->kernel.sends[exact].through_pidfd, exact);
		assert_int_equal(fixture->kernel.sends[exact].reached, 2);
		pin_done(&fixture->pin, &fixture->kernel.table);
	}
}

static void test_child_without_a_descriptor(void **state)
{
	struct fixture *fixture = *state;

	fixture->kernel.pidfd_error = -EMFILE;
	assert_int_equal(pin_child(fixture), 0);
	assert_int_equal(fixture->pin.guarantee, PIN_VERIFIED);
	assert_int_equal(send_term(fixture), 0);
	reuse_number(&fixture->kernel);
	assert_int_equal(send_term(fixture), -ESTALE);
	assert_int_equal(fixture->kernel.send_count, 1);
}

static void test_child_that_leads_nobody(void **state)
{
	struct fixture *fixture = *state;

	assert_int_equal(pin_init_child(&fixture->pin, &fixture->kernel.table, 101), -ESTALE);
	assert_int_equal(pin_init_child(&fixture->pin, &fixture->kernel.table, 999), -ESRCH);
	assert_int_equal(fixture->kernel.open_count, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_exact),
		TEST(test_verified_without_the_flag),
		TEST(test_verified_without_a_descriptor),
		TEST(test_verified_beyond_the_budget),
		TEST(test_leader_gone_before),
		TEST(test_leader_reaped_after),
		TEST(test_leader_reaped_in_between),
		TEST(test_zombie_leader_is_held),
		TEST(test_leader_left_its_group),
		TEST(test_number_reused_before_the_pin),
		TEST(test_group_ended_before_the_pin),
		TEST(test_number_reused_exact),
		TEST(test_number_reused_verified),
		TEST(test_number_reused_at_the_last_moment),
		TEST(test_group_ended_after_the_pin),
		TEST(test_group_ended_after_the_pin_verified),
		TEST(test_a_newcomer_is_no_witness),
		TEST(test_another_session_is_another_group),
		TEST(test_a_witness_in_another_session_is_none),
		TEST(test_one_witness_is_enough),
		TEST(test_leaderless_from_the_start),
		TEST(test_denied),
		TEST(test_group_zero_is_none),
		TEST(test_group_one),
		TEST(test_child),
		TEST(test_child_that_is_a_zombie),
		TEST(test_child_without_a_descriptor),
		TEST(test_child_that_leads_nobody),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
