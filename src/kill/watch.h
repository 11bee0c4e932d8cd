/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * After the send: who has ended, when, and who is left. Pidfds of members wake the caller; a look
 * at /proc/PID/stat decides; the next snapshots tell of members born since.
 */
#ifndef KILL_WATCH_H
#define KILL_WATCH_H

#include <poll.h>

#include "kill/deliver.h"

enum watch_fate {
	WATCH_LIVING,
	WATCH_ENDED, /* gone, reaped */
	WATCH_ZOMBIE, /* ended, but its parent has not reaped it */
	WATCH_LEFT, /* lives on in another group */
	WATCH_NOT_SENT, /* nothing was sent to it: denied, or its target was not signalled */
};

struct watch_member {
	struct process_id id;
	pid_t pgid; /* of the target */
	pid_t ppid;
	uint32_t target; /* index in the plan */
	uint32_t member; /* index in the plan; UINT32_MAX: born since */
	uint32_t newborn; /* index in the delivery's newborn; UINT32_MAX: not one of them */
	bool signalled; /* the send reached it: its end is an outcome of that */
	enum watch_fate fate;
	char state; /* last seen */
	enum expectation expects; /* what it does with the signal, by the newest details */
	char wchan[64]; /* where it waits; "" when not known */
	uint64_t ended_at; /* CLOCK_MONOTONIC ns; 0: lives, or was not signalled */
	int pidfd; /* -1: none (ended, or over the cap) */
	char name[64];
};

/* What the snapshots say of one target. */
enum watch_presence {
	WATCH_UNSEEN, /* no snapshot since the last living member ended */
	WATCH_INHABITED, /* it has living members, beside those that nothing was sent to */
	WATCH_EMPTY, /* it has none: it has ended */
	WATCH_UNSURE, /* the number is in use; nothing proves by whom */
};

struct watch {
	const struct kernel *kernel;
	struct delivery *delivery; /* not owned */
	struct watch_member *members; /* owned; plan's first, then those born since */
	uint32_t *order; /* indexes of members by process_id_compare; owned */
	size_t ordered; /* the first so many members are in order */
	size_t count;
	size_t capacity;
	uint32_t newborn_taken; /* so many of the delivery's newborn are among the members */
	enum watch_presence *presences; /* of each target; owned */
	uint64_t last_end; /* of the signalled member that ended last; 0: none yet */
};

/*
 * Begins to watch everybody the delivery signalled, by the descriptors that it holds and at most
 * max_pidfds others; the rest is seen by watch_look alone. Returns 0 or -ENOMEM; delivery, plan and
 * pins must outlive it.
 */
int watch_new(struct delivery *delivery, const struct kernel *kernel, size_t max_pidfds,
	struct watch **ret_watch);

/* Frees it and closes its descriptors; NULL is fine. */
void watch_free(struct watch *watch);

/* The descriptors to poll for POLLIN, at most max into fds; returns how many. */
size_t watch_fill(const struct watch *watch, struct pollfd *fds, size_t max);

/* Looks at every member that still lives. */
void watch_look(struct watch *watch);

/* The same for those alone whom a descriptor of their own tells of: fast, when one has woken the
 * caller. */
void watch_look_at_held(struct watch *watch);

/*
 * Takes from a newer snapshot how the living stand, and adds members of the watched groups that the
 * plan did not know. Linear but for one sort when there are any. 0 or -ENOMEM.
 */
int watch_absorb(struct watch *watch, const struct snapshot *snapshot);

/* Watches those as well whom the delivery has found born since, and signalled. 0 or -ENOMEM, and
 * then the rest is for the next time. */
int watch_take_newborn(struct watch *watch);

/* Living members of the targets: at most max into ids; returns how many. For their details. */
size_t watch_living(const struct watch *watch, struct process_id *ids, size_t max);

/* Takes from newer details (masks, wait channel) what those who live do with the signal. */
void watch_take_details(struct watch *watch, const struct detail_set *details);

/* Says in the delivery who has survived: members that were signalled and live. */
void watch_settle(const struct watch *watch, struct delivery *delivery);

/* Whether it is alive after the send: it lives in the group, signalled or born since, or it was
 * signalled and lives in another one by now. */
bool watch_member_survives(const struct watch_member *member);

#endif
