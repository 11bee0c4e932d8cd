/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One screen of the stack: a class (a row of functions) and its state. A screen's own struct begins
 * with a struct screen; the functions cast it back. No function may wait for anything: what may is
 * given to app_do.
 */
#ifndef TUI_FRAME_SCREEN_H
#define TUI_FRAME_SCREEN_H

#include <curses.h>
#include <panel.h>
#include <poll.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "keymap/action.h"
#include "model/detail.h"

struct app;
struct screen;

/* What a function of a screen wants done with the stack. */
enum effect_kind {
	EFFECT_NONE,
	EFFECT_REDRAW, /* this screen is to be drawn again */
	EFFECT_PUSH, /* screen comes on top */
	EFFECT_POP, /* this screen goes */
	EFFECT_REPLACE, /* screen comes instead of this one */
	EFFECT_POP_TO_LIST, /* everything above the first screen goes */
	EFFECT_QUIT,
};

struct effect {
	enum effect_kind kind;
	struct screen *screen; /* for PUSH and REPLACE: given to the frame; else NULL */
};

/* Those that need no screen. */
extern const struct effect effect_none;
extern const struct effect effect_redraw;
extern const struct effect effect_pop;
extern const struct effect effect_pop_to_list;

/* Those that do. A NULL screen (memory is out) makes EFFECT_NONE. */
struct effect effect_push(struct screen *screen);
struct effect effect_replace(struct screen *screen);

/* A place on the terminal. */
struct rect {
	int y;
	int x;
	int height;
	int width;
};

/* No deadline. */
#define SCREEN_NEVER UINT64_MAX

/* NULL for a function means: nothing of that kind; only draw is always there. */
struct screen_class {
	enum screen_id id;
	const char *name; /* of a page that fills the terminal: its title, an msgid; else NULL */
	bool steps_aside; /* hidden while another screen is above it */
	bool asks; /* what was typed before it was shown is no answer to it */
	bool waits; /* as long as it has a deadline, what keys should answer is not on the screen
		     * yet: they are left in the terminal */

	/* Frees what the screen holds. The screen itself and its window are the frame's. */
	void (*done)(struct screen *screen);

	/* Draws into screen->window, which is empty and has the size of place. */
	void (*draw)(struct screen *screen);

	/* Where it wants to be on a terminal of that size, for which it may write its text anew;
	 * NULL: all of it. The frame keeps it within the terminal and at least 1 by 1. */
	struct rect (*place)(struct screen *screen, int lines, int columns);

	/* The window has a new size. */
	void (*resized)(struct screen *screen);

	/* A key that no action of the table takes. */
	struct effect (*key)(struct screen *screen, int key);

	/* A click in the window, not on a hint; twice: the second of a double click. */
	struct effect (*click)(struct screen *screen, int y, int x, bool twice);

	/* The movement actions of the table. */
	struct effect (*go)(struct screen *screen, enum move move);

	/* app->settings are not what they were. Also called once when the screen is pushed. */
	void (*settings_changed)(struct screen *screen);

	/* app->snapshot is a new one. Also called once when the screen is pushed and there is one.
	 */
	struct effect (*snapshot)(struct screen *screen);

	/* The answer to one of its calls of app_inspect. The set is the frame's, unless the screen
	 * takes it with TAKE(*set). */
	struct effect (*details)(struct screen *screen, struct detail_set **set);

	/* After the screen was drawn on top of the stack: time to ask for details in sight. */
	void (*drawn)(struct screen *screen);

	/* When tick is wanted, CLOCK_MONOTONIC nanoseconds, or SCREEN_NEVER. */
	uint64_t (*deadline)(const struct screen *screen);

	/* The descriptors that wake it, at most max into fds; returns how many. */
	size_t (*fill)(const struct screen *screen, struct pollfd *fds, size_t max);

	/* The deadline has come, or one of its descriptors is ready. */
	struct effect (*tick)(struct screen *screen, uint64_t now);

	/* Whether that action would do anything now; what would not is left out of the hints. */
	bool (*offers)(const struct screen *screen, const struct action *action);
};

/* An action in the last line, where the mouse can reach it. */
struct hint_spot {
	const struct action *action;
	int y; /* in the window */
	int x;
	int end; /* the column behind it */
};

#define SCREEN_HINTS 24

struct screen {
	const struct screen_class *class;
	struct app *app; /* not owned; set by app_screen_new */
	uint64_t serial; /* unique in its app: names the screen in requests for details */
	WINDOW *window; /* the frame's; NULL until pushed */
	PANEL *panel; /* the frame's */
	bool dirty; /* to be drawn at the end of this wake-up; any function may set it */
	struct hint_spot hints[SCREEN_HINTS]; /* as they were drawn last */
	size_t hint_count;
	bool misplaced; /* place has another answer now: ask it again */
};

/* Frees the screen and what it holds; NULL is fine. For screens that were never pushed. */
void screen_free(struct screen *screen);

/* A box of that size (borders included) in the middle of the terminal: for place functions. */
struct rect screen_centered(int height, int width, int lines, int columns);

#endif
