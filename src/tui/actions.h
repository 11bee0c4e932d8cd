/* SPDX-License-Identifier: GPL-2.0-or-later */
/* All actions of all screens: the one place that knows every screen. */
#ifndef TUI_ACTIONS_H
#define TUI_ACTIONS_H

#include "tui/frame/action.h"

/* The table. Needs no terminal. */
const struct action_table *actions(void);

#endif
