/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Cells that say how many, how much and how long. */
#include <config.h>

#include "view/columns/column_private.h"

#include <math.h>
#include <stdio.h>

#include "base/amount.h"
#include "base/number.h"

/* ---- GROUPS, MEMBERS, STATES, THREADS ---- */

uint64_t cell_value_groups(const struct row *row)
{
	return row_session(row)->group_count;
}

uint64_t cell_value_members(const struct row *row)
{
	return row_figures(row).count;
}

static void count_states(const struct row *row, uint32_t counts[SNAPSHOT_STATE_COUNT])
{
	struct row_figures figures = row_figures(row);

	for (uint32_t i = figures.first; i < figures.first + figures.count; i++)
		counts[snapshot_state_index(row->snapshot->processes[i].state)]++;
}

void cell_format_states(const struct cell *cell)
{
	const struct row *row = cell->row;
	uint32_t counts[SNAPSHOT_STATE_COUNT] = {0};
	size_t end = 0;

	if (row->kind == ROW_PROCESS) {
		snprintf(cell->buf, cell->size, "%c",
			SNAPSHOT_STATES[snapshot_state_index(row_process(row)->state)]);
		return;
	}
	count_states(row, counts);
	for (unsigned state = 0; state < SNAPSHOT_STATE_COUNT && end < cell->size; state++)
		if (counts[state] > 0)
			end += (size_t)snprintf(cell->buf + end, cell->size - end, "%s%c%u",
				end > 0 ? " " : "", SNAPSHOT_STATES[state],
				(unsigned)counts[state]);
}

/* Groups with more running members first, then with more sleeping ones, and so on. */
int cell_compare_states(const struct row *a, const struct row *b)
{
	int order = 0;

	if (a->kind == ROW_PROCESS)
		return number_compare(snapshot_state_index(row_process(a)->state),
			snapshot_state_index(row_process(b)->state));
	if (a->kind == ROW_SESSION)
		return number_compare(cell_value_members(b), cell_value_members(a));
	for (unsigned i = 0; i < SNAPSHOT_STATE_COUNT && order == 0; i++)
		order = number_compare(row_group(b)->states[i], row_group(a)->states[i]);
	return order;
}

uint64_t cell_value_threads(const struct row *row)
{
	return row_figures(row).threads;
}

/* ---- CPU, RSS, MEM, AGE ---- */

void cell_format_cpu(const struct cell *cell)
{
	char amount[AMOUNT_MAX];

	cell_put(cell, amount_percent((double)row_figures(cell->row).cpu_percent, amount));
}

/* In millionths, and an unknown rate below every known one: NAN by itself would have no place in an
 * order. */
uint64_t cell_value_cpu(const struct row *row)
{
	double percent = (double)row_figures(row).cpu_percent;

	return isnan(percent) ? 0 : (uint64_t)(percent * 1e6) + 1;
}

void cell_format_rss(const struct cell *cell)
{
	char amount[AMOUNT_MAX];

	cell_put(cell, amount_bytes(cell_value_rss(cell->row), amount));
}

uint64_t cell_value_rss(const struct row *row)
{
	return row_figures(row).rss;
}

void cell_format_mem(const struct cell *cell)
{
	double total = (double)cell->row->snapshot->machine.memory_total;
	double rss = (double)cell_value_rss(cell->row);
	char amount[AMOUNT_MAX];

	cell_put(cell, amount_percent(total > 0 ? 100.0 * rss / total : NAN, amount));
}

void cell_format_age(const struct cell *cell)
{
	const struct row *row = cell->row;
	char amount[AMOUNT_MAX];

	cell_put(cell, amount_age(snapshot_age(row->snapshot, row_figures(row).start), amount));
}

/* Finer than seconds: the later it started, the younger. */
uint64_t cell_value_age(const struct row *row)
{
	return UINT64_MAX - row_figures(row).start;
}
