/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What was sent, kept: one line of JSON for each send in the user's history file, and for root one
 * line more in the system's log.
 */
#ifndef HISTORY_HISTORY_H
#define HISTORY_HISTORY_H

#include <stdbool.h>

#include "history/record.h"

struct history {
	int fault; /* of the first line that could not be written: -errno or enum place_fault; 0 */
};

/*
 * Keeps the send, unless no group call was made. watched as in record_make. Returns 0, or history's
 * fault when it is the first: a send is never held up by it, and it is told of only once.
 */
int history_add(struct history *history, const struct step *step, bool watched);

/* One line of record_make's, appended to that file. strict as in place.h. Returns 0, -errno or enum
 * place_fault. */
int history_append(const char *path, bool strict, const char *line);

/* The send in one line of ASCII, for the system's log; text in English, because programs read it.
 * Returns buf. */
char *history_log_line(const struct step *step, const struct record_sender *sender, char *buf,
	size_t size);

#endif
