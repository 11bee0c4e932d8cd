/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Command lines of all processes, each read once: what the previous snapshot knows is taken from
 * there, unless the process has begun another program since.
 */
#ifndef SCAN_COMMANDS_H
#define SCAN_COMMANDS_H

#include "model/detail.h"
#include "model/snapshot.h"

/* All zero: empty. */
struct commands {
	const struct snapshot *previous; /* not owned; NULL: nothing is known */
	struct process_id *ids; /* to be read; owned */
	size_t count;
	size_t capacity;
	struct detail_set *set; /* read; owned */
	char *text; /* the one found last; owned */
	size_t text_capacity;
};

void commands_done(struct commands *commands);

/* Begins a scan. previous, or NULL, must live until its end. */
void commands_begin(struct commands *commands, const struct snapshot *previous);

/* One process of the scan, as scanned: 0 or -ENOMEM. */
int commands_ask(struct commands *commands, const struct process *process);

/* Reads what is not known of those asked for: 0, -ENOMEM or -errno of /proc. */
int commands_read(struct commands *commands);

/* The command line of one that was asked for, valid until the next call: 0 or -ENOMEM. */
int commands_find(struct commands *commands, const struct process *process, const char **ret_text);

#endif
