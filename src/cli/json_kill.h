/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The document of posse kill --json. */
#ifndef CLI_JSON_KILL_H
#define CLI_JSON_KILL_H

#include <stdbool.h>
#include <stdio.h>

#include "kill/deliver.h"

/* Writes it. Returns 0 or -ENOMEM; whether all was written is for the stream to say. */
int json_kill_write(const struct delivery *delivery, bool dry_run, FILE *out);

#endif
