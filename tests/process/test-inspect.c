/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Details of real processes, compared with what those know of themselves. */
#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <cmocka.h>

#include "../lib/process/child.h"
#include "base/array.h"
#include "base/cleanup.h"
#include "scan/inspect.h"

enum {
	FIELD_START = 22,
	WANT_ALL = DETAIL_MASKS | DETAIL_COMMAND | DETAIL_WCHAN,
	LONG_ARGUMENT = 100000,
};

static struct process_id identity(pid_t pid)
{
	return (struct process_id){pid, (uint64_t)child_stat_field(pid, FIELD_START)};
}

/* The details of one process. */
static struct detail_set *inspect(struct process_id id, unsigned want)
{
	struct detail_set *set = NULL;

	assert_int_equal(inspect_processes(&id, 1, want, &set), 0);
	assert_int_equal(set->count, 1);
	assert_ptr_equal(detail_set_find(set, id), set->items);
	return set;
}

static uint64_t bit(int signal)
{
	return UINT64_C(1) << (signal - 1);
}

static void ignore_it(int signal)
{
	(void)signal;
}

/* Blocks USR1 and HUP, ignores USR2, catches TERM and QUIT; HUP waits for its thread, USR1 for
 * it. */
static void task_masks(void *context)
{
	struct sigaction action = {.sa_handler = SIG_IGN};
	sigset_t set;

	(void)context;
	sigaction(SIGUSR2, &action, NULL);
	action.sa_handler = ignore_it;
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGQUIT, &action, NULL);
	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	sigaddset(&set, SIGHUP);
	sigprocmask(SIG_SETMASK, &set, NULL);
	syscall(SYS_tgkill, getpid(), getpid(), SIGHUP);
	kill(getpid(), SIGUSR1);
}

static void test_masks(void **state)
{
	pid_t pid = child_start(task_masks, NULL);
	struct detail_set *set = inspect(identity(pid), DETAIL_MASKS);
	const struct detail *detail = set->items;
	/* cmocka and the sanitizers catch some of their own. */
	uint64_t ours = bit(SIGTERM) | bit(SIGQUIT) | bit(SIGINT) | bit(SIGHUP) | bit(SIGUSR1) |
			bit(SIGUSR2);

	(void)state;
	assert_true(detail->alive);
	assert_true(detail->masks_known);
	assert_int_equal(detail->masks.blocked, bit(SIGUSR1) | bit(SIGHUP));
	assert_int_equal(detail->masks.pending, bit(SIGUSR1) | bit(SIGHUP));
	assert_int_equal(detail->masks.ignored & bit(SIGUSR2), bit(SIGUSR2));
	assert_int_equal(detail->masks.ignored & bit(SIGTERM), 0);
	assert_int_equal(detail->masks.caught & ours, bit(SIGTERM) | bit(SIGQUIT));
	assert_null(detail->command);
	detail_set_free(set);
	child_end(pid);
}

static void test_stat(void **state)
{
	pid_t pid = child_start(NULL, NULL);
	struct detail_set *set = inspect(identity(pid), 0);
	const struct detail *detail = set->items;

	(void)state;
	assert_true(detail->alive);
	assert_false(detail->masks_known);
	assert_int_equal(detail->stat.pid, pid);
	assert_int_equal(detail->stat.ppid, getpid());
	assert_int_equal(detail->stat.pgid, getpgrp());
	assert_int_equal(detail->stat.sid, getsid(0));
	assert_int_equal(detail->stat.threads, 1);
	assert_int_equal(detail->stat.start, child_stat_field(pid, FIELD_START));
	assert_string_equal(detail->wchan, "");
	detail_set_free(set);
	child_end(pid);
}

static void test_nobody(void **state)
{
	pid_t pid = child_start(NULL, NULL);
	struct process_id ids[] = {identity(pid), {0, 5}, {-1, 5}, {INT32_MAX, 5}};
	struct detail_set *set = NULL;

	(void)state;
	/* Somebody else has the number. */
	ids[0].start--;
	assert_int_equal(inspect_processes(ids, 4, WANT_ALL, &set), 0);
	assert_int_equal(set->count, 4);
	for (size_t i = 0; i < set->count; i++) {
		const struct detail *detail = detail_set_find(set, ids[i]);
		struct detail nothing = {.id = ids[i]};

		assert_non_null(detail);
		assert_false(detail->alive);
		assert_false(detail->masks_known);
		assert_null(detail->command);
		assert_memory_equal(&detail->stat, &nothing.stat, sizeof(nothing.stat));
	}
	detail_set_free(set);

	/* Nobody has it any more. */
	ids[0].start++;
	child_end(pid);
	set = inspect(ids[0], WANT_ALL);
	assert_false(set->items[0].alive);
	detail_set_free(set);
}

static void task_end(void *context)
{
	(void)context;
	_exit(0);
}

static void test_zombie(void **state)
{
	pid_t pid = child_start_unready(task_end, NULL);
	struct detail_set *set;

	(void)state;
	child_await_zombie(pid);
	set = inspect(identity(pid), WANT_ALL);
	assert_true(set->items[0].alive);
	assert_int_equal(set->items[0].stat.state, 'Z');
	assert_null(set->items[0].command);
	assert_string_equal(set->items[0].wchan, "");
	detail_set_free(set);
	child_end(pid);
}

static void test_order(void **state)
{
	pid_t first = child_start(NULL, NULL);
	pid_t second = child_start(NULL, NULL);
	struct process_id ids[] = {
		identity(second), identity(first), identity(second), identity(first), {0, 0}};
	struct detail_set *set = NULL;

	(void)state;
	assert_int_equal(inspect_processes(ids, 5, 0, &set), 0);
	assert_int_equal(set->count, 3);
	for (size_t i = 1; i < set->count; i++)
		assert_true(process_id_compare(set->items[i - 1].id, set->items[i].id) < 0);
	assert_true(detail_set_find(set, ids[0])->alive);
	assert_true(detail_set_find(set, ids[1])->alive);
	detail_set_free(set);

	assert_int_equal(inspect_processes(NULL, 0, WANT_ALL, &set), 0);
	assert_int_equal(set->count, 0);
	assert_null(detail_set_find(set, ids[0]));
	detail_set_free(set);
	child_end(first);
	child_end(second);
}

/* What a child that becomes a shell needs. */
struct shell {
	int input; /* the shell waits for it */
	char *arguments[3];
};

static void task_shell(void *context)
{
	struct shell *shell = context;
	char name[] = "sh";
	char option[] = "-c";
	char script[] = "read line; :";
	char *argv[] = {name, option, script, shell->arguments[0], shell->arguments[1],
		shell->arguments[2], NULL};

	dup2(shell->input, STDIN_FILENO);
	execv("/bin/sh", argv);
	_exit(1);
}

static bool is_shell(void *context)
{
	CLEANUP_FREE char *command = child_proc_file(*(pid_t *)context, "cmdline", NULL);

	return command && strcmp(command, "sh") == 0;
}

static pid_t start_shell(int input, char *first, char *second)
{
	struct shell shell = {input, {first, second, NULL}};
	pid_t pid = child_start_unready(task_shell, &shell);

	assert_true(child_await(is_shell, &pid));
	return pid;
}

static void test_command(void **state)
{
	static const char head[] = "sh -c read line; : ";
	CLEANUP_FREE char *filler = calloc(1, LONG_ARGUMENT + 1);
	char hostile[] = "a b\n\033[31m\xff\xc2\x9b) R 1";
	struct detail_set *set;
	size_t len = sizeof(head) - 1 + sizeof(hostile);
	int input[2];
	pid_t pid;

	(void)state;
	assert_non_null(filler);
	memset(filler, 'x', LONG_ARGUMENT);
	assert_int_equal(pipe2(input, O_CLOEXEC), 0);

	/* Every byte as it is, with blanks between the arguments. */
	pid = start_shell(input[0], hostile, NULL);
	set = inspect(identity(pid), DETAIL_COMMAND);
	assert_memory_equal(set->items[0].command, head, sizeof(head) - 1);
	assert_string_equal(set->items[0].command + sizeof(head) - 1, hostile);
	detail_set_free(set);
	child_end(pid);

	/* Long, and whole. */
	pid = start_shell(input[0], hostile, filler);
	set = inspect(identity(pid), WANT_ALL);
	assert_string_equal(set->items[0].command + len, filler);
	assert_true(set->items[0].masks_known);
	detail_set_free(set);
	child_end(pid);

	/* Longer than anybody looks at. */
	pid = start_shell(input[0], filler, filler);
	set = inspect(identity(pid), DETAIL_COMMAND);
	assert_int_equal(strlen(set->items[0].command), DETAIL_COMMAND_MAX);
	detail_set_free(set);
	child_end(pid);
	close(input[0]);
	close(input[1]);
}

static void task_name(void *context)
{
	prctl(PR_SET_NAME, context);
}

static void test_hostile_names(void **state)
{
	char names[][16] = {
		") R 1 1 1", "\nSigBlk:\tffff", "a\n) Z 0 (", "((((", "\xff\xfe\033[2J", ""};

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++) {
		pid_t pid = child_start(task_name, names[i]);
		struct detail_set *set = inspect(identity(pid), WANT_ALL);

		assert_true(set->items[0].alive);
		assert_int_equal(set->items[0].stat.pid, pid);
		assert_int_equal(set->items[0].stat.ppid, getpid());
		assert_int_equal(set->items[0].stat.pgid, getpgrp());
		assert_true(set->items[0].masks_known);
		assert_int_equal(set->items[0].masks.blocked, 0);
		detail_set_free(set);
		child_end(pid);
	}
}

/* Its own supplementary groups make the status file long; the masks stand behind them. */
static void task_many_groups(void *context)
{
	gid_t groups[20000];
	size_t count = COUNT(groups);

	for (size_t i = 0; i < count; i++)
		groups[i] = (gid_t)(1000000000 + i);
	syscall(SYS_setgroups, count, groups);
	task_masks(context);
}

static void test_long_status(void **state)
{
	char *status;
	pid_t pid = child_start(task_many_groups, NULL);
	struct detail_set *set;
	size_t len;

	(void)state;
	status = child_proc_file(pid, "status", &len);
	assert_non_null(status);
	set = inspect(identity(pid), DETAIL_MASKS);
	assert_true(set->items[0].masks_known);
	assert_int_equal(set->items[0].masks.blocked, bit(SIGUSR1) | bit(SIGHUP));
	detail_set_free(set);
	child_end(pid);
	free(status);
	if (len < 100000)
		skip(); /* only root may have that many groups */
}

static bool waits(void *context)
{
	CLEANUP_FREE char *wchan = child_proc_file(*(pid_t *)context, "wchan", NULL);

	return wchan && strcmp(wchan, "0") != 0;
}

static void test_wchan(void **state)
{
	pid_t pid = child_start(NULL, NULL);
	CLEANUP_FREE char *expected = NULL;
	struct detail_set *set;

	(void)state;
	if (geteuid() == 0)
		assert_true(child_await(waits, &pid));
	expected = child_proc_file(pid, "wchan", NULL);
	set = inspect(identity(pid), DETAIL_WCHAN);
	assert_string_equal(
		set->items[0].wchan, expected && strcmp(expected, "0") != 0 ? expected : "");
	detail_set_free(set);
	child_end(pid);
}

/* Running out of descriptors must not look as if everybody had ended, however many are missing. */
static void expect_error_without_descriptors(void)
{
	struct process_id self = identity(getpid());
	int r = 0;

	for (rlim_t count = 0; count < 64; count++) {
		struct rlimit limit = {count, 64};
		struct detail_set *set = NULL;

		EXPECT(setrlimit(RLIMIT_NOFILE, &limit) == 0);
		r = inspect_processes(&self, 1, WANT_ALL, &set);
		EXPECT(r == -EMFILE || (r == 0 && set->items[0].alive));
		EXPECT(r == 0 || set == NULL);
		detail_set_free(set);
	}
	EXPECT(r == 0);
}

static void test_descriptors(void **state)
{
	struct process_id ids[] = {identity(getpid()), {INT32_MAX, 1}};
	size_t before = child_count_descriptors();
	struct detail_set *set = NULL;

	(void)state;
	assert_int_equal(inspect_processes(ids, 2, WANT_ALL, &set), 0);
	assert_int_equal(child_count_descriptors(), before);
	detail_set_free(set);
	assert_int_equal(child_run(expect_error_without_descriptors), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_masks),
		cmocka_unit_test(test_stat),
		cmocka_unit_test(test_nobody),
		cmocka_unit_test(test_zombie),
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_command),
		cmocka_unit_test(test_hostile_names),
		cmocka_unit_test(test_long_status),
		cmocka_unit_test(test_wchan),
		cmocka_unit_test(test_descriptors),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
