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
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/array.h"
#include "base/clock.h"
#include "base/key.h"
#include "settings/settings.h"

struct fixture {
	char dir[64];
	char path[80];
	struct settings_file file;
};

static int set_up(void **state)
{
	struct fixture *fixture = calloc(1, sizeof(*fixture));

	assert_non_null(fixture);
	unsetenv("NO_COLOR");
	snprintf(fixture->dir, sizeof(fixture->dir), "/tmp/posse-settings.XXXXXX");
	assert_non_null(mkdtemp(fixture->dir));
	snprintf(fixture->path, sizeof(fixture->path), "%s/config", fixture->dir);
	*state = fixture;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *fixture = *state;

	settings_done(&fixture->file);
	remove(fixture->path);
	assert_int_equal(rmdir(fixture->dir), 0);
	free(fixture);
	return 0;
}

static void load(struct fixture *fixture)
{
	assert_int_equal(settings_load(fixture->path, true, &fixture->file), 0);
}

static void read_bytes(struct fixture *fixture, const char *bytes, size_t count)
{
	FILE *file = fopen(fixture->path, "w");

	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, count, file), count);
	assert_int_equal(fclose(file), 0);
	settings_done(&fixture->file);
	load(fixture);
}

static void read_text(struct fixture *fixture, const char *text)
{
	read_bytes(fixture, text, strlen(text));
}

static void expect_fault(const struct fixture *fixture, size_t index, enum settings_fault_kind kind,
	unsigned line, const char *word)
{
	const struct settings_fault *fault = &fixture->file.faults[index];

	assert_true(index < fixture->file.fault_count);
	assert_int_equal(fault->kind, kind);
	assert_int_equal(fault->line, line);
	assert_string_equal(fault->word, word);
}

static void test_all(void **state)
{
	struct fixture *fixture = *state;

	read_text(fixture, "# mine\n\nreadonly = no\n; slow\ninterval=2.5\n wait = 10\n");
	assert_int_equal(fixture->file.fault_count, 0);
	assert_false(fixture->file.settings.readonly);
	assert_true(fixture->file.settings.interval == 5 * CLOCK_SECOND / 2);
	assert_true(fixture->file.settings.wait == 10 * CLOCK_SECOND);
}

static void test_nothing_is_set(void **state)
{
	struct fixture *fixture = *state;

	read_text(fixture, "");
	assert_int_equal(fixture->file.fault_count, 0);
	assert_false(fixture->file.settings.readonly);
	assert_true(fixture->file.settings.interval == 3 * CLOCK_SECOND / 2);
	assert_true(fixture->file.settings.wait == 5 * CLOCK_SECOND);
	assert_true(fixture->file.settings.limit);
	assert_true(fixture->file.settings.mouse);
	assert_int_equal(fixture->file.settings.order.column, COLUMN_CPU);
	for (enum setting_id id = 0; id < SETTING_COUNT; id++)
		assert_int_equal(fixture->file.settings.sources[id], SOURCE_DEFAULT);
}

/* Each with its line; what is right beside it counts. */
static void test_wrong_lines(void **state)
{
	struct fixture *fixture = *state;

	read_text(fixture, "interval = 0.05\n"
			 "wait = 0\n"
			 "colour = blue\n"
			 "wait = 7\n"
			 "wait = -1\n"
			 "nonsense\n"
			 "[view]\n"
			 "interval = 3\n");
	assert_int_equal(fixture->file.fault_count, 6);
	expect_fault(fixture, 0, SETTINGS_NO_INTERVAL, 1, "0.05");
	expect_fault(fixture, 1, SETTINGS_NO_WAIT, 2, "0");
	expect_fault(fixture, 2, SETTINGS_NO_SETTING, 3, "colour");
	expect_fault(fixture, 3, SETTINGS_NO_WAIT, 5, "-1");
	expect_fault(fixture, 4, SETTINGS_NO_LINE, 6, "");
	expect_fault(fixture, 5, SETTINGS_NO_SECTION, 8, "view");
	assert_true(fixture->file.settings.interval == 3 * CLOCK_SECOND / 2);
	assert_true(fixture->file.settings.wait == 7 * CLOCK_SECOND);
}

/* Each wrong line is told of, and none takes another with it. */
static void test_lines_that_cannot_be_read(void **state)
{
	struct fixture *fixture = *state;
	char text[1024];

	snprintf(text, sizeof(text), "\xef\xbb\xbf[keys\nvi no\nwait = 7 ; %0300d\nwait = 8\n", 0);
	read_text(fixture, text);
	assert_int_equal(fixture->file.fault_count, 3);
	for (unsigned i = 0; i < 3; i++)
		expect_fault(fixture, i, SETTINGS_NO_LINE, i + 1, "");
	assert_true(fixture->file.settings.wait == 8 * CLOCK_SECOND);
}

/* A NUL makes its line a wrong one, and leaves the next alone. */
static void test_nul(void **state)
{
	static const char bytes[] = "vi = yes\nx\0y\nreadonly = yes\n";
	struct fixture *fixture = *state;

	read_bytes(fixture, bytes, sizeof(bytes) - 1);
	assert_int_equal(fixture->file.fault_count, 1);
	expect_fault(fixture, 0, SETTINGS_NO_LINE, 2, "");
	assert_true(fixture->file.settings.readonly);
}

/* Who wrote readonly did not want to send. */
static void test_readonly_in_doubt(void **state)
{
	static const char *const lines[] = {"readonly = yes\n", "readonly = true\n",
		"readonly = on\n", "readonly = 1\n", "readonly = ja\n", "readonly =\n",
		"readonly yes\n", "  readonly\n", "readonly"};
	struct fixture *fixture = *state;

	for (size_t i = 0; i < COUNT(lines); i++) {
		read_text(fixture, lines[i]);
		assert_true(fixture->file.settings.readonly);
		assert_int_equal(fixture->file.fault_count, i >= 4);
	}
	expect_fault(fixture, 0, SETTINGS_LOST_READONLY, 1, "readonly");
	read_text(fixture, "vi = yes\nreadonly = ja\n");
	expect_fault(fixture, 0, SETTINGS_NO_READONLY, 2, "ja");
}

/* However he wrote it, and wherever it stands. Only a clear no is one. */
static void test_readonly_misplaced(void **state)
{
	static const char *const lines[] = {"Readonly = yes\n", "READONLY = Yes\n",
		"readonly = TRUE\n", "ReadOnly: On\n", "read-only = yes\n", "read_only = 1\n",
		"read only = yes\n", "Read Only yes\n", "\"readonly\" = yes\n",
		"[keys]\nend = K\nreadonly = yes\n", "[keys]\nREADONLY = ja\n",
		"[view]\nreadonly = yes\n", "[keys]\nreadonly\n", "[Keys]\nread-only = yes\n",
		"readonly = yes\n[keys]\nreadonly = no\n", "\xff\xfereadonly = yes\n",
		"set readonly\n", "set readonly = yes\n", "already readonly = yes\n",
		"sort = cpu; readonly = yes\n", "sort = cpu\rreadonly = yes\r"};
	static const char *const no[] = {"Readonly = NO\n", "readonly = Off\n",
		"[keys]\nreadonly = no\n", "readonlyness = yes\n", "# readonly = yes\n",
		"set readonly = no\n", "sort = readonlyness\n", "readonl = yes\n",
		"[readonly]\nvi = yes\n"};
	struct fixture *fixture = *state;

	for (size_t i = 0; i < COUNT(lines); i++) {
		read_text(fixture, lines[i]);
		assert_true(fixture->file.settings.readonly);
		assert_int_equal(fixture->file.settings.sources[SETTING_READONLY], SOURCE_FILE);
		assert_int_equal(fixture->file.fault_count, i >= 4);
	}
	for (size_t i = 0; i < COUNT(no); i++) {
		read_text(fixture, no[i]);
		assert_false(fixture->file.settings.readonly);
	}
	read_text(fixture, "[keys]\nend = K\nreadonly = yes\n");
	expect_fault(fixture, 0, SETTINGS_LOST_READONLY, 3, "readonly");
}

#if defined(__SANITIZE_ADDRESS__)
#define HAS_ASAN true
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HAS_ASAN true
#endif
#endif
#ifndef HAS_ASAN
#define HAS_ASAN false
#endif

/* Too little memory for the file leaves nobody with a posse that sends. */
static void test_readonly_without_memory(void **state)
{
	struct fixture *fixture = *state;
	void *all[16] = {NULL};
	struct rlimit before;
	struct rlimit little;
	size_t count = 0;
	int r = 0;

	if (HAS_ASAN || getenv("POSSE_TEST_UNDER")) {
		puts("sanitizers and valgrind keep memory of their own, past any limit");
		skip();
	}
	read_text(fixture, "vi = yes\n");
	settings_done(&fixture->file);
	assert_int_equal(getrlimit(RLIMIT_AS, &before), 0);
	little = (struct rlimit){.rlim_cur = 1, .rlim_max = before.rlim_max};
	assert_int_equal(setrlimit(RLIMIT_AS, &little), 0);
	while (count < COUNT(all) && (all[count] = malloc(1024 * 1024)))
		count++;
	r = settings_load(fixture->path, true, &fixture->file);
	assert_int_equal(setrlimit(RLIMIT_AS, &before), 0);
	for (size_t i = 0; i < count; i++)
		free(all[i]);
	assert_int_equal(r, -ENOMEM);
	assert_true(fixture->file.settings.readonly);
	assert_int_equal(fixture->file.settings.sources[SETTING_READONLY], SOURCE_DOUBT);
}

static void test_values(void **state)
{
	struct fixture *fixture = *state;
	const struct settings *settings = &fixture->file.settings;

	read_text(fixture, "by = session\ncolours = contrast\ncolumns = pgid,cpu,command\n"
			 "limit = no\nmouse = off\nsort = rss,asc\nvi = yes\n");
	assert_int_equal(fixture->file.fault_count, 0);
	assert_int_equal(settings->arrangement, ARRANGE_SESSIONS);
	assert_int_equal(settings->colours, COLOURS_CONTRAST);
	assert_int_equal(settings->column_count, 3);
	assert_int_equal(settings->columns[1], COLUMN_CPU);
	assert_false(settings->limit);
	assert_false(settings->mouse);
	assert_int_equal(settings->order.column, COLUMN_RSS);
	assert_true(settings->order.reversed);
	assert_true(settings->vi);
	assert_int_equal(settings->sources[SETTING_COLUMNS], SOURCE_FILE);
	assert_int_equal(settings->lines[SETTING_COLUMNS], 3);
	assert_int_equal(settings->sources[SETTING_WAIT], SOURCE_DEFAULT);
}

static void test_wrong_values(void **state)
{
	struct fixture *fixture = *state;

	read_text(fixture, "by = user\ncolours = red\ncolumns = pgid,nix\ncolumns = cpu,cpu\n"
			 "sort = up\nvi = maybe\n");
	assert_int_equal(fixture->file.fault_count, 6);
	expect_fault(fixture, 0, SETTINGS_NO_ARRANGEMENT, 1, "user");
	expect_fault(fixture, 1, SETTINGS_NO_COLOURS, 2, "red");
	expect_fault(fixture, 2, SETTINGS_NO_COLUMN, 3, "nix");
	expect_fault(fixture, 3, SETTINGS_COLUMN_TWICE, 4, "cpu");
	expect_fault(fixture, 4, SETTINGS_NO_ORDER, 5, "up");
	expect_fault(fixture, 5, SETTINGS_NO_BOOLEAN, 6, "maybe");
	assert_int_equal(fixture->file.settings.column_count, 0);
	assert_false(fixture->file.settings.vi);
}

/* What is written is what was read. */
static void test_values_as_text(void **state)
{
	static const char *const lines[SETTING_COUNT] = {
		[SETTING_BY] = "process",
		[SETTING_COLOURS] = "colour-blind",
		[SETTING_COLUMNS] = "pid,cpu,rss,command",
		[SETTING_INTERVAL] = "0.25",
		[SETTING_LIMIT] = "no",
		[SETTING_MOUSE] = "no",
		[SETTING_READONLY] = "yes",
		[SETTING_SORT] = "age,asc",
		[SETTING_VI] = "yes",
		[SETTING_WAIT] = "7",
	};
	struct settings settings;
	char text[256];
	char bad[SETTINGS_WORD_MAX];

	(void)state;
	settings_init(&settings);
	for (enum setting_id id = 0; id < SETTING_COUNT; id++) {
		assert_int_equal(settings_take(&settings, id, lines[id], bad), SETTINGS_RIGHT);
		assert_string_equal(settings_text(&settings, id, text, sizeof(text)), lines[id]);
	}
	assert_int_equal(settings_take(&settings, SETTING_COLUMNS, "default", bad), SETTINGS_RIGHT);
	assert_string_equal(settings_text(&settings, SETTING_COLUMNS, text, sizeof(text)),
		"default");
}

static void test_keys(void **state)
{
	struct fixture *fixture = *state;
	const struct key_binding *binding;

	read_text(fixture, "[keys]\nsignal = x F9 Ctrl-k\nquit =\nchange = x\n");
	assert_int_equal(fixture->file.fault_count, 0);
	binding = key_bindings_find(&fixture->file.settings.bindings, "signal");
	assert_non_null(binding);
	assert_int_equal(binding->keys[0], 'x');
	assert_int_equal(binding->keys[1], KEYPAD_F(9));
	assert_int_equal(binding->keys[2], KEY_CTRL('K'));
	assert_int_equal(binding->keys[3], KEY_NONE);
	assert_int_equal(binding->line, 2);
	binding = key_bindings_find(&fixture->file.settings.bindings, "quit");
	assert_non_null(binding);
	assert_int_equal(binding->keys[0], KEY_NONE);
}

static void test_wrong_keys(void **state)
{
	struct fixture *fixture = *state;

	read_text(fixture,
		"[keys]\nsend = y\nfly = f\nsignal = Hyper\nsignal = x\nquit = x\n"
		"change = 1 2 3 4 5 6 7\n");
	assert_int_equal(fixture->file.fault_count, 5);
	expect_fault(fixture, 0, SETTINGS_FIXED_ACTION, 2, "send");
	expect_fault(fixture, 1, SETTINGS_NO_ACTION, 3, "fly");
	expect_fault(fixture, 2, SETTINGS_NO_KEY, 4, "Hyper");
	expect_fault(fixture, 3, SETTINGS_KEY_TAKEN, 6, "x");
	expect_fault(fixture, 4, SETTINGS_TOO_MANY, 7, "7");
	assert_non_null(key_bindings_find(&fixture->file.settings.bindings, "signal"));
	assert_null(key_bindings_find(&fixture->file.settings.bindings, "quit"));
}

/* The section is for the view: nobody else complains of it. */
static void test_keys_of_others(void **state)
{
	struct fixture *fixture = *state;

	read_text(fixture, "[keys]\nfly = f\n");
	settings_done(&fixture->file);
	assert_int_equal(settings_load(fixture->path, false, &fixture->file), 0);
	assert_int_equal(fixture->file.fault_count, 0);
}

/* https://no-color.org: what the user has set comes first. */
static void test_no_color(void **state)
{
	struct fixture *fixture = *state;

	setenv("NO_COLOR", "1", 1);
	read_text(fixture, "");
	assert_int_equal(fixture->file.settings.colours, COLOURS_MONO);
	assert_int_equal(fixture->file.settings.sources[SETTING_COLOURS], SOURCE_ENVIRONMENT);
	read_text(fixture, "colours = default\n");
	assert_int_equal(fixture->file.settings.colours, COLOURS_DEFAULT);
	setenv("NO_COLOR", "", 1);
	read_text(fixture, "");
	assert_int_equal(fixture->file.settings.colours, COLOURS_DEFAULT);
	unsetenv("NO_COLOR");
}

static void test_no_file(void **state)
{
	struct fixture *fixture = *state;

	load(fixture);
	/* The user has named it. */
	assert_true(fixture->file.missing);
	assert_int_equal(fixture->file.fault_count, 1);
	expect_fault(fixture, 0, SETTINGS_MISSING, 0, "");
	assert_int_equal(fixture->file.faults[0].error, -ENOENT);
	assert_false(fixture->file.settings.readonly);
}

/* Neither a directory nor a pipe, for which one would wait. */
static void test_no_ordinary_file(void **state)
{
	struct fixture *fixture = *state;

	assert_int_equal(mkdir(fixture->path, 0700), 0);
	load(fixture);
	assert_int_equal(fixture->file.fault_count, 1);
	expect_fault(fixture, 0, SETTINGS_UNREADABLE, 0, "");
	assert_int_equal(fixture->file.faults[0].error, -EISDIR);
	assert_true(fixture->file.settings.readonly);
	assert_int_equal(fixture->file.settings.sources[SETTING_READONLY], SOURCE_DOUBT);
	settings_done(&fixture->file);
	assert_int_equal(rmdir(fixture->path), 0);
	assert_int_equal(mkfifo(fixture->path, 0600), 0);
	load(fixture);
	assert_int_equal(fixture->file.fault_count, 1);
	assert_int_equal(fixture->file.faults[0].error, -EINVAL);
}

/* Bytes of any kind and lines of any length are told of, and nothing else. */
static void test_hostile_file(void **state)
{
	struct fixture *fixture = *state;
	char text[5000];

	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	read_text(fixture, text);
	assert_true(fixture->file.fault_count > 0);
	assert_false(fixture->file.settings.readonly);
	read_text(fixture, "\033]0;pwned\007 = \xff\xfe\n");
	assert_int_equal(fixture->file.fault_count, 1);
	expect_fault(fixture, 0, SETTINGS_NO_SETTING, 1, "\033]0;pwned\007");
}

static void expect_path(const char *config, const char *home, const char *path)
{
	struct settings_file file;

	setenv("XDG_CONFIG_HOME", config, 1);
	setenv("HOME", home, 1);
	assert_int_equal(settings_load(NULL, false, &file), 0);
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
		cmocka_unit_test_setup_teardown(test_readonly_misplaced, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_readonly_without_memory, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_lines_that_cannot_be_read, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_nul, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_values, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_wrong_values, set_up, tear_down),
		cmocka_unit_test(test_values_as_text),
		cmocka_unit_test_setup_teardown(test_keys, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_wrong_keys, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_keys_of_others, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_no_color, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_no_file, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_no_ordinary_file, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_hostile_file, set_up, tear_down),
		cmocka_unit_test(test_where),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
