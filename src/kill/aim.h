/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is about to be signalled, from the choice of some groups to a plan for them, and on to the
 * next plan when one was not enough. Both front ends aim alike: add the targets, which pins them;
 * bring what is known of the members; ask for plans. Not for two threads at once.
 */
#ifndef KILL_AIM_H
#define KILL_AIM_H

#include "kill/kernel.h"
#include "kill/pin.h"
#include "kill/plan.h"
#include "kill/self.h"
#include "kill/target.h"
#include "model/detail.h"
#include "model/snapshot.h"

/* What it wants to know of members. */
#define AIM_DETAILS (DETAIL_MASKS | DETAIL_COMMAND | DETAIL_UNIT)

struct aim_target {
	struct group_id id; /* as it was chosen */
	pid_t session; /* the SID, if it was chosen as a part of that session; else 0 */
	const struct group *group; /* of the aim's snapshot; NULL: there is none */
	struct pin *pin; /* owned; NULL: it could not be pinned */
	int error; /* without group or pin: -ESRCH or -ESTALE, why; 0: a guard refuses it anyway */
	uint32_t chosen; /* living members when it was chosen */
};

/* A session that was chosen whole. */
struct aim_session {
	pid_t sid;
	uint64_t key; /* lineage */
};

/* What is known of a member while the user makes up their mind. */
struct aim_member {
	const struct detail *detail; /* of the aim's set; NULL: nothing */
	int permission; /* as may_signal said it */
};

struct aim {
	unsigned shares;
	const struct kernel *kernel; /* not owned */
	struct self self;
	const struct snapshot *snapshot; /* owned share */
	struct aim_target *targets; /* owned, as all below */
	size_t count;
	size_t capacity;
	struct aim_session *sessions;
	size_t session_count;
	size_t session_capacity;
	struct detail_set *details; /* NULL: nothing is known yet */
	struct aim_member *members; /* of each target's group, one after the other; NULL likewise */
};

/* An aim without targets, at the moment of the snapshot. Returns 0 or -ENOMEM. */
int aim_new(const struct kernel *kernel, const struct self *self, const struct snapshot *snapshot,
	struct aim **ret_aim);

/* Shares the aim with one more owner, who gives it back with aim_unref. Returns it. */
struct aim *aim_ref(struct aim *aim);
void aim_unref(struct aim *aim); /* NULL is fine */
void aim_unrefp(struct aim **aim);

/*
 * Adds what the user named, and pins it then and there; a session is all its groups, those in the
 * background first and the leader's last. What is there already is not added again; what cannot be
 * found or pinned is added all the same, and the plan says why. Returns 0 or -ENOMEM.
 */
int aim_add(struct aim *aim, const struct target *target);
int aim_add_group(struct aim *aim, const struct group *group);
int aim_add_session(struct aim *aim, const struct session *session);

/*
 * Moves on to a newer snapshot of the same series: finds every target in it again, by the pin and
 * not by the number. What is known of members stays; of those born since nothing is known. Returns
 * 0 or -ENOMEM (the aim may then be used, but only to be given back).
 */
int aim_renew(struct aim *aim, const struct snapshot *snapshot);

/* Adds the groups that the chosen sessions have by now and that are no targets yet. Returns how
 * many, or -ENOMEM. */
int aim_add_rest(struct aim *aim);

/* Everybody whose details (AIM_DETAILS) the plan wants; the caller frees. 0 or -ENOMEM. */
int aim_members(const struct aim *aim, struct process_id **ret_ids, size_t *ret_count);

/* Takes the details over; of members that are not in them nothing is known. Also asks whether each
 * may be signalled. Returns 0 or -ENOMEM. To be called once all targets have been added. */
int aim_take_details(struct aim *aim, struct detail_set *details);

/* What the members would do with the signal, summed up, as aim_take_details found them. */
void aim_count(const struct aim *aim, int signal, uint32_t counts[EXPECTATION_COUNT]);

/* What a plan is to be made for. */
struct aim_order {
	int signal;
	enum plan_continue continues;
	size_t first; /* only targets from this one on: those of a later round */
	bool living; /* only targets with living members: what is left of an earlier plan */
};

/* What is usual for that signal: all targets, and SIGCONT after TERM where members are stopped,
 * because they would not take it. */
struct aim_order aim_order_of(int signal);

/* The plan, as things are known now; permission is asked of every member. Targets stand in it in
 * the order of the aim's. Its pins are the aim's, which must outlive it. Returns 0 or -ENOMEM. */
int aim_plan(const struct aim *aim, const struct aim_order *order, struct plan **ret_plan);

#endif
