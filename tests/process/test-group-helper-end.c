/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sessions and many processes; and nobody is left, whoever it is that is killed. */
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

#include "../lib/process/fixture_test.h"

/* --- sessions ----------------------------------------------------------------------------- */

static void test_session(void **state)
{
	struct process_fixture *fixture = *state;
	struct fixture_stat stat;

	FIXTURE_TEST_START(fixture, "session", "default", "catch", "--", "default", "--",
		"stopped");
	assert_int_equal(fixture->pgid, fixture->sid);
	assert_int_equal(strncmp(fixture->terminal, "/dev/pts/", 9), 0);
	assert_int_equal(fixture->foreground, fixture_group(fixture, 1));
	assert_int_equal(fixture->count, 5);
	for (size_t i = 0; i < fixture->count; i++) {
		assert_int_equal(fixture_stat(fixture->members[i].pid, &stat), 0);
		assert_int_equal(stat.sid, fixture->sid);
		assert_int_equal(stat.pgid, fixture->members[i].pgid);
		assert_int_equal(stat.tpgid, fixture->foreground);
		assert_true(stat.tty > 0);
		assert_int_equal(stat.ppid, i == 0 ? fixture->controller : fixture->sid);
	}
	assert_int_equal(fixture_state(fixture_member(fixture, "stopped", 0)), 'T');
	fixture_test_end(fixture);
}

/* What the kernel does to a session whose leader dies, and to nobody else. */
static void test_session_leader_dies(void **state)
{
	struct process_fixture *fixture = *state;
	pid_t stopped;
	pid_t background;
	pid_t ignoring;

	FIXTURE_TEST_START(fixture, "session", "default", "--", "default", "--", "stopped", "--",
	        "stopped:ignore", "--", "busy");
	background = fixture_member(fixture, "default", 1);
	stopped = fixture_member(fixture, "stopped", 0);
	ignoring = fixture_member(fixture, "stopped:ignore", 0);
	assert_int_equal(fixture_kill(fixture, fixture->sid, SIGKILL), 0);
	assert_says(fixture, "ended", fixture->sid, " signal 9");
	assert_dies(fixture_member(fixture, "default", 0));
	assert_dies(stopped);
	assert_sleeps(ignoring);
	assert_sleeps(background);
	assert_false(fixture_is_dead(fixture->controller));
	fixture_test_end(fixture);
}

static void test_session_without_foreground(void **state)
{
	struct process_fixture *fixture = *state;
	struct fixture_stat stat;
	pid_t born;

	FIXTURE_TEST_START(fixture, "session", "--", "default");
	assert_int_equal(fixture->foreground, 0);
	assert_int_equal(fixture_stat(fixture->sid, &stat), 0);
	assert_int_equal(stat.tpgid, fixture->sid);
	assert_int_equal(fixture_ask(fixture, "fork", &born), 0);
	assert_int_equal(fixture_stat(born, &stat), 0);
	assert_int_equal(stat.sid, fixture->sid);
	fixture_test_end(fixture);
}

/* --- many processes ----------------------------------------------------------------------- */

static void test_many(void **state)
{
	struct process_fixture *fixture = *state;
	struct fixture_stat stat;
	size_t groups = 0;

	FIXTURE_TEST_START(fixture, "many", "301", "20");
	assert_int_equal(fixture->count, 301);
	for (size_t i = 0; i < fixture->count; i++) {
		assert_int_equal(fixture_stat(fixture->members[i].pid, &stat), 0);
		assert_int_equal(stat.pgid, fixture->members[i].pgid);
		groups += stat.pgid == fixture->members[i].pid;
	}
	assert_int_equal(groups, 20);
	assert_true(fixture_group_size(fixture->pgid, false) >= 15);
	assert_int_equal(fixture_killpg(fixture, fixture->pgid, SIGTERM), 0);
	assert_empties(fixture->pgid);
	fixture_test_end(fixture);
}

static bool is_empty(void *context)
{
	return fixture_group_size(*(pid_t *)context, true) == 0;
}

static bool is_forking(void *context)
{
	return fixture_group_size(*(pid_t *)context, false) > 1;
}

/* In a namespace: no asserts, and the number of the check that failed is the answer. */
static int run_relay(void *context)
{
	struct process_fixture fixture = {0};

	(void)context;
	if (FIXTURE_START(&fixture, "group", "fork-relay:4:10") != 0)
		return 1;
	if (!fixture_wait_until(is_forking, &fixture.pgid, FIXTURE_DEADLINE_MS))
		return 2;
	if (fixture_killpg(&fixture, fixture.pgid, SIGKILL) != 0)
		return 3;
	if (!fixture_wait_until(is_empty, &fixture.pgid, FIXTURE_DEADLINE_MS))
		return 4;
	if (fixture_end(&fixture) != 0)
		return 5;

	/* Stopped lineages cannot see that the group helper has ended. */
	if (FIXTURE_START(&fixture, "group", "default", "fork-relay:4:10") != 0)
		return 6;
	if (fixture_killpg(&fixture, fixture.pgid, SIGSTOP) != 0)
		return 7;
	if (fixture_end(&fixture) != 0)
		return 8;
	return fixture_group_size(fixture.pgid, true) == 0 ? 0 : 9;
}

static void test_relay(void **state)
{
	int r = fixture_in_namespace(run_relay, NULL);

	(void)state;
	if (r == FIXTURE_SKIP)
		skip();
	assert_int_equal(r, 0);
}

/* --- the end, whoever it hits ------------------------------------------------------------- */

#define EVERYBODY                                                                                  \
	"group", "default", "ignore", "block", "stopped", "stopped:ignore", "threadzombie",        \
	        "busy", "vfork", "argv:5000:ignore", "fork-relay:0"

static void check_killed_controller(struct process_fixture *fixture)
{
	assert_true(fixture->controller > 1);
	assert_int_equal(kill(fixture->controller, SIGKILL), 0);
	for (size_t i = 0; i < fixture->count; i++)
		assert_dies(fixture->members[i].pid);
	assert_int_equal(fixture_end(fixture), -EPROTO);
}

static void test_controller_is_killed(void **state)
{
	struct process_fixture *fixture = *state;
	pid_t born;

	FIXTURE_TEST_START(fixture, EVERYBODY);
	assert_int_equal(fixture_ask(fixture, "fork", &born), 0);
	check_killed_controller(fixture);
	FIXTURE_TEST_START(fixture, "session", "default", "--", "stopped:ignore", "--", "busy");
	check_killed_controller(fixture);
	FIXTURE_TEST_START(fixture, "many", "10", "3");
	check_killed_controller(fixture);
}

/* A test that starts a group helper, tells the PIDs of its members, and waits to be killed. */
static _Noreturn void be_a_test(int fd, const char *const words[])
{
	struct process_fixture fixture = {0};

	if (fixture_start(&fixture, words) != 0)
		_exit(1);
	for (size_t i = 0; i < fixture.count; i++)
		if (write(fd, &fixture.members[i].pid, sizeof(pid_t)) != (ssize_t)sizeof(pid_t))
			_exit(1);
	if (write(fd, &fixture.controller, sizeof(pid_t)) != (ssize_t)sizeof(pid_t))
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
	        FIXTURE_TEST(test_session),
	        FIXTURE_TEST(test_session_leader_dies),
	        FIXTURE_TEST(test_session_without_foreground),
	        FIXTURE_TEST(test_many),
	        FIXTURE_TEST(test_relay),
	        FIXTURE_TEST(test_controller_is_killed),
	        FIXTURE_TEST(test_test_is_killed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
