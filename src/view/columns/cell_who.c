/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Cells that say who: numbers, users, terminals. */
#include <config.h>

#include "view/columns/column_private.h"

#include <stdio.h>
#include <string.h>

static bool is_member(const struct row *row)
{
	return row->kind == ROW_PROCESS && row->depth > 0;
}

/* ---- PGID, SID, PID, PPID, ID, LEADER ---- */

void cell_format_pgid(const struct cell *cell)
{
	const struct process *process = row_process(cell->row);

	cell_put_number(cell, is_member(cell->row) ? process->pid : process->pgid);
}

uint64_t cell_value_pgid(const struct row *row)
{
	return (uint64_t)row_process(row)->pgid;
}

void cell_format_sid(const struct cell *cell)
{
	const uint8_t depth_in_sessions = 2;
	const struct row *row = cell->row;

	if (row->kind == ROW_GROUP && row->depth > 0)
		cell_put_number(cell, row_group(row)->id.pgid);
	else if (!is_member(row))
		cell_put_number(cell, row_process(row)->sid);
	else if (row->depth >= depth_in_sessions)
		cell_put_number(cell, row_process(row)->pid);
}

uint64_t cell_value_sid(const struct row *row)
{
	return (uint64_t)row_process(row)->sid;
}

uint64_t cell_value_pid(const struct row *row)
{
	return (uint64_t)row_process(row)->pid;
}

uint64_t cell_value_ppid(const struct row *row)
{
	return (uint64_t)row_process(row)->ppid;
}

void cell_format_id(const struct cell *cell)
{
	const struct row *row = cell->row;
	char text[GROUP_ID_TEXT_MAX];

	cell_put(cell,
		group_id_format(row->kind == ROW_GROUP ? &row_group(row)->id
						       : &row_session(row)->id,
			text));
}

uint64_t cell_value_id(const struct row *row)
{
	return row->kind == ROW_SESSION ? cell_value_sid(row) : cell_value_pgid(row);
}

/* 0: leaderless. */
uint64_t cell_value_leader(const struct row *row)
{
	uint32_t leader = row_figures(row).leader;

	return leader == SNAPSHOT_NONE ? 0 : (uint64_t)row->snapshot->processes[leader].pid;
}

void cell_format_leader(const struct cell *cell)
{
	long long leader = (long long)cell_value_leader(cell->row);

	if (leader > 0)
		cell_put_number(cell, leader);
	else
		cell_put(cell, "-");
}

/* ---- USER, TTY, FG ---- */

const char *cell_text_user(const struct row *row, size_t *ret_len)
{
	const char *name = snapshot_user_name(row->snapshot, row_process(row)->euid);

	*ret_len = strlen(name);
	return name;
}

void cell_format_user(const struct cell *cell)
{
	const struct row *row = cell->row;
	size_t len;
	const char *name = cell_text_user(row, &len);
	char clean[COLUMN_CELL_MAX / 2];

	/* The group has named its only user already. */
	if (is_member(row) && row_group(row)->user_count <= 1)
		return;
	text_clean(name, len, cell->context->charset, clean, sizeof(clean));
	if (row->kind == ROW_GROUP && row_group(row)->user_count > 1)
		snprintf(cell->buf, cell->size, "%s+%u", clean,
			(unsigned)row_group(row)->user_count - 1);
	else
		cell_put(cell, clean);
}

/* The users of the row's first group, the anchor's first; a session says its anchor's. */
void cell_format_users(const struct cell *cell)
{
	const struct row *row = cell->row;
	const struct group *group;
	size_t end = 0;

	if (row->kind != ROW_GROUP) {
		cell_format_user(cell);
		return;
	}
	group = row_group(row);
	for (uint32_t i = 0; i < group->user_count && end + 1 < cell->size; i++) {
		uid_t uid = row->snapshot->group_users[group->user_first + i].uid;
		const char *name = snapshot_user_name(row->snapshot, uid);

		if (i > 0)
			cell->buf[end++] = ',';
		end += text_clean(name, strlen(name), cell->context->charset, cell->buf + end,
			cell->size - end);
	}
}

const char *cell_text_tty(const struct row *row, size_t *ret_len)
{
	const char *name = row_figures(row).tty_name;

	*ret_len = name ? strlen(name) : 0;
	return name;
}

void cell_format_tty(const struct cell *cell)
{
	const struct row *row = cell->row;
	size_t len;
	const char *name = cell_text_tty(row, &len);

	if (is_member(row) && row_process(row)->tty == row_group(row)->tty)
		return;
	if (name)
		text_clean(name, len, cell->context->charset, cell->buf, cell->size);
	else
		cell_put(cell, "-");
}

/* Whether in the foreground. */
uint64_t cell_value_fg(const struct row *row)
{
	const struct process *process = row_process(row);

	if (row->kind == ROW_GROUP)
		return row_group(row)->foreground;
	return process->tty != 0 && process->tpgid == process->pgid;
}

void cell_format_fg(const struct cell *cell)
{
	if (cell_value_fg(cell->row) && !is_member(cell->row))
		cell_put(cell, "+");
}
