/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a plan is, as both front ends say it in the reader's language. All sentences are clean,
 * NUL-terminated text in buf, cut at a whole character, and the functions return buf; "" when there
 * is nothing to say. Names are shown as the locale's charset allows.
 */
#ifndef REPORT_SENTENCE_PLAN_H
#define REPORT_SENTENCE_PLAN_H

#include <stdbool.h>
#include <stddef.h>

#include "kill/plan.h"

/* "SIGTERM to group 2210", "... to session 1423", "... to 3 groups". */
char *sentence_title(const struct plan *plan, char *buf, size_t size);

/* The command of a target's leader or oldest member, as much as is known of it. */
char *sentence_command(const struct plan *plan, uint32_t target, char *buf, size_t size);

/* That a session is signalled group by group. */
const char *sentence_session(void);

/* The target stands for a session that is not there: nobody was chosen for it. */
bool sentence_is_missing_session(const struct plan_target *target);

/* Why this target is protected, refused, gone or changed; "" when it is ready. */
char *sentence_reason(const struct plan *plan, uint32_t target, char *buf, size_t size);

/* What the guarantee means: "exact: this cannot reach any other group". */
const char *sentence_guarantee(enum pin_guarantee guarantee);

/* "12 members: 9 end at once, 2 catch it, 1 not permitted", for this signal's default action. */
char *sentence_counts(const uint32_t counts[EXPECTATION_COUNT], int signal, char *buf, size_t size);

/* What one member will do, depending on the signal, and what there is to say beside it: "ends",
 * "blocks it, it waits already". */
char *sentence_member(const struct plan *plan, uint32_t member, char *buf, size_t size);

#endif
