/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is about to be signalled, from the choice of some groups to a plan for them, and on to the
 * next plan when one was not enough. Both front ends work alike: add targets, which pins them;
 * bring what is known of the members; ask for plans. Not for two threads at once.
 */
#ifndef KILL_TARGETS_H
#define KILL_TARGETS_H

#include "kill/kernel.h"
#include "kill/pin.h"
#include "kill/plan.h"
#include "kill/self.h"
#include "kill/target_spec.h"
#include "model/detail.h"
#include "model/snapshot.h"

/* What it wants to know of members. */
#define TARGETS_DETAILS (DETAIL_MASKS | DETAIL_COMMAND | DETAIL_CGROUP)

struct target {
	struct group_id id; /* as it was chosen */
	pid_t session; /* the SID, if it was chosen as a part of that session; else 0 */
	const struct group *group; /* of the same snapshot; NULL: it has none */
	struct pin *pin; /* owned; NULL: it could not be pinned */
	int error; /* without group or pin: -errno, why; 0: a guard refuses it anyway */
	uint32_t chosen; /* living members when it was chosen */
	bool confirmed; /* of a protected one: the user has said twice that it is meant */
};

/* A session that was chosen whole. */
struct target_session {
	pid_t sid;
	uint64_t key; /* lineage */
};

/* What is known of a member while the user makes up their mind. */
struct target_member {
	const struct detail *detail; /* of the set below; NULL: nothing */
	int permission; /* as may_signal said it */
};

struct targets {
	unsigned shares;
	const struct kernel *kernel; /* not owned */
	struct self self;
	const struct snapshot *snapshot; /* owned share */
	struct target *items; /* owned, as all below */
	size_t count;
	size_t capacity;
	struct target_session *sessions;
	size_t session_count;
	size_t session_capacity;
	struct detail_set *details; /* NULL: nothing is known yet */
	struct target_member *members; /* of each target's group, one after the other */
	size_t member_count; /* 0: nothing is known yet */
};

/* No targets yet, at the moment of the snapshot. Returns 0 or -ENOMEM. */
int targets_new(const struct kernel *kernel, const struct self *self,
	const struct snapshot *snapshot, struct targets **ret_targets);

/* Shares the targets with one more owner, who gives it back with targets_unref. Returns it. */
struct targets *targets_ref(struct targets *targets);
void targets_unref(struct targets *targets); /* NULL is fine */

/*
 * Adds what the user named, and pins it then and there; a session is all its groups, those in the
 * background first and the leader's last. What is there already is not added again; what cannot be
 * found or pinned is added all the same, and the plan says why. Returns 0 or -ENOMEM.
 */
int targets_add(struct targets *targets, const struct target_spec *target);
int targets_add_group(struct targets *targets, const struct group *group);
int targets_add_session(struct targets *targets, const struct session *session);

/*
 * Moves on to a newer snapshot of the same series: finds every target in it again, by the pin and
 * not by the number; and finds out anew whom guards protect. What is known of members stays; of
 * those born since nothing is known. Returns 0 or -ENOMEM, and then the targets for which there was
 * none count as not found.
 */
int targets_renew(struct targets *targets, const struct snapshot *snapshot);

/* Adds the groups that the chosen sessions have by now and that are no targets yet. Returns how
 * many, or -ENOMEM. */
int targets_add_rest(struct targets *targets);

/* Members of all targets that the snapshot shows. */
size_t targets_count_members(const struct targets *targets);

/* The n-th member of a target that has a group, in the order of the snapshot. */
const struct process *targets_member(const struct targets *targets, const struct target *target,
	uint32_t n);

/* Everybody whose details (TARGETS_DETAILS) the plan wants; the caller frees. 0 or -ENOMEM. */
int targets_members(const struct targets *targets, struct process_id **ret_ids, size_t *ret_count);

/* Takes the details over; of members that are not in them nothing is known. Also asks whether each
 * may be signalled. Returns 0 or -ENOMEM. To be called once all targets have been added. */
int targets_take_details(struct targets *targets, struct detail_set *details);

/* Forgets the details and permissions: what was read before a send is not true after it. */
void targets_forget_details(struct targets *targets);

/* What the members would do with the signal, summed up, as targets_take_details found them. */
void targets_count(const struct targets *targets, int signal, uint32_t counts[EXPECTATION_COUNT]);

/* Whether any of them can be signalled at all: found, pinned, and not refused by a guard. */
bool targets_are_open(const struct targets *targets);

/* Whether a plan of them would still have the same members, and protect the same targets. */
bool targets_are_as_planned(const struct targets *targets, const struct plan *plan);

/* The plan, as things are known now; permissions are as targets_take_details found them, or asked
 * now where it has not been called. Targets stand in it in their order here. Its pins are those of
 * the targets, which must outlive it. 0 or -ENOMEM. */
int targets_plan(const struct targets *targets, const struct plan_options *options,
	struct plan **ret_plan);

#endif
