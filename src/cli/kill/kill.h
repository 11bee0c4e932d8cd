/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_KILL_KILL_H
#define CLI_KILL_KILL_H

#include "cli/common/options.h"

/* posse kill */
extern const struct subcommand kill_subcommand;

#endif
