/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "base/key.h"

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/array.h"
#include "base/ascii.h"
#include "base/number.h"

/* Where a key has two names, the first is the one that is told. */
static const struct {
	int key;
	const char *name;
} names[] = {
	{KEY_RETURN, "Enter"},
	{KEY_RETURN, "Return"},
	{KEY_ESCAPE, "Esc"},
	{KEY_ESCAPE, "Escape"},
	{KEY_ERASE, "Backspace"},
	{' ', "Space"},
	{';', "Semicolon"}, /* which begins a comment in a file of settings */
	{'\t', "Tab"},
	{KEYPAD_UP, "Up"},
	{KEYPAD_DOWN, "Down"},
	{KEYPAD_LEFT, "Left"},
	{KEYPAD_RIGHT, "Right"},
	{KEYPAD_PAGE_UP, "PgUp"},
	{KEYPAD_PAGE_UP, "PageUp"},
	{KEYPAD_PAGE_DOWN, "PgDn"},
	{KEYPAD_PAGE_DOWN, "PageDown"},
	{KEYPAD_HOME, "Home"},
	{KEYPAD_END, "End"},
	{KEYPAD_INSERT, "Ins"},
	{KEYPAD_INSERT, "Insert"},
	{KEYPAD_DELETE, "Del"},
	{KEYPAD_DELETE, "Delete"},
};

static bool is_graphic(int key)
{
	return key > ' ' && key < 0x7f;
}

char *key_text(int key, char buf[KEY_NAME_MAX])
{
	for (size_t i = 0; i < COUNT(names); i++) {
		if (names[i].key == key) {
			snprintf(buf, KEY_NAME_MAX, "%s", names[i].name);
			return buf;
		}
	}
	if (key <= KEYPAD_F(1) && key >= KEYPAD_F(KEYPAD_F_MAX))
		snprintf(buf, KEY_NAME_MAX, "F%d", KEYPAD_F0 - key);
	else if (key > 0 && key < ' ')
		snprintf(buf, KEY_NAME_MAX, "Ctrl-%c", key + '@');
	else if (is_graphic(key))
		snprintf(buf, KEY_NAME_MAX, "%c", key);
	else
		snprintf(buf, KEY_NAME_MAX, "?");
	return buf;
}

/* "L" of "Ctrl-L" or "^L"; '\0' where it is none of both. */
static char control_letter(const char *name)
{
	if (ascii_begins(name, "Ctrl-"))
		name += 5;
	else if (name[0] == '^')
		name++;
	else
		return '\0';
	if (!name[0] || name[1])
		return '\0';
	return ascii_upper(name[0]);
}

/* Some of them cannot be told from keys of their own. */
static int key_of_control(char letter)
{
	switch (letter) {
	case 'H':
		return KEY_ERASE;
	case 'M':
		return KEY_RETURN;
	default:
		return KEY_CTRL(letter);
	}
}

static int parse_function_key(const char *digits, int *ret_key)
{
	uint64_t number;

	if (number_parse(digits, KEYPAD_F_MAX, &number) < 0 || number == 0)
		return -EINVAL;
	*ret_key = KEYPAD_F((int)number);
	return 0;
}

int key_parse(const char *name, int *ret_key)
{
	char letter = control_letter(name);

	if (is_graphic(name[0]) && !name[1]) {
		*ret_key = name[0];
		return 0;
	}
	for (size_t i = 0; i < COUNT(names); i++) {
		if (ascii_is(names[i].name, name)) {
			*ret_key = names[i].key;
			return 0;
		}
	}
	/* The terminal keeps these to itself: they interrupt, stop, or hold its output. */
	if (letter && strchr("CQSZ\\", letter))
		return -EINVAL;
	if (letter >= 'A' && letter <= '_') {
		*ret_key = key_of_control(letter);
		return 0;
	}
	return name[0] == 'F' || name[0] == 'f' ? parse_function_key(name + 1, ret_key) : -EINVAL;
}
