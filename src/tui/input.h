/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What comes from the terminal: keys, as base/key.h has them. */
#ifndef TUI_INPUT_H
#define TUI_INPUT_H

#include <curses.h>

#include "base/key.h"

/* Reads one key without waiting from a window with nodelay and keypad; KEY_NONE when there is none.
 */
int input_read(WINDOW *window);

#endif
