/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A send as JSON: what was sent to whom by whom, and what came of it. */
#ifndef HISTORY_HISTORY_RECORD_H
#define HISTORY_HISTORY_RECORD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/json.h"
#include "kill/step.h"

/* Who sends, and where. */
struct history_sender {
	uid_t uid; /* real user */
	const char *user; /* its name; "?" where it is not known */
	int64_t sudo_uid; /* who has called sudo, by SUDO_UID; -1: nobody has */
	const char *tty; /* "pts/0"; NULL without a terminal */
};

/* The calling process, as the environment and a snapshot show it, which must outlive it. */
void history_sender_init(struct history_sender *ret_sender, const struct snapshot *snapshot);

/* Whether a group call was made at all: only such a step is worth a record. */
bool history_record_is_due(const struct step *step);

/* The record; watched: somebody waited for the end, and who lives is a survivor. NULL when there is
 * not enough memory. */
json_t *history_record_make(const struct step *step, const struct history_sender *sender,
	bool watched);

/* One member of a plan with this outcome, as every document has it. NULL as above. */
json_t *history_record_member(const struct plan *plan, uint32_t index, enum outcome outcome);

/* What this target's guarantee is called; NULL where it was not pinned. */
const char *history_record_guarantee(const struct plan_target *target);

#endif
