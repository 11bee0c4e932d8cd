/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a snapshot being built learns from its predecessor: CPU rates and lineage. */
#ifndef MODEL_LINEAGE_H
#define MODEL_LINEAGE_H

#include "model/snapshot_private.h"

/*
 * Sets cpu_percent of every process: of the time since previous where there is one, else since the
 * process's start. A process born in between counts with all it has used; one that is gone with
 * nothing; a PID that is another's by now is a new process.
 */
void lineage_fill_rates(struct snapshot_private *next, const struct snapshot *previous);

/*
 * Sets the key of every group and session: the old one where it is the same as in previous, a new
 * one elsewhere. Needs members, leaders and identities in place.
 */
void lineage_fill_keys(struct snapshot_private *next, const struct snapshot *previous);

#endif
