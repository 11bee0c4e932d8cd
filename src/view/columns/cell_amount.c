/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Cells that say how many, how much, how long, and what. */
#include <config.h>

#include "view/columns/cell.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/amount.h"
#include "view/columns/command_line.h"

static char *nothing(char *buf)
{
	buf[0] = '\0';
	return buf;
}

static char *number(char *buf, size_t size, long long value)
{
	snprintf(buf, size, "%lld", value);
	return buf;
}

static int compare_numbers(uint64_t a, uint64_t b)
{
	return (a > b) - (a < b);
}

/* ---- GROUPS, MEMBERS, STATES, THREADS ---- */

char *cell_format_groups(const struct column_context *context, const struct row *row, char *buf,
	size_t size)
{
	(void)context;
	return row->kind == ROW_SESSION ? number(buf, size, row_session(row)->group_count)
					: nothing(buf);
}

int cell_compare_groups(const struct row *a, const struct row *b)
{
	if (a->kind != ROW_SESSION)
		return 0;
	return compare_numbers(row_session(a)->group_count, row_session(b)->group_count);
}

static uint32_t members_of(const struct row *row)
{
	switch (row->kind) {
	case ROW_SESSION:
		return row_session(row)->members;
	case ROW_GROUP:
		return row_group(row)->count;
	case ROW_PROCESS:
	case ROW_KIND_COUNT:
		break;
	}
	return 0;
}

char *cell_format_members(const struct column_context *context, const struct row *row, char *buf,
	size_t size)
{
	(void)context;
	return row->kind == ROW_PROCESS ? nothing(buf) : number(buf, size, members_of(row));
}

int cell_compare_members(const struct row *a, const struct row *b)
{
	return compare_numbers(members_of(a), members_of(b));
}

static void count_states(const struct row *row, uint32_t counts[SNAPSHOT_STATE_COUNT])
{
	const struct session *session;
	const struct group *groups;
	uint32_t group_count = 1;

	if (row->kind == ROW_SESSION) {
		session = row_session(row);
		groups = &row->snapshot->groups[session->group_first];
		group_count = session->group_count;
	} else {
		groups = row_group(row);
	}
	for (uint32_t i = 0; i < group_count; i++)
		for (unsigned state = 0; state < SNAPSHOT_STATE_COUNT; state++)
			counts[state] += groups[i].states[state];
}

char *cell_format_states(const struct column_context *context, const struct row *row, char *buf,
	size_t size)
{
	uint32_t counts[SNAPSHOT_STATE_COUNT] = {0};
	size_t end = 0;

	(void)context;
	nothing(buf);
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
		return compare_numbers(snapshot_state_index(row_process(a)->state),
			snapshot_state_index(row_process(b)->state));
	if (a->kind == ROW_SESSION)
		return cell_compare_members(b, a);
	for (unsigned i = 0; i < SNAPSHOT_STATE_COUNT && order == 0; i++)
		order = compare_numbers(row_group(b)->states[i], row_group(a)->states[i]);
	return order;
}

static uint32_t threads_of(const struct row *row)
{
	switch (row->kind) {
	case ROW_SESSION:
		return row_session(row)->threads;
	case ROW_GROUP:
		return row_group(row)->threads;
	case ROW_PROCESS:
	case ROW_KIND_COUNT:
		break;
	}
	return row_process(row)->threads;
}

char *cell_format_threads(const struct column_context *context, const struct row *row, char *buf,
	size_t size)
{
	(void)context;
	return number(buf, size, threads_of(row));
}

int cell_compare_threads(const struct row *a, const struct row *b)
{
	return compare_numbers(threads_of(a), threads_of(b));
}

/* ---- CPU, RSS, AGE, COMMAND ---- */

char *cell_format_cpu(const struct column_context *context, const struct row *row, char *buf,
	size_t size)
{
	char amount[AMOUNT_MAX];

	(void)context;
	snprintf(buf, size, "%s", amount_percent((double)row_cpu_percent(row), amount));
	return buf;
}

/* An unknown rate is below every known one: NAN by itself would have no place in an order. */
int cell_compare_cpu(const struct row *a, const struct row *b)
{
	float left = isnan(row_cpu_percent(a)) ? -INFINITY : row_cpu_percent(a);
	float right = isnan(row_cpu_percent(b)) ? -INFINITY : row_cpu_percent(b);

	return (left > right) - (left < right);
}

static uint64_t rss_of(const struct row *row)
{
	switch (row->kind) {
	case ROW_SESSION:
		return row_session(row)->rss;
	case ROW_GROUP:
		return row_group(row)->rss;
	case ROW_PROCESS:
	case ROW_KIND_COUNT:
		break;
	}
	return row_process(row)->rss;
}

char *cell_format_rss(const struct column_context *context, const struct row *row, char *buf,
	size_t size)
{
	char amount[AMOUNT_MAX];

	(void)context;
	snprintf(buf, size, "%s", amount_bytes(rss_of(row), amount));
	return buf;
}

int cell_compare_rss(const struct row *a, const struct row *b)
{
	return compare_numbers(rss_of(a), rss_of(b));
}

char *cell_format_mem(const struct column_context *context, const struct row *row, char *buf,
	size_t size)
{
	uint64_t total = row->snapshot->machine.memory_total;
	double share = total > 0 ? 100.0 * (double)rss_of(row) / (double)total : NAN;
	char amount[AMOUNT_MAX];

	(void)context;
	snprintf(buf, size, "%s", amount_percent(share, amount));
	return buf;
}

int cell_compare_mem(const struct row *a, const struct row *b)
{
	return cell_compare_rss(a, b);
}

static uint64_t start_of(const struct row *row)
{
	switch (row->kind) {
	case ROW_SESSION:
		return row_session(row)->oldest_start;
	case ROW_GROUP:
		return row_group(row)->oldest_start;
	case ROW_PROCESS:
	case ROW_KIND_COUNT:
		break;
	}
	return row_process(row)->start;
}

char *cell_format_age(const struct column_context *context, const struct row *row, char *buf,
	size_t size)
{
	char amount[AMOUNT_MAX];

	(void)context;
	snprintf(buf, size, "%s", amount_age(snapshot_age(row->snapshot, start_of(row)), amount));
	return buf;
}

int cell_compare_age(const struct row *a, const struct row *b)
{
	return compare_numbers(start_of(b), start_of(a));
}

char *cell_format_command(const struct column_context *context, const struct row *row, char *buf,
	size_t size)
{
	switch (row->kind) {
	case ROW_SESSION:
		return command_line_of_session(context, row->snapshot, row_session(row), buf, size);
	case ROW_GROUP:
		return command_line_of_group(context, row->snapshot, row_group(row), buf, size);
	case ROW_PROCESS:
	case ROW_KIND_COUNT:
		break;
	}
	return command_line_of_process(context, row_process(row), buf, size);
}

/* By name alone: it is known of all, the command line only of those in sight. */
int cell_compare_command(const struct row *a, const struct row *b)
{
	return strcmp(row_process(a)->name, row_process(b)->name);
}
