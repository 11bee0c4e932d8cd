/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Rows in, snapshot out. Work is linear in the rows but for a few sorts.
 */
#ifndef MODEL_BUILDER_H
#define MODEL_BUILDER_H

#include "model/snapshot.h"

struct builder;

/* The name of a user, valid until the next call; NULL for "no name". context is the caller's. */
typedef const char *builder_user_name_fn(void *context, uid_t uid);

/* An empty builder with room for hint rows, or NULL when memory is out. */
struct builder *builder_new(size_t hint);

/* Frees it; NULL is fine. */
void builder_free(struct builder *builder);

/*
 * Takes one row; name, tty_name, cgroup and command are copied. Rows that tell of nobody are
 * dropped: PID <= 0, and a negative PGID or SID, which the kernel shows while it reaps a process.
 * Returns 0 or -ENOMEM.
 */
int builder_add(struct builder *builder, const struct process *row);

/*
 * Makes the snapshot and leaves the builder empty, fit for the next round. previous (or NULL) gives
 * lineage and CPU rates. Returns 0 or -ENOMEM; the caller owns the result's first share.
 */
int builder_build(struct builder *builder, const struct machine *machine,
	const struct snapshot *previous, builder_user_name_fn *user_name, void *context,
	const struct snapshot **ret_snapshot);

#endif
