/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From wishes to a plan. Pure: everything it knows comes in through struct plan_request. */
#ifndef KILL_PLAN_MAKE_H
#define KILL_PLAN_MAKE_H

#include "kill/plan.h"

/* One thing to be signalled, or the reason why it cannot be. */
struct plan_wish {
	uint32_t number; /* the caller's own, for the plan's target */
	struct group_id id; /* as the user named it */
	pid_t session; /* the SID, if it is a part of that session, which was named; else 0 */
	const struct group *group; /* of the snapshot; NULL when not found */
	int error; /* without a pin: -ESRCH or -ESTALE of target_spec_find_group or pin_init */
	const struct pin *pin; /* NULL when it was not pinned */
	const int *permissions; /* may_signal for each member, in their order; NULL: unknown */
	uint32_t chosen; /* living members when it was chosen; 0: unknown */
};

struct plan_request {
	const struct snapshot *snapshot;
	const struct detail_set *details; /* of the members; NULL: masks unknown */
	const struct self *self;
	const struct plan_wish *wishes;
	size_t wish_count;
	int signal;
	enum plan_continue continues;
	bool group_flag; /* the kernel can signal a group through a pidfd */
};

/* Returns 0 or -ENOMEM; freed with plan_free. */
int plan_make(const struct plan_request *request, struct plan **ret_plan);

#endif
