/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Members born since the group call. Who forks with all signals blocked, as fork(3) does since
 * glibc 2.41, holds a signal off that comes then, and its child is born without it, after the group
 * was walked. They are looked for in rounds, and each gets the same signal through a descriptor of
 * its own; the group as a whole never a second time: to many programs that means "at once, without
 * cleaning up".
 */
#ifndef KILL_NEWBORN_H
#define KILL_NEWBORN_H

#include "kill/deliver.h"

/* Rounds, and how many of them follow the call without a pause. */
#define NEWBORN_ROUNDS_MAX 40
#define NEWBORN_ROUNDS_AT_ONCE 4

/* All memory that the rounds of a new delivery need. 0 or -ENOMEM; delivery_free frees it. */
int newborn_prepare(struct delivery *delivery);

/* The first rounds, right behind the call: until one finds nobody, and nobody holds the signal off,
 * or NEWBORN_ROUNDS_AT_ONCE. */
void newborn_begin(struct delivery *delivery, const struct kernel *kernel);

/* One round more, unless the delivery is settled; settles it when it was the last. Allocates
 * nothing. */
void newborn_look(struct delivery *delivery, const struct kernel *kernel);

/* How long to wait for the next one, in nanoseconds: they follow closely at first. */
uint64_t newborn_pause(const struct delivery *delivery);

#endif
