/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is about to be signalled, from the choice of some groups to a plan for them. Both front ends
 * aim alike: add the targets, which pins them; bring what is known of the members; ask for plans.
 */
#ifndef KILL_AIM_H
#define KILL_AIM_H

#include "kill/kernel.h"
#include "kill/pin.h"
#include "kill/plan.h"
#include "kill/self.h"
#include "model/detail.h"
#include "model/snapshot.h"

/* What it wants to know of members. */
#define AIM_DETAILS (DETAIL_MASKS | DETAIL_COMMAND | DETAIL_UNIT)

struct aim_target {
	struct group_id id; /* as it was chosen */
	const struct group *group; /* of the aim's snapshot; NULL: there is none */
	bool pinned; /* pins has it at the same index */
	int error; /* unless pinned: -ESRCH or -ESTALE, why; 0: the guard refuses it anyway */
	uint32_t chosen; /* living members when it was chosen */
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
	struct pin *pins; /* of the targets, in their order */
	size_t count;
	size_t target_capacity;
	size_t pin_capacity;
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
 * Adds a target and pins it then and there. One that is there already is not added again; one that
 * cannot be found or pinned is, and the plan says why. Returns 0 or -ENOMEM.
 */
int aim_add(struct aim *aim, const struct group_id *id);
int aim_add_group(struct aim *aim, const struct group *group);

/*
 * Moves on to a newer snapshot: finds every target in it again, by the pin and not by the number.
 * What is known of members stays; of those born since nothing is known. Returns 0 or -ENOMEM (the
 * aim may then be used, but only to be given back).
 */
int aim_renew(struct aim *aim, const struct snapshot *snapshot);

/* Everybody whose details (AIM_DETAILS) the plan wants; the caller frees. 0 or -ENOMEM. */
int aim_members(const struct aim *aim, struct process_id **ret_ids, size_t *ret_count);

/* Takes the details over; of members that are not in them nothing is known. Also asks whether each
 * may be signalled. Returns 0 or -ENOMEM. To be called once all targets have been added. */
int aim_take_details(struct aim *aim, struct detail_set *details);

/* What the members would do with the signal, summed up, as aim_take_details found them. */
void aim_count(const struct aim *aim, int signal, uint32_t counts[EXPECTATION_COUNT]);

/* The plan for this signal, as things are known now; permission is asked of every member. Targets
 * stand in it in the order of the aim's. Returns 0 or -ENOMEM. */
int aim_plan(const struct aim *aim, int signal, enum plan_continue continues,
	struct plan **ret_plan);

/* What follows this signal unless the user says otherwise: SIGCONT after TERM where members are
 * stopped, because they would not take it. */
enum plan_continue aim_usual_continue(int signal);

#endif
