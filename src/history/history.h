/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What was sent, recorded: one line of JSON for each send in the user's history file, once it is
 * known what came of it, and for root one line in the system's log right after the calls. An entry
 * is made where the send is at hand, and written where one may wait for a disk or a log.
 */
#ifndef HISTORY_HISTORY_H
#define HISTORY_HISTORY_H

#include <stdbool.h>
#include <stddef.h>

#include "document/history_record.h"
#include "history/history_fault.h"

/* What goes for all entries of a process; zeroed at first. */
struct history {
	/* The first that went wrong: -errno, enum own_file_fault or history_fault; 0. */
	int fault;
	bool log_is_stuck; /* and not waited for again */
};

/* All that is to be written of one send, here or there; it refers to nothing else. */
struct history_entry {
	char *path; /* of the file; owned, as both others; NULL: fault says why */
	char *line; /* for the file; NULL: nothing goes there */
	char *log; /* for the system's log; NULL: nothing goes there */
	int fault; /* as in struct history */
	bool log_is_stuck;
};

/* Makes the entry of a send for the file; false: no group call was made, and nothing is to be kept.
 * watched as in history_record_write. */
bool history_entry_init(struct history_entry *ret_entry, const struct step *step, bool watched);

/* The same for the system's log; false also for who is not root, and where the log is stuck. */
bool history_entry_init_log(struct history_entry *ret_entry, const struct history *history,
	const struct step *step);

/* Frees what it holds; a zeroed one is fine. */
void history_entry_done(struct history_entry *entry);

/* Writes it, in any thread: a full disk, or whatever else is wrong, is its fault then. */
void history_entry_write(struct history_entry *entry);

/* Notes what came of it. Returns 0, or the entry's fault when it is the first: a send is never held
 * up by it, and it is told of only once. */
int history_note(struct history *history, const struct history_entry *entry);

/* Does all of this here and now, for the file; returns what history_note does. */
int history_add(struct history *history, const struct step *step, bool watched);

/* The same for the system's log. */
int history_log(struct history *history, const struct step *step);

/* The send in one line of ASCII, for the system's log; text in English, because programs read it.
 * Returns buf. */
char *history_log_line(const struct step *step, const struct history_sender *sender, char *buf,
	size_t size);

#endif
