/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A plan and what became of it, as text for people. */
#ifndef CLI_KILL_KILL_TEXT_H
#define CLI_KILL_KILL_TEXT_H

#include <stdbool.h>
#include <stdio.h>

#include "kill/send_status.h"

/* Prints the plan: each target with its members counted, or with members also one by one. */
void kill_text_plan(const struct send *send, bool members, FILE *out);

/* Prints what happened: on standard output what was signalled, on standard error what was not. */
void kill_text_outcome(const struct send *send);

/* Asks on standard error and reads the answer from standard input: true only for a yes. */
bool kill_text_ask(const struct send *send);

#endif
