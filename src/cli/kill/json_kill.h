/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The document of posse kill --json. */
#ifndef CLI_KILL_JSON_KILL_H
#define CLI_KILL_JSON_KILL_H

#include <stdbool.h>
#include <stdio.h>

#include "kill/send_status.h"

/* Writes it: what happened, or for a dry run what would. Returns 0 or -ENOMEM; whether all was
 * written is for the stream to say. */
int json_kill_write(const struct send *send, bool dry_run, FILE *out);

#endif
