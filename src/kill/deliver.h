/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A plan carried out: one group call per target, one outcome per member. */
#ifndef KILL_DELIVER_H
#define KILL_DELIVER_H

#include "kill/kernel.h"
#include "kill/pin.h"
#include "kill/plan.h"

enum outcome {
	OUTCOME_NONE, /* nothing was sent to it */
	OUTCOME_SIGNALLED,
	OUTCOME_DENIED,
	OUTCOME_GONE, /* had ended, or had left the group */
	OUTCOME_ZOMBIE,
	OUTCOME_SURVIVED, /* signalled, and alive after the wait */
	OUTCOME_COUNT,
};

/* The word that JSON uses for it; NULL for OUTCOME_NONE. */
const char *outcome_word(enum outcome outcome);

enum target_result {
	RESULT_PLANNED,
	RESULT_SIGNALLED, /* every living member */
	RESULT_PARTIAL, /* some */
	RESULT_DENIED, /* none: no permission */
	RESULT_GONE,
	RESULT_CHANGED,
	RESULT_REFUSED, /* by a guard, or by the kernel for another reason than permission */
	RESULT_CANCELLED,
	RESULT_COUNT,
};

/* The word that JSON uses for it. */
const char *target_result_word(enum target_result result);

struct member_report {
	enum outcome outcome;
	int error; /* -errno where the kernel gave one, else 0; of who is gone: -ESRCH, or 0 when it
		    * lives on in another group */
};

struct target_report {
	enum target_result result;
	int error; /* -errno of the group call, or of the check before it; 0: sent */
	bool continued; /* SIGCONT followed */
	pid_t pid_before; /* the last PID that was handed out before the call; 0: unknown */
	uint64_t ticks_before; /* clock ticks since boot just before the call; as start times */
	uint64_t ticks_after; /* the same just behind it */
	uint64_t sent_at; /* CLOCK_MONOTONIC in nanoseconds; 0: not sent */
	uint32_t counts[OUTCOME_COUNT];
	uint32_t unseen; /* members that were reached and that the plan does not have, when it has
			  * nobody else who was; 0 when it was not necessary to count them */
	uint32_t newborn; /* members born since the call that were signalled, each by itself */
};

/* A member that was born since the call; see newborn.h. */
struct newborn {
	struct process_id id;
	pid_t ppid;
	uint32_t target; /* index in the plan */
	char state; /* when it was found */
	struct member_report report;
};

/* Members born since that are signalled by themselves, of all targets together. */
#define NEWBORN_MAX 1024

/* Runs parallel to the plan: targets[i] and members[i] are about the plan's. */
struct delivery {
	const struct plan *plan; /* not owned */
	struct target_report *targets;
	struct member_report *members;
	int *pidfds; /* of the members, to be asked fast; -1: none */
	const struct kernel *kernel; /* of the descriptors; NULL: there are none */
	bool sent; /* at least one group call returned 0 */
	struct newborn *newborn; /* owned; room for NEWBORN_MAX; NULL: they are not looked for */
	uint32_t newborn_count;
	struct newborn_target *newborn_targets; /* owned; by PGID */
	unsigned newborn_rounds; /* how often members born since were looked for */
	bool settled; /* no more of them are looked for */
};

/* All memory that delivering this plan needs. The plan must outlive it. 0 or -ENOMEM. */
int delivery_new(const struct plan *plan, struct delivery **ret_delivery);

/* Frees it and closes its descriptors; NULL is fine. */
void delivery_free(struct delivery *delivery);

/*
 * Holds living members by descriptors of their own, at most max of them beside those that are held
 * already, so that the send need not read /proc for each while somebody waits for it.
 */
void delivery_hold(struct delivery *delivery, const struct kernel *kernel, size_t max);

/* How many members it holds. */
size_t delivery_count_held(const struct delivery *delivery);

/* Takes the descriptors over that another delivery has of members which both have. Without memory
 * for that it takes none. */
void delivery_inherit(struct delivery *delivery, struct delivery *other);

/*
 * Sends the plan's signal to every target that is ready (protected ones only with
 * include_protected), one call each through its pin, nothing allocated in between; then looks at
 * every member. What is not ready gets the result that says why.
 */
void deliver(struct delivery *delivery, const struct kernel *kernel, bool include_protected);

/* Sets every target that could have been sent to RESULT_CANCELLED: the user said no. */
void deliver_cancel(struct delivery *delivery);

#endif
