/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What became of a plan, in the reader's language: clean text, as in sentence_plan.h. */
#ifndef REPORT_SENTENCE_OUTCOME_H
#define REPORT_SENTENCE_OUTCOME_H

#include <stddef.h>

#include "kill/deliver.h"
#include "kill/watch.h"

/* What happened to a target: "11 of 12 members were signalled.", or why nothing was sent. Of a plan
 * only who lives counts; the dead are told of apart. */
char *sentence_result(const struct delivery *delivery, uint32_t target, char *buf, size_t size);

/* What happened to one member: "signalled", "not permitted (root)", "gone", "zombie, ...". */
char *sentence_outcome(const struct delivery *delivery, uint32_t member, char *buf, size_t size);

/* "sudo posse kill -s TERM 2210@918273" when somebody was denied, else "". It names the group by a
 * member that was denied where the leader was not, because that one will still be there. */
char *sentence_sudo(const struct delivery *delivery, uint32_t target, char *buf, size_t size);

/* "4 members ended, the last after 0.3 s."; "" when none has. */
char *sentence_ended(const struct watch *watch, uint32_t target, char *buf, size_t size);

/* How it ended for those who were signalled; "" while that is not known. */
char *sentence_end(const struct watch *watch, uint32_t target, char *buf, size_t size);

/* The fate of a watched member: "ended after 0.3 s", "zombie: its parent 412 has not reaped it",
 * "alive: ignores SIGTERM", "joined since". */
char *sentence_fate(const struct watch *watch, const struct watch_member *member, char *buf,
	size_t size);

#endif
