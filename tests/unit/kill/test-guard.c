/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every rule of the guard, and which one speaks where several could. */
#include <config.h>

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>
#include <cmocka.h>

#include "../../lib/memory/snapshot_fixture.h"
#include "base/array.h"
#include "base/cleanup.h"
#include "kill/guard.h"

/*
 * init 1, kernel thread 2; sshd 100 in the session of init's child; a login session 200 with the
 * shell 200, in it tmux 300, in that the pane's session 400, with posse 500; and bystanders.
 */
static const struct process machine_rows[] = {
	{.pid = 1, .pgid = 1, .sid = 1, .name = "init"},
	{.pid = 2, .kernel_thread = true, .name = "kthreadd"},
	{.pid = 3, .kernel_thread = true, .name = "kworker/0:0"},
	{.pid = 100, .ppid = 1, .name = "sshd"},
	{.pid = 200, .ppid = 100, .name = "bash"},
	{.pid = 300, .ppid = 200, .pgid = 300, .sid = 200, .name = "tmux"},
	{.pid = 400, .ppid = 300, .name = "bash"},
	{.pid = 450, .ppid = 400, .pgid = 450, .sid = 400, .name = "sudo"},
	{.pid = 500, .ppid = 450, .pgid = 500, .sid = 400, .name = "posse"},
	{.pid = 501, .ppid = 500, .pgid = 500, .sid = 400, .name = "helper"},
	{.pid = 600, .ppid = 1, .name = "cron"},
	{.pid = 700, .ppid = 400, .pgid = 700, .sid = 400, .name = "make"},
	{.pid = 800, .ppid = 1, .pgid = REAL_ZERO, .sid = REAL_ZERO, .name = "outsider"},
};

#define ROW_COUNT COUNT(machine_rows)

static struct guard_judgement judge_on(const struct snapshot *snapshot, pid_t self_pid, pid_t pgid,
	bool exact)
{
	const struct group *group = snapshot_group(snapshot, pgid);
	struct self self;

	assert_non_null(group);
	self_init_as(&self, snapshot, self_pid);
	return guard_judge(&self, snapshot, group, exact);
}

static void expect(pid_t pgid, bool exact, enum guard_verdict verdict, enum guard_reason reason,
	pid_t ancestor)
{
	CLEANUP(snapshot_unrefp)
	const struct snapshot *snapshot = snapshot_fixture(NULL, machine_rows, ROW_COUNT);
	struct guard_judgement judgement = judge_on(snapshot, 500, pgid, exact);

	assert_int_equal(judgement.verdict, verdict);
	assert_int_equal(judgement.reason, reason);
	assert_int_equal(judgement.ancestor, ancestor);
}

static void test_numbers(void **state)
{
	static const pid_t none[] = {0, -1, -5, INT_MIN};

	(void)state;
	for (size_t i = 0; i < COUNT(none); i++) {
		assert_int_equal(guard_judge_number(none[i], false).verdict, GUARD_REFUSED);
		assert_int_equal(guard_judge_number(none[i], true).verdict, GUARD_REFUSED);
		assert_int_equal(guard_judge_number(none[i], true).reason, GUARD_NOT_A_GROUP);
	}
	assert_int_equal(guard_judge_number(1, false).verdict, GUARD_REFUSED);
	assert_int_equal(guard_judge_number(1, false).reason, GUARD_GROUP_ONE);
	assert_int_equal(guard_judge_number(1, true).verdict, GUARD_ALLOWED);
	assert_int_equal(guard_judge_number(2, false).verdict, GUARD_ALLOWED);
	assert_int_equal(guard_judge_number(INT_MAX, false).reason, GUARD_NO_REASON);
}

static void test_bystanders_are_allowed(void **state)
{
	(void)state;
	expect(600, false, GUARD_ALLOWED, GUARD_NO_REASON, 0);
	expect(600, true, GUARD_ALLOWED, GUARD_NO_REASON, 0);
	/* A job of the own session is what people come for. */
	expect(700, false, GUARD_ALLOWED, GUARD_NO_REASON, 0);
}

static void test_own_group(void **state)
{
	(void)state;
	expect(500, true, GUARD_PROTECTED, GUARD_OWN_GROUP, 0);
	expect(500, false, GUARD_PROTECTED, GUARD_OWN_GROUP, 0);
}

static void test_ancestors(void **state)
{
	(void)state;
	expect(450, true, GUARD_PROTECTED, GUARD_ANCESTOR, 450);
	expect(300, true, GUARD_PROTECTED, GUARD_ANCESTOR, 300);
	expect(200, true, GUARD_PROTECTED, GUARD_ANCESTOR, 200);
	expect(100, true, GUARD_PROTECTED, GUARD_ANCESTOR, 100);
}

static void test_session_leader(void **state)
{
	(void)state;
	expect(400, true, GUARD_PROTECTED, GUARD_SESSION_LEADER, 0);
}

/* /proc may hide the leader, or it has ended: what is left of its group is still the session's. */
static void test_session_leader_out_of_sight(void **state)
{
	CLEANUP(snapshot_unrefp)
	const struct snapshot *snapshot =
		SNAPSHOT_OF({.pid = 401, .pgid = 400, .sid = 400, .ppid = 1},
			{.pid = 500, .pgid = 500, .sid = 400, .ppid = 1});
	struct guard_judgement judgement = judge_on(snapshot, 500, 400, true);

	(void)state;
	assert_int_equal(judgement.verdict, GUARD_PROTECTED);
	assert_int_equal(judgement.reason, GUARD_SESSION_LEADER);
}

static void test_group_of_init(void **state)
{
	(void)state;
	expect(1, true, GUARD_PROTECTED, GUARD_INIT_GROUP, 0);
	/* Without a group pidfd it could only be reached by a call that reaches everybody. */
	expect(1, false, GUARD_REFUSED, GUARD_GROUP_ONE, 0);
}

static void test_init_in_another_group(void **state)
{
	CLEANUP(snapshot_unrefp)
	const struct snapshot *snapshot = SNAPSHOT_OF({.pid = 1, .pgid = 40, .sid = 40},
		{.pid = 40, .pgid = 40, .sid = 40, .ppid = 1}, {.pid = 90, .ppid = 40});
	struct guard_judgement judgement = judge_on(snapshot, 90, 40, true);

	(void)state;
	assert_int_equal(judgement.verdict, GUARD_PROTECTED);
	assert_int_equal(judgement.reason, GUARD_INIT_GROUP);
}

static void test_group_zero(void **state)
{
	CLEANUP(snapshot_unrefp)
	const struct snapshot *snapshot =
		SNAPSHOT_OF({.pid = 800, .pgid = REAL_ZERO, .sid = REAL_ZERO}, {.pid = 900});
	struct guard_judgement judgement = judge_on(snapshot, 900, 0, true);

	(void)state;
	assert_int_equal(judgement.verdict, GUARD_REFUSED);
	assert_int_equal(judgement.reason, GUARD_NOT_A_GROUP);
}

/* Posse itself with PGID 0, its leader being outside the namespace: still no group to signal. */
static void test_own_group_zero(void **state)
{
	CLEANUP(snapshot_unrefp)
	const struct snapshot *snapshot =
		SNAPSHOT_OF({.pid = 800, .pgid = REAL_ZERO, .sid = REAL_ZERO}, {.pid = 900});

	(void)state;
	assert_int_equal(judge_on(snapshot, 800, 0, true).verdict, GUARD_REFUSED);
	assert_int_equal(judge_on(snapshot, 800, 900, true).verdict, GUARD_ALLOWED);
}

static void test_kernel_threads(void **state)
{
	CLEANUP(snapshot_unrefp)
	const struct snapshot *snapshot = SNAPSHOT_OF({.pid = 2, .kernel_thread = true},
		{.pid = 3, .kernel_thread = true}, {.pid = 900});
	struct guard_judgement judgement = judge_on(snapshot, 900, 0, true);

	(void)state;
	assert_int_equal(judgement.verdict, GUARD_REFUSED);
	assert_int_equal(judgement.reason, GUARD_KERNEL_THREADS);
}

static void test_foreign_proc(void **state)
{
	struct machine machine = snapshot_fixture_machine();
	CLEANUP(snapshot_unrefp) const struct snapshot *snapshot = NULL;

	(void)state;
	machine.foreign = true;
	snapshot = snapshot_fixture_on(&machine, NULL, machine_rows, ROW_COUNT);
	/* Whatever the number is here, it is somebody else's where the call would go. */
	for (uint32_t i = 0; i < snapshot->group_count; i++) {
		struct guard_judgement judgement =
			judge_on(snapshot, 500, snapshot->groups[i].id.pgid, true);

		assert_int_equal(judgement.verdict, GUARD_REFUSED);
		assert_int_equal(judgement.reason, GUARD_FOREIGN_PROC);
	}
}

static void test_own_group_before_all_other_reasons(void **state)
{
	CLEANUP(snapshot_unrefp)
	const struct snapshot *snapshot = SNAPSHOT_OF({.pid = 1}, {.pid = 400, .ppid = 1},
		{.pid = 500, .ppid = 400, .pgid = 400, .sid = 400});

	(void)state;
	assert_int_equal(judge_on(snapshot, 500, 400, true).reason, GUARD_OWN_GROUP);
}

static void test_nearest_ancestor_is_named(void **state)
{
	CLEANUP(snapshot_unrefp)
	const struct snapshot *snapshot = SNAPSHOT_OF({.pid = 1}, {.pid = 100, .ppid = 1},
		{.pid = 101, .ppid = 100, .pgid = 100, .sid = 100},
		{.pid = 102, .ppid = 101, .pgid = 100, .sid = 100}, {.pid = 500, .ppid = 102});
	struct guard_judgement judgement = judge_on(snapshot, 500, 100, true);

	(void)state;
	assert_int_equal(judgement.reason, GUARD_ANCESTOR);
	assert_int_equal(judgement.ancestor, 102);
}

static void test_self_of_the_caller(void **state)
{
	CLEANUP(snapshot_unrefp) const struct snapshot *snapshot = NULL;
	struct process rows[] = {
		{.pid = 1},
		{.pid = getppid() > 1 ? getppid() : 2, .ppid = 1, .pgid = 77, .sid = 77},
		{.pid = getpid(), .ppid = getppid(), .pgid = getpgrp(), .sid = getsid(0)},
	};
	struct self self;

	(void)state;
	snapshot = snapshot_fixture(NULL, rows, COUNT(rows));
	self_init(&self, snapshot);
	assert_int_equal(self.pid, getpid());
	assert_int_equal(self.pgid, getpgrp());
	assert_int_equal(self.sid, getsid(0));
	assert_int_equal(self.euid, geteuid());
	/* Not what the snapshot says, which may not have it. */
	assert_int_equal(self.init_pgid, getpgid(1));
}

static void test_ancestors_end_somewhere(void **state)
{
	/* Two scans of one moment can show a circle. */
	CLEANUP(snapshot_unrefp)
	const struct snapshot *snapshot = SNAPSHOT_OF({.pid = 10, .ppid = 20},
		{.pid = 20, .ppid = 10}, {.pid = 30, .ppid = 10});
	struct self self;

	(void)state;
	self_init_as(&self, snapshot, 30);
	assert_true(self.ancestor_count <= SELF_ANCESTORS_MAX);
	assert_int_equal(self.ancestors[0].pid, 10);
	assert_int_equal(self.ancestors[1].pid, 20);
	self_init_as(&self, snapshot, 12345);
	assert_int_equal(self.ancestor_count, 0);
	assert_int_equal(self.pgid, 0);
}

/* Shells in shells in shells: the login far above them is an ancestor all the same. */
static void test_distant_ancestor(void **state)
{
	enum { DEEP = 4 * SELF_ANCESTORS_MAX };
	CLEANUP(snapshot_unrefp) const struct snapshot *snapshot = NULL;
	struct process rows[DEEP] = {{.pid = 1}, {.pid = 2, .ppid = 1}};
	struct self self;

	(void)state;
	for (pid_t i = 2; i < DEEP; i++)
		rows[i] = (struct process){.pid = i + 1, .ppid = i, .pgid = 3, .sid = 3};
	snapshot = snapshot_fixture(NULL, rows, DEEP);
	self_init_as(&self, snapshot, DEEP);
	self.pgid = self.sid = self.session_leader_pgid = DEEP;
	assert_int_equal(guard_judge(&self, snapshot, snapshot_group(snapshot, 2), true).reason,
		GUARD_ANCESTOR);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_bystanders_are_allowed),
		cmocka_unit_test(test_own_group),
		cmocka_unit_test(test_ancestors),
		cmocka_unit_test(test_session_leader),
		cmocka_unit_test(test_session_leader_out_of_sight),
		cmocka_unit_test(test_group_of_init),
		cmocka_unit_test(test_init_in_another_group),
		cmocka_unit_test(test_group_zero),
		cmocka_unit_test(test_own_group_zero),
		cmocka_unit_test(test_kernel_threads),
		cmocka_unit_test(test_foreign_proc),
		cmocka_unit_test(test_own_group_before_all_other_reasons),
		cmocka_unit_test(test_nearest_ancestor_is_named),
		cmocka_unit_test(test_self_of_the_caller),
		cmocka_unit_test(test_ancestors_end_somewhere),
		cmocka_unit_test(test_distant_ancestor),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
