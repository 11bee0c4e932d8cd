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

#include "../lib/child.h"
#include "../lib/made_up.h"
#include "../lib/reuse.h"
#include "../lib/stage.h"
#include "base/array.h"
#include "base/cleanup.h"
#include "kill/pin.h"

/* A target that was chosen, and the process that has its number now. */
struct scene {
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
	return stage_has(pid, "ShdPnd", SIGTERM);
}

static struct process row_of(const struct kernel *kernel, pid_t pid)
{
	struct process_stat stat;

	EXPECT(kernel->look(kernel->context, pid, &stat) == 0);
	return (struct process){.pid = pid, .ppid = stat.ppid, .pgid = stat.pgid,
		.sid = stat.sid != 0 ? stat.sid : MADE_UP_ZERO, .start = stat.start,
		.threads = stat.threads, .state = stat.state};
}

static const struct snapshot *snapshot_of(const struct kernel *kernel, const pid_t *pids,
	size_t count)
{
	struct process rows[4];

	EXPECT(count <= COUNT(rows));
	for (size_t i = 0; i < count; i++)
		rows[i] = row_of(kernel, pids[i]);
	return made_up_snapshot(NULL, rows, count);
}

/* Ends the whole group that was chosen and lets a stranger have its number. */
static void reuse_number(struct scene *scene)
{
	child_end(scene->number);
	EXPECT(scene->kernel->killpg(scene->kernel->context, scene->number, 0) == -ESRCH);
	reuse_await_tick();
	reuse_ask_for(scene->number);
	scene->stranger = child_start(lead_blocking, NULL);
	EXPECT(scene->stranger == scene->number);
	EXPECT(getpgid(scene->stranger) == scene->number);
	EXPECT(!was_hit(scene->stranger));
}

static struct scene choose_group(const struct kernel *kernel)
{
	struct scene scene = {.kernel = kernel, .pin = {.pidfd = -1}};

	scene.number = child_start(lead_blocking, NULL);
	EXPECT(scene.number > 1);
	scene.snapshot = snapshot_of(kernel, &scene.number, 1);
	EXPECT(pin_init(&scene.pin, kernel, scene.snapshot,
		       snapshot_group(scene.snapshot, scene.number)) == 0);
	EXPECT(pin_verify(&scene.pin, kernel) == 0);
	return scene;
}

static int end_scene(struct scene *scene)
{
	child_end(scene->stranger);
	pin_done(&scene->pin, scene->kernel);
	snapshot_unref(scene->snapshot);
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
	struct scene scene;

	(void)context;
	reuse_need_group_flag();
	scene = choose_group(kernel_real());
	EXPECT(scene.pin.guarantee == PIN_EXACT);
	reuse_number(&scene);
	EXPECT(pin_verify(&scene.pin, scene.kernel) == -ESTALE);
	EXPECT(pin_send(&scene.pin, scene.kernel, SIGTERM) == -ESTALE);
	/* Even without the question before it, the call itself goes nowhere else. */
	EXPECT(scene.kernel->pidfd_signal_group(NULL, scene.pin.pidfd, SIGTERM) == -ESRCH);
	EXPECT(!was_hit(scene.stranger));
	return end_scene(&scene);
}

static int verified_spares_the_stranger(void *context)
{
	struct kernel kernel = older_kernel();
	struct scene scene = choose_group(&kernel);

	(void)context;
	EXPECT(scene.pin.guarantee == PIN_VERIFIED);
	reuse_number(&scene);
	EXPECT(pin_send(&scene.pin, scene.kernel, SIGTERM) == -ESTALE);
	EXPECT(!was_hit(scene.stranger));
	return end_scene(&scene);
}

/* The control: a number alone does hit it. */
static int number_alone_hits_the_stranger(void *context)
{
	struct scene scene = choose_group(kernel_real());

	(void)context;
	reuse_number(&scene);
	EXPECT(scene.number > 1);
	EXPECT(scene.kernel->killpg(scene.kernel->context, scene.number, SIGTERM) == 0);
	EXPECT(was_hit(scene.stranger));
	return end_scene(&scene);
}

/* A group that only ended is not a changed one. */
static int ended_group_is_gone(void *context)
{
	const struct kernel older = older_kernel();
	const struct kernel *kernels[] = {kernel_real(), &older};

	(void)context;
	for (size_t i = 0; i < 2; i++) {
		struct scene scene = choose_group(kernels[i]);

		child_end(scene.number);
		EXPECT(pin_send(&scene.pin, scene.kernel, SIGTERM) == -ESRCH);
		pin_done(&scene.pin, scene.kernel);
		snapshot_unref(scene.snapshot);
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
		struct scene scene = choose_group(kernels[i]);
		size_t descriptors;
		struct pin pin;

		reuse_number(&scene);
		descriptors = child_count_descriptors();
		EXPECT(pin_init(&pin, scene.kernel, scene.snapshot,
			       snapshot_group(scene.snapshot, scene.number)) == -ESTALE);
		EXPECT(child_count_descriptors() == descriptors);
		EXPECT(!was_hit(scene.stranger));
		end_scene(&scene);
	}
	return 0;
}

/* ---- Outside ---- */

static void run(int (*function)(void *context))
{
	int r = stage_in_namespace(function, NULL);

	if (r == STAGE_SKIP) {
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_exact_spares_the_stranger),
		cmocka_unit_test(test_verified_spares_the_stranger),
		cmocka_unit_test(test_number_alone_hits_the_stranger),
		cmocka_unit_test(test_ended_group_is_gone),
		cmocka_unit_test(test_group_outlives_its_leader),
		cmocka_unit_test(test_stale_snapshot_is_noticed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
