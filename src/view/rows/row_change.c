/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "view/rows/row_change.h"

/* What decides: how many there are in it, alive, and of those stopped. */
struct tally {
	uint32_t living;
	uint32_t stopped;
};

static struct tally tally_of(const struct row *row)
{
	struct row_figures figures = row_figures(row);
	const struct process *processes = &row->snapshot->processes[figures.first];
	struct tally tally = {0};

	for (uint32_t i = 0; i < figures.count; i++) {
		tally.living += !process_is_dead(&processes[i]);
		tally.stopped += processes[i].state == 'T' || processes[i].state == 't';
	}
	return tally;
}

static bool is_stopped(const struct tally *tally)
{
	return tally->living > 0 && tally->stopped == tally->living;
}

enum row_change row_change_of(const struct row *row, const struct snapshot *before)
{
	struct row old = {.kind = row->kind, .snapshot = before};
	struct tally now, then;

	if (row->struck)
		return ROW_CHANGE_ENDED;
	if (!before || before == row->snapshot)
		return ROW_CHANGE_NONE;
	old.index = row_find(row, before);
	if (old.index == SNAPSHOT_NONE)
		return ROW_CHANGE_BORN;
	now = tally_of(row);
	then = tally_of(&old);
	if (is_stopped(&now) && !is_stopped(&then))
		return ROW_CHANGE_STOPPED;
	if (now.living == 0 && then.living > 0)
		return ROW_CHANGE_DEAD;
	return ROW_CHANGE_NONE;
}
