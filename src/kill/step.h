/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One plan, carried out and watched. A send has several of them where a session is signalled (its
 * groups born meanwhile) or where one signal was not enough.
 */
#ifndef KILL_STEP_H
#define KILL_STEP_H

#include "kill/deliver.h"
#include "kill/targets.h"
#include "kill/watch.h"

struct step {
	struct plan_options options; /* what the plan was made for */
	struct plan *plan; /* owned, as the two below */
	struct delivery *delivery; /* results of what is not sent are there from the beginning */
	struct watch *watch; /* NULL until it was sent */
	bool recorded; /* in the history */
};

/* One target in a step that is about it. */
struct step_target {
	const struct step *step; /* NULL: no step has it */
	uint32_t index; /* in the step's plan */
};

/* Plans, with all memory that sending needs. Returns 0 or -ENOMEM. The targets must outlive it. */
int step_init(struct step *ret_step, const struct targets *targets,
	const struct plan_options *options);

/* Frees what it holds; a zeroed step is fine. */
void step_done(struct step *step);

/* Delivers the plan and begins to watch, with so many descriptors at most beside those that it
 * holds. Returns 0, or -ENOMEM when it was sent but cannot be watched. */
int step_send(struct step *step, const struct kernel *kernel, bool include_protected,
	size_t max_pidfds);

/* Looks once more for members born since the call, and watches those that it signals. Nothing when
 * the delivery is settled, or the step not sent. */
void step_look_for_newborn(struct step *step, const struct kernel *kernel);

/* How many descriptors a step that was not sent may open for members, beside those that it holds,
 * so that enough are left for all else. */
size_t step_pidfds(const struct step *step);

/* How many of its targets could still be sent: ready, or protected. */
uint32_t step_open_targets(const struct step *step);

/* Where the target of that number is in the step; false when the step has it not. */
bool step_find(const struct step *step, uint32_t number, struct step_target *ret_target);

#endif
