/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The sends that the history holds, read back. All text is as the file has it: not yet clean. */
#ifndef HISTORY_HISTORY_READ_H
#define HISTORY_HISTORY_READ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "kill/deliver.h"

/* Of a file so many bytes and sends are read, from its end. A send to ten thousand members is a
 * megabyte. */
#define HISTORY_BYTES_MAX (8 << 20)
#define HISTORY_SENDS_MAX 500

/* Survivors that are named; all are counted. */
#define HISTORY_SURVIVORS_MAX 8

struct history_target {
	char *id; /* "2210@918273"; owned, as all text */
	char *command;
	char *guarantee; /* "exact", "verified", or "" */
	char *result; /* target_result_word */
	uint32_t counts[OUTCOME_COUNT];
	bool continued;
	bool watched; /* somebody waited for the end */
	double seconds; /* to the end of the last; NAN: some live, or nobody waited */
	uint32_t survivor_count;
	int64_t survivors[HISTORY_SURVIVORS_MAX]; /* PIDs */
};

struct history_send {
	char *time; /* RFC 3339, in UTC */
	char *user;
	int64_t uid;
	int64_t sudo_uid; /* -1: nobody has called sudo */
	char *tty; /* "" without a terminal */
	char *signal; /* without SIG */
	struct history_target *targets; /* owned */
	size_t target_count;
};

struct history_sends {
	struct history_send *sends; /* the newest first; owned */
	size_t count;
	size_t capacity;
	size_t unread; /* lines that are no records */
	bool cut; /* there are older ones in the file */
};

/* Reads the file as history_file_open_to_read opens it. Returns 0 (with no sends where there is
 * no file), -errno or enum history_file_fault; history_sends_done in either case. */
int history_read(const char *path, bool strict, struct history_sends *ret_sends);

void history_sends_done(struct history_sends *sends);

#endif
