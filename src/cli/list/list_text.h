/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A listing as text: the columns of the view, each as wide as what stands in it. */
#ifndef CLI_LIST_LIST_TEXT_H
#define CLI_LIST_LIST_TEXT_H

#include <stdbool.h>
#include <stdio.h>

#include "model/detail.h"
#include "view/listing/listing.h"

struct list_text {
	const struct listing *listing;
	const enum column_id *ids;
	size_t id_count;
	const struct detail_set *details; /* command lines; NULL: none are known */
	bool headings;
};

/* Prints it, cut to the terminal where out is one. Returns 0 or -ENOMEM. */
int list_text_print(const struct list_text *text, FILE *out);

#endif
