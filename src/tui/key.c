/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "tui/key.h"

#include <stdio.h>

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

int key_read(WINDOW *window)
{
	wint_t character = 0;

	switch (wget_wch(window, &character)) {
	case OK:
		return key_of_character(character);
	case KEY_CODE_YES:
		/* resizeterm puts its own sign among the keys. */
		if (character == KEY_RESIZE)
			return key_read(window);
		return character == KEY_ENTER ? KEY_RETURN : KEY_OF((int)character);
	default:
		return KEY_NONE;
	}
}

static const struct {
	int key;
	const char *name;
} key_names[] = {
	{KEY_RETURN, "Enter"},
	{KEY_ESCAPE, "Esc"},
	{KEY_ERASE, "Backspace"},
	{' ', "Space"},
	{'\t', "Tab"},
	{KEY_OF(KEY_UP), "Up"},
	{KEY_OF(KEY_DOWN), "Down"},
	{KEY_OF(KEY_LEFT), "Left"},
	{KEY_OF(KEY_RIGHT), "Right"},
	{KEY_OF(KEY_PPAGE), "PgUp"},
	{KEY_OF(KEY_NPAGE), "PgDn"},
	{KEY_OF(KEY_HOME), "Home"},
	{KEY_OF(KEY_END), "End"},
};

char *key_text(int key, char buf[KEY_NAME_MAX])
{
	for (size_t i = 0; i < COUNT(key_names); i++) {
		if (key_names[i].key == key) {
			snprintf(buf, KEY_NAME_MAX, "%s", key_names[i].name);
			return buf;
		}
	}
	if (key <= KEY_OF(KEY_F(1)) && key >= KEY_OF(KEY_F(63)))
		snprintf(buf, KEY_NAME_MAX, "F%d", -key - KEY_F0);
	else if (key > 0 && key < ' ')
		snprintf(buf, KEY_NAME_MAX, "Ctrl-%c", key + '@');
	else if (key > ' ' && key < 0x7f)
		snprintf(buf, KEY_NAME_MAX, "%c", key);
	else
		snprintf(buf, KEY_NAME_MAX, "?");
	return buf;
}
