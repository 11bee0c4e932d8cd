/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Members are what their roles say, as the kernel tells it, and the director does as it is told. */
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

#include "../lib/scene.h"
#include "base/cleanup.h"

/* --- roles -------------------------------------------------------------------------------- */

static void test_group(void **state)
{
	struct stage *stage = *state;
	struct stage_stat stat;

	SCENE_START(stage, "group", "default", "catch", "ignore");
	assert_int_equal(stage->count, 3);
	assert_int_equal(stage->pgid, stage->members[0].pid);
	assert_int_equal(stage_group(stage, 0), stage->pgid);
	assert_int_equal(stage_group(stage, 1), -ESRCH);
	for (size_t i = 0; i < stage->count; i++) {
		assert_int_equal(stage_stat(stage->members[i].pid, &stat), 0);
		assert_int_equal(stat.pgid, stage->pgid);
		assert_int_equal(stat.sid, getsid(0));
		assert_int_equal(stat.ppid, stage->director);
		scene_sleeps(stage->members[i].pid);
	}
	assert_int_equal(stage_stat(stage->director, &stat), 0);
	assert_int_equal(stat.pgid, getpgrp());
	scene_end(stage);
}

static void test_two_groups(void **state)
{
	struct stage *stage = *state;
	pid_t other;

	SCENE_START(stage, "group", "default", "default", "--", "default", "ignore");
	other = stage_group(stage, 1);
	assert_int_not_equal(other, stage->pgid);
	assert_int_equal(stage_killpg(stage, stage->pgid, SIGKILL), 0);
	scene_dies(stage->members[0].pid);
	scene_dies(stage->members[1].pid);
	assert_int_equal(stage_group_size(other, false), 2);
	scene_end(stage);
}

static void test_dispositions(void **state)
{
	struct stage *stage = *state;
	const char *mixed = "mixed:TERM=ign,USR1=catch,HUP=end,INT=block";
	pid_t pid;

	SCENE_START(stage, "group", "default", "catch", "ignore", "block", mixed);
	pid = stage_member(stage, "default", 0);
	assert_false(stage_has(pid, "SigIgn", SIGTERM) || stage_has(pid, "SigCgt", SIGTERM));
	assert_int_equal(stage_mask(pid, "SigBlk"), 0);
	pid = stage_member(stage, "catch", 0);
	assert_true(stage_has(pid, "SigCgt", SIGTERM));
	pid = stage_member(stage, "ignore", 0);
	assert_true(stage_has(pid, "SigIgn", SIGTERM) && stage_has(pid, "SigIgn", SIGHUP));
	assert_true(stage_has(pid, "SigIgn", SIGINT));
	pid = stage_member(stage, "block", 0);
	assert_true(stage_has(pid, "SigBlk", SIGTERM));
	pid = stage_member(stage, mixed, 0);
	assert_true(stage_has(pid, "SigIgn", SIGTERM) && stage_has(pid, "SigCgt", SIGUSR1));
	assert_true(stage_has(pid, "SigBlk", SIGINT));
	assert_int_equal(stage_kill(stage, pid, SIGUSR1), 0);
	scene_says(stage, "caught", pid, "");
	assert_int_equal(stage_kill(stage, pid, SIGHUP), 0);
	scene_says(stage, "cleaned", pid, "");
	scene_end(stage);
}

static void test_handlers(void **state)
{
	struct stage *stage = *state;

	SCENE_START(stage, "group", "default", "catch", "catchslow:300");
	assert_int_equal(stage_killpg(stage, stage->pgid, SIGTERM), 0);
	scene_says(stage, "ended", stage->members[0].pid, " signal 15");
	scene_says(stage, "cleaned", stage->members[1].pid, "");
	scene_says(stage, "ended", stage->members[1].pid, " exit 0");
	scene_says(stage, "cleaning", stage->members[2].pid, "");
	scene_says(stage, "cleaned", stage->members[2].pid, "");
	scene_says(stage, "ended", stage->members[2].pid, " exit 0");
	/* Now everybody has ended, and the director ends by itself. */
	scene_dies(stage->director);
	scene_end(stage);
}

static void test_states(void **state)
{
	struct stage *stage = *state;
	struct stage_stat stat;
	pid_t vforked;

	SCENE_START(stage, "group", "default", "stopped", "stopped:ignore", "zombie",
	        "threadzombie", "busy", "vfork");
	assert_int_equal(stage_state(stage_member(stage, "stopped", 0)), 'T');
	assert_int_equal(stage_state(stage_member(stage, "stopped:ignore", 0)), 'T');
	assert_true(stage_has(stage_member(stage, "stopped:ignore", 0), "SigIgn", SIGTERM));
	assert_int_equal(stage_stat(stage_member(stage, "zombie", 0), &stat), 0);
	assert_true(stat.state == 'Z' && stat.threads < 2);
	assert_int_equal(stage_stat(stage_member(stage, "threadzombie", 0), &stat), 0);
	assert_true(stat.state == 'Z' && stat.threads == 2);
	assert_int_equal(stage_state(stage_member(stage, "busy", 0)), 'R');
	assert_int_equal(stage_stat(stage_member(stage, "vfork", 0), &stat), 0);
	assert_true(stat.state == 'D' && stat.pgid == stage->pgid);
	vforked = stage_member(stage, "vforked", 0);
	assert_int_equal(stage_stat(vforked, &stat), 0);
	assert_int_equal(stat.ppid, stage_member(stage, "vfork", 0));
	assert_int_equal(stat.pgid, stage->pgid);
	scene_end(stage);
	assert_int_equal(stage_group_size(stage->pgid, true), 0);
}

static void test_end_by_signal_reaches_all_states(void **state)
{
	struct stage *stage = *state;

	SCENE_START(stage, "group", "default", "stopped", "threadzombie", "busy", "vfork");
	assert_int_equal(stage_killpg(stage, stage->pgid, SIGKILL), 0);
	scene_empties(stage->pgid);
	scene_end(stage);
}

static void test_leaderless(void **state)
{
	struct stage *stage = *state;
	struct stage_stat stat;

	SCENE_START(stage, "group", "gone", "default", "default");
	assert_int_equal(stage_stat(stage->pgid, &stat), -ESRCH);
	assert_int_equal(stage_group_size(stage->pgid, true), 2);
	assert_int_equal(stage_killpg(stage, stage->pgid, SIGTERM), 0);
	scene_says(stage, "ended", stage->members[1].pid, " signal 15");
	scene_end(stage);
}

static void test_setsid_later(void **state)
{
	struct stage *stage = *state;
	struct stage_stat stat;
	pid_t pid;

	SCENE_START(stage, "group", "default", "setsid-later");
	pid = stage->members[1].pid;
	assert_int_equal(stage_kill(stage, pid, SIGUSR1), 0);
	scene_says(stage, "left", pid, "");
	assert_int_equal(stage_stat(pid, &stat), 0);
	assert_true(stat.pgid == pid && stat.sid == pid);
	assert_int_equal(stage_killpg(stage, stage->pgid, SIGKILL), 0);
	scene_dies(stage->members[0].pid);
	scene_sleeps(pid);
	scene_end(stage);
}

static void test_names(void **state)
{
	struct stage *stage = *state;
	struct stage_stat stat;
	char *bytes = test_malloc(200000);
	char path[64];
	size_t n;

	SCENE_START(
	        stage, "group", "name:1b5b324a9be280ae29205a20:ignore", "argv:100000:name:6869");
	assert_int_equal(stage_stat(stage->members[0].pid, &stat), 0);
	assert_string_equal(stat.comm, "\x1b[2J\x9b\xe2\x80\xae) Z ");
	assert_true(stage_has(stage->members[0].pid, "SigIgn", SIGTERM));
	assert_int_equal(stage_stat(stage->members[1].pid, &stat), 0);
	assert_string_equal(stat.comm, "hi");
	assert_int_equal(stat.pgid, stage->pgid);

	snprintf(path, sizeof(path), "/proc/%d/cmdline", (int)stage->members[1].pid);
	CLEANUP(cleanup_fclose) FILE *file = fopen(path, "re");
	assert_non_null(file);
	n = fread(bytes, 1, 200000, file);
	assert_true(n >= 100000 && n < 101000);
	assert_non_null(memchr(bytes, '\x1b', n));
	test_free(bytes);
	scene_end(stage);
}

static void test_other_user(void **state)
{
	struct stage *stage = *state;
	struct stat owner;
	char path[64];

	SCENE_START(stage, "group", "default", "uid:65534:catch");
	snprintf(path, sizeof(path), "/proc/%d/status", (int)stage->members[1].pid);
	assert_int_equal(stat(path, &owner), 0);
	assert_int_equal(owner.st_uid, 65534);
	assert_true(stage_has(stage->members[1].pid, "SigCgt", SIGTERM));
	assert_true(stage->director > 1);
	assert_int_equal(kill(stage->director, SIGKILL), 0);
	scene_dies(stage->members[1].pid);
	assert_int_equal(stage_end(stage), -EPROTO);
}

/* An ordinary user is told, and the test can be skipped. */
static int ask_for_another_user(void)
{
	struct stage stage = {0};

	if (geteuid() == 0 && setuid(65534) < 0)
		return 1;
	if (STAGE_START(&stage, "group", "default") == -EACCES)
		return STAGE_SKIP; /* only root may enter the build directory */
	stage_end(&stage);
	if (STAGE_START(&stage, "group", "uid:65533") != STAGE_SKIP)
		return 2;
	return strstr(stage.reason, "root") ? 0 : 3;
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
	if (WEXITSTATUS(status) == STAGE_SKIP)
		skip();
	assert_int_equal(WEXITSTATUS(status), 0);
}

/* --- commands ----------------------------------------------------------------------------- */

static void test_newborn(void **state)
{
	struct stage *stage = *state;
	struct stage_stat stat;
	pid_t born;

	SCENE_START(stage, "newborn");
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(stage_ask(stage, "fork", &born), 0);
		assert_int_equal(stage_member(stage, "newborn", i), born);
		assert_int_equal(stage_stat(born, &stat), 0);
		assert_int_equal(stat.pgid, stage->pgid);
	}
	assert_int_equal(stage_group_size(stage->pgid, false), 5);
	scene_end(stage);
}

static void test_newborn_inherits(void **state)
{
	struct stage *stage = *state;
	pid_t born;

	SCENE_START(stage, "group", "catch");
	assert_int_equal(stage_ask(stage, "fork", &born), 0);
	assert_int_equal(stage_kill(stage, born, SIGTERM), 0);
	scene_says(stage, "cleaned", born, "");
	scene_says(stage, "ended", born, " exit 0");
	scene_end(stage);
}

static void test_exit_leader(void **state)
{
	struct stage *stage = *state;
	pid_t leader;
	pid_t reaped;

	SCENE_START(stage, "group", "default", "default", "zombie");
	assert_int_equal(stage_ask(stage, "exit-leader", &leader), 0);
	assert_int_equal(leader, stage->pgid);
	assert_int_equal(stage_state(leader), 'Z');
	assert_int_equal(stage_ask(stage, "exit-leader", NULL), -EPROTO);
	assert_int_equal(stage_ask(stage, "reap", &reaped), 0);
	assert_int_equal(reaped, 2);
	assert_int_equal(stage_state(leader), '\0');
	assert_int_equal(stage_group_size(stage->pgid, true), 1);
	scene_end(stage);
}

static void test_hold(void **state)
{
	struct stage *stage = *state;
	pid_t leader;

	SCENE_START(stage, "group", "default", "default", "--", "default");
	leader = stage->pgid;
	assert_int_equal(stage_ask(stage, "hold", NULL), 0);
	assert_int_equal(stage_killpg(stage, leader, SIGTERM), 0);
	scene_dies(stage->members[0].pid);
	scene_dies(stage->members[1].pid);
	assert_int_equal(stage_group_size(leader, true), 2);
	assert_int_equal(stage_ask(stage, "reap", NULL), 0);
	assert_int_equal(stage_group_size(leader, true), 0);
	scene_end(stage);
}

static void test_unknown_words(void **state)
{
	struct stage *stage = *state;

	SCENE_START(stage, "group", "default");
	assert_int_equal(stage_ask(stage, "dance", NULL), -EPROTO);
	scene_end(stage);
	assert_int_equal(STAGE_START(stage, "group", "default", "dancer"), -EPROTO);
	assert_int_equal(STAGE_START(stage, "group", "catchslow:soon"), -EPROTO);
	assert_int_equal(STAGE_START(stage, "session", "--", "vfork"), -EPROTO);
}

static void test_strangers_are_not_signalled(void **state)
{
	struct stage *stage = *state;

	SCENE_START(stage, "group", "default");
	assert_int_equal(stage_kill(stage, getpid(), 0), -EPERM);
	assert_int_equal(stage_kill(stage, 1, 0), -EPERM);
	assert_int_equal(stage_kill(stage, 0, 0), -EPERM);
	assert_int_equal(stage_kill(stage, -stage->pgid, 0), -EPERM);
	assert_int_equal(stage_killpg(stage, getpgrp(), 0), -EPERM);
	assert_int_equal(stage_killpg(stage, 1, 0), -EPERM);
	assert_int_equal(stage_killpg(stage, 0, 0), -EPERM);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        SCENE_TEST(test_group),
	        SCENE_TEST(test_two_groups),
	        SCENE_TEST(test_dispositions),
	        SCENE_TEST(test_handlers),
	        SCENE_TEST(test_states),
	        SCENE_TEST(test_end_by_signal_reaches_all_states),
	        SCENE_TEST(test_leaderless),
	        SCENE_TEST(test_setsid_later),
	        SCENE_TEST(test_names),
	        SCENE_TEST(test_other_user),
	        SCENE_TEST(test_needs_root),
	        SCENE_TEST(test_newborn),
	        SCENE_TEST(test_newborn_inherits),
	        SCENE_TEST(test_exit_leader),
	        SCENE_TEST(test_hold),
	        SCENE_TEST(test_unknown_words),
	        SCENE_TEST(test_strangers_are_not_signalled),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
