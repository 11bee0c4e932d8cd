/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The troupe plays what it promises, as the kernel tells it, and leaves nobody behind. */
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
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#include "../lib/stage.h"
#include "base/cleanup.h"

static int setup(void **state)
{
	*state = calloc(1, sizeof(struct stage));
	return *state ? 0 : -1;
}

static int teardown(void **state)
{
	stage_end(*state);
	free(*state);
	return 0;
}

/* Starts, or skips the test where this cannot be played here. */
static void start(struct stage *stage, const char *const words[])
{
	int r = stage_start(stage, words);

	if (r == STAGE_SKIP)
		skip();
	if (r < 0)
		print_error("%s\n", stage->reason);
	assert_int_equal(r, 0);
}

#define START(stage, ...) start(stage, (const char *const[]){__VA_ARGS__, NULL})

/* Waits for the line "WORD PID REST". */
static void assert_says(struct stage *stage, const char *word, pid_t pid, const char *rest)
{
	char line[64];

	snprintf(line, sizeof(line), "%s %d%s", word, (int)pid, rest);
	assert_int_equal(stage_await(stage, line), 0);
}

/* --- conditions --------------------------------------------------------------------------- */

static bool is_dead(void *context)
{
	struct stage_stat stat;

	return stage_stat(*(pid_t *)context, &stat) < 0 || (stat.state == 'Z' && stat.threads < 2);
}

static bool is_asleep(void *context)
{
	return stage_state(*(pid_t *)context) == 'S';
}

static bool is_empty(void *context)
{
	return stage_group_size(*(pid_t *)context, true) == 0;
}

static bool is_crowded(void *context)
{
	return stage_group_size(*(pid_t *)context, false) > 1;
}

static void assert_dies(pid_t pid)
{
	assert_true(pid > 1);
	assert_true(stage_wait_until(is_dead, &pid, STAGE_DEADLINE_MS));
}

/* Ends the stage, and nobody is left of it. */
static void assert_ends(struct stage *stage)
{
	size_t count = stage->count;
	CLEANUP_FREE pid_t *pids = calloc(count, sizeof(*pids));

	assert_non_null(pids);
	for (size_t i = 0; i < count; i++)
		pids[i] = stage->members[i].pid;
	assert_int_equal(stage_end(stage), 0);
	for (size_t i = 0; i < count; i++)
		assert_true(is_dead(&pids[i]));
}

/* --- roles -------------------------------------------------------------------------------- */

static void test_group(void **state)
{
	struct stage *stage = *state;
	struct stage_stat stat;

	START(stage, "group", "default", "catch", "ignore");
	assert_int_equal(stage->count, 3);
	assert_int_equal(stage->pgid, stage->members[0].pid);
	assert_int_equal(stage_group(stage, 0), stage->pgid);
	assert_int_equal(stage_group(stage, 1), -ESRCH);
	for (size_t i = 0; i < stage->count; i++) {
		assert_int_equal(stage_stat(stage->members[i].pid, &stat), 0);
		assert_int_equal(stat.pgid, stage->pgid);
		assert_int_equal(stat.sid, getsid(0));
		assert_int_equal(stat.ppid, stage->director);
		assert_true(stage_wait_until(is_asleep, &stage->members[i].pid, STAGE_DEADLINE_MS));
	}
	assert_int_equal(stage_stat(stage->director, &stat), 0);
	assert_int_equal(stat.pgid, getpgrp());
	assert_ends(stage);
}

static void test_two_groups(void **state)
{
	struct stage *stage = *state;
	pid_t other;

	START(stage, "group", "default", "default", "--", "default", "ignore");
	other = stage_group(stage, 1);
	assert_int_not_equal(other, stage->pgid);
	assert_int_equal(stage_killpg(stage, stage->pgid, SIGKILL), 0);
	assert_dies(stage->members[0].pid);
	assert_dies(stage->members[1].pid);
	assert_int_equal(stage_group_size(other, false), 2);
	assert_ends(stage);
}

static void test_dispositions(void **state)
{
	struct stage *stage = *state;
	const char *mixed = "mixed:TERM=ign,USR1=catch,HUP=end,INT=block";
	pid_t pid;

	START(stage, "group", "default", "catch", "ignore", "block", mixed);
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
	assert_says(stage, "caught", pid, "");
	assert_int_equal(stage_kill(stage, pid, SIGHUP), 0);
	assert_says(stage, "cleaned", pid, "");
	assert_ends(stage);
}

static void test_handlers(void **state)
{
	struct stage *stage = *state;

	START(stage, "group", "default", "catch", "catchslow:300");
	assert_int_equal(stage_killpg(stage, stage->pgid, SIGTERM), 0);
	assert_says(stage, "ended", stage->members[0].pid, " signal 15");
	assert_says(stage, "cleaned", stage->members[1].pid, "");
	assert_says(stage, "ended", stage->members[1].pid, " exit 0");
	assert_says(stage, "cleaning", stage->members[2].pid, "");
	assert_says(stage, "cleaned", stage->members[2].pid, "");
	assert_says(stage, "ended", stage->members[2].pid, " exit 0");
	/* Now everybody has ended, and the director ends by itself. */
	assert_dies(stage->director);
	assert_ends(stage);
}

static void test_states(void **state)
{
	struct stage *stage = *state;
	struct stage_stat stat;
	pid_t vforked;

	START(stage, "group", "default", "stopped", "stopped:ignore", "zombie", "threadzombie", "busy",
		"vfork");
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
	assert_ends(stage);
	assert_int_equal(stage_group_size(stage->pgid, true), 0);
}

static void test_end_by_signal_reaches_all_states(void **state)
{
	struct stage *stage = *state;

	START(stage, "group", "default", "stopped", "threadzombie", "busy", "vfork");
	assert_int_equal(stage_killpg(stage, stage->pgid, SIGKILL), 0);
	assert_true(stage_wait_until(is_empty, &stage->pgid, STAGE_DEADLINE_MS));
	assert_ends(stage);
}

static void test_leaderless(void **state)
{
	struct stage *stage = *state;
	struct stage_stat stat;

	START(stage, "group", "gone", "default", "default");
	assert_int_equal(stage_stat(stage->pgid, &stat), -ESRCH);
	assert_int_equal(stage_group_size(stage->pgid, true), 2);
	assert_int_equal(stage_killpg(stage, stage->pgid, SIGTERM), 0);
	assert_says(stage, "ended", stage->members[1].pid, " signal 15");
	assert_ends(stage);
}

static void test_setsid_later(void **state)
{
	struct stage *stage = *state;
	struct stage_stat stat;
	pid_t pid;

	START(stage, "group", "default", "setsid-later");
	pid = stage->members[1].pid;
	assert_int_equal(stage_kill(stage, pid, SIGUSR1), 0);
	assert_says(stage, "left", pid, "");
	assert_int_equal(stage_stat(pid, &stat), 0);
	assert_true(stat.pgid == pid && stat.sid == pid);
	assert_int_equal(stage_killpg(stage, stage->pgid, SIGKILL), 0);
	assert_dies(stage->members[0].pid);
	assert_true(is_asleep(&pid));
	assert_ends(stage);
}

static void test_names(void **state)
{
	struct stage *stage = *state;
	struct stage_stat stat;
	char *bytes = test_malloc(200000);
	char path[64];
	size_t n;

	START(stage, "group", "name:1b5b324a9be280ae29205a20:ignore", "argv:100000:name:6869");
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
	assert_ends(stage);
}

static void test_other_user(void **state)
{
	struct stage *stage = *state;
	struct stat owner;
	char path[64];

	START(stage, "group", "default", "uid:65534:catch");
	snprintf(path, sizeof(path), "/proc/%d/status", (int)stage->members[1].pid);
	assert_int_equal(stat(path, &owner), 0);
	assert_int_equal(owner.st_uid, 65534);
	assert_true(stage_has(stage->members[1].pid, "SigCgt", SIGTERM));
	assert_true(stage->director > 1);
	assert_int_equal(kill(stage->director, SIGKILL), 0);
	assert_dies(stage->members[1].pid);
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

	START(stage, "newborn");
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(stage_ask(stage, "fork", &born), 0);
		assert_int_equal(stage_member(stage, "newborn", i), born);
		assert_int_equal(stage_stat(born, &stat), 0);
		assert_int_equal(stat.pgid, stage->pgid);
	}
	assert_int_equal(stage_group_size(stage->pgid, false), 5);
	assert_ends(stage);
}

static void test_newborn_inherits(void **state)
{
	struct stage *stage = *state;
	pid_t born;

	START(stage, "group", "catch");
	assert_int_equal(stage_ask(stage, "fork", &born), 0);
	assert_int_equal(stage_kill(stage, born, SIGTERM), 0);
	assert_says(stage, "cleaned", born, "");
	assert_says(stage, "ended", born, " exit 0");
	assert_ends(stage);
}

static void test_exit_leader(void **state)
{
	struct stage *stage = *state;
	pid_t leader;
	pid_t reaped;

	START(stage, "group", "default", "default", "zombie");
	assert_int_equal(stage_ask(stage, "exit-leader", &leader), 0);
	assert_int_equal(leader, stage->pgid);
	assert_int_equal(stage_state(leader), 'Z');
	assert_int_equal(stage_ask(stage, "exit-leader", NULL), -EPROTO);
	assert_int_equal(stage_ask(stage, "reap", &reaped), 0);
	assert_int_equal(reaped, 2);
	assert_int_equal(stage_state(leader), '\0');
	assert_int_equal(stage_group_size(stage->pgid, true), 1);
	assert_ends(stage);
}

static void test_hold(void **state)
{
	struct stage *stage = *state;
	pid_t leader;

	START(stage, "group", "default", "default", "--", "default");
	leader = stage->pgid;
	assert_int_equal(stage_ask(stage, "hold", NULL), 0);
	assert_int_equal(stage_killpg(stage, leader, SIGTERM), 0);
	assert_dies(stage->members[0].pid);
	assert_dies(stage->members[1].pid);
	assert_int_equal(stage_group_size(leader, true), 2);
	assert_int_equal(stage_ask(stage, "reap", NULL), 0);
	assert_int_equal(stage_group_size(leader, true), 0);
	assert_ends(stage);
}

static void test_unknown_words(void **state)
{
	struct stage *stage = *state;

	START(stage, "group", "default");
	assert_int_equal(stage_ask(stage, "dance", NULL), -EPROTO);
	assert_ends(stage);
	assert_int_equal(STAGE_START(stage, "group", "default", "dancer"), -EPROTO);
	assert_int_equal(STAGE_START(stage, "group", "catchslow:soon"), -EPROTO);
	assert_int_equal(STAGE_START(stage, "session", "--", "vfork"), -EPROTO);
}

static void test_strangers_are_not_signalled(void **state)
{
	struct stage *stage = *state;

	START(stage, "group", "default");
	assert_int_equal(stage_kill(stage, getpid(), 0), -EPERM);
	assert_int_equal(stage_kill(stage, 1, 0), -EPERM);
	assert_int_equal(stage_kill(stage, 0, 0), -EPERM);
	assert_int_equal(stage_kill(stage, -stage->pgid, 0), -EPERM);
	assert_int_equal(stage_killpg(stage, getpgrp(), 0), -EPERM);
	assert_int_equal(stage_killpg(stage, 1, 0), -EPERM);
	assert_int_equal(stage_killpg(stage, 0, 0), -EPERM);
}

/* --- sessions ----------------------------------------------------------------------------- */

static void test_session(void **state)
{
	struct stage *stage = *state;
	struct stage_stat stat;

	START(stage, "session", "default", "catch", "--", "default", "--", "stopped");
	assert_int_equal(stage->pgid, stage->sid);
	assert_int_equal(strncmp(stage->terminal, "/dev/pts/", 9), 0);
	assert_int_equal(stage->foreground, stage_group(stage, 1));
	assert_int_equal(stage->count, 5);
	for (size_t i = 0; i < stage->count; i++) {
		assert_int_equal(stage_stat(stage->members[i].pid, &stat), 0);
		assert_int_equal(stat.sid, stage->sid);
		assert_int_equal(stat.pgid, stage->members[i].pgid);
		assert_int_equal(stat.tpgid, stage->foreground);
		assert_true(stat.tty > 0);
		assert_int_equal(stat.ppid, i == 0 ? stage->director : stage->sid);
	}
	assert_int_equal(stage_state(stage_member(stage, "stopped", 0)), 'T');
	assert_ends(stage);
}

/* What the kernel does to a session whose leader dies, and to nobody else. */
static void test_session_leader_dies(void **state)
{
	struct stage *stage = *state;
	pid_t stopped;
	pid_t background;
	pid_t ignoring;

	START(stage, "session", "default", "--", "default", "--", "stopped", "--", "stopped:ignore",
		"--", "busy");
	background = stage_member(stage, "default", 1);
	stopped = stage_member(stage, "stopped", 0);
	ignoring = stage_member(stage, "stopped:ignore", 0);
	assert_int_equal(stage_kill(stage, stage->sid, SIGKILL), 0);
	assert_says(stage, "ended", stage->sid, " signal 9");
	assert_dies(stage_member(stage, "default", 0));
	assert_dies(stopped);
	assert_true(stage_wait_until(is_asleep, &ignoring, STAGE_DEADLINE_MS));
	assert_true(is_asleep(&background));
	assert_false(is_dead(&stage->director));
	assert_ends(stage);
}

static void test_session_without_foreground(void **state)
{
	struct stage *stage = *state;
	struct stage_stat stat;
	pid_t born;

	START(stage, "session", "--", "default");
	assert_int_equal(stage->foreground, 0);
	assert_int_equal(stage_stat(stage->sid, &stat), 0);
	assert_int_equal(stat.tpgid, stage->sid);
	assert_int_equal(stage_ask(stage, "fork", &born), 0);
	assert_int_equal(stage_stat(born, &stat), 0);
	assert_int_equal(stat.sid, stage->sid);
	assert_ends(stage);
}

/* --- crowds ------------------------------------------------------------------------------- */

static void test_many(void **state)
{
	struct stage *stage = *state;
	struct stage_stat stat;
	size_t groups = 0;

	START(stage, "many", "301", "20");
	assert_int_equal(stage->count, 301);
	for (size_t i = 0; i < stage->count; i++) {
		assert_int_equal(stage_stat(stage->members[i].pid, &stat), 0);
		assert_int_equal(stat.pgid, stage->members[i].pgid);
		groups += stat.pgid == stage->members[i].pid;
	}
	assert_int_equal(groups, 20);
	assert_true(stage_group_size(stage->pgid, false) >= 15);
	assert_int_equal(stage_killpg(stage, stage->pgid, SIGTERM), 0);
	assert_true(stage_wait_until(is_empty, &stage->pgid, STAGE_DEADLINE_MS));
	assert_ends(stage);
}

/* In a namespace: no asserts, and the number of the check that failed is the answer. */
static int play_relay(void *context)
{
	struct stage stage = {0};

	(void)context;
	if (STAGE_START(&stage, "group", "fork-relay:4:10") != 0)
		return 1;
	if (!stage_wait_until(is_crowded, &stage.pgid, STAGE_DEADLINE_MS))
		return 2;
	if (stage_killpg(&stage, stage.pgid, SIGKILL) != 0)
		return 3;
	if (!stage_wait_until(is_empty, &stage.pgid, STAGE_DEADLINE_MS))
		return 4;
	if (stage_end(&stage) != 0)
		return 5;

	/* Stopped lineages cannot see that the troupe has ended. */
	if (STAGE_START(&stage, "group", "default", "fork-relay:4:10") != 0)
		return 6;
	if (stage_killpg(&stage, stage.pgid, SIGSTOP) != 0)
		return 7;
	if (stage_end(&stage) != 0)
		return 8;
	return stage_group_size(stage.pgid, true) == 0 ? 0 : 9;
}

static void test_relay(void **state)
{
	int r = stage_in_namespace(play_relay, NULL);

	(void)state;
	if (r == STAGE_SKIP)
		skip();
	assert_int_equal(r, 0);
}

/* --- the end, whoever it hits ------------------------------------------------------------- */

#define EVERYBODY                                                                                  \
	"group", "default", "ignore", "block", "stopped", "stopped:ignore", "threadzombie", "busy",    \
		"vfork", "argv:5000:ignore", "fork-relay:0"

static void test_director_is_killed(void **state)
{
	struct stage *stage = *state;
	pid_t born;

	START(stage, EVERYBODY);
	assert_int_equal(stage_ask(stage, "fork", &born), 0);
	assert_true(stage->director > 1);
	assert_int_equal(kill(stage->director, SIGKILL), 0);
	for (size_t i = 0; i < stage->count; i++)
		assert_dies(stage->members[i].pid);
	assert_int_equal(stage_end(stage), -EPROTO);
}

/* A test that starts a troupe, tells the PIDs of its members, and waits to be killed. */
static _Noreturn void be_a_test(int fd, const char *const words[])
{
	struct stage stage = {0};

	if (stage_start(&stage, words) != 0)
		_exit(1);
	for (size_t i = 0; i < stage.count; i++)
		if (write(fd, &stage.members[i].pid, sizeof(pid_t)) != (ssize_t)sizeof(pid_t))
			_exit(1);
	if (write(fd, &stage.director, sizeof(pid_t)) != (ssize_t)sizeof(pid_t))
		_exit(1);
	close(fd);
	for (;;)
		pause();
}

static void check_killed_test(const char *const words[], size_t count)
{
	pid_t pids[16];
	int fds[2];
	ssize_t n = 0;
	pid_t test;

	assert_int_equal(pipe2(fds, O_CLOEXEC), 0);
	test = fork();
	assert_true(test >= 0);
	if (test == 0)
		be_a_test(fds[1], words);
	close(fds[1]);
	for (size_t i = 0; i < count; i++) {
		n = read(fds[0], &pids[i], sizeof(pid_t));
		if (n != (ssize_t)sizeof(pid_t))
			break;
	}
	close(fds[0]);
	assert_true(test > 1);
	kill(test, SIGKILL);
	assert_int_equal(waitpid(test, NULL, 0), test);
	assert_int_equal(n, sizeof(pid_t));
	for (size_t i = 0; i < count; i++)
		assert_dies(pids[i]);
}

static void test_test_is_killed(void **state)
{
	const char *const group[] = {EVERYBODY, NULL};
	const char *const session[] = {"session", "default", "--", "stopped:ignore", "--", "busy", NULL};
	const char *const many[] = {"many", "10", "3", NULL};

	(void)state;
	check_killed_test(group, 12);
	check_killed_test(session, 5);
	check_killed_test(many, 11);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_group),
		TEST(test_two_groups),
		TEST(test_dispositions),
		TEST(test_handlers),
		TEST(test_states),
		TEST(test_end_by_signal_reaches_all_states),
		TEST(test_leaderless),
		TEST(test_setsid_later),
		TEST(test_names),
		TEST(test_other_user),
		TEST(test_needs_root),
		TEST(test_newborn),
		TEST(test_newborn_inherits),
		TEST(test_exit_leader),
		TEST(test_hold),
		TEST(test_unknown_words),
		TEST(test_strangers_are_not_signalled),
		TEST(test_session),
		TEST(test_session_leader_dies),
		TEST(test_session_without_foreground),
		TEST(test_many),
		TEST(test_relay),
		TEST(test_director_is_killed),
		TEST(test_test_is_killed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
