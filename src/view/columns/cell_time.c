/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Cells that say since when, and how it went: start, CPU time, trend, nice value. */
#include <config.h>

#include "view/columns/column_private.h"

#include <stdio.h>
#include <time.h>

#include "base/amount.h"
#include "view/columns/glyphs.h"

#define DAY_SECONDS  86400
#define YEAR_SECONDS (365 * DAY_SECONDS)

/* ---- START ---- */

/* The time of the last day, the day of the last year, else the year: as ps does. */
void cell_format_start(const struct cell *cell)
{
	const struct snapshot *snapshot = cell->row->snapshot;
	uint64_t age = snapshot_age(snapshot, row_figures(cell->row).start);
	time_t start = (time_t)snapshot->machine.time - (time_t)age;
	struct tm parts;

	if (!localtime_r(&start, &parts))
		return;
	if (age < DAY_SECONDS)
		snprintf(cell->buf, cell->size, "%02d:%02d", parts.tm_hour, parts.tm_min);
	else if (age < YEAR_SECONDS)
		snprintf(cell->buf, cell->size, "%02d-%02d", parts.tm_mon + 1, parts.tm_mday);
	else
		cell_put_number(cell, parts.tm_year + 1900);
}

uint64_t cell_value_start(const struct row *row)
{
	return row_figures(row).start;
}

/* ---- TIME ---- */

void cell_format_cputime(const struct cell *cell)
{
	uint32_t ticks = cell->row->snapshot->machine.ticks_per_second;
	char amount[AMOUNT_MAX];

	cell_put(cell, ticks > 0 ? amount_age(cell_value_cputime(cell->row) / ticks, amount) : "-");
}

uint64_t cell_value_cputime(const struct row *row)
{
	return row_figures(row).cpu;
}

/* ---- TREND ---- */

void cell_format_trend(const struct cell *cell)
{
	glyph_trend(row_figures(cell->row).trend, cell->context->charset, cell->buf, cell->size);
}

/* The sum of what is known. */
uint64_t cell_value_trend(const struct row *row)
{
	const struct trend *trend = row_figures(row).trend;
	uint64_t sum = 0;

	for (int i = 0; i < TREND_SAMPLES; i++)
		sum += trend->samples[i] == TREND_NONE ? 0 : trend->samples[i];
	return sum;
}

/* ---- NI ---- */

/* The lowest and the highest nice value of those in it. */
static void find_range(const struct row *row, int *ret_low, int *ret_high)
{
	struct row_figures figures = row_figures(row);
	const struct process *processes = &row->snapshot->processes[figures.first];

	*ret_low = *ret_high = processes[0].nice;
	for (uint32_t i = 1; i < figures.count; i++) {
		int nice = processes[i].nice;

		if (nice < *ret_low)
			*ret_low = nice;
		if (nice > *ret_high)
			*ret_high = nice;
	}
}

void cell_format_nice(const struct cell *cell)
{
	int low, high;

	find_range(cell->row, &low, &high);
	if (low == high)
		cell_put_number(cell, low);
	else
		snprintf(cell->buf, cell->size, "%d..%d", low, high);
}

/* By the lowest, then by the highest. */
uint64_t cell_value_nice(const struct row *row)
{
	int low, high;

	find_range(row, &low, &high);
	return (uint64_t)((low - INT8_MIN) * (UINT8_MAX + 1) + (high - INT8_MIN));
}
