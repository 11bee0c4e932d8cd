/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The setup screen: what is changed holds at once and is kept; the themes. */
#include <config.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/array.h"
#include "base/clock.h"
#include "base/worker.h"
#include "canvas.h"

struct fixture {
	struct canvas canvas;
	char dir[64];
	char path[80];
};

static int set_up(void **state)
{
	struct fixture *fixture = calloc(1, sizeof(*fixture));

	assert_non_null(fixture);
	snprintf(fixture->dir, sizeof(fixture->dir), "/tmp/posse-setup.XXXXXX");
	assert_non_null(mkdtemp(fixture->dir));
	snprintf(fixture->path, sizeof(fixture->path), "%s/config", fixture->dir);
	*state = fixture;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *fixture = *state;

	remove(fixture->path);
	assert_int_equal(rmdir(fixture->dir), 0);
	free(fixture);
	return 0;
}

static void open_setup(struct fixture *fixture, int lines, int columns)
{
	canvas_open_machine(&fixture->canvas, "C.UTF-8", lines, columns, true);
	fixture->canvas.app.config_path = fixture->path;
	CANVAS_KEYS(&fixture->canvas, 'S');
}

/* Replaces the text of the prompt. */
static void type(struct canvas *canvas, const char *text)
{
	CANVAS_KEYS(canvas, KEY_CTRL('U'));
	canvas_type(canvas, text);
}

static void assert_shown(struct canvas *canvas, const char *text)
{
	if (canvas_find(canvas, text) < 0)
		fail_msg("not on the screen: %s", text);
}

/* Goes to the line of that setting or command. */
static void go_to(struct canvas *canvas, const char *name)
{
	char wanted[64];

	snprintf(wanted, sizeof(wanted), "> %s ", name);
	CANVAS_KEYS(canvas, KEYPAD_HOME);
	for (int i = 0; canvas_find(canvas, wanted) < 0; i++) {
		assert_true(i < 100);
		CANVAS_KEYS(canvas, KEYPAD_DOWN);
	}
}

static void expect_file(const struct fixture *fixture, const char *text)
{
	FILE *file = fopen(fixture->path, "r");
	char buf[1024];
	size_t length;

	assert_non_null(file);
	length = fread(buf, 1, sizeof(buf) - 1, file);
	buf[length] = '\0';
	assert_int_equal(fclose(file), 0);
	assert_string_equal(buf, text);
}

static void test_choices(void **state)
{
	struct fixture *fixture = *state;
	struct canvas *canvas = &fixture->canvas;

	open_setup(fixture, 24, 80);
	go_to(canvas, "readonly");
	CANVAS_KEYS(canvas, KEY_RETURN);
	assert_true(canvas->app.settings.readonly);
	expect_file(fixture, "readonly = yes\n");
	assert_shown(canvas, "Saved in /tmp/posse-setup");
	CANVAS_KEYS(canvas, ' ');
	assert_false(canvas->app.settings.readonly);
	go_to(canvas, "colours");
	CANVAS_KEYS(canvas, KEY_RETURN, KEY_RETURN);
	assert_int_equal(canvas->app.settings.colours, COLOURS_CONTRAST);
	CANVAS_KEYS(canvas, 'r');
	assert_int_equal(canvas->app.settings.colours, COLOURS_DEFAULT);
	expect_file(fixture, "readonly = no\ncolours = default\n");
	canvas_close(canvas);
}

/* What is wrong is told while it is typed, and cannot be kept. */
static void test_text(void **state)
{
	struct fixture *fixture = *state;
	struct canvas *canvas = &fixture->canvas;

	open_setup(fixture, 24, 80);
	go_to(canvas, "columns");
	CANVAS_KEYS(canvas, KEY_RETURN);
	type(canvas, "pgid,cpx");
	assert_shown(canvas, "'cpx' is not a column");
	CANVAS_KEYS(canvas, KEY_RETURN);
	assert_int_not_equal(access(fixture->path, F_OK), 0);
	type(canvas, "cpu,pgid");
	CANVAS_KEYS(canvas, KEY_RETURN);
	expect_file(fixture, "columns = cpu,pgid\n");
	go_to(canvas, "interval");
	CANVAS_KEYS(canvas, KEY_RETURN);
	type(canvas, "7");
	CANVAS_KEYS(canvas, KEY_ESCAPE);
	assert_true(canvas->app.settings.interval == 3 * CLOCK_SECOND / 2);
	CANVAS_KEYS(canvas, 'q');
	assert_null(strstr(canvas_line(canvas, canvas_find(canvas, "PGID")), "COMMAND"));
	canvas_close(canvas);
}

static void test_keys(void **state)
{
	struct fixture *fixture = *state;
	struct canvas *canvas = &fixture->canvas;

	open_setup(fixture, 24, 80);
	go_to(canvas, "signal");
	CANVAS_KEYS(canvas, KEY_RETURN);
	type(canvas, "x Nix");
	assert_shown(canvas, "'Nix' is not a key");
	type(canvas, "x F9");
	CANVAS_KEYS(canvas, KEY_RETURN);
	expect_file(fixture, "[keys]\nsignal = x F9\n");
	CANVAS_KEYS(canvas, 'q');
	assert_non_null(strstr(canvas_line(canvas, 23), "x signal"));
	/* No column of a list of groups. */
	CANVAS_KEYS(canvas, 'S');
	go_to(canvas, "sort");
	CANVAS_KEYS(canvas, KEY_RETURN);
	type(canvas, "ppid");
	CANVAS_KEYS(canvas, KEY_RETURN);
	assert_shown(canvas, "'ppid' is not a column of the list");
	CANVAS_KEYS(canvas, KEY_ESCAPE, 'q');
	CANVAS_KEYS(canvas, 'S');
	go_to(canvas, "signal");
	/* In the file a semicolon would begin a comment. */
	CANVAS_KEYS(canvas, KEY_RETURN);
	type(canvas, "; f9");
	CANVAS_KEYS(canvas, KEY_RETURN);
	expect_file(fixture, "[keys]\nsignal = Semicolon F9\n");
	CANVAS_KEYS(canvas, KEYPAD_DELETE);
	expect_file(fixture, "[keys]\n");
	CANVAS_KEYS(canvas, 'q');
	assert_non_null(strstr(canvas_line(canvas, 23), "k signal"));
	canvas_close(canvas);
}

/* Who was given a view that only looks cannot make it another one. */
static void test_readonly_by_option(void **state)
{
	struct fixture *fixture = *state;
	struct canvas *canvas = &fixture->canvas;

	open_setup(fixture, 24, 80);
	canvas->app.settings.readonly = true;
	canvas->app.settings.sources[SETTING_READONLY] = SOURCE_OPTION;
	go_to(canvas, "readonly");
	CANVAS_KEYS(canvas, KEY_RETURN);
	assert_true(canvas->app.settings.readonly);
	assert_shown(canvas, "This is fixed: posse was started with --readonly");
	CANVAS_KEYS(canvas, 'r');
	assert_true(canvas->app.settings.readonly);
	assert_int_not_equal(access(fixture->path, F_OK), 0);
	canvas_close(canvas);
}

static void test_file_that_cannot_be_changed(void **state)
{
	struct fixture *fixture = *state;
	struct canvas *canvas = &fixture->canvas;

	open_setup(fixture, 24, 80);
	canvas->app.config_path = fixture->dir;
	go_to(canvas, "vi");
	CANVAS_KEYS(canvas, KEY_RETURN);
	assert_true(canvas->app.settings.vi);
	assert_shown(canvas, "This applies until posse ends");
	canvas->app.config_path = NULL;
	CANVAS_KEYS(canvas, KEY_RETURN);
	assert_shown(canvas, "there is no file to save it in");
	canvas_close(canvas);
}

/* What a worker comes to is not overwritten by the thread that gave it the job, whichever is
 * faster: many jobs, because one of them may go well by chance. */
static void test_worker_that_cannot_save(void **state)
{
	struct fixture *fixture = *state;
	struct canvas *canvas = &fixture->canvas;

	open_setup(fixture, 24, 80);
	canvas->app.config_path = fixture->dir;
	assert_int_equal(worker_new(&canvas->app.worker), 0);
	go_to(canvas, "vi");
	for (int i = 0; i < 200; i++) {
		CANVAS_KEYS(canvas, KEY_RETURN);
		assert_true(worker_wait(canvas->app.worker, 10 * CLOCK_SECOND));
		worker_finish(canvas->app.worker, &canvas->app);
		assert_string_not_equal(canvas->app.notice, "");
		assert_null(strstr(canvas->app.notice, "Saved"));
	}
	worker_free(canvas->app.worker);
	canvas->app.worker = NULL;
	canvas_close(canvas);
}

/* High contrast has a background of its own everywhere, mono no colour at all. */
static void expect_colours(const struct theme *theme, enum colours colours)
{
	short foreground = -1;
	short background = -1;

	assert_int_equal(theme->colour, colours != COLOURS_MONO);
	for (enum role role = 0; role < ROLE_COUNT; role++) {
		if (colours == COLOURS_MONO)
			assert_int_equal(theme->pairs[role], 0);
		if (colours != COLOURS_CONTRAST)
			continue;
		assert_int_not_equal(theme->pairs[role], 0);
		pair_content(theme->pairs[role], &foreground, &background);
		assert_true(background == 16 || foreground == 16);
	}
}

static void test_themes(void **state)
{
	(void)state;
	for (enum colours colours = 0; colours < COLOURS_COUNT; colours++) {
		struct canvas canvas;

		canvas_open_machine(&canvas, "C.UTF-8", 14, 80, true);
		canvas.app.settings.colours = colours;
		app_settings_changed(&canvas.app);
		expect_colours(&canvas.app.theme, colours);
		canvas_close(&canvas);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_choices, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_text, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_keys, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_readonly_by_option, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_file_that_cannot_be_changed, set_up,
			tear_down),
		cmocka_unit_test_setup_teardown(test_worker_that_cannot_save, set_up, tear_down),
		cmocka_unit_test(test_themes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
