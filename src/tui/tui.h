/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The interactive view: the one entry point for main. Names no curses. */
#ifndef TUI_TUI_H
#define TUI_TUI_H

#include "tui/frame/options.h"

/* Everything as it is when nothing is set. */
void tui_options_init(struct tui_options *ret_options);

/*
 * Runs the view until the user leaves it and returns the exit status: 0, or 1 with one sentence on
 * stderr where it cannot run (no terminal, a dumb one, no /proc). A signal that ends it ends the
 * process, after the terminal was given back. The locale must be set.
 */
int tui_run(const struct tui_options *options);

#endif
