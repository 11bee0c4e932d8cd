/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Who is left of a command that has ended: members of its group, and of other groups of its
 * session. Scans tell who lives; pidfds say when it is worth scanning again, a timer does where
 * they cannot: for members that leave the group, and for those that no descriptor is left for.
 */
#ifndef CLI_RUN_RUN_LEFTOVERS_H
#define CLI_RUN_RUN_LEFTOVERS_H

#include <poll.h>
#include <stdbool.h>

#include "kill/kernel.h"
#include "model/snapshot.h"
#include "scan/scanner.h"

enum {
	RUN_LEFTOVERS_HELD = 64, /* members that are held by a pidfd, at most */
};

struct run_leftovers {
	const struct kernel *kernel; /* not owned */
	struct group_id id; /* of the command's group */
	bool session; /* the session is the command's own, too */
	struct scanner *scanner; /* owned; NULL before the first look */
	const struct snapshot *snapshot; /* owned share: of the last look; NULL before it */
	uint32_t members; /* of the group, that lived then */
	uint32_t stopped; /* of those: stopped then */
	uint32_t others; /* in other groups of its session; 0 without session */
	int pidfds[RUN_LEFTOVERS_HELD]; /* of members that lived then and still do */
	size_t held;
};

void run_leftovers_init(struct run_leftovers *ret_leftovers, const struct kernel *kernel,
	const struct group_id *id, bool session);

void run_leftovers_done(struct run_leftovers *leftovers);

/* Scans: 0 or -errno, and then the last look stands. */
int run_leftovers_look(struct run_leftovers *leftovers);

/* Reaps children of posse that the last look has found ended, but not the command, which would hide
 * them from wait(2): see run_child_reap_others. */
void run_leftovers_reap(const struct run_leftovers *leftovers, pid_t command);

/* The descriptors to poll for POLLIN, at most RUN_LEFTOVERS_HELD into fds; returns how many. */
size_t run_leftovers_fill(const struct run_leftovers *leftovers, struct pollfd *fds);

/* Milliseconds after which another look is worthwhile whatever the descriptors say. */
int run_leftovers_interval(const struct run_leftovers *leftovers);

/* Whether one is worthwhile now: everybody who was held has ended. */
bool run_leftovers_is_outdated(struct run_leftovers *leftovers);

/* Names them on standard error, some of them where they are many: one sentence for the group, one
 * for other groups of its session, none where there is nobody. */
void run_leftovers_say(const struct run_leftovers *leftovers);

#endif
