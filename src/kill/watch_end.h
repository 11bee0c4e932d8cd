/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How it stands with those who are watched: counts, and what became of each target. */
#ifndef KILL_WATCH_END_H
#define KILL_WATCH_END_H

#include "kill/watch.h"

/* How it stands with the members of a target that were signalled, or born since. */
enum watch_end {
	WATCH_NOTHING_SENT, /* nothing to wait for */
	WATCH_GOES_ON, /* some live */
	WATCH_UNCONFIRMED, /* all who are known have ended; there may be others, born since */
	WATCH_GONE,
	WATCH_MOVED, /* the group has ended for them, but some live on in another */
	WATCH_LEFT_ZOMBIES, /* they have ended; their parents have to reap them */
	WATCH_DOUBTFUL, /* they have ended, and the number is in use by nobody knows whom */
};
enum watch_end watch_end_of(const struct watch *watch, uint32_t target);

/* Members of one target who are alive after the send: watch_member_survives. */
size_t watch_count_survivors(const struct watch *watch, uint32_t target);

/* Members of one target (UINT32_MAX: of all) with that fate. */
size_t watch_count(const struct watch *watch, uint32_t target, enum watch_fate fate);

/* Members of one target that were signalled and have ended since, reaped or not. */
size_t watch_count_ended(const struct watch *watch, uint32_t target);

/* When the last of them, zombies included, ended: CLOCK_MONOTONIC ns, 0 for none. */
uint64_t watch_last_end(const struct watch *watch, uint32_t target);

#endif
