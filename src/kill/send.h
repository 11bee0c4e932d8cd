/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A send, from its plan to the end of those whom it reached: with rounds over sessions, whose
 * groups are born while the others are signalled, and with further signals to who is left. Both
 * front ends send through it. They bring snapshots and details, and they wait: for the descriptors
 * of send_fill, or until next_look, and then call send_look. Not for two threads at once.
 */
#ifndef KILL_SEND_H
#define KILL_SEND_H

#include <poll.h>

#include "kill/step.h"

/* Rounds over sessions that follow the first, at most. */
#define SEND_ROUNDS_MAX 5

/* Who writes the history, which is above this layer. */
struct send_recorder {
	/* Records a step that was sent; watched: its end was waited for, who lives has survived. */
	void (*record)(void *context, const struct step *step, bool watched);
	void *context;
	/* Told of a step right after its calls, whatever comes then; NULL: nobody wants to know. */
	void (*note)(void *context, const struct step *step);
};

struct send {
	unsigned shares;
	struct targets *targets; /* share */
	struct send_recorder recorder;
	struct step *steps; /* owned: the first, rounds over sessions, and what followed */
	size_t count;
	size_t capacity;
	size_t current; /* the first step of the signal that was sent last */
	bool planned; /* the last step is a plan that was not sent */
	bool include_protected; /* what is planned or sent next is for protected targets, too */
	bool sent; /* at least one group call returned 0, which proves no delivery */
	bool waited; /* their end is waited for, or was */
	bool rounds_over; /* no session is signalled, or all its groups have been */
	uint64_t deadline; /* of the wait, CLOCK_MONOTONIC ns; 0: none since the last signal */
	uint64_t next_look; /* the same: when send_look is due; UINT64_MAX: nobody is left to see */
};

/* A send to these targets, of which it takes a share. Nothing is planned yet. 0 or -ENOMEM. */
int send_new(struct targets *targets, const struct send_recorder *recorder, struct send **ret_send);

/* Shares the send with one more owner, who gives it back with send_unref. Returns it. */
struct send *send_ref(struct send *send);

/* Gives one share back; the last one settles and frees. NULL is fine. */
void send_unref(struct send *send);

/* ---- Planning ---- */

/*
 * Plans the next step, the first or one that follows, from what is known of the targets now; in the
 * place of one that was planned before, whose descriptors it takes over. Everything that sending
 * needs is allocated here. Returns 0, or -ENOMEM, and then the old plan stays.
 */
int send_plan(struct send *send, const struct plan_options *options);

/* Holds the members of what is planned by descriptors, as many as may be spared: what can be done
 * while somebody reads the plan need not be done when they wait. Only while something is planned.
 */
void send_hold(struct send *send);

/* Takes a newer snapshot in, and plans anew if the targets have other members in it, or others are
 * protected. Only while something is planned. Returns as send_plan. */
int send_renew(struct send *send, const struct snapshot *snapshot);

/* Forgets what was planned, if anything. */
void send_unplan(struct send *send);

/* The step that was planned and not sent, or NULL. */
struct step *send_planned(const struct send *send);

/* ---- Sending ---- */

/*
 * Sends what is planned, nothing allocated between its calls, and begins to watch whom it reached.
 * What came of the signal before stays as it is seen now, and is recorded. Returns 0, or -ENOMEM
 * when it was sent but cannot be watched.
 */
int send_go(struct send *send);

/*
 * Takes a newer snapshot in, with those who were born since, and sends to the groups that the
 * sessions have got, one round for each snapshot until rounds_over; not while something is planned.
 * Looks at everybody. Returns 0 or -ENOMEM.
 */
int send_absorb(struct send *send, const struct snapshot *snapshot);

/* How many rounds over sessions there were of the last signal, the first included. */
unsigned send_rounds(const struct send *send);

/* Whether members born since the calls are not looked for any more; until then send_look does it,
 * as often as next_look says. */
bool send_is_settled(const struct send *send);

/* ---- Watching: those whom the last signal was for ---- */

/* Begins to wait for their end, so many nanoseconds. */
void send_wait(struct send *send, uint64_t nanoseconds);

/* Looks at everybody when it is time to, else at those whose descriptors may have woken the caller.
 */
void send_look(struct send *send);

/* The descriptors to poll for POLLIN, at most max into fds; returns how many. */
size_t send_fill(const struct send *send, struct pollfd *fds, size_t max);

/* Whether it can be said that nobody lives who was signalled; it cannot where there was no memory
 * to watch them. */
bool send_is_over(const struct send *send);

/* Whether nobody who is known lives, and a snapshot has to say whether they were all. */
bool send_wants_snapshot(const struct send *send);

/* Whether there is time left to wait. */
bool send_has_time(const struct send *send);

/* How many live, those born since included. */
size_t send_count_living(const struct send *send);

/* Who they are: at most max into ids; returns how many. For their details. */
size_t send_living(const struct send *send, struct process_id *ids, size_t max);

/* Takes from newer details (masks, wait channel) why they live. */
void send_take_details(struct send *send, const struct detail_set *details);

/* ---- Keeping, each step once ---- */

/* Keeps the steps that have come to their end, or all when the time of the wait is over. */
void send_record(struct send *send);

/* Keeps all that was sent; who is alive after a wait has survived. */
void send_settle(struct send *send);

#endif
