/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "screen.h"

#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "load.h"

/* ---- The terminal ---- */

static void blank(struct bench_screen *screen, int y, int from, int to)
{
	memset(&screen->cells[y][from], ' ', (size_t)(to - from));
}

static void scroll_up(struct bench_screen *screen)
{
	memmove(screen->cells[screen->top], screen->cells[screen->top + 1],
		(size_t)(screen->bottom - screen->top) * sizeof(screen->cells[0]));
	blank(screen, screen->bottom, 0, SCREEN_COLUMNS);
}

static void scroll_down(struct bench_screen *screen)
{
	memmove(screen->cells[screen->top + 1], screen->cells[screen->top],
		(size_t)(screen->bottom - screen->top) * sizeof(screen->cells[0]));
	blank(screen, screen->top, 0, SCREEN_COLUMNS);
}

static void line_feed(struct bench_screen *screen)
{
	if (screen->y == screen->bottom)
		scroll_up(screen);
	else if (screen->y + 1 < SCREEN_LINES)
		screen->y++;
}

static void put(struct bench_screen *screen, unsigned char byte)
{
	if (byte >= 0x80 && byte < 0xc0)
		return; /* the rest of a character */
	if (screen->x == SCREEN_COLUMNS) {
		screen->x = 0;
		line_feed(screen);
	}
	screen->cells[screen->y][screen->x++] = (char)(byte < 0x80 ? byte : '?');
}

static int clamp(int value, int low, int high)
{
	if (value > high)
		value = high;
	return value < low ? low : value;
}

/* The n-th parameter, or what is meant where it is not there. */
static int parameter(const struct bench_screen *screen, int n, int missing)
{
	return screen->parameters[n] > 0 ? screen->parameters[n] : missing;
}

static void erase_line(struct bench_screen *screen)
{
	int x = clamp(screen->x, 0, SCREEN_COLUMNS - 1);

	if (screen->parameters[0] == 0)
		blank(screen, screen->y, x, SCREEN_COLUMNS);
	else
		blank(screen, screen->y, 0, screen->parameters[0] == 1 ? x + 1 : SCREEN_COLUMNS);
}

static void erase_below(struct bench_screen *screen)
{
	erase_line(screen);
	for (int y = screen->y + 1; y < SCREEN_LINES; y++)
		blank(screen, y, 0, SCREEN_COLUMNS);
}

static void obey(struct bench_screen *screen, char final)
{
	int count = parameter(screen, 0, 1);

	switch (final) {
	case 'A':
		screen->y -= count;
		break;
	case 'B':
		screen->y += count;
		break;
	case 'C':
		screen->x += count;
		break;
	case 'D':
		screen->x -= count;
		break;
	case 'H':
		screen->y = count - 1;
		screen->x = parameter(screen, 1, 1) - 1;
		break;
	case 'J':
		erase_below(screen);
		break;
	case 'K':
		erase_line(screen);
		break;
	case 'r':
		screen->top = clamp(count - 1, 0, SCREEN_LINES - 1);
		screen->bottom = parameter(screen, 1, SCREEN_LINES) - 1;
		screen->bottom = clamp(screen->bottom, screen->top, SCREEN_LINES - 1);
		screen->y = 0;
		screen->x = 0;
		break;
	default: /* modes and looks */
		break;
	}
	screen->y = clamp(screen->y, 0, SCREEN_LINES - 1);
	screen->x = clamp(screen->x, 0, SCREEN_COLUMNS - 1);
}

static void take_text(struct bench_screen *screen, unsigned char byte)
{
	if (byte == '\033')
		screen->reading = SCREEN_ESCAPE;
	else if (byte == '\r')
		screen->x = 0;
	else if (byte == '\n')
		line_feed(screen);
	else if (byte == '\b')
		screen->x -= screen->x > 0;
	else if (byte == '\t')
		screen->x = clamp((screen->x / 8 + 1) * 8, 0, SCREEN_COLUMNS - 1);
	else if (byte >= ' ')
		put(screen, byte);
}

static void take_escape(struct bench_screen *screen, unsigned char byte)
{
	screen->reading = SCREEN_TEXT;
	if (byte == '[') {
		screen->reading = SCREEN_SEQUENCE;
		memset(screen->parameters, 0, sizeof(screen->parameters));
		screen->parameter = 0;
	} else if (byte == '(' || byte == ')') {
		screen->reading = SCREEN_SKIP;
	} else if (byte == 'M' && screen->y == screen->top) {
		scroll_down(screen);
	} else if (byte == 'M' && screen->y > 0) {
		screen->y--;
	}
}

static void take_sequence(struct bench_screen *screen, unsigned char byte)
{
	int *value = &screen->parameters[screen->parameter];

	if (byte >= '0' && byte <= '9')
		*value = clamp(*value * 10 + (byte - '0'), 0, 9999);
	else if (byte == ';' && screen->parameter + 1 < SCREEN_PARAMETERS)
		screen->parameter++;
	if (byte < '@')
		return;
	screen->reading = SCREEN_TEXT;
	obey(screen, (char)byte);
}

static void take_byte(struct bench_screen *screen, unsigned char byte)
{
	switch (screen->reading) {
	case SCREEN_TEXT:
		take_text(screen, byte);
		break;
	case SCREEN_ESCAPE:
		take_escape(screen, byte);
		break;
	case SCREEN_SKIP:
		screen->reading = SCREEN_TEXT;
		break;
	case SCREEN_SEQUENCE:
		take_sequence(screen, byte);
		break;
	}
}

/* ---- The program ---- */

void screen_start(struct bench_screen *ret_screen, const char *path, char *const argv[])
{
	struct winsize size = {.ws_row = SCREEN_LINES, .ws_col = SCREEN_COLUMNS};

	memset(ret_screen, 0, sizeof(*ret_screen));
	for (int y = 0; y < SCREEN_LINES; y++)
		blank(ret_screen, y, 0, SCREEN_COLUMNS);
	ret_screen->bottom = SCREEN_LINES - 1;
	ret_screen->pid = forkpty(&ret_screen->terminal, NULL, NULL, &size);
	if (ret_screen->pid < 0)
		bench_give_up("forkpty", errno);
	if (ret_screen->pid == 0) {
		setenv("TERM", "vt100", 1);
		execvp(path, argv);
		_exit(127);
	}
}

bool screen_take(struct bench_screen *screen)
{
	unsigned char bytes[8192];
	ssize_t len = read(screen->terminal, bytes, sizeof(bytes));

	for (ssize_t i = 0; i < len; i++)
		take_byte(screen, bytes[i]);
	return len > 0;
}

bool screen_shows(const struct bench_screen *screen, const char *text)
{
	for (int y = 0; y < SCREEN_LINES; y++)
		if (strstr(screen->cells[y], text))
			return true;
	return false;
}

bool screen_wait(struct bench_screen *screen, const char *text, bool shown, double milliseconds)
{
	double deadline = bench_now() + milliseconds;

	for (double time = bench_now(); time < deadline; time = bench_now()) {
		struct pollfd fd = {.fd = screen->terminal, .events = POLLIN};

		if (text && screen_shows(screen, text) == shown)
			return true;
		if (poll(&fd, 1, (int)(deadline - time) + 1) > 0 && !screen_take(screen))
			return false;
	}
	return text && screen_shows(screen, text) == shown;
}

void screen_press(struct bench_screen *screen, const char *keys)
{
	if (write(screen->terminal, keys, strlen(keys)) < 0)
		bench_give_up("terminal", errno);
}

void screen_stop(struct bench_screen *screen)
{
	if (screen->pid > 1)
		kill(screen->pid, SIGKILL);
	bench_await(screen->pid);
	close(screen->terminal);
	screen->terminal = -1;
}
