/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The columns: one row of the table and one or two functions each. Both front ends, the manual page
 * and the sort keys come from it.
 */
#ifndef VIEW_COLUMNS_COLUMN_H
#define VIEW_COLUMNS_COLUMN_H

#include <stddef.h>

#include "base/text.h"
#include "model/detail.h"
#include "view/rows/row.h"

enum column_id {
	COLUMN_PGID,
	COLUMN_SID,
	COLUMN_PID,
	COLUMN_PPID,
	COLUMN_ID, /* the identity in text form, as posse kill takes it */
	COLUMN_USERS, /* all of them */
	COLUMN_USER, /* with "+n" for n more users of the group */
	COLUMN_TTY,
	COLUMN_FG, /* "+" in the foreground of its terminal */
	COLUMN_GROUPS, /* of a session */
	COLUMN_MEMBERS,
	COLUMN_STATES, /* "R2 S9 Z1" */
	COLUMN_THREADS,
	COLUMN_NICE,
	COLUMN_CPU,
	COLUMN_TREND, /* of CPU, the newest at the right */
	COLUMN_CPUTIME,
	COLUMN_RSS,
	COLUMN_MEM, /* RSS as a share of all memory */
	COLUMN_AGE,
	COLUMN_START,
	COLUMN_LEADER, /* the leader's PID, "-" when leaderless */
	COLUMN_UNIT,
	COLUMN_CONTAINER,
	COLUMN_CGROUP,
	COLUMN_COMMAND, /* last, and as wide as there is room */
	COLUMN_COUNT,
};

/* What cells need besides their row. */
struct column_context {
	enum text_charset charset;
	const struct detail_set *details; /* command lines that are known by now; NULL: none */
	size_t command_columns; /* the command is cut to so many, keeping its mark; 0: never */
};

/* Longest cell in bytes with its NUL, the command aside, which takes what room its buffer has. */
#define COLUMN_CELL_MAX 128

struct cell;

struct column {
	enum column_id id;
	const char *name; /* for --columns and --sort: "cpu" */
	const char *heading; /* "CPU%"; not translated, as in ps and top */
	const char *help; /* one line for people, an msgid */
	unsigned kinds; /* bits 1 << enum row_kind: rows that have it */
	unsigned want; /* enum detail_want: what must have been read of all processes; else 0 */
	bool right; /* right-aligned */
	bool descending; /* the natural first direction when sorting: largest first */
	/* What orders rows of one kind that have it, ascending: one of these, the others NULL. */
	uint64_t (*value)(const struct row *row);
	/* Raw bytes, *ret_len of them; NULL, and 0: none, which go last. */
	const char *(*text)(const struct row *row, size_t *ret_len);
	int (*compare)(const struct row *a, const struct row *b); /* negative, 0, positive */
	/* Writes the cell, clean and NUL-terminated; leaves it empty for what the parent has said.
	 * In a tree the arrangement's own column is the one with the numbers: below a session it
	 * holds PGIDs, below a group PIDs. NULL: the number is what it says. */
	void (*format)(const struct cell *cell);
};

/* The table, indexed by enum column_id. */
const struct column *column_row(enum column_id id);

/* Whether rows of that kind have the column. */
bool column_has(enum column_id id, enum row_kind kind);

/* Writes the cell of a row, clean and NUL-terminated, into buf; returns buf. Empty for what the row
 * does not have or its parent has said. */
char *column_format(enum column_id id, const struct column_context *context, const struct row *row,
	char *buf, size_t size);

/* Orders two rows of one kind by the column, ascending: negative, 0, positive; 0 where rows of that
 * kind do not have it. */
int column_compare(enum column_id id, const struct row *a, const struct row *b);

/* The column of that name, or NULL. */
const struct column *column_find(const char *name);

/* The columns an arrangement shows unless told otherwise; *ret_count of them. */
const enum column_id *column_defaults(enum arrangement arrangement, size_t *ret_count);

/*
 * Reads "pgid,cpu,command". Returns 0, -EINVAL (with the word that is no column, or that is there
 * twice, in bad, size bytes) or -ENOMEM. The caller frees *ret_ids.
 */
int column_parse_list(const char *text, char *bad, size_t size, enum column_id **ret_ids,
	size_t *ret_count);

#endif
