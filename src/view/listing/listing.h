/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A snapshot, arranged, sorted and folded: the rows from top to bottom. */
#ifndef VIEW_LISTING_LISTING_H
#define VIEW_LISTING_LISTING_H

#include "view/columns/column.h"
#include "view/filter/filter.h"
#include "view/rows/folds.h"
#include "view/rows/row.h"

struct sort_order {
	enum column_id column;
	bool reversed; /* against the column's natural direction */
};

/* Reads "cpu" or "cpu,desc" or "cpu,asc": 0 or -EINVAL. */
int sort_order_parse(const char *text, struct sort_order *ret_order);

struct frozen_order;

struct listing {
	struct row *rows; /* owned; reused by the next listing_make */
	size_t count;
	size_t capacity;
};

/* Frees what it owns; it is empty then. */
void listing_done(struct listing *listing);

/* What is to be listed, and how. */
struct listing_query {
	enum arrangement arrangement;
	struct sort_order order;
	const struct folds *folds; /* NULL: everything is folded */
	const struct filter *filter; /* NULL: everything is wanted */
	const struct snapshot *before; /* what has ended since is listed once more, struck; NULL:
					* nothing is */
	const struct frozen_order
		*frozen; /* rows keep these places whatever the order says; NULL: none */
};

/*
 * Makes the rows anew. The order is stable: equal rows stand by PGID, SID or PID. Members stand
 * below their group in the same order, the leader first where the column does not tell them apart.
 * Of a group that the filter wants all members are listed, of a session only such groups. The rows
 * point into snapshot and query->before, which must outlive them. Returns 0 or -ENOMEM (the rows
 * are then empty).
 */
int listing_make(struct listing *listing, const struct snapshot *snapshot,
	const struct listing_query *query);

#endif
