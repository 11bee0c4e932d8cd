/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who has logged in where, from a utmp file of the test. */
#include <config.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <utmpx.h>
#include <cmocka.h>

#include "scan/login.h"

/* Of the test's session, which has written what utmp says; the login manager knows no such PID. */
static struct process_stat there;

static int be_there(void **state)
{
	char line[1024];
	FILE *file = fopen("/proc/self/stat", "re");
	size_t len = file ? fread(line, 1, sizeof(line), file) : 0;

	(void)state;
	if (!file || fclose(file) != 0 || process_stat_parse(line, len, &there) < 0)
		return -1;
	there.pid = INT32_MAX;
	return 0;
}

/* A file with one login at that terminal; the caller removes it. */
static void write_utmp(char *path, short type, const char *line, const char *user, const char *host)
{
	struct utmpx entry = {.ut_type = type, .ut_pid = getpid(), .ut_tv = {.tv_sec = 1700000000}};
	int fd = mkstemp(path);

	assert_true(fd >= 0);
	/* Fields that are full have no NUL. */
	memcpy(entry.ut_line, line, strnlen(line, sizeof(entry.ut_line)));
	memcpy(entry.ut_user, user, strnlen(user, sizeof(entry.ut_user)));
	memcpy(entry.ut_host, host, strnlen(host, sizeof(entry.ut_host)));
	assert_int_equal(write(fd, &entry, sizeof(entry)), (ssize_t)sizeof(entry));
	assert_int_equal(close(fd), 0);
	assert_int_equal(utmpxname(path), 0);
}

static void test_utmp(void **state)
{
	char path[] = "/tmp/posse-utmp.XXXXXX";
	struct login login;

	(void)state;
	write_utmp(path, USER_PROCESS, "pts/977", "deploy", "203.0.113.7");
	login_find(&there, "pts/977", &login);
	assert_string_equal(login.user, "deploy");
	assert_string_equal(login.from, "203.0.113.7");
	assert_int_equal(login.since, 1700000000);
	/* There is no such device. */
	assert_int_equal(login.idle, -1);
	login_find(&there, "pts/978", &login);
	assert_string_equal(login.user, "");
	assert_int_equal(login.since, -1);
	assert_int_equal(unlink(path), 0);
}

static void test_who_has_logged_out(void **state)
{
	char path[] = "/tmp/posse-utmp.XXXXXX";
	struct login login;

	(void)state;
	write_utmp(path, DEAD_PROCESS, "pts/977", "deploy", "");
	login_find(&there, "pts/977", &login);
	assert_string_equal(login.user, "");
	assert_int_equal(unlink(path), 0);
}

static void test_long_fields(void **state)
{
	char path[] = "/tmp/posse-utmp.XXXXXX";
	char user[__UT_NAMESIZE + 1];
	char host[__UT_HOSTSIZE + 1];
	struct login login;

	(void)state;
	memset(user, 'u', sizeof(user) - 1);
	memset(host, 'h', sizeof(host) - 1);
	user[sizeof(user) - 1] = host[sizeof(host) - 1] = '\0';
	write_utmp(path, USER_PROCESS, "pts/977", user, host);
	login_find(&there, "pts/977", &login);
	assert_string_equal(login.user, user);
	assert_true(strlen(login.from) > 0 && strlen(login.from) < sizeof(login.from));
	assert_int_equal(unlink(path), 0);
}

static void test_no_terminal(void **state)
{
	struct login login;

	(void)state;
	login_find(&there, NULL, &login);
	assert_int_equal(login.idle, -1);
	there.tty = 1 << 8 | 3;
	login_find(&there, "null", &login);
	assert_true(login.idle >= 0);
	/* Another device has that name. */
	there.tty = 1 << 8 | 5;
	login_find(&there, "null", &login);
	assert_int_equal(login.idle, -1);
	login_find(&there, "a-name-that-is-longer-than-any-line-of-utmp-can-be", &login);
	assert_int_equal(login.since, -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_utmp),
		cmocka_unit_test(test_who_has_logged_out),
		cmocka_unit_test(test_long_fields),
		cmocka_unit_test(test_no_terminal),
	};

	return cmocka_run_group_tests(tests, be_there, NULL);
}
