/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The settings file: what counts, what is told of, and where it is looked for. */
#include <config.h>

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/array.h"
#include "base/clock.h"
#include "config/settings.h"

struct scene {
	char dir[64];
	char path[80];
	struct settings_file file;
};

static int set_up(void **state)
{
	struct scene *scene = calloc(1, sizeof(*scene));

	assert_non_null(scene);
	snprintf(scene->dir, sizeof(scene->dir), "/tmp/posse-settings.XXXXXX");
	assert_non_null(mkdtemp(scene->dir));
	snprintf(scene->path, sizeof(scene->path), "%s/config", scene->dir);
	*state = scene;
	return 0;
}

static int tear_down(void **state)
{
	struct scene *scene = *state;

	settings_done(&scene->file);
	remove(scene->path);
	assert_int_equal(rmdir(scene->dir), 0);
	free(scene);
	return 0;
}

static void read_text(struct scene *scene, const char *text)
{
	FILE *file = fopen(scene->path, "w");

	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
	settings_done(&scene->file);
	assert_int_equal(settings_read(scene->path, &scene->file), 0);
}

static void expect_fault(const struct scene *scene, size_t index, enum settings_fault_kind kind,
	unsigned line, const char *word)
{
	const struct settings_fault *fault = &scene->file.faults[index];

	assert_true(index < scene->file.fault_count);
	assert_int_equal(fault->kind, kind);
	assert_int_equal(fault->line, line);
	assert_string_equal(fault->word, word);
}

static void test_all(void **state)
{
	struct scene *scene = *state;

	read_text(scene, "# mine\n\nreadonly = no\n; slow\ninterval=2.5\n wait = 10\n");
	assert_int_equal(scene->file.fault_count, 0);
	assert_false(scene->file.settings.readonly);
	assert_true(scene->file.settings.interval == 5 * CLOCK_SECOND / 2);
	assert_true(scene->file.settings.wait == 10 * CLOCK_SECOND);
}

static void test_nothing_is_set(void **state)
{
	struct scene *scene = *state;

	read_text(scene, "");
	assert_int_equal(scene->file.fault_count, 0);
	assert_false(scene->file.settings.readonly);
	assert_true(scene->file.settings.interval == 0);
	assert_true(scene->file.settings.wait == 0);
}

/* Each with its line; what is right beside it counts. */
static void test_wrong_lines(void **state)
{
	struct scene *scene = *state;

	read_text(scene, "interval = 0.05\n"
			 "wait = 0\n"
			 "colour = blue\n"
			 "wait = 7\n"
			 "wait = -1\n"
			 "nonsense\n"
			 "[view]\n"
			 "interval = 3\n");
	assert_int_equal(scene->file.fault_count, 6);
	expect_fault(scene, 0, SETTINGS_NO_INTERVAL, 1, "0.05");
	expect_fault(scene, 1, SETTINGS_NO_WAIT, 2, "0");
	expect_fault(scene, 2, SETTINGS_NO_SETTING, 3, "colour");
	expect_fault(scene, 3, SETTINGS_NO_WAIT, 5, "-1");
	expect_fault(scene, 4, SETTINGS_IN_SECTION, 8, "interval");
	expect_fault(scene, 5, SETTINGS_NO_LINE, 6, "");
	assert_true(scene->file.settings.interval == 0);
	assert_true(scene->file.settings.wait == 7 * CLOCK_SECOND);
}

/* Who wrote readonly did not want to send. */
static void test_readonly_in_doubt(void **state)
{
	static const char *const lines[] = {"readonly = yes\n", "readonly = true\n",
		"readonly = on\n", "readonly = 1\n", "readonly = ja\n", "readonly =\n"};
	struct scene *scene = *state;

	for (size_t i = 0; i < COUNT(lines); i++) {
		read_text(scene, lines[i]);
		assert_true(scene->file.settings.readonly);
		assert_int_equal(scene->file.fault_count, i >= 4);
	}
	expect_fault(scene, 0, SETTINGS_NO_BOOLEAN, 1, "");
}

static void test_no_file(void **state)
{
	struct scene *scene = *state;

	assert_int_equal(settings_read(scene->path, &scene->file), 0);
	assert_int_equal(scene->file.fault_count, 0);
}

/* Neither a directory nor a pipe, for which one would wait. */
static void test_no_ordinary_file(void **state)
{
	struct scene *scene = *state;

	assert_int_equal(mkdir(scene->path, 0700), 0);
	assert_int_equal(settings_read(scene->path, &scene->file), 0);
	assert_int_equal(scene->file.fault_count, 1);
	expect_fault(scene, 0, SETTINGS_UNREADABLE, 0, "");
	assert_int_equal(scene->file.faults[0].error, -EISDIR);
	settings_done(&scene->file);
	assert_int_equal(rmdir(scene->path), 0);
	assert_int_equal(mkfifo(scene->path, 0600), 0);
	assert_int_equal(settings_read(scene->path, &scene->file), 0);
	assert_int_equal(scene->file.fault_count, 1);
	assert_int_equal(scene->file.faults[0].error, -EINVAL);
}

/* Bytes of any kind and lines of any length are told of, and nothing else. */
static void test_hostile_file(void **state)
{
	struct scene *scene = *state;
	char text[5000];

	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	read_text(scene, text);
	assert_true(scene->file.fault_count > 0);
	assert_false(scene->file.settings.readonly);
	read_text(scene, "\033]0;pwned\007 = \xff\xfe\n");
	assert_int_equal(scene->file.fault_count, 1);
	expect_fault(scene, 0, SETTINGS_NO_SETTING, 1, "\033]0;pwned\007");
}

static void expect_path(const char *config, const char *home, const char *path)
{
	struct settings_file file;

	setenv("XDG_CONFIG_HOME", config, 1);
	setenv("HOME", home, 1);
	assert_int_equal(settings_load(&file), 0);
	if (path)
		assert_string_equal(file.path, path);
	else
		assert_null(file.path);
	settings_done(&file);
}

static void test_where(void **state)
{
	(void)state;
	expect_path("/nowhere/x", "/nowhere/y", "/nowhere/x/posse/config");
	expect_path("", "/nowhere/y", "/nowhere/y/.config/posse/config");
	expect_path("relative", "/nowhere/y", "/nowhere/y/.config/posse/config");
	expect_path("", "", NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_all, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_nothing_is_set, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_wrong_lines, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_readonly_in_doubt, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_no_file, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_no_ordinary_file, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_hostile_file, set_up, tear_down),
		cmocka_unit_test(test_where),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
