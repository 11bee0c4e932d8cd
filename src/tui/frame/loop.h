/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The one loop: waits for terminal, threads, signals, pidfds and deadlines, and tells the app. */
#ifndef TUI_FRAME_LOOP_H
#define TUI_FRAME_LOOP_H

#include "tui/frame/app.h"
#include "tui/terminal/terminal.h"

/*
 * Runs until the app wants to quit or a signal comes that ends the process: returns 0 or that
 * signal (SIGHUP also when the terminal has vanished), or -errno when it cannot wait.
 */
int loop_run(struct app *app, struct terminal *terminal);

#endif
