/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The view without a terminal: curses on /dev/null in a size of the test's choice, screens fed with
 * keys and made-up snapshots, and what they drew read back cell by cell.
 */
#ifndef TESTS_SCREEN_CANVAS_H
#define TESTS_SCREEN_CANVAS_H

#include <stdio.h>

#include "../lib/memory/fake_kernel.h"
#include "base/key.h"
#include "tui/frame/app.h"

struct canvas {
	SCREEN *curses;
	FILE *null;
	struct fake_kernel fake; /* what the app takes for the kernel; empty at first */
	struct app app;
};

/* locale: "C.UTF-8" or "C". The app has no screen and no snapshot yet. */
void canvas_open(struct canvas *canvas, const char *locale, int lines, int columns, bool colour);
void canvas_close(struct canvas *canvas);

/* The same with the list on top. */
void canvas_open_list(struct canvas *canvas, const char *locale, int lines, int columns,
	bool colour);

/* A build of four, an editor that is stopped, a leaderless group of two users, and a daemon. */
#define CANVAS_MACHINE(make_ticks) \
	{.pid = 1, .name = "systemd", .start = STARTED_AGO(99000), .rss = 12 << 20}, \
		{.pid = 1423, .name = "bash", .euid = USER_DEPLOY, .tty_name = "pts/0", \
			.tpgid = 2210, .start = STARTED_AGO(8000), .rss = 5 << 20}, \
		{.pid = 2210, .sid = 1423, .name = "make", .euid = USER_DEPLOY, \
			.tty_name = "pts/0", .tpgid = 2210, .start = STARTED_AGO(842), \
			.cpu = 200, .rss = 20 << 20}, \
		{.pid = 2217, .pgid = 2210, .sid = 1423, .name = "cc1plus", \
			.euid = USER_DEPLOY, .tty_name = "pts/0", .tpgid = 2210, \
			.start = STARTED_AGO(12), .state = 'R', .cpu = 1000 + (make_ticks), \
			.rss = 900 << 20}, \
		{.pid = 2218, .pgid = 2210, .sid = 1423, .name = "cc1plus", \
			.euid = USER_DEPLOY, .tty_name = "pts/0", .tpgid = 2210, \
			.start = STARTED_AGO(11), .state = 'R', .cpu = 900 + (make_ticks), \
			.rss = 800 << 20}, \
		{.pid = 2290, .sid = 1423, .name = "vim", .euid = USER_DEPLOY, \
			.tty_name = "pts/0", .tpgid = 2210, .state = 'T', \
			.start = STARTED_AGO(4200), .rss = 12 << 20}, \
		{.pid = 3380, .pgid = 3377, .sid = 3377, .name = "python3", \
			.euid = USER_BUILD, .start = STARTED_AGO(50000), .cpu = 600, \
			.rss = 200 << 20}, \
		{.pid = 3381, .pgid = 3377, .sid = 3377, .name = "python3", \
			.euid = USER_DEPLOY, .state = 'Z', .start = STARTED_AGO(49000)}

/* The same with that machine in the list, rates and command lines known. */
void canvas_open_machine(struct canvas *canvas, const char *locale, int lines, int columns,
	bool colour);

/* Puts a screen on top. */
void canvas_push(struct canvas *canvas, struct screen *screen);

/* Presses keys (see base/key.h), each drawn before the next; 0 ends the list. */
#define CANVAS_KEYS(canvas, ...) canvas_keys(canvas, (const int[]){__VA_ARGS__, 0})
void canvas_keys(struct canvas *canvas, const int *keys);

/* Types text, letter by letter. */
void canvas_type(struct canvas *canvas, const char *text);

/* What the mouse does there: KEYPAD_CLICK and its like; the clock goes on by a second before it, or
 * by nothing (again). */
void canvas_mouse(struct canvas *canvas, int key, int y, int x);
void canvas_mouse_again(struct canvas *canvas, int key, int y, int x);

/* Gives the app a share of the snapshot, and draws. */
void canvas_show(struct canvas *canvas, const struct snapshot *snapshot);

/* Answers what the screen has asked: the set is given away. */
void canvas_answer(struct canvas *canvas, const struct screen *screen, struct detail_set *set);

/* Another size of the terminal. */
void canvas_resize(struct canvas *canvas, int lines, int columns);

/* One line of the screen as UTF-8 (in the C locale: ASCII) without blanks at its end. Static
 * memory, good until the next call. */
const char *canvas_line(struct canvas *canvas, int y);

/* The line that contains text, or -1. */
int canvas_find(struct canvas *canvas, const char *text);

/* Prints the screen: what stands there, line by line; or what each cell looks like: r reverse, b
 * bold, d dim, u underlined, A... a colour pair, . as usual. */
void canvas_print_text(struct canvas *canvas, FILE *file);
void canvas_print_looks(struct canvas *canvas, FILE *file);

/* Prints which colours the letters of the pairs mean, as numbers of the 256. */
void canvas_print_pairs(struct canvas *canvas, FILE *file);

/*
 * Compares text with a file of the source directory, and the test fails with both, line by line,
 * where they differ. POSSE_GOLDEN_REWRITE=1 writes the files anew.
 */
void canvas_compare(const char *text, const char *path);

/* Compares the screen with tests/screen/golden/NAME.txt; with looks also what its cells look
 * like. */
void canvas_golden(struct canvas *canvas, const char *name, bool looks);

#endif
