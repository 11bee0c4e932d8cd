/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Clicks and the wheel: hints are pressed, the rest is the screen's. */
#ifndef TUI_FRAME_MOUSE_H
#define TUI_FRAME_MOUSE_H

#include "tui/frame/app.h"

/* What was read from the terminal, for the screen on top; a key goes to app_key. */
void dispatch_input(struct app *app, const struct input *input);

#endif
