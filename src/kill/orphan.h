/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Groups that lose who could continue them when another one ends. */
#ifndef KILL_ORPHAN_H
#define KILL_ORPHAN_H

#include <stdbool.h>

#include "kill/plan.h"

/*
 * Whether the end of this target's members makes an orphaned group of that one (setpgid(2)) while
 * members of it are stopped: the kernel then sends it SIGHUP and SIGCONT.
 */
bool orphan_is_made(const struct plan *plan, const struct plan_target *target,
	const struct group *group);

#endif
