/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the user has to know of a target before sending. */
#ifndef KILL_WARNING_H
#define KILL_WARNING_H

#include <stdint.h>

/* In the order in which they are shown; each has the number of members it is about, unless it
 * says otherwise. */
enum warning_kind {
	WARN_FOREGROUND, /* it is the foreground job of a terminal */
	WARN_HANGUP, /* the leader of a session with a terminal is in it: its end hangs up others */
	WARN_ORPHANS, /* groups with stopped members that its end orphans; how many groups */
	WARN_SERVICE, /* members of a systemd service, which may be started again */
	WARN_GREW, /* more members than when it was chosen; how many more */
	WARN_OTHER_USERS, /* members of other users than the sender */
	WARN_DENIED, /* members that may not be signalled */
	WARN_IGNORED, /* members that ignore it, of their own will */
	WARN_BLOCKED,
	WARN_PENDING, /* members for which the same signal waits already */
	WARN_STOPPED, /* members that take it only when continued */
	WARN_DISK, /* members in state D, which take it only when their wait ends */
	WARN_DISCARDED, /* members for which it is lost, because the group is orphaned */
	WARN_INIT, /* members that are an init without a handler for it */
	WARN_UNKNOWN, /* members whose masks could not be read */
	WARN_ONLY_ZOMBIES, /* nobody is left who could receive it */
	WARN_KIND_COUNT,
};

struct warning {
	enum warning_kind kind;
	uint32_t count;
};

struct plan;
struct plan_target;

/* Fills in the target's warnings. All else of it, and its members in the plan, must be there. */
void warning_add_all(const struct plan *plan, struct plan_target *target);

#endif
