/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What masks alone do not tell: several threads, and the first process of a namespace. */
#include <config.h>

#include <pthread.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <unistd.h>
#include <cmocka.h>

#include "../lib/process/child.h"
#include "scan/inspect.h"

enum {
	FIELD_START = 22,
};

/* The masks of one process. */
static struct detail_set *inspect(pid_t pid)
{
	struct process_id id = {pid, (uint64_t)child_stat_field(pid, FIELD_START)};
	struct detail_set *set = NULL;

	assert_int_equal(inspect_processes(&id, 1, DETAIL_MASKS, &set), 0);
	assert_int_equal(set->count, 1);
	assert_true(set->items->masks_known);
	return set;
}

static uint64_t bit(int signal)
{
	return UINT64_C(1) << (signal - 1);
}

/* A thread that blocks nothing, or everything, beside a first one that blocks TERM. */
static void *stay(void *context)
{
	const sigset_t *set = context;

	pthread_sigmask(SIG_SETMASK, set, NULL);
	child_ready();
	for (;;)
		pause();
	return NULL;
}

static void task_two_threads(void *context)
{
	static sigset_t of_thread;
	const bool *blocks = context;
	pthread_t thread;
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGUSR1);
	pthread_sigmask(SIG_SETMASK, &set, NULL);
	sigemptyset(&of_thread);
	if (*blocks)
		sigaddset(&of_thread, SIGTERM);
	if (pthread_create(&thread, NULL, stay, &of_thread) != 0)
		_exit(1);
	for (;;)
		pause();
}

/* What one thread blocks, another takes. */
static void test_masks_of_threads(void **state)
{
	(void)state;
	for (int blocks = 0; blocks < 2; blocks++) {
		bool all = blocks;
		pid_t pid = child_start(task_two_threads, &all);
		struct detail_set *set = inspect(pid);

		assert_int_equal(set->items->stat.threads, 2);
		assert_int_equal(set->items->masks.blocked, blocks ? bit(SIGTERM) : 0);
		detail_set_free(set);
		child_end(pid);
	}
}

/* The first process of a namespace inside this one, which has a PID of its own here. */
static void task_inner_init(void *context)
{
	int *outer = context;
	pid_t init;

	if (unshare(CLONE_NEWPID) < 0 && unshare(CLONE_NEWUSER | CLONE_NEWPID) < 0)
		init = -1;
	else
		init = fork();
	if (init == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		for (;;)
			pause();
	}
	if (write(outer[1], &init, sizeof(init)) < 0)
		_exit(1);
}

static void test_inner_init(void **state)
{
	int outer[2];
	pid_t init = -1;
	pid_t pid;
	struct detail_set *set;

	(void)state;
	assert_int_equal(pipe(outer), 0);
	pid = child_start(task_inner_init, outer);
	assert_int_equal(read(outer[0], &init, sizeof(init)), sizeof(init));
	close(outer[0]);
	close(outer[1]);
	if (init < 0) {
		child_end(pid);
		print_message("no PID namespace can be made here\n");
		skip();
	}
	set = inspect(init);
	assert_true(set->items->is_init);
	detail_set_free(set);
	set = inspect(pid);
	assert_false(set->items->is_init);
	detail_set_free(set);
	/* It may not have come to ask for its end yet; its parent has not reaped it. */
	assert_true(init > 1);
	assert_int_equal(kill(init, SIGKILL), 0);
	child_end(pid);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_masks_of_threads),
		cmocka_unit_test(test_inner_init),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
