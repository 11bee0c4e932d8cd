/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_LIST_LIST_H
#define CLI_LIST_LIST_H

#include "cli/common/options.h"

/* posse list */
extern const struct subcommand list_subcommand;

#endif
