/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which sessions and groups of a list are unfolded, held by lineage. */
#ifndef VIEW_ROWS_FOLDS_H
#define VIEW_ROWS_FOLDS_H

#include <stdbool.h>
#include <stdint.h>

#include "view/rows/lineage_set.h"

/* All zero: everything is folded. */
struct folds {
	struct lineage_set lineages; /* unfolded ones, or with all = true the folded ones */
	bool all; /* everything is unfolded but these */
};

/* Frees what it owns; it is empty then. */
void folds_done(struct folds *folds);

/* Whether the group or session of that lineage shows what is in it. */
bool folds_is_unfolded(const struct folds *folds, uint64_t key);

/* Folds it or unfolds it: 0 or -ENOMEM. */
int folds_set(struct folds *folds, uint64_t key, bool unfolded);

/* Folds or unfolds everything. */
void folds_set_all(struct folds *folds, bool unfolded);

/* Forgets lineages that are not in the snapshot, so that the set does not grow for ever. */
void folds_prune(struct folds *folds, const struct snapshot *snapshot);

#endif
