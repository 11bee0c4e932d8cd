/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A box with a list of things of which one is chosen: users, columns. */
#ifndef TUI_WIDGETS_CHOICE_SCREEN_H
#define TUI_WIDGETS_CHOICE_SCREEN_H

#include "tui/frame/app.h"

struct choice {
	const char *title; /* an msgid */
	/* The user has chosen the item with that number. owner is the screen that asked. */
	void (*chosen)(struct screen *owner, size_t item, const char *text);
};

/* A box without items; NULL when memory is out. choice must outlive it, and owner stay below it. */
struct screen *choice_screen_new(struct app *app, const struct choice *choice,
	struct screen *owner);

/*
 * Adds an item: its text (any bytes; handed to chosen as they are) and a clean note at the right.
 * current: the cursor begins there. Returns 0 or -ENOMEM.
 */
int choice_add(struct screen *screen, const char *text, const char *note, bool current);

/* Actions: take the item under the cursor. */
struct effect choice_take(struct screen *screen);

#endif
