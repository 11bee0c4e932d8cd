/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The scan of real processes, compared field by field with /proc read by hand. */
#include <config.h>

#include <ctype.h>
#include <math.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/sysinfo.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <cmocka.h>

#include "../lib/process/child.h"
#include "../lib/process/process_fixture.h"
#include "base/cleanup.h"
#include "scan/scanner.h"

/* Fields of /proc/PID/stat, numbered as in proc(5). */
enum {
	FIELD_PPID = 4,
	FIELD_PGRP = 5,
	FIELD_SESSION = 6,
	FIELD_TTY = 7,
	FIELD_TPGID = 8,
	FIELD_FLAGS = 9,
	FIELD_UTIME = 14,
	FIELD_STIME = 15,
	FIELD_THREADS = 20,
	FIELD_START = 22,
	FIELD_RSS = 24,
};

enum {
	NOBODY = 65534,
	KERNEL_THREAD = 0x200000,
};

static const struct snapshot *scan_once(void)
{
	CLEANUP(scanner_freep) struct scanner *scanner = NULL;
	const struct snapshot *snapshot = NULL;

	assert_int_equal(scanner_new(&scanner), 0);
	assert_int_equal(scanner_scan(scanner, NULL, &snapshot), 0);
	return snapshot;
}

/* The fixture, or a skipped test where this user cannot have it. */
#define SET_FIXTURE(fixture, ...) \
	do { \
		int set_fixture_ = FIXTURE_START(fixture, __VA_ARGS__); \
		if (set_fixture_ == FIXTURE_SKIP) { \
			fixture_end(fixture); \
			skip(); \
		} \
		assert_int_equal(set_fixture_, 0); \
	} while (0)

/* ---- Fields ---- */

static long long cpu_ticks(pid_t pid)
{
	return child_stat_field(pid, FIELD_UTIME) + child_stat_field(pid, FIELD_STIME);
}

static void check_fixed_fields(const struct process *process)
{
	pid_t pid = process->pid;

	assert_int_equal(process->ppid, child_stat_field(pid, FIELD_PPID));
	assert_int_equal(process->pgid, child_stat_field(pid, FIELD_PGRP));
	assert_int_equal(process->sid, child_stat_field(pid, FIELD_SESSION));
	assert_int_equal(process->tty, child_stat_field(pid, FIELD_TTY));
	assert_int_equal(process->tpgid, child_stat_field(pid, FIELD_TPGID));
	assert_int_equal(process->threads, child_stat_field(pid, FIELD_THREADS));
	assert_int_equal(process->start, child_stat_field(pid, FIELD_START));
	assert_int_equal(process->rss, child_stat_field(pid, FIELD_RSS) * sysconf(_SC_PAGESIZE));
	assert_int_equal(process->cpu, cpu_ticks(pid));
}

static void task_name(void *context)
{
	prctl(PR_SET_NAME, context);
}

static void task_work(void *context)
{
	(void)context;
	/* A few ticks of CPU time, so that there is something to compare. */
	while (cpu_ticks(getpid()) < 3)
		continue;
}

static bool sleeps(void *context)
{
	return fixture_state(*(pid_t *)context) == 'S';
}

static void test_own_children(void **state)
{
	char name[] = "a) R 1 (b";
	pid_t named = child_start(task_name, name);
	pid_t worker = child_start(task_work, NULL);
	const struct snapshot *snapshot;
	const struct process *process;

	(void)state;
	assert_true(child_await(sleeps, &named) && child_await(sleeps, &worker));
	snapshot = scan_once();
	process = snapshot_process(snapshot, named);
	assert_non_null(process);
	check_fixed_fields(process);
	assert_int_equal(process->ppid, getpid());
	assert_int_equal(process->euid, geteuid());
	assert_int_equal(process->state, 'S');
	assert_int_equal(process->threads, 1);
	assert_string_equal(process->name, name);
	assert_false(process->kernel_thread);
	assert_true(process->rss > 0);
	assert_int_equal(process->tty != 0, process->tty_name != NULL);

	process = snapshot_process(snapshot, worker);
	assert_non_null(process);
	check_fixed_fields(process);
	assert_true(process->cpu >= 3);
	snapshot_unref(snapshot);
	child_end(named);
	child_end(worker);
}

/* Identity stands on the start time: that of every process must be the kernel's, tick for tick. */
static void test_everybody(void **state)
{
	const struct snapshot *snapshot = scan_once();
	uint32_t compared = 0;

	(void)state;
	for (uint32_t i = 0; i < snapshot->process_count; i++) {
		const struct process *process = &snapshot->processes[i];
		long long start = child_stat_field(process->pid, FIELD_START);
		long long flags = child_stat_field(process->pid, FIELD_FLAGS);

		if (start < 0 || flags < 0)
			continue; /* ended since */
		assert_int_equal(process->start, start);
		assert_int_equal(process->kernel_thread, (flags & KERNEL_THREAD) != 0);
		if (process->kernel_thread)
			assert_int_equal(process->pgid, 0);
		compared++;
	}
	assert_true(compared > 0);
	assert_non_null(snapshot_process(snapshot, getpid()));
	snapshot_unref(snapshot);
}

static void task_nobody(void *context)
{
	bool *half = context;

	/* Half: only the effective UID, which is the one a row shows. A process that changed its
	 * UID is not dumpable, and most of its files are root's; its directory is not. */
	if (setresuid(*half ? (uid_t)-1 : NOBODY, NOBODY, *half ? (uid_t)-1 : NOBODY) < 0)
		_exit(1);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
}

static void test_owner(void **state)
{
	bool half = true;
	bool whole = false;
	const struct snapshot *snapshot;
	pid_t pids[2];

	(void)state;
	if (geteuid() != 0) {
		print_message("only root becomes others\n");
		skip();
	}
	pids[0] = child_start(task_nobody, &half);
	pids[1] = child_start(task_nobody, &whole);
	snapshot = scan_once();
	for (int i = 0; i < 2; i++) {
		assert_int_equal(snapshot_process(snapshot, pids[i])->euid, NOBODY);
		child_end(pids[i]);
	}
	assert_string_equal(snapshot_user_name(snapshot, 0), "root");
	snapshot_unref(snapshot);
}

/* A UID that nobody has in /etc/passwd is shown in digits. */
static void test_user_without_name(void **state)
{
	struct process_fixture fixture = {0};
	const struct snapshot *snapshot;

	(void)state;
	SET_FIXTURE(&fixture, "group", "uid:3999999999");
	snapshot = scan_once();
	assert_int_equal(
		snapshot_process(snapshot, fixture_group(&fixture, 0))->euid, UINT32_C(3999999999));
	assert_string_equal(snapshot_user_name(snapshot, UINT32_C(3999999999)), "3999999999");
	snapshot_unref(snapshot);
	fixture_end(&fixture);
}

/* ---- Situations ---- */

static void test_groups_and_the_dead(void **state)
{
	struct process_fixture fixture = {0};
	const struct snapshot *snapshot;
	const struct group *group;
	const struct process *process;

	(void)state;
	SET_FIXTURE(&fixture, "group", "gone", "default", "--", "zombie", "default", "--",
		"threadzombie", "--", "stopped", "--", "zombie");
	snapshot = scan_once();

	/* Its leader was reaped: the oldest member stands for it. */
	group = snapshot_group(snapshot, fixture_group(&fixture, 0));
	assert_non_null(group);
	assert_int_equal(group->leader, SNAPSHOT_NONE);
	assert_int_equal(group->count, 1);
	assert_true(group_id_is_leaderless(&group->id));

	/* Its leader has ended and waits to be reaped. */
	group = snapshot_group(snapshot, fixture_group(&fixture, 1));
	assert_int_equal(group->count, 2);
	assert_int_equal(group->living, 1);
	assert_int_equal(snapshot->processes[group->leader].pid, group->id.pgid);
	assert_true(process_is_dead(&snapshot->processes[group->leader]));

	/* Z, and alive: only its main thread has ended. */
	process = snapshot_process(snapshot, fixture_group(&fixture, 2));
	assert_int_equal(process->state, 'Z');
	assert_true(process->threads >= 2);
	assert_false(process_is_dead(process));
	assert_int_equal(snapshot_group_of(snapshot, process)->living, 1);

	process = snapshot_process(snapshot, fixture_group(&fixture, 3));
	assert_int_equal(process->state, 'T');
	assert_true(snapshot->stopped >= 1);

	group = snapshot_group(snapshot, fixture_group(&fixture, 4));
	assert_int_equal(group->living, 0);
	snapshot_unref(snapshot);
	fixture_end(&fixture);
}

static void test_terminal(void **state)
{
	struct process_fixture fixture = {0};
	const struct snapshot *snapshot;
	const struct session *session;
	const struct group *group;

	(void)state;
	SET_FIXTURE(&fixture, "session", "default", "default", "--", "default");
	snapshot = scan_once();
	session = snapshot_session(snapshot, fixture.sid);
	assert_non_null(session);
	assert_int_equal(session->group_count, 3);
	assert_string_equal(session->tty_name, fixture.terminal + strlen("/dev/"));
	for (uint32_t i = 0; i < session->group_count; i++) {
		group = &snapshot->groups[session->group_first + i];
		assert_string_equal(group->tty_name, session->tty_name);
		assert_int_equal(group->foreground, group->id.pgid == fixture.foreground);
	}
	for (size_t i = 0; i < fixture.count; i++) {
		const struct process *process = snapshot_process(snapshot, fixture.members[i].pid);

		assert_non_null(process);
		assert_string_equal(process->tty_name, session->tty_name);
		assert_int_equal(process->tpgid, fixture.foreground);
	}
	snapshot_unref(snapshot);
	fixture_end(&fixture);
}

/* ---- Churn ---- */

/* Lineages of processes that found groups and sessions, and end at once. */
static void task_churn(void *context)
{
	enum { BIRTHS = 800 };

	(void)context;
	child_ready();
	for (int i = 0; i < BIRTHS; i++) {
		pid_t pid = fork();

		if (pid == 0) {
			if (i % 3 == 0)
				setsid();
			else if (i % 3 == 1)
				setpgid(0, 0);
			_exit(0);
		}
		if (pid > 0)
			waitpid(pid, NULL, 0);
	}
	_exit(0);
}

static int compare_pids(const void *left, const void *right)
{
	pid_t a = *(const pid_t *)left;
	pid_t b = *(const pid_t *)right;

	return (a > b) - (a < b);
}

static void check_rows(const struct snapshot *snapshot)
{
	CLEANUP_FREE pid_t *pids = calloc(snapshot->process_count, sizeof(*pids));

	assert_non_null(pids);
	for (uint32_t i = 0; i < snapshot->process_count; i++) {
		const struct process *process = &snapshot->processes[i];

		assert_true(process->pid > 0);
		assert_true(process->pgid >= 0);
		assert_true(process->sid >= 0);
		assert_true(isalpha((unsigned char)process->state));
		/* Everybody but the first was started after the machine. */
		assert_true(process->start > 0 || process->pid <= 2);
		pids[i] = process->pid;
	}
	qsort(pids, snapshot->process_count, sizeof(*pids), compare_pids);
	for (uint32_t i = 1; i < snapshot->process_count; i++)
		assert_true(pids[i - 1] < pids[i]);
}

static void test_churn(void **state)
{
	CLEANUP(scanner_freep) struct scanner *scanner = NULL;
	const struct snapshot *previous = NULL;
	pid_t churners[3];
	size_t ended = 0;

	(void)state;
	assert_int_equal(scanner_new(&scanner), 0);
	for (size_t i = 0; i < 3; i++)
		churners[i] = child_start(task_churn, NULL);
	while (ended < 3) {
		const struct snapshot *snapshot = NULL;

		assert_int_equal(scanner_scan(scanner, previous, &snapshot), 0);
		check_rows(snapshot);
		assert_non_null(snapshot_process(snapshot, getpid()));
		snapshot_unref(previous);
		previous = snapshot;
		while (ended < 3 && waitpid(churners[ended], NULL, WNOHANG) > 0)
			ended++;
	}
	snapshot_unref(previous);
}

/* ---- What is read ---- */

/* Calls of read() so far. */
static uint64_t reads_so_far(void)
{
	CLEANUP_FREE char *io = child_proc_file(getpid(), "io", NULL);
	const char *line = io ? strstr(io, "syscr: ") : NULL;

	assert_non_null(line);
	return strtoull(line + strlen("syscr: "), NULL, 10);
}

/* One file of each process and no more: anything else would make the scan half as slow again. */
static void test_reads_one_file_of_each(void **state)
{
	enum { CHILDREN = 200, MACHINE = 40 };
	CLEANUP(scanner_freep) struct scanner *scanner = NULL;
	const struct snapshot *snapshot = NULL;
	pid_t pids[CHILDREN];
	uint64_t before;
	uint64_t reads;

	(void)state;
	for (int i = 0; i < CHILDREN; i++)
		pids[i] = child_start(NULL, NULL);
	assert_int_equal(scanner_new(&scanner), 0);
	/* The first scan also reads what is read only once. */
	assert_int_equal(scanner_scan(scanner, NULL, &snapshot), 0);
	snapshot_unref(snapshot);
	before = reads_so_far();
	assert_int_equal(scanner_scan(scanner, NULL, &snapshot), 0);
	reads = reads_so_far() - before;
	assert_in_range(
		reads, snapshot->process_count - MACHINE, snapshot->process_count + MACHINE);
	snapshot_unref(snapshot);
	for (int i = 0; i < CHILDREN; i++)
		child_end(pids[i]);
}

static void test_keeps_no_descriptors(void **state)
{
	CLEANUP(scanner_freep) struct scanner *scanner = NULL;
	size_t before;
	const struct snapshot *snapshot = NULL;

	(void)state;
	assert_int_equal(scanner_new(&scanner), 0);
	assert_int_equal(scanner_scan(scanner, NULL, &snapshot), 0);
	before = child_count_descriptors();
	for (int i = 0; i < 5; i++) {
		snapshot_unref(snapshot);
		assert_int_equal(scanner_scan(scanner, NULL, &snapshot), 0);
	}
	assert_int_equal(child_count_descriptors(), before);
	snapshot_unref(snapshot);
}

/* ---- The machine ---- */

static void test_machine(void **state)
{
	CLEANUP(scanner_freep) struct scanner *scanner = NULL;
	const struct snapshot *first = NULL;
	const struct snapshot *second = NULL;
	pid_t worker;
	struct sysinfo info;
	struct timespec now;
	char host[65] = "";

	(void)state;
	gethostname(host, sizeof(host) - 1);
	assert_int_equal(sysinfo(&info), 0);
	assert_int_equal(scanner_new(&scanner), 0);
	assert_int_equal(scanner_scan(scanner, NULL, &first), 0);
	worker = child_start(task_work, NULL);
	assert_int_equal(scanner_scan(scanner, first, &second), 0);
	child_end(worker);
	assert_string_equal(first->machine.host, host);
	assert_int_equal(first->machine.memory_total, (uint64_t)info.totalram * info.mem_unit);
	assert_in_range(first->machine.memory_used, 1, first->machine.memory_total);
	assert_int_equal(first->machine.ticks_per_second, sysconf(_SC_CLK_TCK));
	assert_true(fabs(first->machine.load[0] - (double)info.loads[0] / 65536) < 0.5);
	assert_true(isnan(first->machine.cpu_percent));
	assert_true(first->machine.cpu_busy <= first->machine.cpu_total);
	assert_true(second->machine.cpu_busy > first->machine.cpu_busy);
	assert_true(second->machine.cpu_total > first->machine.cpu_total);
	assert_true(second->machine.cpu_percent > 0 && second->machine.cpu_percent <= 100);
	clock_gettime(CLOCK_BOOTTIME, &now);
	assert_true(second->machine.uptime > first->machine.uptime);
	assert_true(second->machine.uptime / 1000000000 <= (uint64_t)now.tv_sec);
	assert_in_range(first->machine.time, time(NULL) - 60, time(NULL));
	snapshot_unref(first);
	snapshot_unref(second);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_own_children),
		cmocka_unit_test(test_everybody),
		cmocka_unit_test(test_owner),
		cmocka_unit_test(test_user_without_name),
		cmocka_unit_test(test_groups_and_the_dead),
		cmocka_unit_test(test_terminal),
		cmocka_unit_test(test_churn),
		cmocka_unit_test(test_reads_one_file_of_each),
		cmocka_unit_test(test_keeps_no_descriptors),
		cmocka_unit_test(test_machine),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
