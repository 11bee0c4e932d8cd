/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a member will do with a signal, from its masks and its state: signal(7), and what the kernel
 * does beyond that page. Pure. */
#ifndef KILL_EXPECTATION_H
#define KILL_EXPECTATION_H

#include <stdbool.h>

#include "model/detail.h"
#include "model/process.h"

enum expectation {
	EXPECT_DEFAULT, /* takes the default action */
	EXPECT_CAUGHT, /* has a handler */
	EXPECT_IGNORED,
	EXPECT_BLOCKED, /* waits until the member unblocks it */
	EXPECT_DENIED, /* this user may not signal it */
	EXPECT_ZOMBIE, /* has ended already; only its parent can reap it */
	EXPECT_UNKNOWN, /* its masks could not be read */
	EXPECTATION_COUNT,
};

/* What there is to say beside the expectation, any number of these. */
enum expectation_note {
	NOTE_PENDING = 1 << 0, /* the same signal waits for it already */
	NOTE_STOPPED = 1 << 1, /* stopped: takes it only once it is continued */
	NOTE_INIT = 1 << 2, /* ignored, because it is the init of a PID namespace */
	NOTE_DISCARDED = 1 << 3, /* ignored, because its group is orphaned */
	NOTE_DISK = 1 << 4, /* state D: takes it only when its wait ends */
};
#define EXPECTATION_NOTES 5

/* Who is asked. */
struct expectation_subject {
	const struct process *process;
	const struct detail *detail; /* NULL: nothing is known beyond the scan */
	bool orphaned; /* its group is */
	int permission; /* as may_signal says it: 0 or -errno */
};

/* ret_notes (NULL: not wanted) gets bits of enum expectation_note; none of the denied and the dead.
 */
enum expectation expectation_of(const struct expectation_subject *subject, int signal,
	unsigned *ret_notes);

/* The word that JSON uses for it ("default", "caught", ...). */
const char *expectation_word(enum expectation expectation);

/* The same for the note of bit number 0 to EXPECTATION_NOTES - 1 ("pending", "stopped", ...). */
const char *expectation_note_word(unsigned bit);

#endif
