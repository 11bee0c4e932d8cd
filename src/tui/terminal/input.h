/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What comes from the terminal: keys, as base/key.h has them, and the mouse. */
#ifndef TUI_TERMINAL_INPUT_H
#define TUI_TERMINAL_INPUT_H

#include <curses.h>
#include <stdbool.h>

#include "base/key.h"

struct input {
	int key; /* KEY_NONE: there is nothing to read */
	int y; /* of KEYPAD_CLICK and its like: where on the terminal */
	int x;
};

/* Reads what is next without waiting from a window with nodelay and keypad. */
struct input input_read(WINDOW *window);

/* Whether the terminal is to report its mouse. After newterm. */
void input_use_mouse(bool use);

#endif
