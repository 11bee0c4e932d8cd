/* SPDX-License-Identifier: GPL-2.0-or-later */
/* 'posse settings': beside main, because the keys of the view are in it. */
#ifndef MAIN_SETTINGS_H
#define MAIN_SETTINGS_H

#include "cli/common/options.h"

/* argv[0] is the subcommand's name. Returns the exit status. */
int main_settings_run(const struct subcommand *subcommand, int argc, char **argv);

#endif
