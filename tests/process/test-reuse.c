/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The number of a group that was chosen becomes a stranger's before the signal is sent. Real
 * processes, in a PID namespace of their own, where the next PID can be asked for.
 *
 * The stranger blocks the signal, so that one that has hit it stays to be seen.
 */
#include <config.h>

#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>
#include <cmocka.h>

#include "../lib/memory/snapshot_fixture.h"
#include "../lib/process/child.h"
#include "../lib/process/process_fixture.h"
#include "../lib/process/reuse.h"
#include "base/array.h"
#include "base/cleanup.h"
#include "kill/pin.h"
#include "kill/target_spec.h"

/* A target that was chosen, and the process that has its number now. */
struct fixture {
	const struct kernel *kernel;
	const struct snapshot *snapshot;
	struct pin pin;
	pid_t number;
	pid_t stranger;
};

static void lead_blocking(void *context)
{
	sigset_t set;

	(void)context;
	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	if (setpgid(0, 0) < 0 || sigprocmask(SIG_BLOCK, &set, NULL) < 0)
		_exit(1);
}

static void join_blocking(void *context)
{
	const pid_t *pgid = context;

	lead_blocking(NULL);
	if (setpgid(0, *pgid) < 0)
		_exit(1);
}

static bool was_hit(pid_t pid)
{
	return fixture_has(pid, "ShdPnd", SIGTERM);
}

static struct process row_of(const struct kernel *kernel, pid_t pid)
{
	struct process_stat stat;

	EXPECT(kernel->look(kernel->context, pid, &stat) == 0);
	return (struct process){.pid = pid, .ppid = stat.ppid, .pgid = stat.pgid,
		.sid = stat.sid != 0 ? stat.sid : REAL_ZERO, .start = stat.start,
		.threads = stat.threads, .state = stat.state};
}

static const struct snapshot *snapshot_after(const struct snapshot *previous,
	const struct kernel *kernel, const pid_t *pids, size_t count)
{
	struct process rows[4];

	EXPECT(count <= COUNT(rows));
	for (size_t i = 0; i < count; i++)
		rows[i] = row_of(kernel, pids[i]);
	return snapshot_fixture(previous, rows, count);
}

static const struct snapshot *snapshot_of(const struct kernel *kernel, const pid_t *pids,
	size_t count)
{
	return snapshot_after(NULL, kernel, pids, count);
}

/* Ends the whole group that was chosen and lets a stranger have its number. */
static void reuse_number(struct fixture *fixture)
{
	child_end(fixture->number);
	EXPECT(fixture->kernel->killpg(fixture->kernel->context, fixture->number, 0) == -ESRCH);
	reuse_await_tick();
	reuse_ask_for(fixture->number);
	fixture->stranger = child_start(lead_blocking, NULL);
	EXPECT(fixture->stranger == fixture->number);
	EXPECT(getpgid(fixture->stranger) == fixture->number);
	EXPECT(!was_hit(fixture->stranger));
}

static struct fixture choose_group(const struct kernel *kernel)
{
	struct fixture fixture = {.kernel = kernel, .pin = {.pidfd = -1}};

	fixture.number = child_start(lead_blocking, NULL);
	EXPECT(fixture.number > 1);
	fixture.snapshot = snapshot_of(kernel, &fixture.number, 1);
	EXPECT(pin_init(&fixture.pin, kernel, fixture.snapshot,
		       snapshot_group(fixture.snapshot, fixture.number)) == 0);
	EXPECT(pin_verify(&fixture.pin, kernel) == 0);
	return fixture;
}

static int end_fixture(struct fixture *fixture)
{
	child_end(fixture->stranger);
	pin_done(&fixture->pin, fixture->kernel);
	snapshot_unref(fixture->snapshot);
	return 0;
}

/* The real kernel, as one older than the group flag would be. */
static struct kernel older_kernel(void)
{
	struct kernel kernel = *kernel_real();

	kernel.has_group_flag = reuse_no_group_flag;
	return kernel;
}

/* ---- In the namespace ---- */

static int exact_spares_the_stranger(void *context)
{
	struct fixture fixture;

	(void)context;
	reuse_need_group_flag();
	fixture = choose_group(kernel_real());
	EXPECT(fixture.pin.guarantee == PIN_EXACT);
	reuse_number(&fixture);
	EXPECT(pin_verify(&fixture.pin, fixture.kernel) == -ESTALE);
	EXPECT(pin_send(&fixture.pin, fixture.kernel, SIGTERM) == -ESTALE);
	/* Even without the question before it, the call itself goes nowhere else. */
	EXPECT(fixture.kernel->pidfd_signal_group(NULL, fixture.pin.pidfd, SIGTERM) == -ESRCH);
	EXPECT(!was_hit(fixture.stranger));
	return end_fixture(&fixture);
}

static int verified_spares_the_stranger(void *context)
{
	struct kernel kernel = older_kernel();
	struct fixture fixture = choose_group(&kernel);

	(void)context;
	EXPECT(fixture.pin.guarantee == PIN_VERIFIED);
	reuse_number(&fixture);
	EXPECT(pin_send(&fixture.pin, fixture.kernel, SIGTERM) == -ESTALE);
	EXPECT(!was_hit(fixture.stranger));
	return end_fixture(&fixture);
}

/* The control: a number alone does hit it. */
static int number_alone_hits_the_stranger(void *context)
{
	struct fixture fixture = choose_group(kernel_real());

	(void)context;
	reuse_number(&fixture);
	EXPECT(fixture.number > 1);
	EXPECT(fixture.kernel->killpg(fixture.kernel->context, fixture.number, SIGTERM) == 0);
	EXPECT(was_hit(fixture.stranger));
	return end_fixture(&fixture);
}

/* A group that only ended is not a changed one. */
static int ended_group_is_gone(void *context)
{
	const struct kernel older = older_kernel();
	const struct kernel *kernels[] = {kernel_real(), &older};

	(void)context;
	for (size_t i = 0; i < 2; i++) {
		struct fixture fixture = choose_group(kernels[i]);

		child_end(fixture.number);
		EXPECT(pin_send(&fixture.pin, fixture.kernel, SIGTERM) == -ESRCH);
		pin_done(&fixture.pin, fixture.kernel);
		snapshot_unref(fixture.snapshot);
	}
	return 0;
}

/* The leader is reaped while a member lives: the same group still, and it is reached. */
static int group_outlives_its_leader(void *context)
{
	const struct kernel older = older_kernel();
	const struct kernel *kernels[] = {kernel_real(), &older};

	(void)context;
	for (size_t i = 0; i < 2; i++) {
		const struct kernel *kernel = kernels[i];
		pid_t pids[2];
		struct pin pin;
		const struct snapshot *snapshot;

		pids[0] = child_start(lead_blocking, NULL);
		pids[1] = child_start(join_blocking, &pids[0]);
		snapshot = snapshot_of(kernel, pids, 2);
		EXPECT(pin_init(&pin, kernel, snapshot, snapshot_group(snapshot, pids[0])) == 0);
		child_end(pids[0]);
		EXPECT(!was_hit(pids[1]));
		EXPECT(pin_send(&pin, kernel, SIGTERM) == 0);
		EXPECT(was_hit(pids[1]));
		child_end(pids[1]);
		pin_done(&pin, kernel);
		snapshot_unref(snapshot);
	}
	return 0;
}

/* Chosen from a snapshot that is older than the stranger. */
static int stale_snapshot_is_noticed(void *context)
{
	const struct kernel older = older_kernel();
	const struct kernel *kernels[] = {kernel_real(), &older};

	(void)context;
	for (size_t i = 0; i < 2; i++) {
		struct fixture fixture = choose_group(kernels[i]);
		size_t descriptors;
		struct pin pin;

		reuse_number(&fixture);
		descriptors = child_count_descriptors();
		EXPECT(pin_init(&pin, fixture.kernel, fixture.snapshot,
			       snapshot_group(fixture.snapshot, fixture.number)) == -ESTALE);
		EXPECT(child_count_descriptors() == descriptors);
		EXPECT(!was_hit(fixture.stranger));
		end_fixture(&fixture);
	}
	return 0;
}

/* A group without its leader, chosen when that was reaped (or has moved to another group). */
static struct fixture choose_leaderless(pid_t *ret_member, bool reaped)
{
	struct fixture fixture = {.kernel = kernel_real(), .pin = {.pidfd = -1}};
	pid_t pids[3];

	fixture.number = child_start(lead_blocking, NULL);
	pids[0] = child_start(join_blocking, &fixture.number);
	pids[1] = child_start(lead_blocking, NULL);
	pids[2] = fixture.number;
	if (reaped)
		child_end(fixture.number);
	else
		EXPECT(setpgid(fixture.number, pids[1]) == 0);
	fixture.snapshot = snapshot_of(fixture.kernel, pids, reaped ? 2 : 3);
	EXPECT(pin_init(&fixture.pin, fixture.kernel, fixture.snapshot,
		       snapshot_group(fixture.snapshot, fixture.number)) == 0);
	EXPECT(pin_verify(&fixture.pin, fixture.kernel) == 0);
	child_end(pids[1]);
	*ret_member = pids[0];
	return fixture;
}

/* What the text names that a list of the first snapshot showed: 0 or -ESTALE. */
static int find_by_text(const struct fixture *fixture, const struct snapshot *snapshot)
{
	const struct group *group;
	char text[GROUP_ID_TEXT_MAX];
	struct target_spec spec;

	group_id_format(&snapshot_group(fixture->snapshot, fixture->number)->id, text);
	EXPECT(target_spec_parse(text, &spec) == 0);
	return target_spec_find_group(&spec.id, snapshot, &group);
}

/* The only member leaves, the number becomes a stranger's, and the member goes over to it. */
static int member_that_follows_a_stranger(void *context)
{
	pid_t member;
	struct fixture fixture = choose_leaderless(&member, true);
	const struct snapshot *next;

	(void)context;
	EXPECT(setpgid(member, member) == 0);
	reuse_await_tick();
	reuse_ask_for(fixture.number);
	fixture.stranger = child_start(lead_blocking, NULL);
	EXPECT(fixture.stranger == fixture.number);
	EXPECT(setpgid(member, fixture.number) == 0);
	EXPECT(pin_verify(&fixture.pin, fixture.kernel) == -ESTALE);
	EXPECT(pin_send(&fixture.pin, fixture.kernel, SIGTERM) == -ESTALE);
	next = snapshot_after(fixture.snapshot, fixture.kernel,
		(const pid_t[]){fixture.stranger, member}, 2);
	EXPECT(pin_renew(&fixture.pin, fixture.kernel, next,
		       snapshot_group(next, fixture.number)) == -ESTALE);
	EXPECT(find_by_text(&fixture, next) == -ESTALE);
	EXPECT(!was_hit(fixture.stranger) && !was_hit(member));
	snapshot_unref(next);
	child_end(member);
	return end_fixture(&fixture);
}

/* The old leader, who was in another group all the while, is no stranger. */
static int leader_that_comes_back(void *context)
{
	pid_t member;
	struct fixture fixture = choose_leaderless(&member, false);
	const struct snapshot *next;

	(void)context;
	fixture.stranger = fixture.number;
	EXPECT(setpgid(fixture.number, fixture.number) == 0);
	next = snapshot_after(fixture.snapshot, fixture.kernel,
		(const pid_t[]){fixture.number, member}, 2);
	EXPECT(find_by_text(&fixture, next) == 0);
	EXPECT(pin_renew(&fixture.pin, fixture.kernel, next,
		       snapshot_group(next, fixture.number)) == 0);
	EXPECT(pin_send(&fixture.pin, fixture.kernel, SIGTERM) == 0);
	EXPECT(was_hit(fixture.number) && was_hit(member));
	snapshot_unref(next);
	child_end(member);
	return end_fixture(&fixture);
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

static void test_exact_spares_the_stranger(void **state)
{
	(void)state;
	run(exact_spares_the_stranger);
}

static void test_verified_spares_the_stranger(void **state)
{
	(void)state;
	run(verified_spares_the_stranger);
}

static void test_number_alone_hits_the_stranger(void **state)
{
	(void)state;
	run(number_alone_hits_the_stranger);
}

static void test_ended_group_is_gone(void **state)
{
	(void)state;
	run(ended_group_is_gone);
}

static void test_group_outlives_its_leader(void **state)
{
	(void)state;
	run(group_outlives_its_leader);
}

static void test_stale_snapshot_is_noticed(void **state)
{
	(void)state;
	run(stale_snapshot_is_noticed);
}

static void test_member_that_follows_a_stranger(void **state)
{
	(void)state;
	run(member_that_follows_a_stranger);
}

static void test_leader_that_comes_back(void **state)
{
	(void)state;
	run(leader_that_comes_back);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_exact_spares_the_stranger),
		cmocka_unit_test(test_verified_spares_the_stranger),
		cmocka_unit_test(test_number_alone_hits_the_stranger),
		cmocka_unit_test(test_ended_group_is_gone),
		cmocka_unit_test(test_group_outlives_its_leader),
		cmocka_unit_test(test_stale_snapshot_is_noticed),
		cmocka_unit_test(test_member_that_follows_a_stranger),
		cmocka_unit_test(test_leader_that_comes_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
