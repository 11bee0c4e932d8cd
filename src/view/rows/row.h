/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One line of a list: a session, a group or a process of one snapshot. */
#ifndef VIEW_ROWS_ROW_H
#define VIEW_ROWS_ROW_H

#include <stdbool.h>
#include <stdint.h>

#include "model/snapshot.h"

/* How the list is arranged. */
enum arrangement {
	ARRANGE_GROUPS, /* groups, each unfolds to its members */
	ARRANGE_SESSIONS, /* sessions, groups, members */
	ARRANGE_PROCESSES,
	ARRANGEMENT_COUNT,
};

/* "group", "session", "process": as --by takes it. */
const char *arrangement_name(enum arrangement arrangement);

/* 0 or -EINVAL. */
int arrangement_parse(const char *text, enum arrangement *ret_arrangement);

enum row_kind {
	ROW_SESSION,
	ROW_GROUP,
	ROW_PROCESS,
	ROW_KIND_COUNT,
};

/* What its outermost rows are. */
enum row_kind arrangement_kind(enum arrangement arrangement);

/* What a row is about, across snapshots: key for sessions and groups, id for processes. */
struct row_identity {
	enum row_kind kind;
	uint64_t key; /* lineage; 0 for a process */
	struct process_id id; /* {0, 0} for a session or a group */
};

struct row {
	enum row_kind kind;
	uint8_t depth; /* 0 outermost */
	bool unfolded; /* its children follow */
	bool struck; /* has ended; snapshot is an older one that still had it */
	bool fits; /* the filter; a member that does not may stand below a group that does */
	uint32_t rank; /* where it stood before, in a frozen order; UINT32_MAX: nowhere */
	const struct snapshot *snapshot; /* not owned: the listing's, or the cursor's if struck */
	uint32_t index; /* into the snapshot's sessions, groups or processes */
};

/* What the row is about. */
struct row_identity row_identity(const struct row *row);

/* Whether both are about the same. */
bool row_identity_equal(const struct row_identity *a, const struct row_identity *b);

/* The session that the row is of; for no other row. */
const struct session *row_session(const struct row *row);

/* The group that the row is of, or that its process is in; not for a session's row. */
const struct group *row_group(const struct row *row);

/* The process that the row is of, or that stands for its group or session: leader or oldest. */
const struct process *row_process(const struct row *row);

/* The index in another snapshot of what the row is about; SNAPSHOT_NONE: it is not there. */
uint32_t row_find(const struct row *row, const struct snapshot *snapshot);

/* Of a row that a newer snapshot does not have: whether its group or session may live on there all
 * the same. Somebody has the number, and nothing proves or disproves that it is who had it. */
bool row_is_unproven(const struct row *row, const struct snapshot *snapshot);

/* What the row comes to as a whole, whatever its kind. */
struct row_figures {
	uint32_t first; /* processes[first .. first + count) of its snapshot are in it */
	uint32_t count;
	uint32_t leader; /* index of the process; SNAPSHOT_NONE: leaderless, or a process */
	uint32_t threads;
	float cpu_percent; /* of one processor; NAN while it is not known */
	const struct trend *trend; /* of that */
	uint64_t cpu; /* clock ticks */
	uint64_t rss; /* bytes */
	uint64_t start; /* of the oldest, clock ticks since boot */
	const char *tty_name; /* NULL: none */
};

/* They are valid as long as the row's snapshot. */
struct row_figures row_figures(const struct row *row);

#endif
