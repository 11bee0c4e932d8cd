/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every signal of this Linux: its name, its default action and what people use it for. */
#ifndef KILL_SIGTABLE_H
#define KILL_SIGTABLE_H

#include <stddef.h>

/* What a process without a handler does with it; signal(7). */
enum signal_action {
	SIGNAL_TERMINATES,
	SIGNAL_DUMPS_CORE,
	SIGNAL_STOPS,
	SIGNAL_CONTINUES,
	SIGNAL_IS_IGNORED,
	SIGNAL_ACTION_COUNT,
};

struct signal_row {
	int number;
	const char *name; /* without SIG */
	enum signal_action action;
	const char *meaning; /* what people use it for: one line, an msgid */
	const char *caution; /* what it is not for, an msgid */
};

/* Longest name with its NUL ("RTMIN+30"). */
#define SIGNAL_NAME_MAX 16

/* The rows in the order of their numbers, real-time signals not included. */
const struct signal_row *sigtable_rows(size_t *ret_count);

/* All signals, real-time ones included, in the order of their numbers: how many there are, and the
 * number of the one at a position. */
size_t sigtable_count(void);
int sigtable_number(size_t position);

/* The row of a signal; all real-time signals share one. NULL: no such signal. */
const struct signal_row *sigtable_row(int number);

/* What it does by default; what is no signal counts as one that terminates. */
enum signal_action sigtable_action(int number);

/* The action's name for people, an msgid. */
const char *sigtable_action_name(enum signal_action action);

/* Writes the name without SIG ("TERM", "RTMIN+3"); a number that is no signal in digits. */
char *sigtable_name(int number, char buf[SIGNAL_NAME_MAX]);

/* Reads "TERM", "SIGTERM", "term", "15", "RTMIN+3", "RTMAX-1": 0 or -EINVAL. Signal 0 is none. */
int sigtable_parse(const char *text, int *ret_number);

#endif
