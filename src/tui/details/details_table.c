/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whoever belongs to it, one by one: a group's members, a session's groups, a process's parents. */
#include <config.h>

#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "base/amount.h"
#include "base/array.h"
#include "base/gettext.h"
#include "kill/expectation.h"
#include "kill/sigtable.h"
#include "report/clean_name.h"
#include "tui/details/details_text.h"
#include "view/columns/column.h"

/* A command line is shown up to here. */
#define COMMAND_BYTES 8192

/* Columns of the table of members; what a row does not have is blank. */
enum {
	WIDTH_PID = 8,
	WIDTH_STATE = 3,
	WIDTH_USER = 10,
	WIDTH_THREADS = 5,
	WIDTH_CPU = 7,
	WIDTH_RSS = 7,
	WIDTH_FATE = 4,
	/* From this width on the signals stand in the row of their process. */
	WIDTH_WIDE = 100,
};

/* The signals whose effect is told of each member. */
static const int told_signals[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2};

/* What a member does with a signal, in three letters as in the signal menu. */
static const char *fate_of(const struct details_subject *subject, const struct process *process,
	int signal)
{
	static const char *const words[EXPECTATION_COUNT] = {
		[EXPECT_DEFAULT] = "DFL",
		[EXPECT_CAUGHT] = "CGT",
		[EXPECT_IGNORED] = "IGN",
		[EXPECT_BLOCKED] = "BLK",
		[EXPECT_DENIED] = "-",
		[EXPECT_ZOMBIE] = "-",
		[EXPECT_UNKNOWN] = "?",
	};
	/* Whether it is permitted is for the plan to ask. */
	const struct expectation_subject member = {
		.process = process,
		.detail = detail_set_find(subject->details, process_identity(process)),
		.orphaned = snapshot_group_of(subject->row.snapshot, process)->orphaned,
	};

	return words[expectation_of(&member, signal, NULL)];
}

static bool is_wide(const struct text_view *text)
{
	return text->width >= WIDTH_WIDE;
}

/* "HUP  INT  QUIT", or what the process does with each. */
static void pad_signals(struct text_view *text, const struct details_subject *subject,
	const struct process *process)
{
	text_view_put(text, 0, " ");
	for (size_t i = 0; i < COUNT(told_signals); i++) {
		char name[SIGNAL_NAME_MAX];

		text_view_put(text, 0, " ");
		text_view_put(text, WIDTH_FATE,
			process ? fate_of(subject, process, told_signals[i])
				: sigtable_name(told_signals[i], name));
	}
}

static void add_headings(struct text_view *text)
{
	text_view_row(text, ROLE_HEADING);
	text_view_put_right(text, WIDTH_PID, "PID");
	text_view_put(text, WIDTH_STATE, "  S");
	text_view_put(text, WIDTH_USER + 2, "  USER");
	text_view_put_right(text, WIDTH_CPU, "CPU%");
	text_view_put_right(text, WIDTH_RSS, "RSS");
	text_view_put_right(text, WIDTH_THREADS, "THR");
	if (is_wide(text))
		pad_signals(text, NULL, NULL);
	text_view_put(text, 0, "  ");
	text_view_put(text, 0, _("waits in"));
}

/* Where there is no room in the row: "HUP DFL  INT IGN ..." below it. */
static void add_fates_below(struct text_view *text, const struct details_subject *subject,
	const struct process *process)
{
	char fates[256] = "";
	size_t length = 0;

	for (size_t i = 0; i < COUNT(told_signals); i++) {
		char name[SIGNAL_NAME_MAX];

		length += (size_t)snprintf(fates + length, sizeof(fates) - length, "%s%s %s",
			i > 0 ? "  " : "", sigtable_name(told_signals[i], name),
			fate_of(subject, process, told_signals[i]));
	}
	text_view_wrap_behind(text, ROLE_DIM, "", WIDTH_PID + 2, fates);
}

static void pad_user(struct text_view *text, const struct details_subject *subject,
	const struct process *process)
{
	const char *raw = snapshot_user_name(subject->row.snapshot, process->euid);
	char name[128];

	clean_name(raw, name, sizeof(name));
	name[text_fit(name, WIDTH_USER, NULL)] = '\0';
	text_view_put(text, 0, "  ");
	text_view_put(text, WIDTH_USER, name);
}

static void pad_wchan(struct text_view *text, const struct details_subject *subject,
	const struct process *process)
{
	const struct detail *detail = detail_set_find(subject->details, process_identity(process));
	char wchan[sizeof(detail->wchan)] = "";

	if (detail && detail->alive)
		text_clean(detail->wchan, strlen(detail->wchan), TEXT_ASCII, wchan, sizeof(wchan));
	text_view_put(text, 0, "  ");
	text_view_put(text, 0, wchan);
}

static void add_process(struct text_view *text, const struct details_subject *subject,
	const struct process *process)
{
	char cell[AMOUNT_MAX];
	char command[COMMAND_BYTES];

	text_view_row(text, ROLE_TEXT);
	snprintf(cell, sizeof(cell), "%d", (int)process->pid);
	text_view_put_right(text, WIDTH_PID, cell);
	snprintf(cell, sizeof(cell), "  %c", process->state);
	text_view_put(text, WIDTH_STATE, cell);
	pad_user(text, subject, process);
	text_view_put_right(text, WIDTH_CPU, amount_percent((double)process->cpu_percent, cell));
	text_view_put_right(text, WIDTH_RSS, amount_bytes(process->rss, cell));
	snprintf(cell, sizeof(cell), "%u", process->threads);
	text_view_put_right(text, WIDTH_THREADS, cell);
	if (is_wide(text))
		pad_signals(text, subject, process);
	pad_wchan(text, subject, process);
	if (!is_wide(text))
		add_fates_below(text, subject, process);
	text_view_wrap_behind(text, ROLE_DIM, "", WIDTH_PID + 2,
		details_command(subject, process, command, sizeof(command)));
}

static void add_legend(struct text_view *text)
{
	text_view_wrap_behind(text, ROLE_DIM, " ", 1,
		_("DFL takes the default   CGT catches it   IGN ignores it   BLK blocks it"));
}

static void add_more(struct text_view *text, uint32_t more)
{
	char line[128];

	if (more == 0)
		return;
	snprintf(line, sizeof(line), ngettext("and %u more", "and %u more", more), more);
	text_view_line(text, ROLE_DIM, line);
}

static void add_members(struct text_view *text, const struct details_subject *subject)
{
	const struct group *group = row_group(&subject->row);
	uint32_t shown = group->count < DETAILS_MEMBERS_MAX ? group->count : DETAILS_MEMBERS_MAX;

	add_headings(text);
	for (uint32_t i = 0; i < shown; i++)
		add_process(text, subject, &subject->row.snapshot->processes[group->first + i]);
	add_more(text, group->count - shown);
	add_legend(text);
}

/* The process, and who started it, and so on up to PID 1. */
static void add_parents(struct text_view *text, const struct details_subject *subject)
{
	const struct snapshot *snapshot = subject->row.snapshot;
	const struct process *process = row_process(&subject->row);

	add_headings(text);
	add_process(text, subject, process);
	process = details_parent(snapshot, process);
	if (process)
		text_view_line(text, ROLE_TITLE, _(" Parents"));
	for (int i = 0; process && i < DETAILS_PARENTS_MAX; i++) {
		add_process(text, subject, process);
		process = details_parent(snapshot, process);
	}
	add_legend(text);
}

/* ---- A session's groups ---- */

static const enum column_id group_columns[] = {COLUMN_PGID, COLUMN_USER, COLUMN_FG, COLUMN_MEMBERS,
	COLUMN_STATES, COLUMN_CPU, COLUMN_RSS, COLUMN_AGE};

/* Widths that hold what these columns usually have. */
static const int group_widths[COUNT(group_columns)] = {8, 10, 2, 5, 10, 7, 6, 7};

static void pad_column(struct text_view *text, size_t index, const char *cell)
{
	const struct column *column = column_row(group_columns[index]);

	text_view_put(text, 0, index > 0 ? " " : "");
	if (column->right)
		text_view_put_right(text, group_widths[index], cell);
	else
		text_view_put(text, group_widths[index], cell);
}

static void add_group(struct text_view *text, const struct details_subject *subject, uint32_t index)
{
	const struct column_context context = {.charset = subject->charset};
	const struct row row = {.kind = ROW_GROUP,
		.snapshot = subject->row.snapshot,
		.index = index};
	char cell[COLUMN_CELL_MAX];
	char command[COMMAND_BYTES];

	text_view_row(text, ROLE_TEXT);
	for (size_t i = 0; i < COUNT(group_columns); i++) {
		column_format(group_columns[i], &context, &row, cell, sizeof(cell));
		pad_column(text, i, cell);
	}
	text_view_wrap_behind(text, ROLE_DIM, "", WIDTH_PID + 2,
		details_command(subject, row_process(&row), command, sizeof(command)));
}

static void add_groups(struct text_view *text, const struct details_subject *subject)
{
	const struct session *session = row_session(&subject->row);
	uint32_t shown = session->group_count < DETAILS_MEMBERS_MAX ? session->group_count
								    : DETAILS_MEMBERS_MAX;

	text_view_row(text, ROLE_HEADING);
	for (size_t i = 0; i < COUNT(group_columns); i++)
		pad_column(text, i, column_row(group_columns[i])->heading);
	for (uint32_t i = 0; i < shown; i++)
		add_group(text, subject, session->group_first + i);
	add_more(text, session->group_count - shown);
}

void details_add_table(struct text_view *text, const struct details_subject *subject)
{
	switch (subject->row.kind) {
	case ROW_SESSION:
		add_groups(text, subject);
		break;
	case ROW_GROUP:
		add_members(text, subject);
		break;
	case ROW_PROCESS:
	case ROW_KIND_COUNT:
		add_parents(text, subject);
		break;
	}
}
