/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the details screen says of a group, in lines. */
#ifndef TUI_DETAILS_TEXT_H
#define TUI_DETAILS_TEXT_H

#include <stddef.h>

#include "base/text.h"
#include "model/detail.h"
#include "model/snapshot.h"
#include "tui/theme.h"

/* Of larger groups only the first members are told, with how many there are more. */
#define DETAILS_MEMBERS_MAX 500

struct details_line {
	enum role role;
	char *text; /* clean; owned */
};

struct details_text {
	struct details_line *lines; /* owned */
	size_t count;
	size_t capacity;
	int error; /* -ENOMEM once a line could not be added */
};

struct details_subject {
	const struct snapshot *snapshot;
	const struct group *group; /* of the snapshot */
	const struct detail_set *details; /* of its members; NULL: not known yet */
	enum text_charset charset;
	int width; /* columns of a line */
};

void details_text_done(struct details_text *text);

/* Writes the lines anew: 0 or -ENOMEM (with those there was memory for). */
int details_text_make(struct details_text *text, const struct details_subject *subject);

#endif
