/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From processes in order to groups and sessions, for the builder. */
#ifndef MODEL_GROUPING_H
#define MODEL_GROUPING_H

#include "model/snapshot_private.h"

/* Cuts the processes, which stand in a snapshot's order, into groups and sessions: slices only, no
 * figures yet. Returns 0 or -ENOMEM. */
int grouping_cut(struct snapshot_private *next);

/* Identities, sums and counts of all groups and sessions, but for lineage. Needs by_pid and the
 * processes' CPU rates. */
void grouping_fill(struct snapshot_private *next);

#endif
