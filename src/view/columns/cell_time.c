/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Cells that say since when, and how it went: start, CPU time, trend, nice value, memory share. */
#include <config.h>

#include "view/columns/column_private.h"

#include <stdio.h>
#include <time.h>

#include "base/amount.h"
#include "view/columns/cell.h"
#include "view/columns/glyphs.h"

#define DAY_SECONDS  86400
#define YEAR_SECONDS (365 * DAY_SECONDS)

/* ---- START ---- */

/* The time of the last day, the day of the last year, else the year: as ps does. */
char *cell_format_start(const struct column_context *context, const struct row *row, char *buf,
	size_t size)
{
	uint64_t age = snapshot_age(row->snapshot, row_figures(row).start);
	time_t start = (time_t)row->snapshot->machine.time - (time_t)age;
	struct tm parts;

	(void)context;
	buf[0] = '\0';
	if (!localtime_r(&start, &parts))
		return buf;
	if (age < DAY_SECONDS)
		snprintf(buf, size, "%02d:%02d", parts.tm_hour, parts.tm_min);
	else if (age < YEAR_SECONDS)
		snprintf(buf, size, "%02d-%02d", parts.tm_mon + 1, parts.tm_mday);
	else
		snprintf(buf, size, "%d", parts.tm_year + 1900);
	return buf;
}

int cell_compare_start(const struct row *a, const struct row *b)
{
	return cell_compare_numbers(row_figures(a).start, row_figures(b).start);
}

/* ---- TIME ---- */

char *cell_format_cputime(const struct column_context *context, const struct row *row, char *buf,
	size_t size)
{
	uint32_t ticks = row->snapshot->machine.ticks_per_second;
	char amount[AMOUNT_MAX];

	(void)context;
	snprintf(buf, size, "%s",
		ticks > 0 ? amount_age(row_figures(row).cpu / ticks, amount) : "-");
	return buf;
}

int cell_compare_cputime(const struct row *a, const struct row *b)
{
	return cell_compare_numbers(row_figures(a).cpu, row_figures(b).cpu);
}

/* ---- TREND ---- */

char *cell_format_trend(const struct column_context *context, const struct row *row, char *buf,
	size_t size)
{
	return glyph_trend(row_figures(row).trend, context->charset, buf, size);
}

static uint64_t sum_of(const struct trend *trend)
{
	uint64_t sum = 0;

	for (int i = 0; i < TREND_SAMPLES; i++)
		sum += trend->samples[i] == TREND_NONE ? 0 : trend->samples[i];
	return sum;
}

int cell_compare_trend(const struct row *a, const struct row *b)
{
	return cell_compare_numbers(sum_of(row_figures(a).trend), sum_of(row_figures(b).trend));
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

char *cell_format_nice(const struct column_context *context, const struct row *row, char *buf,
	size_t size)
{
	int low, high;

	(void)context;
	find_range(row, &low, &high);
	if (low == high)
		snprintf(buf, size, "%d", low);
	else
		snprintf(buf, size, "%d..%d", low, high);
	return buf;
}

int cell_compare_nice(const struct row *a, const struct row *b)
{
	int left_low, left_high, right_low, right_high;

	find_range(a, &left_low, &left_high);
	find_range(b, &right_low, &right_high);
	if (left_low != right_low)
		return left_low < right_low ? -1 : 1;
	return (left_high > right_high) - (left_high < right_high);
}
