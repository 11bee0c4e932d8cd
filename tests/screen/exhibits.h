/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every screen of the view, each on the same made-up machine with a runaway build. */
#ifndef TESTS_SCREEN_EXHIBITS_H
#define TESTS_SCREEN_EXHIBITS_H

#include <stddef.h>

#include "canvas.h"

struct exhibit {
	const char *name;
	void (*show)(struct canvas *canvas); /* from the list to that screen */
};

/* In the order of the gallery; the first is the list itself. */
extern const struct exhibit exhibits[];
extern const size_t exhibit_count;

/* The list of that machine in those colours, then the screen; canvas_close ends it. */
void exhibit_open(struct canvas *canvas, const struct exhibit *exhibit, int lines, int columns,
	enum colours colours);

/* The exhibit of that name, which must be there. */
const struct exhibit *exhibit_find(const char *name);

#endif
