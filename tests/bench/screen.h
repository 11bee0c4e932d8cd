/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A program on a terminal of its own, of which the screen can be read: a VT100 as far as curses
 * uses one. Bytes above ASCII are one cell each character, kept as '?'.
 */
#ifndef TESTS_BENCH_SCREEN_H
#define TESTS_BENCH_SCREEN_H

#include <stdbool.h>
#include <sys/types.h>

enum {
	SCREEN_LINES = 50,
	SCREEN_COLUMNS = 160,
	SCREEN_PARAMETERS = 8,
};

struct bench_screen {
	pid_t pid;
	int terminal; /* -1: there is none */
	char cells[SCREEN_LINES][SCREEN_COLUMNS + 1]; /* each line ends with a NUL */
	int y;
	int x;
	int top; /* of the lines that scroll */
	int bottom;
	enum { SCREEN_TEXT, SCREEN_ESCAPE, SCREEN_SKIP, SCREEN_SEQUENCE } reading;
	int parameters[SCREEN_PARAMETERS];
	int parameter; /* the one that is read */
};

/* Starts the program there, on a terminal of type vt100. */
void screen_start(struct bench_screen *ret_screen, const char *path, char *const argv[]);

/* Takes what the program has written, as much as comes at once; false: it has ended. */
bool screen_take(struct bench_screen *screen);

/* Whether a line of the screen has this text in it. */
bool screen_shows(const struct bench_screen *screen, const char *text);

/* Takes what is written until the text is shown, or is not (NULL: to the end of the time); true: so
 * it came. */
bool screen_wait(struct bench_screen *screen, const char *text, bool shown, double milliseconds);

void screen_press(struct bench_screen *screen, const char *keys);

/* Ends the program by KILL to exactly that child, and closes the terminal. */
void screen_stop(struct bench_screen *screen);

#endif
