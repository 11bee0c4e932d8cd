/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Keys as one int: a character is its code point, a function key the negative of its curses code.
 * (Curses codes overlap with the code points from U+0101 on.) 0 is no key.
 */
#ifndef TUI_KEY_H
#define TUI_KEY_H

#include <curses.h>

#define KEY_NONE 0

/* KEY_OF(KEY_UP), KEY_OF(KEY_F(9)) */
#define KEY_OF(code) (-(code))

/* KEY_CTRL('L') */
#define KEY_CTRL(letter) (0x1f & (letter))

/* What every sign of its kind becomes: CR, LF and the keypad's Enter; BS, DEL and Backspace. */
#define KEY_RETURN '\n'
#define KEY_ERASE  KEY_OF(KEY_BACKSPACE)
#define KEY_ESCAPE 0x1b

/* Longest name with its NUL. */
#define KEY_NAME_MAX 16

/* Reads one key without waiting from a window with nodelay and keypad; KEY_NONE when there is none.
 */
int key_read(WINDOW *window);

/* The name as the help and the manual page write it: "k", "F9", "Ctrl-L", "Enter", "PgUp", "Space";
 * ASCII, not translated, as on the keyboard. Needs no terminal. Returns buf. */
char *key_text(int key, char buf[KEY_NAME_MAX]);

#endif
