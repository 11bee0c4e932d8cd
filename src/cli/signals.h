/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_SIGNALS_H
#define CLI_SIGNALS_H

#include "cli/common/options.h"

/* posse signals */
extern const struct subcommand signals_subcommand;

#endif
