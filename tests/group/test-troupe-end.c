/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sessions and crowds; and nobody is left, whoever it is that is killed. */
#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#include "../lib/scene.h"

/* --- sessions ----------------------------------------------------------------------------- */

static void test_session(void **state)
{
	struct stage *stage = *state;
	struct stage_stat stat;

	SCENE_START(stage, "session", "default", "catch", "--", "default", "--", "stopped");
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
	scene_end(stage);
}

/* What the kernel does to a session whose leader dies, and to nobody else. */
static void test_session_leader_dies(void **state)
{
	struct stage *stage = *state;
	pid_t stopped;
	pid_t background;
	pid_t ignoring;

	SCENE_START(stage, "session", "default", "--", "default", "--", "stopped", "--",
	        "stopped:ignore", "--", "busy");
	background = stage_member(stage, "default", 1);
	stopped = stage_member(stage, "stopped", 0);
	ignoring = stage_member(stage, "stopped:ignore", 0);
	assert_int_equal(stage_kill(stage, stage->sid, SIGKILL), 0);
	scene_says(stage, "ended", stage->sid, " signal 9");
	scene_dies(stage_member(stage, "default", 0));
	scene_dies(stopped);
	scene_sleeps(ignoring);
	scene_sleeps(background);
	assert_false(scene_is_dead(stage->director));
	scene_end(stage);
}

static void test_session_without_foreground(void **state)
{
	struct stage *stage = *state;
	struct stage_stat stat;
	pid_t born;

	SCENE_START(stage, "session", "--", "default");
	assert_int_equal(stage->foreground, 0);
	assert_int_equal(stage_stat(stage->sid, &stat), 0);
	assert_int_equal(stat.tpgid, stage->sid);
	assert_int_equal(stage_ask(stage, "fork", &born), 0);
	assert_int_equal(stage_stat(born, &stat), 0);
	assert_int_equal(stat.sid, stage->sid);
	scene_end(stage);
}

/* --- crowds ------------------------------------------------------------------------------- */

static void test_many(void **state)
{
	struct stage *stage = *state;
	struct stage_stat stat;
	size_t groups = 0;

	SCENE_START(stage, "many", "301", "20");
	assert_int_equal(stage->count, 301);
	for (size_t i = 0; i < stage->count; i++) {
		assert_int_equal(stage_stat(stage->members[i].pid, &stat), 0);
		assert_int_equal(stat.pgid, stage->members[i].pgid);
		groups += stat.pgid == stage->members[i].pid;
	}
	assert_int_equal(groups, 20);
	assert_true(stage_group_size(stage->pgid, false) >= 15);
	assert_int_equal(stage_killpg(stage, stage->pgid, SIGTERM), 0);
	scene_empties(stage->pgid);
	scene_end(stage);
}

static bool is_empty(void *context)
{
	return stage_group_size(*(pid_t *)context, true) == 0;
}

static bool is_crowded(void *context)
{
	return stage_group_size(*(pid_t *)context, false) > 1;
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
	"group", "default", "ignore", "block", "stopped", "stopped:ignore", "threadzombie",        \
	        "busy", "vfork", "argv:5000:ignore", "fork-relay:0"

static void check_killed_director(struct stage *stage)
{
	assert_true(stage->director > 1);
	assert_int_equal(kill(stage->director, SIGKILL), 0);
	for (size_t i = 0; i < stage->count; i++)
		scene_dies(stage->members[i].pid);
	assert_int_equal(stage_end(stage), -EPROTO);
}

static void test_director_is_killed(void **state)
{
	struct stage *stage = *state;
	pid_t born;

	SCENE_START(stage, EVERYBODY);
	assert_int_equal(stage_ask(stage, "fork", &born), 0);
	check_killed_director(stage);
	SCENE_START(stage, "session", "default", "--", "stopped:ignore", "--", "busy");
	check_killed_director(stage);
	SCENE_START(stage, "many", "10", "3");
	check_killed_director(stage);
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
		scene_dies(pids[i]);
}

static void test_test_is_killed(void **state)
{
	const char *const group[] = {EVERYBODY, NULL};
	const char *const session[] = {
	        "session", "default", "--", "stopped:ignore", "--", "busy", NULL};
	const char *const many[] = {"many", "10", "3", NULL};

	(void)state;
	check_killed_test(group, 12);
	check_killed_test(session, 5);
	check_killed_test(many, 11);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        SCENE_TEST(test_session),
	        SCENE_TEST(test_session_leader_dies),
	        SCENE_TEST(test_session_without_foreground),
	        SCENE_TEST(test_many),
	        SCENE_TEST(test_relay),
	        SCENE_TEST(test_director_is_killed),
	        SCENE_TEST(test_test_is_killed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
