/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the actions do: the one place that knows every screen. */
#ifndef TUI_ACTIONS_H
#define TUI_ACTIONS_H

#include "tui/frame/app.h"

/* A function for each action, by enum action_id. */
const struct action_function *actions(void);

#endif
