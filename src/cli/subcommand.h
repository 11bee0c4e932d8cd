/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Everything that the program can be told to do. */
#ifndef CLI_SUBCOMMAND_H
#define CLI_SUBCOMMAND_H

#include "cli/common/options.h"

/* Positions of the view's options in its table; main reads them. */
enum view_option {
	VIEW_BY,
	VIEW_COLUMNS,
	VIEW_CONFIG,
	VIEW_INTERVAL,
	VIEW_SORT,
	VIEW_NO_CONFIG,
	VIEW_NO_LIMIT,
	VIEW_NO_MOUSE,
	VIEW_READONLY,
	VIEW_VERSION,
	VIEW_HELP,
	VIEW_OPTION_COUNT,
};

/* The one of that name, or NULL. */
const struct subcommand *subcommand_find(const char *name);

/* posse itself. */
const struct subcommand *subcommand_view(void);

#endif
