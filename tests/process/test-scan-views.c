/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The scan where /proc shows less than all, or something else: in namespaces of its own. */
#include <config.h>

#include <errno.h>
#include <math.h>
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/mount.h>
#include <unistd.h>
#include <cmocka.h>

#include "../lib/process/child.h"
#include "base/array.h"
#include "base/cleanup.h"
#include "scan/scanner.h"

enum {
	NOBODY = 65534,
};

static const struct snapshot *expect_scan(void)
{
	CLEANUP(scanner_freep) struct scanner *scanner = NULL;
	const struct snapshot *snapshot = NULL;

	EXPECT(scanner_new(&scanner) == 0);
	EXPECT(scanner_scan(scanner, NULL, &snapshot) == 0);
	return snapshot;
}

static void check_verdict(int verdict)
{
	if (verdict == CHILD_SKIPPED)
		skip();
	assert_int_equal(verdict, 0);
}

static void own_mounts(int more)
{
	if (unshare(CLONE_NEWNS | more) < 0 ||
		mount("none", "/", "none", MS_REC | MS_PRIVATE, NULL) < 0)
		child_skip("namespaces are for root here");
}

static void look_at_foreign_proc_inside(void)
{
	const struct snapshot *snapshot = expect_scan();

	EXPECT(snapshot->machine.foreign);
	snapshot_unref(snapshot);
}

static void look_at_foreign_proc(void)
{
	const struct snapshot *snapshot = expect_scan();

	EXPECT(!snapshot->machine.foreign);
	snapshot_unref(snapshot);
	if (unshare(CLONE_NEWPID) < 0)
		child_skip("PID namespaces are for root here");
	EXPECT(child_run(look_at_foreign_proc_inside) == 0);
}

static void test_foreign_proc(void **state)
{
	(void)state;
	check_verdict(child_run(look_at_foreign_proc));
}

/* As nobody, with processes of others about. */
static void look_as_nobody(void)
{
	const struct snapshot *snapshot;

	EXPECT(setresgid(NOBODY, NOBODY, NOBODY) == 0 && setresuid(NOBODY, NOBODY, NOBODY) == 0);
	snapshot = expect_scan();
	EXPECT(snapshot->machine.partial);
	EXPECT(!snapshot->machine.foreign);
	for (uint32_t i = 0; i < snapshot->process_count; i++)
		EXPECT(snapshot->processes[i].euid == NOBODY);
	EXPECT(snapshot_process(snapshot, getpid()) != NULL);
	snapshot_unref(snapshot);
}

static void look_with_hidepid(void)
{
	static const char *const options[] = {"hidepid=1", "hidepid=2", "hidepid=4"};
	const struct snapshot *snapshot;

	EXPECT(mount("proc", "/proc", "proc", 0, NULL) == 0);
	for (size_t i = 0; i < COUNT(options); i++) {
		if (mount("proc", "/proc", "proc", MS_REMOUNT, options[i]) < 0)
			continue; /* hidepid=4 came with Linux 5.8 */
		snapshot = expect_scan();
		/* Nothing is hidden from root, unless only what it may trace is shown. */
		EXPECT(!snapshot->machine.partial);
		EXPECT(snapshot_process(snapshot, 1) != NULL);
		snapshot_unref(snapshot);
		EXPECT(child_run(look_as_nobody) == 0);
	}
}

static void enter_namespace_with_hidepid(void)
{
	own_mounts(CLONE_NEWPID);
	EXPECT(child_run(look_with_hidepid) == 0);
}

static void test_hidepid(void **state)
{
	(void)state;
	check_verdict(child_run(enter_namespace_with_hidepid));
}

/* libproc2 would end the program there. */
static void look_without_proc(void)
{
	struct scanner *early = NULL;
	struct scanner *late = NULL;
	const struct snapshot *snapshot = NULL;

	own_mounts(0);
	EXPECT(scanner_new(&early) == 0);
	EXPECT(mount("none", "/proc", "tmpfs", 0, NULL) == 0);
	EXPECT(scanner_scan(early, NULL, &snapshot) == -ENOENT);
	EXPECT(scanner_new(&late) == -ENOENT);
	EXPECT(snapshot == NULL && late == NULL);
	EXPECT(umount("/proc") == 0);
	/* It recovers, and nobody is there twice. */
	EXPECT(scanner_scan(early, NULL, &snapshot) == 0);
	snapshot_unref(snapshot);
	scanner_free(early);
	scanner_free(NULL);
}

static void test_no_proc(void **state)
{
	(void)state;
	check_verdict(child_run(look_without_proc));
}

/* subset=pid: processes only, no figures of the machine. */
static void look_at_processes_only(void)
{
	const struct snapshot *snapshot;

	if (mount("proc", "/proc", "proc", 0, "subset=pid") < 0)
		child_skip("this kernel has no subset=pid");
	snapshot = expect_scan();
	EXPECT(snapshot_process(snapshot, getpid()) != NULL);
	EXPECT(snapshot->machine.memory_total == 0 && snapshot->machine.cpu_total == 0);
	EXPECT(isnan(snapshot->machine.cpu_percent));
	EXPECT(!snapshot->machine.foreign);
	snapshot_unref(snapshot);
}

static void enter_namespace_of_processes_only(void)
{
	int verdict;

	own_mounts(CLONE_NEWPID);
	verdict = child_run(look_at_processes_only);
	if (verdict == CHILD_SKIPPED)
		_exit(CHILD_SKIPPED);
	EXPECT(verdict == 0);
}

static void test_processes_only(void **state)
{
	(void)state;
	check_verdict(child_run(enter_namespace_of_processes_only));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_foreign_proc),
		cmocka_unit_test(test_hidepid),
		cmocka_unit_test(test_no_proc),
		cmocka_unit_test(test_processes_only),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
