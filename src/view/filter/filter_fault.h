/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What can be wrong with a word of a filter. */
#ifndef VIEW_FILTER_FILTER_FAULT_H
#define VIEW_FILTER_FILTER_FAULT_H

#include <stddef.h>

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

#endif
