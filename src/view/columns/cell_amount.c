/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Cells that say how many, how much and how long. */
#include <config.h>

#include "view/columns/column_private.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/amount.h"
#include "view/columns/cell.h"

/* ---- GROUPS, MEMBERS, STATES, THREADS ---- */

char *cell_format_groups(const struct column_context *context, const struct row *row, char *buf,
	size_t size)
{
	(void)context;
	return row->kind == ROW_SESSION ? cell_number(buf, size, row_session(row)->group_count)
					: cell_nothing(buf);
}

int cell_compare_groups(const struct row *a, const struct row *b)
{
	if (a->kind != ROW_SESSION)
		return 0;
	return cell_compare_numbers(row_session(a)->group_count, row_session(b)->group_count);
}

char *cell_format_members(const struct column_context *context, const struct row *row, char *buf,
	size_t size)
{
	(void)context;
	return row->kind == ROW_PROCESS ? cell_nothing(buf)
					: cell_number(buf, size, row_figures(row).count);
}

int cell_compare_members(const struct row *a, const struct row *b)
{
	return cell_compare_numbers(row_figures(a).count, row_figures(b).count);
}

static void count_states(const struct row *row, uint32_t counts[SNAPSHOT_STATE_COUNT])
{
	struct row_figures figures = row_figures(row);

	for (uint32_t i = figures.first; i < figures.first + figures.count; i++)
		counts[snapshot_state_index(row->snapshot->processes[i].state)]++;
}

char *cell_format_states(const struct column_context *context, const struct row *row, char *buf,
	size_t size)
{
	uint32_t counts[SNAPSHOT_STATE_COUNT] = {0};
	size_t end = 0;

	(void)context;
	cell_nothing(buf);
	if (row->kind == ROW_PROCESS) {
		snprintf(buf, size, "%c",
			SNAPSHOT_STATES[snapshot_state_index(row_process(row)->state)]);
		return buf;
	}
	count_states(row, counts);
	for (unsigned state = 0; state < SNAPSHOT_STATE_COUNT && end < size; state++)
		if (counts[state] > 0)
			end += (size_t)snprintf(buf + end, size - end, "%s%c%u", end > 0 ? " " : "",
				SNAPSHOT_STATES[state], (unsigned)counts[state]);
	return buf;
}

/* Groups with more running members first, then with more sleeping ones, and so on. */
int cell_compare_states(const struct row *a, const struct row *b)
{
	int order = 0;

	if (a->kind == ROW_PROCESS)
		return cell_compare_numbers(snapshot_state_index(row_process(a)->state),
			snapshot_state_index(row_process(b)->state));
	if (a->kind == ROW_SESSION)
		return cell_compare_members(b, a);
	for (unsigned i = 0; i < SNAPSHOT_STATE_COUNT && order == 0; i++)
		order = cell_compare_numbers(row_group(b)->states[i], row_group(a)->states[i]);
	return order;
}

char *cell_format_threads(const struct column_context *context, const struct row *row, char *buf,
	size_t size)
{
	(void)context;
	return cell_number(buf, size, row_figures(row).threads);
}

int cell_compare_threads(const struct row *a, const struct row *b)
{
	return cell_compare_numbers(row_figures(a).threads, row_figures(b).threads);
}

/* ---- CPU, RSS, MEM, AGE ---- */

char *cell_format_cpu(const struct column_context *context, const struct row *row, char *buf,
	size_t size)
{
	char amount[AMOUNT_MAX];

	(void)context;
	snprintf(buf, size, "%s", amount_percent((double)row_figures(row).cpu_percent, amount));
	return buf;
}

/* An unknown rate is below every known one: NAN by itself would have no place in an order. */
int cell_compare_cpu(const struct row *a, const struct row *b)
{
	float left = row_figures(a).cpu_percent;
	float right = row_figures(b).cpu_percent;

	if (isnan(left) || isnan(right))
		return !isnan(left) - !isnan(right);
	return (left > right) - (left < right);
}

char *cell_format_rss(const struct column_context *context, const struct row *row, char *buf,
	size_t size)
{
	char amount[AMOUNT_MAX];

	(void)context;
	snprintf(buf, size, "%s", amount_bytes(row_figures(row).rss, amount));
	return buf;
}

int cell_compare_rss(const struct row *a, const struct row *b)
{
	return cell_compare_numbers(row_figures(a).rss, row_figures(b).rss);
}

char *cell_format_mem(const struct column_context *context, const struct row *row, char *buf,
	size_t size)
{
	uint64_t total = row->snapshot->machine.memory_total;
	double share = total > 0 ? 100.0 * (double)row_figures(row).rss / (double)total : NAN;
	char amount[AMOUNT_MAX];

	(void)context;
	snprintf(buf, size, "%s", amount_percent(share, amount));
	return buf;
}

int cell_compare_mem(const struct row *a, const struct row *b)
{
	return cell_compare_rss(a, b);
}

char *cell_format_age(const struct column_context *context, const struct row *row, char *buf,
	size_t size)
{
	char amount[AMOUNT_MAX];

	(void)context;
	snprintf(buf, size, "%s",
		amount_age(snapshot_age(row->snapshot, row_figures(row).start), amount));
	return buf;
}

int cell_compare_age(const struct row *a, const struct row *b)
{
	return cell_compare_numbers(row_figures(b).start, row_figures(a).start);
}
