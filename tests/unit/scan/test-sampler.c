/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The threads on the real /proc: what they hand over, when, and how they end. */
#include <config.h>

#include <dirent.h>
#include <errno.h>
#include <poll.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>
#include <cmocka.h>

#include "../../lib/process/child.h"
#include "base/array.h"
#include "base/cleanup.h"
#include "base/number.h"
#include "scan/sampler.h"

#define MINUTE UINT64_C(60000000000)
#define SHORT  UINT64_C(100000000)

enum {
	AT_ONCE_MS = 5000, /* far below a minute, far above what a busy machine needs */
	FIELD_START = 22,
};

static struct sampler *start(uint64_t interval)
{
	struct sampler *sampler = NULL;

	assert_int_equal(sampler_new(interval, &sampler), 0);
	assert_non_null(sampler);
	return sampler;
}

/* Whether the sampler rings within so many milliseconds. */
static bool rings(struct sampler *sampler, int milliseconds)
{
	struct pollfd bell = {.fd = sampler_fd(sampler), .events = POLLIN};
	bool rung = poll(&bell, 1, milliseconds) == 1;

	if (rung)
		sampler_acknowledge(sampler);
	return rung;
}

/* The next snapshot, or NULL if none came in time; *ret_error is that of the last scan. */
static const struct snapshot *next_snapshot(struct sampler *sampler, int *ret_error)
{
	uint64_t deadline = child_now_ms() + CHILD_PATIENCE_MS;
	const struct snapshot *snapshot = NULL;

	*ret_error = 0;
	while (!snapshot && *ret_error == 0 && child_now_ms() < deadline)
		if (rings(sampler, CHILD_PATIENCE_MS))
			snapshot = sampler_take(sampler, ret_error);
	return snapshot;
}

static const struct snapshot *take_next(struct sampler *sampler)
{
	int error;
	const struct snapshot *snapshot = next_snapshot(sampler, &error);

	assert_int_equal(error, 0);
	assert_non_null(snapshot);
	return snapshot;
}

static struct detail_set *take_details(struct sampler *sampler, uint64_t *ret_serial)
{
	uint64_t deadline = child_now_ms() + CHILD_PATIENCE_MS;
	struct detail_set *set = NULL;

	while (!set && child_now_ms() < deadline)
		if (rings(sampler, CHILD_PATIENCE_MS))
			set = sampler_take_details(sampler, ret_serial);
	assert_non_null(set);
	return set;
}

static struct process_id identity(pid_t pid)
{
	return (struct process_id){pid, (uint64_t)child_stat_field(pid, FIELD_START)};
}

static void test_rates_come_early(void **state)
{
	struct sampler *sampler = start(MINUTE);
	const struct snapshot *first = take_next(sampler);
	uint64_t began = child_now_ms();
	const struct snapshot *second = take_next(sampler);
	uint64_t apart = child_now_ms() - began;
	int error = -1;

	(void)state;
	assert_false(first->rates);
	assert_true(second->rates);
	assert_in_range(apart, 300, AT_ONCE_MS);
	assert_in_range(
		second->machine.uptime - first->machine.uptime, UINT64_C(400000000), MINUTE);
	assert_non_null(snapshot_process_by_id(first, identity(getpid())));

	/* What was taken is gone from the slot, and the bell is still. */
	assert_null(sampler_take(sampler, &error));
	assert_int_equal(error, 0);
	assert_false(rings(sampler, 0));

	/* Snapshots outlive who made them. */
	sampler_free(sampler);
	assert_non_null(snapshot_process(first, getpid()));
	snapshot_unref(first);
	snapshot_unref(second);
}

/* Each scan is due an interval after the one before began; the machine may be late, never early. */
static void check_interval(struct sampler *sampler, const struct snapshot *first, int more)
{
	uint64_t begun = first->machine.uptime;
	const struct snapshot *last = NULL;

	for (int i = 0; i < more; i++) {
		snapshot_unref(last);
		last = take_next(sampler);
	}
	/* Late once is early for the next, so that only the sum is sure. */
	assert_true(last->machine.uptime - begun > (uint64_t)(more - 1) * SHORT);
	snapshot_unref(last);
}

static void test_interval(void **state)
{
	struct sampler *sampler = start(SHORT);
	const struct snapshot *first = take_next(sampler);

	(void)state;
	check_interval(sampler, first, 4);
	snapshot_unref(first);
	sampler_free(sampler);
}

static void test_scan_now(void **state)
{
	struct sampler *sampler = start(MINUTE);
	uint64_t began;

	(void)state;
	snapshot_unref(take_next(sampler));
	snapshot_unref(take_next(sampler));
	began = child_now_ms();
	sampler_scan_now(sampler);
	snapshot_unref(take_next(sampler));
	sampler_set_interval(sampler, SHORT);
	snapshot_unref(take_next(sampler));
	assert_in_range(child_now_ms() - began, 0, AT_ONCE_MS);
	sampler_free(sampler);
}

static void test_newest_replaces(void **state)
{
	struct sampler *sampler = start(SHORT);
	uint64_t asked;
	const struct snapshot *snapshot;
	int error = 0;

	(void)state;
	/* Rings, and nobody takes what is there. */
	for (int i = 0; i < 3; i++)
		assert_true(rings(sampler, CHILD_PATIENCE_MS));
	asked = child_now_ms();
	snapshot = sampler_take(sampler, &error);
	assert_non_null(snapshot);
	assert_true(snapshot->rates);
	assert_true(child_now_ms() - asked < AT_ONCE_MS);
	snapshot_unref(snapshot);
	sampler_free(sampler);
}

static void test_details(void **state)
{
	struct sampler *sampler = start(MINUTE);
	pid_t pid = child_start(NULL, NULL);
	struct process_id ids[] = {identity(getpid()), identity(pid)};
	struct detail_set *set;
	uint64_t serial = 0;

	(void)state;
	assert_int_equal(sampler_inspect(sampler, ids, 2, DETAIL_MASKS | DETAIL_COMMAND, 7), 0);
	/* The list is the sampler's own by now. */
	memset(ids, 0, sizeof(ids));
	set = take_details(sampler, &serial);
	assert_int_equal(serial, 7);
	assert_int_equal(set->count, 2);
	for (size_t i = 0; i < set->count; i++) {
		assert_true(set->items[i].alive);
		assert_true(set->items[i].masks_known);
		assert_non_null(set->items[i].command);
	}
	detail_set_free(set);
	assert_null(sampler_take_details(sampler, &serial));
	child_end(pid);
	sampler_free(sampler);
}

static void test_last_request_is_answered(void **state)
{
	struct sampler *sampler = start(MINUTE);
	struct process_id self = identity(getpid());
	uint64_t serial = 0;

	(void)state;
	for (uint64_t i = 1; i <= 100; i++)
		assert_int_equal(sampler_inspect(sampler, &self, 1, DETAIL_MASKS, i), 0);
	while (serial < 100) {
		uint64_t before = serial;
		struct detail_set *set = take_details(sampler, &serial);

		assert_true(serial > before);
		detail_set_free(set);
	}
	/* Nothing to look at is an answer, too. */
	assert_int_equal(sampler_inspect(sampler, NULL, 0, DETAIL_MASKS, 101), 0);
	detail_set_free(take_details(sampler, &serial));
	assert_int_equal(serial, 101);
	sampler_free(sampler);
}

static void test_ends_quickly(void **state)
{
	size_t descriptors = child_count_descriptors();
	uint64_t began = child_now_ms();

	(void)state;
	sampler_free(NULL);
	for (int i = 0; i < 20; i++) {
		struct sampler *sampler = start(MINUTE);

		/* In the first scan, or waiting for the second. */
		if (i % 2)
			assert_true(rings(sampler, CHILD_PATIENCE_MS));
		sampler_free(sampler);
	}
	/* None of them has waited for its second scan, which is due after half a second. */
	assert_true(child_now_ms() - began < CHILD_PATIENCE_MS);
	assert_int_equal(child_count_descriptors(), descriptors);
}

/* SigBlk of a thread. */
static uint64_t blocked_by(pid_t tid)
{
	CLEANUP_FREE char *status = child_proc_file(tid, "status", NULL);
	const char *line = status ? strstr(status, "\nSigBlk:\t") : NULL;

	return line ? strtoull(line + strlen("\nSigBlk:\t"), NULL, 16) : 0;
}

static void test_signals_are_for_the_owner(void **state)
{
	static const int signals[] = {SIGTERM, SIGINT, SIGHUP, SIGWINCH, SIGTSTP, SIGCONT, SIGCHLD};
	struct sampler *sampler = start(MINUTE);
	CLEANUP(cleanup_closedir) DIR *tasks = opendir("/proc/self/task");
	struct dirent *entry;
	int threads = 0;

	(void)state;
	assert_non_null(tasks);
	while ((entry = readdir(tasks))) {
		pid_t tid;

		/* The sanitizer's own thread, if there is one, blocks all of them, too. */
		if (number_parse_pid(entry->d_name, &tid) < 0)
			continue;
		for (size_t i = 0; i < COUNT(signals); i++)
			assert_int_equal(blocked_by(tid) >> (signals[i] - 1) & 1, tid != getpid());
		threads++;
	}
	assert_true(threads >= 3);
	sampler_free(sampler);
}

/* /proc goes away under a running sampler, and comes back. */
static void lose_proc(void)
{
	struct sampler *sampler = NULL;
	const struct snapshot *snapshot;
	int error = 0;

	if (unshare(CLONE_NEWNS) < 0 || mount("none", "/", "none", MS_REC | MS_PRIVATE, NULL) < 0)
		child_skip("mount namespaces are for root");
	EXPECT(sampler_new(MINUTE, &sampler) == 0);
	snapshot_unref(next_snapshot(sampler, &error));
	snapshot_unref(next_snapshot(sampler, &error));
	EXPECT(error == 0);
	EXPECT(mount("none", "/proc", "tmpfs", 0, NULL) == 0);
	sampler_scan_now(sampler);
	EXPECT(next_snapshot(sampler, &error) == NULL);
	EXPECT(error == -ENOENT);
	EXPECT(umount("/proc") == 0);
	sampler_scan_now(sampler);
	snapshot = next_snapshot(sampler, &error);
	EXPECT(snapshot != NULL);
	EXPECT(error == 0);
	snapshot_unref(snapshot);
	sampler_free(sampler);
}

static void test_proc_unmounted(void **state)
{
	int verdict = child_run(lose_proc);

	(void)state;
	if (verdict == CHILD_SKIPPED)
		skip();
	assert_int_equal(verdict, 0);
}

/* ---- Command lines of all ---- */

/* A shell that becomes another one of the same name when its pipe is closed. */
static void become_another(void *context)
{
	const int *pipe = context;

	dup2(pipe[0], STDIN_FILENO);
	close(pipe[1]);
	child_ready();
	execl("/bin/sh", "sh", "-c", "read x; exec sh -c 'kill -STOP $$' second", "first",
		(char *)NULL);
	_exit(1);
}

/* Waits for the snapshot in which the process has this in its command line. */
static bool comes_to_be_called(struct sampler *sampler, pid_t pid, const char *part)
{
	uint64_t deadline = child_now_ms() + CHILD_PATIENCE_MS;
	bool found = false;

	while (!found && child_now_ms() < deadline) {
		CLEANUP(snapshot_unrefp) const struct snapshot *snapshot = take_next(sampler);
		const struct process *process = snapshot_process(snapshot, pid);

		found = process && process->command && strstr(process->command, part);
	}
	return found;
}

static void reads_commands_once_and_again_after_an_exec(void **state)
{
	struct sampler *sampler = start(SHORT);
	CLEANUP(snapshot_unrefp) const struct snapshot *without = take_next(sampler);
	int pipes[2];
	pid_t pid;

	(void)state;
	assert_null(snapshot_process(without, getpid())->command);
	assert_int_equal(pipe(pipes), 0);
	pid = child_start(become_another, pipes);
	sampler_want(sampler, DETAIL_COMMAND);
	assert_true(comes_to_be_called(sampler, pid, "second first"));
	close(pipes[0]);
	close(pipes[1]);
	assert_true(comes_to_be_called(sampler, pid, "sh -c kill -STOP $$ second"));
	child_end(pid);
	sampler_free(sampler);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_commands_once_and_again_after_an_exec),
		cmocka_unit_test(test_rates_come_early),
		cmocka_unit_test(test_interval),
		cmocka_unit_test(test_scan_now),
		cmocka_unit_test(test_newest_replaces),
		cmocka_unit_test(test_details),
		cmocka_unit_test(test_last_request_is_answered),
		cmocka_unit_test(test_ends_quickly),
		cmocka_unit_test(test_signals_are_for_the_owner),
		cmocka_unit_test(test_proc_unmounted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
