/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Members do what their behaviours say, as the kernel tells it, and the controller does as it is
 * told. */
#include <config.h>

#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#include "../lib/process/fixture_test.h"
#include "base/cleanup.h"

/* --- behaviours --------------------------------------------------------------------------- */

static void test_group(void **state)
{
	struct process_fixture *fixture = *state;
	struct fixture_stat stat;

	FIXTURE_TEST_START(fixture, "group", "default", "catch", "ignore");
	assert_int_equal(fixture->count, 3);
	assert_int_equal(fixture->pgid, fixture->members[0].pid);
	assert_int_equal(fixture_group(fixture, 0), fixture->pgid);
	assert_int_equal(fixture_group(fixture, 1), -ESRCH);
	for (size_t i = 0; i < fixture->count; i++) {
		assert_int_equal(fixture_stat(fixture->members[i].pid, &stat), 0);
		assert_int_equal(stat.pgid, fixture->pgid);
		assert_int_equal(stat.sid, getsid(0));
		assert_int_equal(stat.ppid, fixture->controller);
		assert_sleeps(fixture->members[i].pid);
	}
	assert_int_equal(fixture_stat(fixture->controller, &stat), 0);
	assert_int_equal(stat.pgid, getpgrp());
	fixture_test_end(fixture);
}

static void test_two_groups(void **state)
{
	struct process_fixture *fixture = *state;
	pid_t other;

	FIXTURE_TEST_START(fixture, "group", "default", "default", "--", "default", "ignore");
	other = fixture_group(fixture, 1);
	assert_int_not_equal(other, fixture->pgid);
	assert_int_equal(fixture_killpg(fixture, fixture->pgid, SIGKILL), 0);
	assert_dies(fixture->members[0].pid);
	assert_dies(fixture->members[1].pid);
	assert_int_equal(fixture_group_size(other, false), 2);
	fixture_test_end(fixture);
}

static void test_dispositions(void **state)
{
	struct process_fixture *fixture = *state;
	const char *mixed = "mixed:TERM=ign,USR1=catch,HUP=end,INT=block";
	pid_t pid;

	FIXTURE_TEST_START(fixture, "group", "default", "catch", "ignore", "block", mixed);
	pid = fixture_member(fixture, "default", 0);
	assert_false(fixture_has(pid, "SigIgn", SIGTERM) || fixture_has(pid, "SigCgt", SIGTERM));
	assert_int_equal(fixture_mask(pid, "SigBlk"), 0);
	pid = fixture_member(fixture, "catch", 0);
	assert_true(fixture_has(pid, "SigCgt", SIGTERM));
	pid = fixture_member(fixture, "ignore", 0);
	assert_true(fixture_has(pid, "SigIgn", SIGTERM) && fixture_has(pid, "SigIgn", SIGHUP));
	assert_true(fixture_has(pid, "SigIgn", SIGINT));
	pid = fixture_member(fixture, "block", 0);
	assert_true(fixture_has(pid, "SigBlk", SIGTERM));
	pid = fixture_member(fixture, mixed, 0);
	assert_true(fixture_has(pid, "SigIgn", SIGTERM) && fixture_has(pid, "SigCgt", SIGUSR1));
	assert_true(fixture_has(pid, "SigBlk", SIGINT));
	assert_int_equal(fixture_kill(fixture, pid, SIGUSR1), 0);
	assert_says(fixture, "caught", pid, "");
	assert_int_equal(fixture_kill(fixture, pid, SIGHUP), 0);
	assert_says(fixture, "cleaned", pid, "");
	fixture_test_end(fixture);
}

static void test_handlers(void **state)
{
	struct process_fixture *fixture = *state;

	FIXTURE_TEST_START(fixture, "group", "default", "catch", "catchslow:300");
	assert_int_equal(fixture_killpg(fixture, fixture->pgid, SIGTERM), 0);
	assert_says(fixture, "ended", fixture->members[0].pid, " signal 15");
	assert_says(fixture, "cleaned", fixture->members[1].pid, "");
	assert_says(fixture, "ended", fixture->members[1].pid, " exit 0");
	assert_says(fixture, "cleaning", fixture->members[2].pid, "");
	assert_says(fixture, "cleaned", fixture->members[2].pid, "");
	assert_says(fixture, "ended", fixture->members[2].pid, " exit 0");
	/* Now everybody has ended, and the controller ends by itself. */
	assert_dies(fixture->controller);
	fixture_test_end(fixture);
}

static void test_states(void **state)
{
	struct process_fixture *fixture = *state;
	struct fixture_stat stat;
	pid_t vforked;

	FIXTURE_TEST_START(fixture, "group", "default", "stopped", "stopped:ignore", "zombie",
	        "threadzombie", "busy", "vfork");
	assert_int_equal(fixture_state(fixture_member(fixture, "stopped", 0)), 'T');
	assert_int_equal(fixture_state(fixture_member(fixture, "stopped:ignore", 0)), 'T');
	assert_true(fixture_has(fixture_member(fixture, "stopped:ignore", 0), "SigIgn", SIGTERM));
	assert_int_equal(fixture_stat(fixture_member(fixture, "zombie", 0), &stat), 0);
	assert_true(stat.state == 'Z' && stat.threads < 2);
	assert_int_equal(fixture_stat(fixture_member(fixture, "threadzombie", 0), &stat), 0);
	assert_true(stat.state == 'Z' && stat.threads == 2);
	assert_int_equal(fixture_state(fixture_member(fixture, "busy", 0)), 'R');
	assert_int_equal(fixture_stat(fixture_member(fixture, "vfork", 0), &stat), 0);
	assert_true(stat.state == 'D' && stat.pgid == fixture->pgid);
	vforked = fixture_member(fixture, "vforked", 0);
	assert_int_equal(fixture_stat(vforked, &stat), 0);
	assert_int_equal(stat.ppid, fixture_member(fixture, "vfork", 0));
	assert_int_equal(stat.pgid, fixture->pgid);
	fixture_test_end(fixture);
	assert_int_equal(fixture_group_size(fixture->pgid, true), 0);
}

static void test_end_by_signal_reaches_all_states(void **state)
{
	struct process_fixture *fixture = *state;

	FIXTURE_TEST_START(fixture, "group", "default", "stopped", "threadzombie", "busy", "vfork");
	assert_int_equal(fixture_killpg(fixture, fixture->pgid, SIGKILL), 0);
	assert_empties(fixture->pgid);
	fixture_test_end(fixture);
}

static void test_leaderless(void **state)
{
	struct process_fixture *fixture = *state;
	struct fixture_stat stat;

	FIXTURE_TEST_START(fixture, "group", "gone", "default", "default");
	assert_int_equal(fixture_stat(fixture->pgid, &stat), -ESRCH);
	assert_int_equal(fixture_group_size(fixture->pgid, true), 2);
	assert_int_equal(fixture_killpg(fixture, fixture->pgid, SIGTERM), 0);
	assert_says(fixture, "ended", fixture->members[1].pid, " signal 15");
	fixture_test_end(fixture);
}

static void test_setsid_later(void **state)
{
	struct process_fixture *fixture = *state;
	struct fixture_stat stat;
	pid_t pid;

	FIXTURE_TEST_START(fixture, "group", "default", "setsid-later");
	pid = fixture->members[1].pid;
	assert_int_equal(fixture_kill(fixture, pid, SIGUSR1), 0);
	assert_says(fixture, "left", pid, "");
	assert_int_equal(fixture_stat(pid, &stat), 0);
	assert_true(stat.pgid == pid && stat.sid == pid);
	assert_int_equal(fixture_killpg(fixture, fixture->pgid, SIGKILL), 0);
	assert_dies(fixture->members[0].pid);
	assert_sleeps(pid);
	fixture_test_end(fixture);
}

static void test_names(void **state)
{
	struct process_fixture *fixture = *state;
	struct fixture_stat stat;
	char *bytes = test_malloc(200000);
	char path[64];
	size_t n;

	FIXTURE_TEST_START(
	        fixture, "group", "name:1b5b324a9be280ae29205a20:ignore", "argv:100000:name:6869");
	assert_int_equal(fixture_stat(fixture->members[0].pid, &stat), 0);
	assert_string_equal(stat.comm, "\x1b[2J\x9b\xe2\x80\xae) Z ");
	assert_true(fixture_has(fixture->members[0].pid, "SigIgn", SIGTERM));
	assert_int_equal(fixture_stat(fixture->members[1].pid, &stat), 0);
	assert_string_equal(stat.comm, "hi");
	assert_int_equal(stat.pgid, fixture->pgid);

	snprintf(path, sizeof(path), "/proc/%d/cmdline", (int)fixture->members[1].pid);
	CLEANUP(cleanup_fclose) FILE *file = fopen(path, "re");
	assert_non_null(file);
	n = fread(bytes, 1, 200000, file);
	assert_true(n >= 100000 && n < 101000);
	assert_non_null(memchr(bytes, '\x1b', n));
	test_free(bytes);
	fixture_test_end(fixture);
}

static void test_other_user(void **state)
{
	struct process_fixture *fixture = *state;
	struct stat owner;
	char path[64];

	FIXTURE_TEST_START(fixture, "group", "default", "uid:65534:catch");
	snprintf(path, sizeof(path), "/proc/%d/status", (int)fixture->members[1].pid);
	assert_int_equal(stat(path, &owner), 0);
	assert_int_equal(owner.st_uid, 65534);
	assert_true(fixture_has(fixture->members[1].pid, "SigCgt", SIGTERM));
	assert_true(fixture->controller > 1);
	assert_int_equal(kill(fixture->controller, SIGKILL), 0);
	assert_dies(fixture->members[1].pid);
	assert_int_equal(fixture_end(fixture), -EPROTO);
}

/* An ordinary user is told, and the test can be skipped. */
static int ask_for_another_user(void)
{
	struct process_fixture fixture = {0};

	if (geteuid() == 0 && setuid(65534) < 0)
		return 1;
	if (FIXTURE_START(&fixture, "group", "default") == -EACCES)
		return FIXTURE_SKIP; /* only root may enter the build directory */
	fixture_end(&fixture);
	if (FIXTURE_START(&fixture, "group", "uid:65533") != FIXTURE_SKIP)
		return 2;
	return strstr(fixture.reason, "root") ? 0 : 3;
}

static void test_needs_root(void **state)
{
	int status;
	pid_t pid;

	(void)state;
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0)
		_exit(ask_for_another_user());
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	if (WEXITSTATUS(status) == FIXTURE_SKIP)
		skip();
	assert_int_equal(WEXITSTATUS(status), 0);
}

/* --- commands ----------------------------------------------------------------------------- */

static void test_newborn(void **state)
{
	struct process_fixture *fixture = *state;
	struct fixture_stat stat;
	pid_t born;

	FIXTURE_TEST_START(fixture, "newborn");
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(fixture_ask(fixture, "fork", &born), 0);
		assert_int_equal(fixture_member(fixture, "newborn", i), born);
		assert_int_equal(fixture_stat(born, &stat), 0);
		assert_int_equal(stat.pgid, fixture->pgid);
	}
	assert_int_equal(fixture_group_size(fixture->pgid, false), 5);
	fixture_test_end(fixture);
}

static void test_newborn_inherits(void **state)
{
	struct process_fixture *fixture = *state;
	pid_t born;

	FIXTURE_TEST_START(fixture, "group", "catch");
	assert_int_equal(fixture_ask(fixture, "fork", &born), 0);
	assert_int_equal(fixture_kill(fixture, born, SIGTERM), 0);
	assert_says(fixture, "cleaned", born, "");
	assert_says(fixture, "ended", born, " exit 0");
	fixture_test_end(fixture);
}

static void test_exit_leader(void **state)
{
	struct process_fixture *fixture = *state;
	pid_t leader;
	pid_t reaped;

	FIXTURE_TEST_START(fixture, "group", "default", "default", "zombie");
	assert_int_equal(fixture_ask(fixture, "exit-leader", &leader), 0);
	assert_int_equal(leader, fixture->pgid);
	assert_int_equal(fixture_state(leader), 'Z');
	assert_int_equal(fixture_ask(fixture, "exit-leader", NULL), -EPROTO);
	assert_int_equal(fixture_ask(fixture, "reap", &reaped), 0);
	assert_int_equal(reaped, 2);
	assert_int_equal(fixture_state(leader), '\0');
	assert_int_equal(fixture_group_size(fixture->pgid, true), 1);
	fixture_test_end(fixture);
}

static void test_hold(void **state)
{
	struct process_fixture *fixture = *state;
	pid_t leader;

	FIXTURE_TEST_START(fixture, "group", "default", "default", "--", "default");
	leader = fixture->pgid;
	assert_int_equal(fixture_ask(fixture, "hold", NULL), 0);
	assert_int_equal(fixture_killpg(fixture, leader, SIGTERM), 0);
	assert_dies(fixture->members[0].pid);
	assert_dies(fixture->members[1].pid);
	assert_int_equal(fixture_group_size(leader, true), 2);
	assert_int_equal(fixture_ask(fixture, "reap", NULL), 0);
	assert_int_equal(fixture_group_size(leader, true), 0);
	fixture_test_end(fixture);
}

static void test_unknown_words(void **state)
{
	struct process_fixture *fixture = *state;

	FIXTURE_TEST_START(fixture, "group", "default");
	assert_int_equal(fixture_ask(fixture, "dance", NULL), -EPROTO);
	fixture_test_end(fixture);
	assert_int_equal(FIXTURE_START(fixture, "group", "default", "dancer"), -EPROTO);
	assert_int_equal(FIXTURE_START(fixture, "group", "catchslow:soon"), -EPROTO);
	assert_int_equal(FIXTURE_START(fixture, "session", "--", "vfork"), -EPROTO);
}

static void test_strangers_are_not_signalled(void **state)
{
	struct process_fixture *fixture = *state;

	FIXTURE_TEST_START(fixture, "group", "default");
	assert_int_equal(fixture_kill(fixture, getpid(), 0), -EPERM);
	assert_int_equal(fixture_kill(fixture, 1, 0), -EPERM);
	assert_int_equal(fixture_kill(fixture, 0, 0), -EPERM);
	assert_int_equal(fixture_kill(fixture, -fixture->pgid, 0), -EPERM);
	assert_int_equal(fixture_killpg(fixture, getpgrp(), 0), -EPERM);
	assert_int_equal(fixture_killpg(fixture, 1, 0), -EPERM);
	assert_int_equal(fixture_killpg(fixture, 0, 0), -EPERM);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        FIXTURE_TEST(test_group),
	        FIXTURE_TEST(test_two_groups),
	        FIXTURE_TEST(test_dispositions),
	        FIXTURE_TEST(test_handlers),
	        FIXTURE_TEST(test_states),
	        FIXTURE_TEST(test_end_by_signal_reaches_all_states),
	        FIXTURE_TEST(test_leaderless),
	        FIXTURE_TEST(test_setsid_later),
	        FIXTURE_TEST(test_names),
	        FIXTURE_TEST(test_other_user),
	        FIXTURE_TEST(test_needs_root),
	        FIXTURE_TEST(test_newborn),
	        FIXTURE_TEST(test_newborn_inherits),
	        FIXTURE_TEST(test_exit_leader),
	        FIXTURE_TEST(test_hold),
	        FIXTURE_TEST(test_unknown_words),
	        FIXTURE_TEST(test_strangers_are_not_signalled),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
