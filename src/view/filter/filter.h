/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which rows are wanted: words that all have to be true, such as "user=deploy", "cpu>50",
 * "!state=Z", "fg", "/regex/" or a word that the command line has in it.
 */
#ifndef VIEW_FILTER_FILTER_H
#define VIEW_FILTER_FILTER_H

#include <stdbool.h>
#include <stddef.h>

#include "view/filter/filter_fault.h"
#include "view/rows/row.h"

struct filter;

/* Reads words; without any of them the filter wants everything. Returns 0, -EINVAL with *ret_fault,
 * or -ENOMEM. */
int filter_parse(const char *const *words, size_t count, struct filter **ret_filter,
	struct filter_fault *ret_fault);

/* Frees it; NULL is fine. */
void filter_free(struct filter *filter);

/* For CLEANUP(): frees *filter. */
void filter_freep(struct filter **filter);

/* Whether it asks for command lines: the snapshot is then to have them. */
bool filter_wants_commands(const struct filter *filter);

/*
 * Whether the row is wanted. A group is when each word is true of it or of a member, a session when
 * one of its groups is. Where a command line was not read, the name stands for it.
 */
bool filter_matches(const struct filter *filter, const struct row *row);

/* What can be written, for help and manual page. */
struct filter_help {
	const char *form; /* "cpu>50": an example */
	const char *meaning; /* an msgid */
};

/* *ret_count rows of it, in the order to be shown. */
const struct filter_help *filter_help_rows(size_t *ret_count);

#endif
