/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "tui/input.h"

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

int input_read(WINDOW *window)
{
	wint_t character = 0;

	switch (wget_wch(window, &character)) {
	case OK:
		return key_of_character(character);
	case KEY_CODE_YES:
		/* resizeterm puts its own sign among the keys. */
		if (character == KEY_RESIZE)
			return input_read(window);
		return key_of_code((int)character);
	default:
		return KEY_NONE;
	}
}
