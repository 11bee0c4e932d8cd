/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How a send stands as a whole: each target through all its steps, and the exit status. */
#ifndef KILL_SEND_STATUS_H
#define KILL_SEND_STATUS_H

#include "kill/send.h"

/* Where the target of that number is in the last step that has it. */
struct step_target send_find(const struct send *send, uint32_t number);

/* Whether the first step would send to the target with that index in its plan. */
bool send_is_open(const struct send *send, uint32_t target);

/* To how many of its targets it would. */
uint32_t send_count_open(const struct send *send);

/* Exit statuses of a send. */
enum send_status {
	SEND_WHOLE = 0, /* every living member of every target was signalled */
	SEND_NOTHING = 1, /* nobody was */
	SEND_SURVIVORS = 3, /* some are alive after the wait */
	SEND_PARTIAL = 64, /* some members or targets only */
};

/* The exit status of what happened, or of what would if it were sent as planned. */
enum send_status send_status(const struct send *send);
enum send_status send_foretold_status(const struct send *send);

#endif
