/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Cells that say who: numbers, users, terminals. */
#include <config.h>

#include "view/columns/column_private.h"

#include <stdio.h>
#include <string.h>

#include "view/columns/cell.h"

static bool is_member(const struct row *row)
{
	return row->kind == ROW_PROCESS && row->depth > 0;
}

/* ---- PGID, SID, PID, PPID, ID, LEADER ---- */

char *cell_format_pgid(const struct column_context *context, const struct row *row, char *buf,
	size_t size)
{
	(void)context;
	if (row->kind == ROW_SESSION)
		return cell_nothing(buf);
	if (is_member(row))
		return cell_number(buf, size, row_process(row)->pid);
	return cell_number(buf, size, row_group(row)->id.pgid);
}

int cell_compare_pgid(const struct row *a, const struct row *b)
{
	return cell_compare_numbers(row_process(a)->pgid, row_process(b)->pgid);
}

char *cell_format_sid(const struct column_context *context, const struct row *row, char *buf,
	size_t size)
{
	const uint8_t depth_in_sessions = 2;

	(void)context;
	if (row->kind == ROW_GROUP && row->depth > 0)
		return cell_number(buf, size, row_group(row)->id.pgid);
	if (is_member(row) && row->depth < depth_in_sessions)
		return cell_nothing(buf);
	if (is_member(row))
		return cell_number(buf, size, row_process(row)->pid);
	return cell_number(buf, size, row_process(row)->sid);
}

int cell_compare_sid(const struct row *a, const struct row *b)
{
	return cell_compare_numbers(row_process(a)->sid, row_process(b)->sid);
}

char *cell_format_pid(const struct column_context *context, const struct row *row, char *buf,
	size_t size)
{
	(void)context;
	return row->kind == ROW_PROCESS ? cell_number(buf, size, row_process(row)->pid)
					: cell_nothing(buf);
}

int cell_compare_pid(const struct row *a, const struct row *b)
{
	return cell_compare_numbers(row_process(a)->pid, row_process(b)->pid);
}

char *cell_format_ppid(const struct column_context *context, const struct row *row, char *buf,
	size_t size)
{
	(void)context;
	return row->kind == ROW_PROCESS ? cell_number(buf, size, row_process(row)->ppid)
					: cell_nothing(buf);
}

int cell_compare_ppid(const struct row *a, const struct row *b)
{
	return cell_compare_numbers(row_process(a)->ppid, row_process(b)->ppid);
}

char *cell_format_id(const struct column_context *context, const struct row *row, char *buf,
	size_t size)
{
	char text[GROUP_ID_TEXT_MAX];

	(void)context;
	if (row->kind == ROW_PROCESS)
		return cell_nothing(buf);
	snprintf(buf, size, "%s",
		group_id_format(row->kind == ROW_GROUP ? &row_group(row)->id
						       : &row_session(row)->id,
			text));
	return buf;
}

int cell_compare_id(const struct row *a, const struct row *b)
{
	return a->kind == ROW_SESSION ? cell_compare_sid(a, b) : cell_compare_pgid(a, b);
}

/* 0: leaderless, or a process, which has none. */
static pid_t leader_of(const struct row *row)
{
	uint32_t leader = row_figures(row).leader;

	return leader == SNAPSHOT_NONE ? 0 : row->snapshot->processes[leader].pid;
}

char *cell_format_leader(const struct column_context *context, const struct row *row, char *buf,
	size_t size)
{
	pid_t leader = leader_of(row);

	(void)context;
	if (row->kind == ROW_PROCESS)
		return cell_nothing(buf);
	if (leader > 0)
		return cell_number(buf, size, leader);
	snprintf(buf, size, "-");
	return buf;
}

int cell_compare_leader(const struct row *a, const struct row *b)
{
	return cell_compare_numbers(leader_of(a), leader_of(b));
}

/* ---- USER, TTY, FG ---- */

static const char *user_of(const struct row *row)
{
	return snapshot_user_name(row->snapshot, row_process(row)->euid);
}

char *cell_format_user(const struct column_context *context, const struct row *row, char *buf,
	size_t size)
{
	const char *name = user_of(row);
	char clean[COLUMN_CELL_MAX / 2];

	/* The group has named its only user already. */
	if (is_member(row) && row_group(row)->user_count <= 1)
		return cell_nothing(buf);
	text_clean(name, strlen(name), context->charset, clean, sizeof(clean));
	if (row->kind == ROW_GROUP && row_group(row)->user_count > 1)
		snprintf(buf, size, "%s+%u", clean, (unsigned)row_group(row)->user_count - 1);
	else
		snprintf(buf, size, "%s", clean);
	return buf;
}

/* The users of the row's first group, the anchor's first; a session says its anchor's. */
char *cell_format_users(const struct column_context *context, const struct row *row, char *buf,
	size_t size)
{
	const struct group *group;
	size_t end = 0;

	if (row->kind != ROW_GROUP)
		return cell_format_user(context, row, buf, size);
	group = row_group(row);
	cell_nothing(buf);
	for (uint32_t i = 0; i < group->user_count && end + 1 < size; i++) {
		uid_t uid = row->snapshot->group_users[group->user_first + i].uid;
		const char *name = snapshot_user_name(row->snapshot, uid);

		if (i > 0)
			buf[end++] = ',';
		end += text_clean(name, strlen(name), context->charset, buf + end, size - end);
	}
	return buf;
}

int cell_compare_users(const struct row *a, const struct row *b)
{
	return cell_compare_user(a, b);
}

int cell_compare_user(const struct row *a, const struct row *b)
{
	return strcmp(user_of(a), user_of(b));
}

char *cell_format_tty(const struct column_context *context, const struct row *row, char *buf,
	size_t size)
{
	const char *name = row_figures(row).tty_name;

	if (is_member(row) && row_process(row)->tty == row_group(row)->tty)
		return cell_nothing(buf);
	if (!name)
		name = "-";
	text_clean(name, strlen(name), context->charset, buf, size);
	return buf;
}

/* Those with a terminal first: they are the ones asked for. */
int cell_compare_tty(const struct row *a, const struct row *b)
{
	const char *left = row_figures(a).tty_name;
	const char *right = row_figures(b).tty_name;

	if (!left || !right)
		return !left - !right;
	return strcmp(left, right);
}

static bool is_foreground(const struct row *row)
{
	const struct process *process = row_process(row);

	if (row->kind == ROW_GROUP)
		return row_group(row)->foreground;
	return row->kind == ROW_PROCESS && process->tty != 0 && process->tpgid == process->pgid;
}

char *cell_format_fg(const struct column_context *context, const struct row *row, char *buf,
	size_t size)
{
	(void)context;
	snprintf(buf, size, "%s", is_foreground(row) && !is_member(row) ? "+" : "");
	return buf;
}

int cell_compare_fg(const struct row *a, const struct row *b)
{
	return is_foreground(a) - is_foreground(b);
}
