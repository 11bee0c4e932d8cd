/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What both front ends say about plans and outcomes, in the reader's language. All write clean,
 * NUL-terminated text into buf, cut at a whole character, and return buf; "" when there is nothing
 * to say. Names are shown as the locale's charset allows.
 */
#ifndef REPORT_SENTENCE_H
#define REPORT_SENTENCE_H

#include <stddef.h>

#include "kill/deliver.h"
#include "kill/plan.h"
#include "kill/watch.h"
#include "settings/settings.h"
#include "view/filter/filter.h"

/* "SIGTERM to group 2210", "... to session 1423", "... to 3 groups". */
char *sentence_title(const struct plan *plan, char *buf, size_t size);

/* The command of a target's leader or oldest member, as much as is known of it. */
char *sentence_command(const struct plan *plan, uint32_t target, char *buf, size_t size);

/* What is wrong with a line of the settings, or with all of them. */
char *sentence_settings_fault(const struct settings_fault *fault, char *buf, size_t size);

/* What came of keeping a setting in that file: error is 0 or -errno. */
char *sentence_settings_kept(int error, const char *path, char *buf, size_t size);

/* What is wrong with a word of a filter. */
char *sentence_filter_fault(const struct filter_fault *fault, char *buf, size_t size);

/* Why the history cannot be written or read: -errno, or enum history_file_fault. */
char *sentence_history_fault(int fault, char *buf, size_t size);

/* That a session is signalled group by group. */
const char *sentence_session(void);

/* The target stands for a session that is not there: nobody was chosen for it. */
bool sentence_is_missing_session(const struct plan_target *target);

/* Why this target is protected, refused, gone or changed; "" when it is ready. */
char *sentence_reason(const struct plan *plan, uint32_t target, char *buf, size_t size);

/* One warning as one sentence with its reason. */
char *sentence_warning(const struct plan *plan, uint32_t target, const struct warning *warning,
	char *buf, size_t size);

/* What the guarantee means: "exact: this cannot reach any other group". */
const char *sentence_guarantee(enum pin_guarantee guarantee);

/* "12 members: 9 end at once, 2 catch it, 1 not permitted", for this signal's default action. */
char *sentence_counts(const uint32_t counts[EXPECTATION_COUNT], int signal, char *buf, size_t size);

/* What one member will do ("ends", "catches it", "ignores it", ...), depending on the signal. */
const char *sentence_expectation(enum expectation expectation, int signal);

/* The same for a member of a plan, with what there is to say beside it: "blocks it, which waits
 * already". */
char *sentence_member(const struct plan *plan, uint32_t member, char *buf, size_t size);

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
