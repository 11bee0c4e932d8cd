/* SPDX-License-Identifier: GPL-2.0-or-later */
/* All commands of all screens: the one place that knows every screen. */
#ifndef TUI_COMMANDS_H
#define TUI_COMMANDS_H

#include "tui/frame/command.h"

/* The table. Needs no terminal. */
const struct command_table *commands(void);

#endif
