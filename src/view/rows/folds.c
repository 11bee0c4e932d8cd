/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "view/rows/folds.h"

void folds_done(struct folds *folds)
{
	lineage_set_done(&folds->lineages);
	folds->all = false;
}

bool folds_is_unfolded(const struct folds *folds, uint64_t key)
{
	return lineage_set_has(&folds->lineages, key) != folds->all;
}

int folds_set(struct folds *folds, uint64_t key, bool unfolded)
{
	return lineage_set_put(&folds->lineages, key, unfolded != folds->all);
}

void folds_set_all(struct folds *folds, bool unfolded)
{
	folds->all = unfolded;
	folds->lineages.count = 0;
}

void folds_prune(struct folds *folds, const struct snapshot *snapshot)
{
	lineage_set_prune(&folds->lineages, snapshot);
}
