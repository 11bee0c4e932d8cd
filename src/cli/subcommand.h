/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Everything that the program can be told to do. */
#ifndef CLI_SUBCOMMAND_H
#define CLI_SUBCOMMAND_H

#include "cli/common/options.h"

/* What the options of the view say, as words: NULL where one is not given. */
struct view_options {
	const char *by;
	const char *columns;
	const char *config;
	const char *interval;
	const char *sort;
	bool no_config;
	bool no_limit;
	bool no_mouse;
	bool readonly;
};

/* The one of that name, or NULL. */
const struct subcommand *subcommand_find(const char *name);

/* posse itself, whose options are read into a struct view_options. */
const struct subcommand *subcommand_view(void);

#endif
