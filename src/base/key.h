/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Keys as one int, and their names. A character is its code point, a key that makes none is
 * negative, 0 is no key. Knows no terminal.
 */
#ifndef BASE_KEY_H
#define BASE_KEY_H

#define KEY_NONE 0

/* KEY_CTRL('L') */
#define KEY_CTRL(letter) (0x1f & (letter))

/* What every key of its kind becomes: Enter on the keypad, too; BS, DEL and Backspace. */
#define KEY_RETURN '\n'
#define KEY_ERASE  KEYPAD_BACKSPACE
#define KEY_ESCAPE 0x1b

/* Keys that make no character. */
enum {
	KEYPAD_UP = -1,
	KEYPAD_DOWN = -2,
	KEYPAD_LEFT = -3,
	KEYPAD_RIGHT = -4,
	KEYPAD_PAGE_UP = -5,
	KEYPAD_PAGE_DOWN = -6,
	KEYPAD_HOME = -7,
	KEYPAD_END = -8,
	KEYPAD_INSERT = -9,
	KEYPAD_DELETE = -10,
	KEYPAD_BACKSPACE = -11,
	/* What a mouse does; these have no names. */
	KEYPAD_CLICK = -20,
	KEYPAD_WHEEL_UP = -21,
	KEYPAD_WHEEL_DOWN = -22,
	KEYPAD_OTHER = -99, /* one that has no name here */
	KEYPAD_F0 = -100, /* the base of KEYPAD_F, no key */
};

#define KEYPAD_F_MAX 63

/* KEYPAD_F(9); 1 to KEYPAD_F_MAX */
#define KEYPAD_F(number) (KEYPAD_F0 - (number))

/* Longest name with its NUL. */
#define KEY_NAME_MAX 16

/* The name: "k", "F9", "Ctrl-L", "Enter", "PgUp", "Space"; not translated, as on the keyboard. A
 * key that has none is "?". Returns buf. */
char *key_text(int key, char buf[KEY_NAME_MAX]);

/* The key of that name, whatever the case of a name of more than one letter; "^L" is Ctrl-L, too.
 * 0 or -EINVAL. */
int key_parse(const char *name, int *ret_key);

#endif
