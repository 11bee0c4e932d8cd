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
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "../lib/process/child.h"
#include "base/array.h"
#include "base/cleanup.h"
#include "kill/kernel.h"
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

/* A file with the same bytes as that one of a process. Returns its name, for the caller to free. */
static char *copy_of(pid_t pid, const char *file)
{
	char *name = strdup("/tmp/posse-test-XXXXXX");
	size_t len;
	char *text = child_proc_file(pid, file, &len);
	int fd = name ? mkstemp(name) : -1;

	EXPECT(text && fd >= 0 && write(fd, text, len) == (ssize_t)len);
	close(fd);
	free(text);
	return name;
}

static void mount_over(const char *source, pid_t pid, const char *file)
{
	char path[64];

	snprintf(path, sizeof(path), "/proc/%d/%s", (int)pid, file);
	EXPECT(mount(source, path, "none", MS_BIND, NULL) == 0);
}

static int look_at(pid_t pid)
{
	struct process_stat stat;

	return kernel_look(kernel_real(), pid, &stat);
}

/* Another process's line, the same process's line from another file system, and from another
 * /proc: none is the kernel's word on it. The others are as they were. */
static void look_behind_files(void)
{
	const char *const sources[] = {"/proc/1/stat", copy_of(getpid(), "stat"), "/mnt/1/stat"};
	pid_t pids[COUNT(sources) + 1];

	own_mounts(0);
	EXPECT(mount("proc", "/mnt", "proc", 0, NULL) == 0);
	for (size_t i = 0; i < COUNT(pids); i++)
		pids[i] = child_start(NULL, NULL);
	for (size_t i = 0; i < COUNT(sources); i++) {
		EXPECT(look_at(pids[i]) == 0);
		mount_over(sources[i], pids[i], "stat");
		EXPECT(look_at(pids[i]) == -EXDEV);
	}
	EXPECT(look_at(pids[COUNT(sources)]) == 0);
	EXPECT(!scanner_proc_is_foreign());
	unlink(sources[1]);
}

static void test_files_mounted_over(void **state)
{
	(void)state;
	check_verdict(child_run(look_behind_files));
}

/* A file of its own that says the very same: it could say anything. */
static void look_behind_own_file(void)
{
	static const char *const files[] = {"stat", "status"};

	own_mounts(0);
	for (size_t i = 0; i < COUNT(files); i++) {
		char *copy = copy_of(getpid(), files[i]);
		char path[64];

		EXPECT(!scanner_proc_is_foreign());
		mount_over(copy, getpid(), files[i]);
		unlink(copy);
		free(copy);
		EXPECT(scanner_proc_is_foreign());
		snprintf(path, sizeof(path), "/proc/%d/%s", (int)getpid(), files[i]);
		EXPECT(umount(path) == 0);
	}
}

static void test_own_files_mounted_over(void **state)
{
	(void)state;
	check_verdict(child_run(look_behind_own_file));
}

/* All that the scan needs, in a file system that is not /proc. */
static void look_at_imitation(void)
{
	const struct snapshot *snapshot;
	char directory[32];
	char path[64];
	char *stat = copy_of(getpid(), "stat");
	char *status = copy_of(getpid(), "status");

	own_mounts(0);
	EXPECT(mount("none", "/proc", "tmpfs", 0, NULL) == 0);
	snprintf(directory, sizeof(directory), "/proc/%d", (int)getpid());
	EXPECT(mkdir(directory, 0755) == 0);
	EXPECT(symlink(directory + strlen("/proc/"), "/proc/self") == 0);
	snprintf(path, sizeof(path), "%s/stat", directory);
	EXPECT(symlink(stat, path) == 0);
	snprintf(path, sizeof(path), "%s/status", directory);
	EXPECT(symlink(status, path) == 0);
	snapshot = expect_scan();
	EXPECT(snapshot->machine.foreign);
	EXPECT(look_at(getpid()) == -EXDEV);
	snapshot_unref(snapshot);
	unlink(stat);
	unlink(status);
	free(stat);
	free(status);
}

static void test_imitation(void **state)
{
	(void)state;
	check_verdict(child_run(look_at_imitation));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_foreign_proc),
		cmocka_unit_test(test_hidepid),
		cmocka_unit_test(test_no_proc),
		cmocka_unit_test(test_processes_only),
		cmocka_unit_test(test_files_mounted_over),
		cmocka_unit_test(test_own_files_mounted_over),
		cmocka_unit_test(test_imitation),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
