/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What was sent, kept: one line of JSON for each send in the user's history file, and for root one
 * line more in the system's log.
 */
#ifndef HISTORY_HISTORY_H
#define HISTORY_HISTORY_H

#include <stdbool.h>

#include "document/history_record.h"

struct history {
	/* Of the first line that could not be written: -errno or enum history_file_fault; 0: none.
	 */
	int fault;
};

/*
 * Keeps the send, unless no group call was made. watched as in history_record_write. Returns 0,
 * or history's fault when it is the first: a send is never held up by it, and it is told of only
 * once.
 */
int history_add(struct history *history, const struct step *step, bool watched);

/* Appends a line of history_record_write's to that file. strict as in history_file.h. Returns 0,
 * -errno or enum history_file_fault. */
int history_append(const char *path, bool strict, const char *line);

/* The send in one line of ASCII, for the system's log; text in English, because programs read it.
 * Returns buf. */
char *history_log_line(const struct step *step, const struct history_sender *sender, char *buf,
	size_t size);

#endif
