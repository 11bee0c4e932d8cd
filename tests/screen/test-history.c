/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The screen of what was sent. */
#include <config.h>

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <cmocka.h>

#include "../lib/memory/snapshot_fixture.h"
#include "base/array.h"
#include "base/clock.h"
#include "base/worker.h"
#include "canvas.h"
#include "history/history.h"
#include "send_fixture.h"
#include "tui/list/list_screen.h"
#include "tui/pages/history_screen.h"

#define NAME "history.jsonl"

/* Sends of all kinds, and what no posse has written. */
static const char *const records[] = {
	"{\"time\":\"2026-11-24T23:59:58Z\",\"uid\":0,\"user\":\"root\",\"sudo_uid\":1000,"
	"\"login_uid\":1001,"
	"\"tty\":\"pts/0\",\"signal\":\"TERM\",\"targets\":[{\"id\":\"2210@918273\","
	"\"command\":\"make -j16 all\",\"guarantee\":\"exact\",\"result\":\"partial\","
	"\"continued\":true,\"members\":[{\"outcome\":\"signalled\"},{\"outcome\":\"denied\"},"
	"{\"outcome\":\"gone\"},{\"outcome\":\"zombie\"}],\"seconds\":0.34,\"survivors\":[]}]}",
	"{\"time\":\"2026-11-25T05:13:22Z\",\"user\":\"deploy\",\"sudo_uid\":null,\"tty\":null,"
	"\"signal\":\"USR1\",\"targets\":[{\"id\":\"3377@3378:51\",\"command\":\"python3 "
	"train.py\",\"guarantee\":\"verified\",\"result\":\"signalled\",\"members\":"
	"[{\"outcome\":\"signalled\"}],\"seconds\":null,\"survivors\":null},"
	"{\"id\":\"4000@7\",\"command\":\"vim\",\"guarantee\":null,\"result\":\"changed\"}]}",
	"this is no record",
	"{\"time\":\"2026-11-25T05:14:00Z\",\"user\":\"deploy\",\"tty\":\"pts/4\",\"signal\":"
	"\"KILL\",\"targets\":[{\"id\":\"5@6\",\"command\":\"evil\\u001b[2J\\n\\u202ename\","
	"\"guarantee\":\"exact\",\"result\":\"signalled\",\"members\":[{\"outcome\":\"survived\"},"
	"{\"outcome\":\"survived\"}],\"seconds\":null,"
	"\"survivors\":[51,52,53,54,55,56,57,58,59]}]}",
};

struct place {
	char *home;
	char *path;
};

/* The history of a user whose home is a directory of the test's. */
static int set_up(void **state)
{
	static struct place place;
	char name[] = "/tmp/posse-screen.XXXXXX";
	FILE *file;

	setenv("TZ", "UTC", 1);
	tzset();
	place.home = mkdtemp(name) ? realpath(name, NULL) : NULL;
	if (!place.home || asprintf(&place.path, "%s/" NAME, place.home) < 0)
		return -1;
	setenv("HOME", place.home, 1);
	/* Of no use here but to be named where something is wrong. */
	setenv("XDG_STATE_HOME", "/state", 1);
	file = fopen(place.path, "w");
	if (!file)
		return -1;
	for (size_t i = 0; i < COUNT(records); i++)
		fprintf(file, "%s\n", records[i]);
	*state = &place;
	return fclose(file);
}

static int tear_down(void **state)
{
	struct place *place = *state;

	unlink(place->path);
	rmdir(place->home);
	free(place->path);
	free(place->home);
	return 0;
}

static void open_history(struct canvas *canvas, const char *locale, int lines, int columns,
	const char *path)
{
	canvas_open(canvas, locale, lines, columns, true);
	canvas_push(canvas, list_screen_new(&canvas->app));
	canvas_push(canvas, history_screen_new_of(&canvas->app, path));
}

static void test_sizes(void **state)
{
	static const struct {
		const char *name;
		const char *locale;
		int lines;
		int columns;
	} sizes[] = {
		{"history-160x50", "C.UTF-8", 50, 160},
		{"history-80x24", "C.UTF-8", 24, 80},
		{"history-ascii", "C", 24, 80},
		{"history-40x10", "C.UTF-8", 10, 40},
		{"history-20x5", "C.UTF-8", 5, 20},
	};
	const struct place *place = *state;

	for (size_t i = 0; i < COUNT(sizes); i++) {
		struct canvas canvas;

		open_history(&canvas, sizes[i].locale, sizes[i].lines, sizes[i].columns,
			place->path);
		canvas_golden(&canvas, sizes[i].name, false);
		canvas_close(&canvas);
	}
}

static void test_ways_in_and_out(void **state)
{
	static const int out[] = {KEY_ESCAPE, 'q', KEYPAD_F(10)};
	struct canvas canvas;

	(void)state;
	canvas_open(&canvas, "C.UTF-8", 24, 80, true);
	canvas.app.settings.readonly = true;
	canvas_push(&canvas, list_screen_new(&canvas.app));
	for (size_t i = 0; i < COUNT(out); i++) {
		CANVAS_KEYS(&canvas, 'H');
		assert_int_equal(canvas.app.depth, 2);
		assert_int_equal(canvas_find(&canvas, "History"), 0);
		CANVAS_KEYS(&canvas, out[i]);
		assert_int_equal(canvas.app.depth, 1);
	}
	canvas_close(&canvas);
}

static void test_scrolling(void **state)
{
	const struct place *place = *state;
	struct canvas canvas;

	open_history(&canvas, "C.UTF-8", 5, 80, place->path);
	assert_int_equal(canvas_find(&canvas, "SIGKILL"), 1);
	CANVAS_KEYS(&canvas, KEYPAD_DOWN);
	assert_int_equal(canvas_find(&canvas, "SIGKILL"), -1);
	CANVAS_KEYS(&canvas, KEYPAD_END);
	assert_int_not_equal(canvas_find(&canvas, "1 line of the file could not be read"), -1);
	canvas_resize(&canvas, 50, 80);
	assert_int_equal(canvas_find(&canvas, "SIGKILL"), 1);
	canvas_close(&canvas);
}

static void test_nothing_and_no_way(void **state)
{
	const struct place *place = *state;
	char path[256];
	struct canvas canvas;

	snprintf(path, sizeof(path), "%s/none/posse/" NAME, place->home);
	open_history(&canvas, "C.UTF-8", 24, 80, path);
	assert_int_equal(canvas_find(&canvas, "Nothing has been sent yet."), 1);
	canvas_close(&canvas);
	snprintf(path, sizeof(path), "%s/posse", place->path);
	open_history(&canvas, "C.UTF-8", 24, 80, path);
	assert_int_not_equal(canvas_find(&canvas, "cannot be used: Not a directory."), -1);
	canvas_close(&canvas);
}

/* ---- A worker that is busy ---- */

/* A job that waits for a byte. */
struct hindrance {
	struct job job;
	int ends[2];
};

static void wait_for_byte(struct job *job)
{
	char byte;

	job->result = read(((struct hindrance *)job)->ends[0], &byte, 1) == 1 ? 0 : -EIO;
}

static void nothing_to_say(struct job *job, void *context)
{
	(void)context;
	assert_int_equal(job->result, 0);
}

static void nothing_to_free(struct job *job)
{
	(void)job;
}

static void hinder(struct canvas *canvas, struct hindrance *hindrance)
{
	*hindrance = (struct hindrance){
		.job = {.work = wait_for_byte, .finish = nothing_to_say, .done = nothing_to_free}};
	assert_int_equal(pipe(hindrance->ends), 0);
	assert_int_equal(worker_new(&canvas->app.worker), 0);
	assert_int_equal(worker_add(canvas->app.worker, &hindrance->job), 0);
}

/* Everything that was asked for is done, and told. */
static void release(struct canvas *canvas, struct hindrance *hindrance)
{
	assert_int_equal(write(hindrance->ends[1], "x", 1), 1);
	assert_true(worker_wait(canvas->app.worker, 20 * CLOCK_SECOND));
	worker_finish(canvas->app.worker, &canvas->app);
	app_draw(&canvas->app);
	worker_free(canvas->app.worker);
	close(hindrance->ends[0]);
	close(hindrance->ends[1]);
}

/* Keys are answered before there is anything to show; then the text is there, and scrolls. */
static void test_while_it_is_read(void **state)
{
	const struct place *place = *state;
	struct hindrance hindrance;
	struct canvas canvas;

	canvas_open_list(&canvas, "C.UTF-8", 5, 80, true);
	hinder(&canvas, &hindrance);
	canvas_push(&canvas, history_screen_new_of(&canvas.app, place->path));
	assert_int_equal(canvas_find(&canvas, "Reading the history ..."), 1);
	/* What is read for a screen that has gone meanwhile is for nobody. */
	CANVAS_KEYS(&canvas, KEYPAD_DOWN, KEY_ESCAPE);
	assert_int_equal(canvas_find(&canvas, "Reading the history ..."), -1);
	canvas_push(&canvas, history_screen_new_of(&canvas.app, place->path));
	release(&canvas, &hindrance);
	assert_int_equal(canvas_find(&canvas, "SIGKILL"), 1);
	CANVAS_KEYS(&canvas, KEYPAD_END);
	assert_int_not_equal(canvas_find(&canvas, "1 line of the file could not be read"), -1);
	canvas_close(&canvas);
}

/* Until no other job is taken. */
static void fill_up(struct canvas *canvas, const struct place *place)
{
	for (int i = 0; i <= WORKER_JOBS_MAX; i++) {
		canvas_push(canvas, history_screen_new_of(&canvas->app, place->path));
		CANVAS_KEYS(canvas, KEY_ESCAPE);
	}
}

/* Where too much waits already, it is said. */
static void test_too_much_waits(void **state)
{
	const struct place *place = *state;
	struct hindrance hindrance;
	struct canvas canvas;

	canvas_open_list(&canvas, "C.UTF-8", 24, 80, true);
	hinder(&canvas, &hindrance);
	fill_up(&canvas, place);
	canvas_push(&canvas, history_screen_new_of(&canvas.app, place->path));
	assert_int_not_equal(canvas_find(&canvas, "cannot be used: Device or resource"), -1);
	release(&canvas, &hindrance);
	canvas_close(&canvas);
}

/* So it is of a send, which is then not in the history. */
static void test_too_much_waits_for_a_send(void **state)
{
	struct history history = {.fault = 0};
	struct hindrance hindrance;
	struct send_fixture fixture;

	send_fixture_open(&fixture, "C.UTF-8", 24, 80);
	fixture.canvas.app.history = &history;
	hinder(&fixture.canvas, &hindrance);
	fill_up(&fixture.canvas, *state);
	send_fixture_menu(&fixture);
	CANVAS_KEYS(&fixture.canvas, KEY_RETURN, KEY_RETURN);
	fixture.fake.now += 5 * CLOCK_SECOND;
	app_tick(&fixture.canvas.app, 0);
	app_draw(&fixture.canvas.app);
	assert_true(canvas_find(&fixture.canvas, "2 members are still alive") > 0);
	assert_true(canvas_find(&fixture.canvas, "cannot be used: Device or resource busy") > 0);
	assert_int_equal(history.fault, -EBUSY);
	release(&fixture.canvas, &hindrance);
	send_fixture_close(&fixture);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sizes),
		cmocka_unit_test(test_ways_in_and_out),
		cmocka_unit_test(test_scrolling),
		cmocka_unit_test(test_nothing_and_no_way),
		cmocka_unit_test(test_while_it_is_read),
		cmocka_unit_test(test_too_much_waits),
		cmocka_unit_test(test_too_much_waits_for_a_send),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
