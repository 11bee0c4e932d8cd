/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sends in the system's log: the line, and a log that takes nothing. */
#include <config.h>

#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "../../lib/memory/delivery_fixture.h"
#include "base/cleanup.h"
#include "history/history.h"
#include "history/history_file.h"

static const struct history_sender sender = {.uid = 0,
	.user = "root",
	.sudo_uid = 1000,
	.login_uid = 1001,
	.tty = "pts/3"};

static void test_log_line(void **state)
{
	struct delivery_fixture *fixture = *state;
	struct step step;
	char line[320];
	char little[24];

	deny(fixture, 101);
	PLAN_AND_SEND(fixture, SIGTERM, GROUP, OTHER);
	snprintf(fixture->plan->targets[1].name, sizeof(fixture->plan->targets[1].name),
		"a\nb\033[2J");
	step = (struct step){.plan = fixture->plan, .delivery = fixture->delivery};
	history_log_line(&step, &sender, line, sizeof(line));
	assert_non_null(
		strstr(line, "SIGTERM by uid 0 (sudo by uid 1000) (login uid 1001) at pts/3 to "
			     "100@1000100 ("));
	assert_non_null(
		strstr(line, "), exact: 2 signalled, 1 denied; 200@1000200 (a b?[2J), exact: "));
	assert_string_equal(line + strlen(line) - 11, "2 signalled");
	history_log_line(&step, &sender, little, sizeof(little));
	assert_string_equal(little, "SIGTERM by uid 0 (sudo ");
}

/* ---- A log that takes nothing ---- */

int __wrap_system_log_write(const char *text);
static int log_result; /* what the test's log answers */
static int log_writes;

int __wrap_system_log_write(const char *text)
{
	assert_non_null(text);
	log_writes++;
	return log_result;
}

/* A directory of the test's own, and the path of the history in it, which remove_state frees. */
static void make_state(char **ret_path)
{
	char name[] = "/tmp/posse-history.XXXXXX";
	CLEANUP_FREE char *dir = NULL;

	assert_non_null(mkdtemp(name));
	/* Root follows no link. */
	dir = realpath(name, NULL);
	assert_non_null(dir);
	assert_int_equal(setenv("XDG_STATE_HOME", dir, 1), 0);
	assert_int_equal(history_file_path(ret_path), 0);
}

/* Removes it with the history, which has so many lines. */
static void remove_state(char *path, int lines)
{
	FILE *file = fopen(path, "r");

	assert_non_null(file);
	for (int byte; (byte = getc(file)) != EOF;)
		lines -= byte == '\n';
	assert_int_equal(lines, 0);
	assert_int_equal(fclose(file), 0);
	assert_int_equal(remove(path), 0);
	for (int i = 0; i < 2; i++) {
		*strrchr(path, '/') = '\0';
		assert_int_equal(remove(path), 0);
	}
	free(path);
	assert_int_equal(unsetenv("XDG_STATE_HOME"), 0);
}

/* Writes an entry for the log and the file at that path, and notes it; returns what is to be
 * told. */
static int write_entry(struct history *history, const char *path)
{
	CLEANUP(history_entry_done)
	struct history_entry entry = {.path = strdup(path),
		.line = strdup("{}\n"),
		.log = strdup("sent")};

	assert_true(entry.path && entry.line && entry.log);
	history_entry_write(&entry);
	return history_note(history, &entry);
}

static void test_log_is_stuck(void **state)
{
	struct history history = {.fault = 0};
	char *path;

	(void)state;
	make_state(&path);
	/* Where there is no log, nothing is wrong. */
	log_result = -ENOENT;
	assert_int_equal(write_entry(&history, path), 0);
	assert_false(history.log_is_stuck);
	/* It is told of once, and the file has the send all the same. */
	log_result = -EAGAIN;
	assert_int_equal(write_entry(&history, path), HISTORY_LOG_STUCK);
	assert_true(history.log_is_stuck);
	assert_int_equal(write_entry(&history, path), 0);
	remove_state(path, 3);
	/* What is wrong with the file matters more. */
	history = (struct history){.fault = 0};
	assert_int_equal(write_entry(&history, "/dev/null/history"), -ENOTDIR);
	assert_true(history.log_is_stuck);
}

/* One that has taken nothing is not waited for again. */
static void test_stuck_log_is_left_alone(void **state)
{
	struct delivery_fixture *fixture = *state;
	struct history history = {.log_is_stuck = true};
	struct step step;

	PLAN_AND_SEND(fixture, SIGTERM, GROUP);
	step = (struct step){.plan = fixture->plan, .delivery = fixture->delivery};
	log_result = log_writes = 0;
	assert_int_equal(history_log(&history, &step), 0);
	assert_int_equal(log_writes, 0);
	history.log_is_stuck = false;
	assert_int_equal(history_log(&history, &step), 0);
	/* Only root writes into it. */
	assert_int_equal(log_writes, geteuid() == 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_log_line, set_up, tear_down),
		cmocka_unit_test(test_log_is_stuck),
		cmocka_unit_test_setup_teardown(test_stuck_log_is_left_alone, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
