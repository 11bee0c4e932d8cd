/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a snapshot keeps beside what everybody may see: shared by snapshot.c and builder.c. */
#ifndef MODEL_SNAPSHOT_PRIVATE_H
#define MODEL_SNAPSHOT_PRIVATE_H

#include <stdatomic.h>
#include <stddef.h>

#include "model/snapshot.h"

/* A piece of the memory that strings of a snapshot are in. */
struct string_block {
	struct string_block *next; /* NULL: the last */
	size_t size; /* of text, in bytes */
	size_t used;
	char text[];
};

/* Frees the block and those behind it; NULL is fine. */
void string_blocks_free(struct string_block *block);

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
	struct string_block *strings; /* owned */
};

static inline const struct snapshot_private *snapshot_private(const struct snapshot *snapshot)
{
	return (const struct snapshot_private *)snapshot;
}

#endif
