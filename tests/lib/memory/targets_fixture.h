/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What tests of targets begin with: a session of two groups, and a sender beside it. */
#ifndef TESTS_LIB_MEMORY_TARGETS_FIXTURE_H
#define TESTS_LIB_MEMORY_TARGETS_FIXTURE_H

#include "fake_kernel.h"
#include "kill/targets.h"

enum {
	SENDER = 50,
	GROUP = 100,
	OTHER = 200,
	SESSION = 90,
	NEWBORN_START = 6000000,
};

struct fixture {
	struct fake_kernel kernel;
	const struct snapshot *snapshot;
	const struct snapshot *next; /* or NULL */
	struct targets *targets;
	struct plan *plan;
};

/* The snapshot and its kernel, and targets of which none is chosen yet. */
int targets_set_up(void **state);
int targets_tear_down(void **state);

/* Chooses the group of that number. */
void fixture_add(struct fixture *fixture, pid_t pgid);

/* Plans that signal for all targets; the fixture owns the plan. */
const struct plan_target *fixture_plan(struct fixture *fixture, int signal);

/* One more member of GROUP. */
void fixture_bear(struct fixture *fixture, pid_t pid);

/* The snapshot after the first, with what the kernel has by now. */
void fixture_renew(struct fixture *fixture);

/* Both members of GROUP end. */
void fixture_reap_group(struct fixture *fixture);

#endif
