/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which rows are wanted: words that all have to be true, such as "user=deploy", "cpu>50",
 * "!state=Z", "fg", "/regex/" or a word that the command line has in it.
 */
#ifndef VIEW_FILTER_FILTER_H
#define VIEW_FILTER_FILTER_H

#include <stdbool.h>
#include <stddef.h>

#include "view/rows/row.h"

struct filter;

enum filter_fault_kind {
	FILTER_EMPTY, /* nothing behind "!", between "/" and "/", or at all */
	FILTER_NO_KEY, /* nothing is called so */
	FILTER_NO_COMPARISON, /* only "=" makes sense for that key */
	FILTER_NO_VALUE, /* nothing behind the comparison */
	FILTER_NO_NUMBER,
	FILTER_NO_SIZE, /* bytes, or with K, M, G or T */
	FILTER_NO_AGE, /* seconds, or with m, h or d */
	FILTER_NO_STATE, /* no letter of a state */
	FILTER_NO_IDS, /* no PIDs, PGIDs or SIDs with commas between them */
	FILTER_LARGE_REGEX, /* it would take for ever */
	FILTER_NO_REGEX, /* what regcomp(3) says is in reason */
};

struct filter_fault {
	enum filter_fault_kind kind;
	size_t word; /* index of the word that is wrong */
	char part[64]; /* the key or the value of it that is wrong: the user's bytes, perhaps cut */
	char reason[128];
};

/* Reads words; without any of them the filter wants everything. Returns 0, -EINVAL with *ret_fault,
 * or -ENOMEM. */
int filter_parse(const char *const *words, size_t count, struct filter **ret_filter,
	struct filter_fault *ret_fault);

void filter_free(struct filter *filter);
void filter_freep(struct filter **filter);

/* Whether it asks for command lines: the snapshot is then to have them. */
bool filter_wants_commands(const struct filter *filter);

/*
 * Whether the row is wanted. A group is when each word is true of it or of a member, a session when
 * one of its groups is. Where a command line was not read, the name stands for it.
 */
bool filter_matches(const struct filter *filter, const struct row *row);

/* Whether a key that takes a value is called so, or begins so. */
bool filter_is_start_of_key(const char *text);

/* What can be written, for help and manual page. */
struct filter_help {
	const char *form; /* "cpu>50": an example */
	const char *meaning; /* an msgid */
};
const struct filter_help *filter_help_rows(size_t *ret_count);

#endif
