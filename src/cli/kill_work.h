/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From the targets that the user named to a frozen plan with every target pinned. */
#ifndef CLI_KILL_WORK_H
#define CLI_KILL_WORK_H

#include <stdbool.h>

#include "kill/aim.h"
#include "kill/deliver.h"
#include "model/snapshot.h"
#include "scan/scanner.h"

struct kill_work {
	const struct kernel *kernel; /* not owned */
	struct scanner *scanner;
	const struct snapshot *snapshot; /* the newest */
	struct aim *aim;
	int signal;
	struct plan *plan;
	struct delivery *delivery;
	bool include_protected;
};

/*
 * Scans, finds and pins every group, looks at its members, and makes plan and delivery; a group
 * named twice is one target. Everything that the delivery needs is allocated here. Returns 0, or
 * -errno when nothing can be planned at all; kill_work_done in either case.
 */
int kill_work_init(struct kill_work *ret_work, const struct kernel *kernel,
	const struct group_id *ids, size_t count, int signal, bool include_protected);

/*
 * Looks again, after the user has taken their time to answer: the same targets, with the members
 * that they have now. 0, or -errno; nothing may be sent then.
 */
int kill_work_renew(struct kill_work *work);

void kill_work_done(struct kill_work *work);

/* Whether the target would be sent its signal. */
bool kill_work_is_sendable(const struct kill_work *work, uint32_t target);

/* How many of the targets would be. */
uint32_t kill_work_sendable(const struct kill_work *work);

/* The exit status that sending would have, as far as the plan can tell: 0, 1 or 64. */
int kill_work_foretold_status(const struct kill_work *work);

#endif
