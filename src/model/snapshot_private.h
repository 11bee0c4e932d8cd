/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a snapshot keeps beside what everybody may see: shared by snapshot.c and builder.c. */
#ifndef MODEL_SNAPSHOT_PRIVATE_H
#define MODEL_SNAPSHOT_PRIVATE_H

#include <stdatomic.h>

#include "model/snapshot.h"

/* The arrays are the same memory as the const ones of the public part. */
struct snapshot_private {
	struct snapshot public; /* first, so that the addresses are the same */
	atomic_uint shares;
	uint64_t next_key; /* the first lineage key that nobody has had */
	struct process *processes;
	struct group *groups;
	struct session *sessions;
	struct group_user *group_users;
	struct snapshot_user *users;
	uint32_t *by_pid; /* process indexes, ordered by PID */
	uint32_t *by_pgid; /* group indexes, ordered by PGID */
	uint32_t *by_key; /* group indexes, ordered by key */
	char *strings;
};

static inline const struct snapshot_private *snapshot_private(const struct snapshot *snapshot)
{
	return (const struct snapshot_private *)snapshot;
}

#endif
