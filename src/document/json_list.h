/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The document of posse list --json. */
#ifndef DOCUMENT_JSON_LIST_H
#define DOCUMENT_JSON_LIST_H

#include <stdio.h>

#include "view/listing/listing.h"

struct json_list {
	const struct snapshot *snapshot;
	enum arrangement arrangement;
	const struct listing *listing; /* in its order; rows below the outermost do not count */
};

/* Writes it. Returns 0 or -ENOMEM; whether all was written is for the stream to say. */
int json_list_write(const struct json_list *list, FILE *out);

#endif
