/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the details screen says of a session, a group or a process, in lines. */
#ifndef TUI_DETAILS_TEXT_H
#define TUI_DETAILS_TEXT_H

#include <stddef.h>

#include "model/chronicle.h"
#include "model/detail.h"
#include "tui/lines.h"
#include "view/chart.h"
#include "view/row.h"

/* Of larger groups only the first members are told, with how many there are more. */
#define DETAILS_MEMBERS_MAX 500

/* How many parents of a process are told at most. */
#define DETAILS_PARENTS_MAX 64

struct details_subject {
	struct row row; /* what it is about */
	const struct detail_set *details; /* of whoever is told of; NULL: not known yet */
	const struct chronicle_entry *figures; /* of the last minutes; NULL: none yet */
	enum text_charset charset;
	enum chart_style style;
	int width; /* columns of a line */
};

/* Writes the lines anew: 0 or -ENOMEM (with those there was memory for). */
int details_text_make(struct lines *lines, const struct details_subject *subject);

/*
 * Who the text wants details of, the one with the login first: at most max into ret_ids; returns
 * how many. max is at least DETAILS_PARENTS_MAX.
 */
size_t details_text_ids(const struct row *row, struct process_id *ret_ids, size_t max);

/* The next parent: NULL above PID 1, and where it is hidden. */
const struct process *details_parent(const struct snapshot *snapshot,
	const struct process *process);

/* The command line with its arguments, as much as is known of it. Returns buf. */
char *details_command(const struct details_subject *subject, const struct process *process,
	char *buf, size_t size);

/* ---- The parts; each is in a file of its own ---- */

void details_add_facts(struct lines *lines, const struct details_subject *subject);
void details_add_chart(struct lines *lines, const struct details_subject *subject);

/* A session's groups, a group's members, a process and its parents. */
void details_add_table(struct lines *lines, const struct details_subject *subject);

#endif
