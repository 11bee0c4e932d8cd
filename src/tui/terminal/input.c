/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "tui/terminal/input.h"

#include <wchar.h>

#include "base/array.h"

static int key_of_character(wint_t character)
{
	switch (character) {
	case '\r':
	case '\n':
		return KEY_RETURN;
	case 0x08:
	case 0x7f:
		return KEY_ERASE;
	default:
		return character > 0x10ffff ? KEY_NONE : (int)character;
	}
}

static const struct {
	int code; /* of curses */
	int key;
} codes[] = {
	{KEY_UP, KEYPAD_UP},
	{KEY_DOWN, KEYPAD_DOWN},
	{KEY_LEFT, KEYPAD_LEFT},
	{KEY_RIGHT, KEYPAD_RIGHT},
	{KEY_PPAGE, KEYPAD_PAGE_UP},
	{KEY_NPAGE, KEYPAD_PAGE_DOWN},
	{KEY_HOME, KEYPAD_HOME},
	{KEY_END, KEYPAD_END},
	{KEY_IC, KEYPAD_INSERT},
	{KEY_DC, KEYPAD_DELETE},
	{KEY_BACKSPACE, KEYPAD_BACKSPACE},
	{KEY_ENTER, KEY_RETURN},
};

static int key_of_code(int code)
{
	for (size_t i = 0; i < COUNT(codes); i++)
		if (codes[i].code == code)
			return codes[i].key;
	if (code >= KEY_F(1) && code <= KEY_F(KEYPAD_F_MAX))
		return KEYPAD_F(code - KEY_F0);
	return KEYPAD_OTHER;
}

/* Buttons 4 and 5 are the wheel's two directions. */
static struct input read_mouse(void)
{
	struct input input = {.key = KEYPAD_OTHER};
	MEVENT event;

	if (getmouse(&event) != OK)
		return input;
	input.y = event.y;
	input.x = event.x;
	if (event.bstate & BUTTON1_PRESSED)
		input.key = KEYPAD_CLICK;
	else if (event.bstate & BUTTON4_PRESSED)
		input.key = KEYPAD_WHEEL_UP;
	else if (event.bstate & BUTTON5_PRESSED)
		input.key = KEYPAD_WHEEL_DOWN;
	return input;
}

/* ---- What curses does not know ---- */

/* Milliseconds to wait for the rest of a sequence, and the most that one may have. */
enum {
	REST_WAIT = 25,
	REST_MAX = 4096,
};

/* The next character of a sequence; WEOF: it is over. */
static wint_t next_of(WINDOW *window)
{
	wint_t character = WEOF;

	return wget_wch(window, &character) == OK ? character : WEOF;
}

/* Up to BEL or ESC \, as ECMA-48 ends its strings. */
static void skip_string(WINDOW *window)
{
	wint_t last = 0;

	for (int i = 0; i < REST_MAX; i++) {
		wint_t character = next_of(window);

		if (character == WEOF || character == '\a' ||
			(last == KEY_ESCAPE && character == '\\'))
			return;
		last = character;
	}
}

/* Up to the final character of a control sequence. */
static void skip_control(WINDOW *window)
{
	for (int i = 0; i < REST_MAX; i++) {
		wint_t character = next_of(window);

		if (character == WEOF || (character >= '@' && character <= '~'))
			return;
	}
}

/*
 * Behind an ESC more has come at once: a key with Alt, or a sequence that curses does not know, an
 * answer of the terminal for instance. Taken apart, its characters would be actions.
 */
static struct input skip_sequence(WINDOW *window, wint_t first)
{
	wtimeout(window, REST_WAIT);
	if (first == '[')
		skip_control(window);
	else if (first == 'O')
		next_of(window);
	else if (wcschr(L"]P_^X", (wchar_t)first))
		skip_string(window);
	nodelay(window, TRUE);
	return (struct input){.key = KEYPAD_OTHER};
}

static struct input escape_or_more(WINDOW *window)
{
	wint_t next = WEOF;
	int kind = wget_wch(window, &next);

	/* Esc, twice. */
	if (kind == OK && next == KEY_ESCAPE)
		unget_wch(KEY_ESCAPE);
	else if (kind == OK)
		return skip_sequence(window, next);
	/* An arrow with Alt; the size of the terminal is none. */
	if (kind == KEY_CODE_YES && next == KEY_MOUSE)
		read_mouse();
	if (kind == KEY_CODE_YES && next != KEY_RESIZE)
		return (struct input){.key = KEYPAD_OTHER};
	return (struct input){.key = KEY_ESCAPE};
}

struct input input_read(WINDOW *window)
{
	wint_t character = 0;

	switch (wget_wch(window, &character)) {
	case OK:
		if (character == KEY_ESCAPE)
			return escape_or_more(window);
		return (struct input){.key = key_of_character(character)};
	case KEY_CODE_YES:
		/* resizeterm puts its own sign among the keys. */
		if (character == KEY_RESIZE)
			return input_read(window);
		if (character == KEY_MOUSE)
			return read_mouse();
		return (struct input){.key = key_of_code((int)character)};
	default:
		return (struct input){.key = KEY_NONE};
	}
}

void input_use_mouse(bool use)
{
	mousemask(use ? BUTTON1_PRESSED | BUTTON4_PRESSED | BUTTON5_PRESSED : 0, NULL);
	/* Pressing counts: waiting for the release would hold up everything behind it. */
	mouseinterval(0);
}
