/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the details are about, for all parts of their text. */
#ifndef TUI_DETAILS_DETAILS_SUBJECT_H
#define TUI_DETAILS_DETAILS_SUBJECT_H

#include <stddef.h>

#include "model/detail.h"
#include "model/series.h"
#include "view/columns/chart.h"
#include "view/rows/row.h"

/* Of larger groups only the first members are told, with how many there are more. */
#define DETAILS_MEMBERS_MAX 500

/* How many parents of a process are told at most. */
#define DETAILS_PARENTS_MAX 64

/* And of so many processes details are wanted. */
#define DETAILS_IDS_MAX (DETAILS_MEMBERS_MAX + 1)

struct details_subject {
	struct row row; /* what it is about */
	const struct detail_set *details; /* of whoever is told of; NULL: not known yet */
	const struct series_entry *figures; /* of the last minutes; NULL: none yet */
	enum text_charset charset;
	enum chart_style style;
};

/* Who the text wants details of; returns how many. */
size_t details_subject_ids(const struct row *row, struct process_id ret_ids[DETAILS_IDS_MAX]);

/* The next parent: NULL above PID 1, and where it is hidden. */
const struct process *details_parent(const struct snapshot *snapshot,
	const struct process *process);

/* The command line with its arguments, as much as is known of it. Returns buf. */
char *details_command(const struct details_subject *subject, const struct process *process,
	char *buf, size_t size);

#endif
