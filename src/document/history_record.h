/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A send as a line of the history: what was sent to whom by whom, and what came of it. Of a line
 * that is read back all text is as the file has it: not yet clean.
 */
#ifndef DOCUMENT_HISTORY_RECORD_H
#define DOCUMENT_HISTORY_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "kill/step.h"

struct json_t;

/* Who sends, and where. */
struct history_sender {
	uid_t uid; /* real user */
	const char *user; /* its name; "?" where it is not known */
	int64_t sudo_uid; /* who has called sudo, as SUDO_UID claims; -1: nobody has */
	int64_t login_uid; /* as whom they have logged in, by the kernel's audit; -1: not known */
	const char *tty; /* "pts/0"; NULL without a terminal */
};

/* Survivors that are named; all are counted. */
#define HISTORY_SURVIVORS_MAX 8

struct history_target {
	const char *id; /* "2210@918273" */
	const char *command;
	const char *guarantee; /* "exact", "verified", or "" */
	const char *result; /* target_result_word */
	uint32_t counts[OUTCOME_COUNT]; /* those born since included */
	int64_t newborn; /* signalled by themselves, born since the call */
	bool continued;
	bool watched; /* somebody waited for the end */
	double seconds; /* to the end of the last; NAN: some live, or nobody waited */
	uint32_t survivor_count;
	int64_t survivors[HISTORY_SURVIVORS_MAX]; /* PIDs */
};

/* What the file has of a send; all text is the record's. */
struct history_send {
	struct json_t *record; /* owned */
	const char *time; /* RFC 3339, in UTC */
	const char *user;
	int64_t sudo_uid; /* -1: nobody has called sudo */
	int64_t login_uid; /* -1: not known */
	const char *tty; /* "" without a terminal */
	const char *signal; /* without SIG */
	struct history_target *targets; /* owned */
	size_t target_count;
};

/* The calling process, as the environment, the kernel and a snapshot show it; the snapshot must
 * outlive it. */
void history_sender_init(struct history_sender *ret_sender, const struct snapshot *snapshot);

/* Whether a group call was made at all: only such a step is worth a record. */
bool history_record_is_due(const struct step *step);

/* What this target's guarantee is called; NULL where it was not pinned. */
const char *history_record_guarantee(const struct plan_target *target);

/* The record as one line with its newline, which the caller frees; watched: somebody waited for the
 * end, and the outcomes say who has survived. Returns 0 or -ENOMEM. */
int history_record_write(const struct step *step, const struct history_sender *sender, bool watched,
	char **ret_line);

/* Reads such a line back. Returns 0, and history_send_done frees; -EINVAL: it is none; -ENOMEM. */
int history_record_read(const char *line, size_t len, struct history_send *ret_send);

/* Frees what it holds; a zeroed one is fine. */
void history_send_done(struct history_send *send);

#endif
