/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One word of a filter, read; for the files of the filter alone. */
#ifndef VIEW_FILTER_FILTER_TERM_H
#define VIEW_FILTER_FILTER_TERM_H

#include <regex.h>
#include <stdbool.h>

#include "view/filter/filter_fault.h"

enum filter_key {
	FILTER_USER,
	FILTER_TTY,
	FILTER_STATE,
	FILTER_CPU,
	FILTER_RSS,
	FILTER_MEMBERS,
	FILTER_AGE,
	FILTER_SID,
	FILTER_PGID,
	FILTER_PID,
	FILTER_FOREGROUND,
	FILTER_LEADERLESS,
	FILTER_ORPHANED,
	FILTER_REGEX,
	FILTER_WORD,
	FILTER_COUNT,
};

enum filter_comparison {
	COMPARE_EQUAL,
	COMPARE_LESS,
	COMPARE_LESS_OR_EQUAL,
	COMPARE_GREATER,
	COMPARE_GREATER_OR_EQUAL,
};

struct filter_term {
	enum filter_key key;
	bool negated;
	enum filter_comparison comparison;
	double number; /* per cent, bytes, members or seconds, by the key */
	char *text; /* values with commas between them, or the word; owned; else NULL */
	regex_t regex;
	bool has_regex;
};

/* Reads one word: 0, -EINVAL with all of *ret_fault but the word's index, or -ENOMEM.
 * filter_term_done in either case. */
int filter_term_parse(const char *word, struct filter_term *ret_term,
	struct filter_fault *ret_fault);

/* Frees what it owns; it is empty then. */
void filter_term_done(struct filter_term *term);

/* Whether a key that takes a value is called so, or begins so. */
bool filter_term_is_start_of_key(const char *text);

#endif
