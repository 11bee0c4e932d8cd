/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_SETTINGS_H
#define CLI_SETTINGS_H

#include "cli/common/options.h"

/* posse settings */
extern const struct subcommand settings_subcommand;

#endif
