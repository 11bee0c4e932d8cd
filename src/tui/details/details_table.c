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

static bool is_wide(const struct details_subject *subject)
{
	return subject->width >= WIDTH_WIDE;
}

/* "HUP  INT  QUIT" */
static void pad_signal_names(char *line)
{
	for (size_t i = 0; i < COUNT(told_signals); i++) {
		char name[SIGNAL_NAME_MAX];

		line_pad(line, " ", 0);
		line_pad(line, sigtable_name(told_signals[i], name), WIDTH_FATE);
	}
}

static void pad_fates(char *line, const struct details_subject *subject,
	const struct process *process)
{
	for (size_t i = 0; i < COUNT(told_signals); i++) {
		line_pad(line, " ", 0);
		line_pad(line, fate_of(subject, process, told_signals[i]), WIDTH_FATE);
	}
}

static void add_headings(struct lines *lines, const struct details_subject *subject)
{
	char line[LINE_BYTES] = "";

	line_pad_right(line, "PID", WIDTH_PID);
	line_pad(line, "  S", WIDTH_STATE);
	line_pad(line, "  USER", WIDTH_USER + 2);
	line_pad_right(line, "CPU%", WIDTH_CPU);
	line_pad_right(line, "RSS", WIDTH_RSS);
	line_pad_right(line, "THR", WIDTH_THREADS);
	if (is_wide(subject)) {
		line_pad(line, " ", 0);
		pad_signal_names(line);
	}
	line_pad(line, "  ", 0);
	line_pad(line, _("waits in"), 0);
	lines_add(lines, ROLE_HEADING, line);
}

/* Where there is no room in the row: "HUP DFL  INT IGN ..." below it. */
static void add_fates_below(struct lines *lines, const struct details_subject *subject,
	const struct process *process)
{
	char text[256] = "";
	size_t length = 0;

	for (size_t i = 0; i < COUNT(told_signals); i++) {
		char name[SIGNAL_NAME_MAX];

		length += (size_t)snprintf(text + length, sizeof(text) - length, "%s%s %s",
			i > 0 ? "  " : "", sigtable_name(told_signals[i], name),
			fate_of(subject, process, told_signals[i]));
	}
	lines_add_wrapped(lines, ROLE_DIM, "", WIDTH_PID + 2, subject->width, text);
}

static void pad_user(char *line, const struct details_subject *subject,
	const struct process *process)
{
	const char *raw = snapshot_user_name(subject->row.snapshot, process->euid);
	char name[128];

	clean_name(raw, strlen(raw), name, sizeof(name));
	name[text_fit(name, WIDTH_USER, NULL)] = '\0';
	line_pad(line, "  ", 0);
	line_pad(line, name, WIDTH_USER);
}

static void pad_wchan(char *line, const struct details_subject *subject,
	const struct process *process)
{
	const struct detail *detail = detail_set_find(subject->details, process_identity(process));
	char wchan[sizeof(detail->wchan)] = "";

	if (detail && detail->alive)
		text_clean(detail->wchan, strlen(detail->wchan), TEXT_ASCII, wchan, sizeof(wchan));
	line_pad(line, "  ", 0);
	line_pad(line, wchan, 0);
}

static void add_process(struct lines *lines, const struct details_subject *subject,
	const struct process *process)
{
	char line[LINE_BYTES] = "";
	char cell[AMOUNT_MAX];
	char command[COMMAND_BYTES];

	snprintf(cell, sizeof(cell), "%d", (int)process->pid);
	line_pad_right(line, cell, WIDTH_PID);
	snprintf(cell, sizeof(cell), "  %c", process->state);
	line_pad(line, cell, WIDTH_STATE);
	pad_user(line, subject, process);
	line_pad_right(line, amount_percent((double)process->cpu_percent, cell), WIDTH_CPU);
	line_pad_right(line, amount_bytes(process->rss, cell), WIDTH_RSS);
	snprintf(cell, sizeof(cell), "%u", process->threads);
	line_pad_right(line, cell, WIDTH_THREADS);
	if (is_wide(subject)) {
		line_pad(line, " ", 0);
		pad_fates(line, subject, process);
	}
	pad_wchan(line, subject, process);
	lines_add(lines, ROLE_TEXT, line);
	if (!is_wide(subject))
		add_fates_below(lines, subject, process);
	lines_add_wrapped(lines, ROLE_DIM, "", WIDTH_PID + 2, subject->width,
		details_command(subject, process, command, sizeof(command)));
}

static void add_legend(struct lines *lines, const struct details_subject *subject)
{
	lines_add_wrapped(lines, ROLE_DIM, " ", 1, subject->width,
		_("DFL takes the default   CGT catches it   IGN ignores it   BLK blocks it"));
}

static void add_more(struct lines *lines, uint32_t more)
{
	char line[128];

	if (more == 0)
		return;
	snprintf(line, sizeof(line), ngettext("and %u more", "and %u more", more), more);
	lines_add(lines, ROLE_DIM, line);
}

static void add_members(struct lines *lines, const struct details_subject *subject)
{
	const struct group *group = row_group(&subject->row);
	uint32_t shown = group->count < DETAILS_MEMBERS_MAX ? group->count : DETAILS_MEMBERS_MAX;

	add_headings(lines, subject);
	for (uint32_t i = 0; i < shown; i++)
		add_process(lines, subject, &subject->row.snapshot->processes[group->first + i]);
	add_more(lines, group->count - shown);
	add_legend(lines, subject);
}

/* The process, and who started it, and so on up to PID 1. */
static void add_parents(struct lines *lines, const struct details_subject *subject)
{
	const struct snapshot *snapshot = subject->row.snapshot;
	const struct process *process = row_process(&subject->row);

	add_headings(lines, subject);
	add_process(lines, subject, process);
	process = details_parent(snapshot, process);
	if (process)
		lines_add(lines, ROLE_TITLE, _(" Parents"));
	for (int i = 0; process && i < DETAILS_PARENTS_MAX; i++) {
		add_process(lines, subject, process);
		process = details_parent(snapshot, process);
	}
	add_legend(lines, subject);
}

/* ---- A session's groups ---- */

static const enum column_id group_columns[] = {COLUMN_PGID, COLUMN_USER, COLUMN_FG, COLUMN_MEMBERS,
	COLUMN_STATES, COLUMN_CPU, COLUMN_RSS, COLUMN_AGE};

/* Widths that hold what these columns usually have. */
static const int group_widths[COUNT(group_columns)] = {8, 10, 2, 5, 10, 7, 6, 7};

static void pad_column(char *line, size_t index, const char *text)
{
	const struct column *column = column_row(group_columns[index]);

	line_pad(line, index > 0 ? " " : "", 0);
	if (column->right)
		line_pad_right(line, text, group_widths[index]);
	else
		line_pad(line, text, group_widths[index]);
}

static void add_group(struct lines *lines, const struct details_subject *subject, uint32_t index)
{
	const struct column_context context = {.charset = subject->charset};
	const struct row row = {.kind = ROW_GROUP,
		.snapshot = subject->row.snapshot,
		.index = index};
	char line[LINE_BYTES] = "";
	char cell[COLUMN_CELL_MAX];
	char command[COMMAND_BYTES];

	for (size_t i = 0; i < COUNT(group_columns); i++) {
		column_row(group_columns[i])->format(&context, &row, cell, sizeof(cell));
		pad_column(line, i, cell);
	}
	lines_add(lines, ROLE_TEXT, line);
	lines_add_wrapped(lines, ROLE_DIM, "", WIDTH_PID + 2, subject->width,
		details_command(subject, row_process(&row), command, sizeof(command)));
}

static void add_groups(struct lines *lines, const struct details_subject *subject)
{
	const struct session *session = row_session(&subject->row);
	uint32_t shown = session->group_count < DETAILS_MEMBERS_MAX ? session->group_count
								    : DETAILS_MEMBERS_MAX;
	char line[LINE_BYTES] = "";

	for (size_t i = 0; i < COUNT(group_columns); i++)
		pad_column(line, i, column_row(group_columns[i])->heading);
	lines_add(lines, ROLE_HEADING, line);
	for (uint32_t i = 0; i < shown; i++)
		add_group(lines, subject, session->group_first + i);
	add_more(lines, session->group_count - shown);
}

void details_add_table(struct lines *lines, const struct details_subject *subject)
{
	switch (subject->row.kind) {
	case ROW_SESSION:
		add_groups(lines, subject);
		break;
	case ROW_GROUP:
		add_members(lines, subject);
		break;
	case ROW_PROCESS:
	case ROW_KIND_COUNT:
		add_parents(lines, subject);
		break;
	}
}
