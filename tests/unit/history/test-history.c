/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sends that are kept: what is written, where, and what of it is read back. */
#include <config.h>

#include <errno.h>
#include <ftw.h>
#include <math.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "../../lib/memory/delivery_fixture.h"
#include "base/cleanup.h"
#include "base/own_file.h"
#include "history/history.h"
#include "history/history_file.h"
#include "history/history_read.h"

static const struct history_sender sender = {.uid = 0,
	.user = "root",
	.sudo_uid = 1000,
	.login_uid = 1001,
	.tty = "pts/3"};

/* A directory of the test's own, reached without a link, and a history in it. */
struct files {
	char *dir;
	char *path;
	struct history_sends kept;
};

static void files_init(struct files *files)
{
	char name[] = "/tmp/posse-history.XXXXXX";

	assert_non_null(mkdtemp(name));
	*files = (struct files){.dir = realpath(name, NULL)};
	assert_non_null(files->dir);
	assert_true(asprintf(&files->path, "%s/state/posse/history.jsonl", files->dir) > 0);
}

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *place)
{
	(void)status;
	(void)kind;
	(void)place;
	return remove(path);
}

static void files_done(struct files *files)
{
	assert_int_equal(nftw(files->dir, remove_one, 8, FTW_DEPTH | FTW_PHYS), 0);
	history_sends_done(&files->kept);
	free(files->dir);
	free(files->path);
}

static void look_back(struct files *files)
{
	history_sends_done(&files->kept);
	assert_int_equal(history_read(files->path, true, &files->kept), 0);
}

/* Something at a path below the directory of the test. */
static void at(const struct files *files, const char *name, char path[256])
{
	assert_true(snprintf(path, 256, "%s/%s", files->dir, name) < 256);
}

static mode_t mode_of(const struct files *files, const char *name)
{
	struct stat status;
	char path[256];

	at(files, name, path);
	assert_int_equal(stat(path, &status), 0);
	return status.st_mode & 07777;
}

static void append_raw(const struct files *files, const char *text)
{
	FILE *file = fopen(files->path, "a");

	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

/* The step of the fixture, sent and watched. */
static struct step step_of(struct delivery_fixture *fixture)
{
	struct step step = {.plan = fixture->plan, .delivery = fixture->delivery};

	assert_int_equal(watch_new(fixture->delivery, &fixture->kernel.table, 8, &step.watch), 0);
	return step;
}

static void keep(const struct files *files, const struct step *step, bool watched)
{
	CLEANUP_FREE char *line = NULL;

	assert_int_equal(history_record_write(step, &sender, watched, &line), 0);
	assert_ptr_equal(strchr(line, '\n'), line + strlen(line) - 1);
	assert_int_equal(history_file_append(files->path, true, line), 0);
}

/* ---- What is kept ---- */

static void test_there_and_back(void **state)
{
	struct delivery_fixture *fixture = *state;
	struct files files;
	struct step step;
	const struct history_send *send;

	files_init(&files);
	deny(fixture, 101);
	PLAN_AND_SEND(fixture, SIGTERM, GROUP, OTHER);
	step = step_of(fixture);
	fixture->kernel.now += 300000000;
	fake_kernel_reap(&fixture->kernel, OTHER);
	fake_kernel_reap(&fixture->kernel, 201);
	watch_look(step.watch);
	watch_settle(step.watch, step.delivery);
	keep(&files, &step, true);
	look_back(&files);

	assert_int_equal(files.kept.count, 1);
	send = &files.kept.sends[0];
	assert_string_equal(send->signal, "TERM");
	assert_string_equal(send->user, "root");
	assert_int_equal(send->sudo_uid, 1000);
	assert_int_equal(send->login_uid, 1001);
	assert_string_equal(send->tty, "pts/3");
	assert_int_equal(send->target_count, 2);
	assert_string_equal(send->targets[0].id, "100@1000100");
	assert_string_equal(send->targets[0].guarantee, "exact");
	assert_string_equal(send->targets[0].result, "partial");
	assert_int_equal(send->targets[0].counts[OUTCOME_DENIED], 1);
	/* Who was signalled and lives has survived; who was denied lives as well. */
	assert_int_equal(send->targets[0].counts[OUTCOME_SURVIVED], 2);
	assert_int_equal(send->targets[0].survivor_count, 2);
	assert_int_equal(send->targets[0].survivors[0], GROUP);
	assert_true(isnan(send->targets[0].seconds));
	assert_int_equal(send->targets[1].counts[OUTCOME_SIGNALLED], 2);
	assert_int_equal(send->targets[1].survivor_count, 0);
	assert_true(fabs(send->targets[1].seconds - 0.3) < 0.01);
	watch_free(step.watch);
	files_done(&files);
}

static void test_nobody_waited(void **state)
{
	struct delivery_fixture *fixture = *state;
	struct files files;
	struct step step;

	files_init(&files);
	PLAN_AND_SEND(fixture, SIGUSR1, GROUP);
	step = step_of(fixture);
	keep(&files, &step, false);
	look_back(&files);
	assert_false(files.kept.sends[0].targets[0].watched);
	assert_int_equal(files.kept.sends[0].targets[0].counts[OUTCOME_SIGNALLED], 3);
	assert_true(isnan(files.kept.sends[0].targets[0].seconds));
	watch_free(step.watch);
	files_done(&files);
}

/* What a guard has held back was never a send; what the kernel denied was one. */
static void test_only_sends_are_kept(void **state)
{
	struct delivery_fixture *fixture = *state;
	struct step step;

	PLAN(fixture, SIGTERM, GROUP);
	step = (struct step){.plan = fixture->plan, .delivery = fixture->delivery};
	assert_false(history_record_is_due(&step));
	deliver_cancel(fixture->delivery);
	assert_false(history_record_is_due(&step));
	for (pid_t pid = GROUP; pid <= 102; pid++)
		deny(fixture, pid);
	delivery_free(fixture->delivery);
	fixture->delivery = NULL;
	assert_int_equal(delivery_new(fixture->plan, &fixture->delivery), 0);
	deliver_plan(fixture);
	step.delivery = fixture->delivery;
	assert_int_equal(result_of(fixture, 0), RESULT_DENIED);
	assert_true(history_record_is_due(&step));
}

/* A call that only zombies were there for has found nobody. */
static void test_zombies_are_nobody(void **state)
{
	struct delivery_fixture *fixture = *state;
	struct step step;

	PLAN(fixture, SIGTERM, GROUP);
	for (pid_t pid = GROUP; pid <= 102; pid++)
		fake_kernel_end(&fixture->kernel, pid);
	deliver_plan(fixture);
	step = (struct step){.plan = fixture->plan, .delivery = fixture->delivery};
	assert_int_equal(result_of(fixture, 0), RESULT_GONE);
	assert_false(history_record_is_due(&step));
}

/* ---- Where ---- */

static void test_made_for_its_user_alone(void **state)
{
	struct files files;

	(void)state;
	files_init(&files);
	assert_int_equal(history_file_append(files.path, true, "{}\n"), 0);
	assert_int_equal(mode_of(&files, "state"), 0700);
	assert_int_equal(mode_of(&files, "state/posse"), 0700);
	assert_int_equal(mode_of(&files, "state/posse/history.jsonl"), 0600);
	files_done(&files);
}

static void test_nothing_yet(void **state)
{
	struct files files;

	(void)state;
	files_init(&files);
	look_back(&files);
	assert_int_equal(files.kept.count, 0);
	/* Looking makes nothing. */
	assert_int_equal(rmdir(files.dir), 0);
	assert_int_equal(mkdir(files.dir, 0700), 0);
	files_done(&files);
}

/* Root follows no link, be it the file, its directory, or one further up. */
static void test_links(void **state)
{
	static const char *const links[] = {"state", "state/posse", "state/posse/history.jsonl"};

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct files files;
		struct history_sends kept;
		char link[256];
		char elsewhere[256];

		files_init(&files);
		assert_int_equal(history_file_append(files.path, false, "{}\n"), 0);
		at(&files, links[i], link);
		at(&files, "elsewhere", elsewhere);
		assert_int_equal(rename(link, elsewhere), 0);
		assert_int_equal(symlink(elsewhere, link), 0);
		assert_int_equal(history_file_append(files.path, true, "{}\n"), OWN_FILE_LINKED);
		assert_int_equal(history_read(files.path, true, &kept), OWN_FILE_LINKED);
		history_sends_done(&kept);
		assert_int_equal(history_file_append(files.path, false, "{}\n"), 0);
		files_done(&files);
	}
}

/* A second name of the file may be somebody's trap for root. */
static void test_second_name(void **state)
{
	struct files files;
	char other[256];

	(void)state;
	files_init(&files);
	assert_int_equal(history_file_append(files.path, true, "{}\n"), 0);
	at(&files, "other", other);
	assert_int_equal(link(files.path, other), 0);
	assert_int_equal(history_file_append(files.path, true, "{}\n"), OWN_FILE_NOT_OWN);
	assert_int_equal(history_file_append(files.path, false, "{}\n"), 0);
	files_done(&files);
}

static void test_somebody_elses(void **state)
{
	struct files files;
	char posse[256];

	(void)state;
	if (geteuid() != 0) {
		print_message("skipped: only root can give a file away\n");
		skip();
	}
	files_init(&files);
	assert_int_equal(history_file_append(files.path, true, "{}\n"), 0);
	at(&files, "state/posse", posse);
	assert_int_equal(chown(posse, 65534, 65534), 0);
	assert_int_equal(history_file_append(files.path, true, "{}\n"), OWN_FILE_NOT_OWN);
	assert_int_equal(unlink(files.path), 0);
	assert_int_equal(history_file_append(files.path, true, "{}\n"), OWN_FILE_NOT_OWN);
	assert_int_equal(rmdir(posse), 0);
	at(&files, "state", posse);
	assert_int_equal(chown(posse, 65534, 65534), 0);
	assert_int_equal(history_file_append(files.path, true, "{}\n"), OWN_FILE_NOT_OWN);
	files_done(&files);
}

/* Nobody reads from it, and nobody waits. */
static void test_no_file(void **state)
{
	struct files files;

	(void)state;
	files_init(&files);
	assert_int_equal(history_file_append(files.path, true, "{}\n"), 0);
	assert_int_equal(unlink(files.path), 0);
	assert_int_equal(mkfifo(files.path, 0600), 0);
	assert_int_equal(history_file_append(files.path, true, "{}\n"), OWN_FILE_NOT_REGULAR);
	assert_int_equal(unlink(files.path), 0);
	assert_int_equal(mkdir(files.path, 0700), 0);
	assert_int_equal(history_file_append(files.path, true, "{}\n"), -EISDIR);
	files_done(&files);
}

static void test_no_home(void **state)
{
	CLEANUP_FREE char *path = NULL;

	(void)state;
	unsetenv("XDG_STATE_HOME");
	unsetenv("HOME");
	assert_int_equal(history_file_path(&path), HISTORY_NO_HOME);
	setenv("HOME", "/home/deploy", 1);
	setenv("XDG_STATE_HOME", "relative", 1);
	assert_int_equal(history_file_path(&path), 0);
	assert_string_equal(path, "/home/deploy/.local/state/posse/history.jsonl");
}

/* ---- What is read ---- */

#define RECORD(signal)                                                                             \
	"{\"time\":\"2026-11-25T05:13:22Z\",\"signal\":\"" signal "\",\"targets\":[{}]}\n"

static void test_newest_first(void **state)
{
	struct files files;

	(void)state;
	files_init(&files);
	assert_int_equal(history_file_append(files.path, true, RECORD("TERM")), 0);
	assert_int_equal(history_file_append(files.path, true, RECORD("KILL")), 0);
	look_back(&files);
	assert_int_equal(files.kept.count, 2);
	assert_string_equal(files.kept.sends[0].signal, "KILL");
	assert_string_equal(files.kept.sends[1].signal, "TERM");
	assert_int_equal(files.kept.sends[0].sudo_uid, -1);
	assert_int_equal(files.kept.sends[0].login_uid, -1);
	assert_int_equal(files.kept.unread, 0);
	files_done(&files);
}

/* A line that was broken off takes none of those behind it with it. */
static void test_broken_lines(void **state)
{
	struct files files;

	(void)state;
	files_init(&files);
	assert_int_equal(history_file_append(files.path, true, RECORD("TERM")), 0);
	append_raw(&files, "[1, 2]\n\nno JSON\n{\"time\":3,\"signal\":\"TERM\",\"targets\":[]}\n");
	append_raw(&files, "{\"time\":\"2026-11-25T05:13:22Z\",\"sig");
	assert_int_equal(history_file_append(files.path, true, RECORD("HUP")), 0);
	look_back(&files);
	assert_int_equal(files.kept.count, 2);
	assert_int_equal(files.kept.unread, 4);
	assert_string_equal(files.kept.sends[0].signal, "HUP");
	files_done(&files);
}

/* Of a file that has grown for years the end is read. */
static void test_long_file(void **state)
{
	CLEANUP_FREE char *blanks = malloc(HISTORY_BYTES_MAX + 2);
	struct files files;

	(void)state;
	assert_non_null(blanks);
	memset(blanks, ' ', HISTORY_BYTES_MAX);
	memcpy(blanks + HISTORY_BYTES_MAX, "\n", 2);
	files_init(&files);
	assert_int_equal(history_file_append(files.path, true, RECORD("TERM")), 0);
	append_raw(&files, blanks);
	assert_int_equal(history_file_append(files.path, true, RECORD("KILL")), 0);
	look_back(&files);
	assert_true(files.kept.cut);
	assert_int_equal(files.kept.count, 1);
	assert_string_equal(files.kept.sends[0].signal, "KILL");
	files_done(&files);
}

static void test_many_sends(void **state)
{
	struct files files;

	(void)state;
	files_init(&files);
	assert_int_equal(history_file_append(files.path, true, RECORD("TERM")), 0);
	for (int i = 0; i < HISTORY_SENDS_MAX; i++)
		assert_int_equal(history_file_append(files.path, true, RECORD("KILL")), 0);
	look_back(&files);
	assert_true(files.kept.cut);
	assert_int_equal(files.kept.count, HISTORY_SENDS_MAX);
	assert_string_equal(files.kept.sends[HISTORY_SENDS_MAX - 1].signal, "KILL");
	files_done(&files);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_there_and_back, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_nobody_waited, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_zombies_are_nobody, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_only_sends_are_kept, set_up, tear_down),
		cmocka_unit_test(test_made_for_its_user_alone),
		cmocka_unit_test(test_nothing_yet),
		cmocka_unit_test(test_links),
		cmocka_unit_test(test_second_name),
		cmocka_unit_test(test_somebody_elses),
		cmocka_unit_test(test_no_file),
		cmocka_unit_test(test_no_home),
		cmocka_unit_test(test_newest_first),
		cmocka_unit_test(test_broken_lines),
		cmocka_unit_test(test_long_file),
		cmocka_unit_test(test_many_sends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
