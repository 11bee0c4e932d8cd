/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The document of posse kill --json. */
#ifndef DOCUMENT_JSON_KILL_H
#define DOCUMENT_JSON_KILL_H

#include <stdbool.h>
#include <stdio.h>

#include "kill/send.h"

struct json_kill {
	const struct send *send; /* not owned; as a whole, its last plan included */
	bool dry_run; /* nothing happened: the document says what would */

	/* The sentences, in the reader's language; as in the report. */
	char *(*say_warning)(const struct plan *plan, uint32_t target,
		const struct warning *warning, char *buf, size_t size);
	char *(*say_result)(const struct delivery *delivery, uint32_t target, char *buf,
		size_t size);
};

/* Writes it. Returns 0 or -ENOMEM; whether all was written is for the stream to say. */
int json_kill_write(const struct json_kill *kill, FILE *out);

#endif
