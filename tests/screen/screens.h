/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every screen of the view, each on the same made-up machine with a runaway build. */
#ifndef TESTS_SCREEN_SCREENS_H
#define TESTS_SCREEN_SCREENS_H

#include <stddef.h>

#include "canvas.h"

struct test_screen {
	const char *name;
	void (*show)(struct canvas *canvas); /* from the list to that screen */
};

/* In the order in which they are shown; the first is the list itself. */
extern const struct test_screen test_screens[];
extern const size_t test_screen_count;

/* The list of that machine in those colours, then the screen; canvas_close ends it. */
void test_screen_open(struct canvas *canvas, const struct test_screen *screen, int lines,
	int columns, enum colours colours);

/* The screen of that name, which must be there. */
const struct test_screen *test_screen_find(const char *name);

#endif
