/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_RUN_RUN_H
#define CLI_RUN_RUN_H

#include "cli/common/options.h"

/* posse run */
extern const struct subcommand run_subcommand;

#endif
