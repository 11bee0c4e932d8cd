/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The sends that the history holds, read back. */
#ifndef HISTORY_HISTORY_READ_H
#define HISTORY_HISTORY_READ_H

#include <stdbool.h>
#include <stddef.h>

#include "document/history_record.h"

/* Of a file so many bytes and sends are read, from its end. A send to ten thousand members is a
 * megabyte. */
#define HISTORY_BYTES_MAX (8 << 20)
#define HISTORY_SENDS_MAX 500

struct history_sends {
	struct history_send *sends; /* the newest first; owned */
	size_t count;
	size_t capacity;
	size_t unread; /* lines that are no records */
	bool cut; /* there are older ones in the file */
};

/* Reads the file as history_file_open_to_read opens it. Returns 0 (with no sends where there is
 * no file), -errno or enum own_file_fault; history_sends_done in either case. */
int history_read(const char *path, bool strict, struct history_sends *ret_sends);

/* Frees what they hold; zeroed ones are fine. */
void history_sends_done(struct history_sends *sends);

#endif
