/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is known of the whole: one line each, with a label in front. */
#include <config.h>

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/amount.h"
#include "base/gettext.h"
#include "model/cgroup.h"
#include "report/clean_name.h"
#include "tui/details/details_text.h"
#include "view/columns/column.h"

/* A command line is shown up to here: some are 100 000 bytes long. */
#define COMMAND_BYTES 8192

/* Columns of the labels, with the blanks around them. */
#define LABEL_WIDTH 14

#define FACT_BYTES 2048
#define NAME_BYTES 256

static void add_label(struct text_view *text, const char *label, const char *fact)
{
	char start[64];

	snprintf(start, sizeof(start), " %s", label);
	text_view_wrap_behind(text, ROLE_TEXT, start, LABEL_WIDTH, fact);
}

/* "label        fact", from a printf format. */
__attribute__((format(printf, 3, 4))) static void add_fact(struct text_view *text,
	const char *label, const char *format, ...)
{
	char fact[FACT_BYTES];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(fact, sizeof(fact), format, arguments);
	va_end(arguments);
	add_label(text, label, fact);
}

/* What the list has in that column. */
static void add_column(struct text_view *text, const struct details_subject *subject,
	const char *label, enum column_id id)
{
	const struct column_context context = {.charset = subject->charset};
	char cell[COLUMN_CELL_MAX];

	column_format(id, &context, &subject->row, cell, sizeof(cell));
	add_label(text, label, cell);
}

static char *name_of(const struct process *process, char buf[NAME_BYTES])
{
	return clean_name(process->name, buf, NAME_BYTES);
}

/* ---- Where it belongs ---- */

static void add_leader(struct text_view *text, const struct details_subject *subject)
{
	const struct process *anchor = row_process(&subject->row);
	bool is_session = subject->row.kind == ROW_SESSION;
	char name[NAME_BYTES];

	name_of(anchor, name);
	if (!is_session && row_group(&subject->row)->id.pgid <= 0)
		add_fact(text, _("leader"), "%s",
			_("none: these processes have no group of their own here"));
	else if (row_figures(&subject->row).leader != SNAPSHOT_NONE)
		add_fact(text, _("leader"), "%d %s", (int)anchor->pid, name);
	else if (is_session)
		add_fact(text, _("leader"), _("has ended; the oldest process is %d %s"),
			(int)anchor->pid, name);
	else
		add_fact(text, _("leader"), _("has ended; the oldest member is %d %s"),
			(int)anchor->pid, name);
}

static void add_session(struct text_view *text, const struct details_subject *subject)
{
	const struct snapshot *snapshot = subject->row.snapshot;
	const struct session *session = &snapshot->sessions[row_group(&subject->row)->session];
	char name[NAME_BYTES];

	if (session->sid <= 0)
		add_fact(text, _("session"), "%s", _("none"));
	else if (session->leader == SNAPSHOT_NONE)
		add_fact(text, _("session"), _("%d, whose leader has ended"), (int)session->sid);
	else
		add_fact(text, _("session"), "%d %s", (int)session->sid,
			name_of(&snapshot->processes[session->leader], name));
}

/* ---- Who sits there ---- */

static const struct detail *detail_of(const struct details_subject *subject)
{
	return detail_set_find(subject->details, process_identity(row_process(&subject->row)));
}

static const struct login *login_of(const struct details_subject *subject)
{
	const struct detail *detail = detail_of(subject);

	return detail ? detail->login : NULL;
}

static const char *foreground_text(const struct row *row)
{
	if (row->kind == ROW_SESSION)
		return "";
	return row_group(row)->foreground ? _(", in the foreground") : _(", in the background");
}

static void add_terminal(struct text_view *text, const struct details_subject *subject)
{
	const char *tty_name = row_figures(&subject->row).tty_name;
	const char *place = foreground_text(&subject->row);
	const struct login *login = login_of(subject);
	char age[AMOUNT_MAX];

	if (!tty_name)
		add_fact(text, _("terminal"), "%s", _("none"));
	else if (login && login->idle >= 0)
		add_fact(text, _("terminal"), _("%s%s, idle for %s"), tty_name, place,
			amount_age((uint64_t)login->idle, age));
	else
		add_fact(text, _("terminal"), "%s%s", tty_name, place);
}

static char *date_text(int64_t seconds, char *buf, size_t size)
{
	time_t when = (time_t)seconds;
	struct tm parts;

	if (!localtime_r(&when, &parts) || strftime(buf, size, "%F %R", &parts) == 0)
		snprintf(buf, size, "?");
	return buf;
}

static void add_login(struct text_view *text, const struct details_subject *subject)
{
	const struct login *login = login_of(subject);
	char user[NAME_BYTES];
	char from[NAME_BYTES];
	char since[64] = "";

	if (!login || !login->user[0])
		return;
	clean_name(login->user, user, sizeof(user));
	clean_name(login->from, from, sizeof(from));
	if (login->since >= 0)
		date_text(login->since, since, sizeof(since));
	if (from[0] && since[0])
		add_fact(text, _("login"), _("%s from %s, since %s"), user, from, since);
	else if (from[0])
		add_fact(text, _("login"), _("%s from %s"), user, from);
	else if (since[0])
		add_fact(text, _("login"), _("%s, since %s"), user, since);
	else
		add_fact(text, _("login"), "%s", user);
}

static void add_users(struct text_view *text, const struct details_subject *subject)
{
	const struct group *group = row_group(&subject->row);
	const struct snapshot *snapshot = subject->row.snapshot;
	char users[FACT_BYTES] = "";
	size_t length = 0;

	for (uint32_t i = 0; i < group->user_count && length < sizeof(users); i++) {
		const struct group_user *user = &snapshot->group_users[group->user_first + i];
		const char *raw = snapshot_user_name(snapshot, user->uid);
		char name[NAME_BYTES];

		clean_name(raw, name, sizeof(name));
		length += (size_t)snprintf(users + length, sizeof(users) - length, "%s%s (%u)",
			i > 0 ? ", " : "", name, user->members);
	}
	add_label(text, _("users"), users);
}

/* ---- Control group, unit and container ---- */

static void add_part_of_cgroup(struct text_view *text, const char *label, const char *part,
	size_t length)
{
	char fact[FACT_BYTES];

	if (!part)
		return;
	text_clean(part, length, text_charset_of_locale(), fact, sizeof(fact));
	add_label(text, label, fact);
}

static void add_cgroup(struct text_view *text, const struct details_subject *subject)
{
	const struct detail *detail = detail_of(subject);
	const char *path = detail ? detail->cgroup : NULL;
	const char *part;
	size_t length;

	if (!path || !path[0])
		return;
	part = cgroup_unit(path, &length);
	add_part_of_cgroup(text, _("unit"), part, length);
	part = cgroup_container(path, &length);
	add_part_of_cgroup(text, _("container"), part, length);
	add_part_of_cgroup(text, _("cgroup"), path, strlen(path));
}

/* ---- Figures ---- */

static void add_figures(struct text_view *text, const struct details_subject *subject)
{
	struct row_figures figures = row_figures(&subject->row);
	char amount[AMOUNT_MAX];
	char date[64];
	uint64_t age = snapshot_age(subject->row.snapshot, figures.start);

	amount_percent((double)figures.cpu_percent, amount);
	if (subject->row.snapshot->rates)
		add_fact(text, _("CPU"), _("%s %%"), amount);
	else
		add_fact(text, _("CPU"), _("%s %%, the average since the start"), amount);
	add_fact(text, _("memory"), _("%s resident, shared pages included"),
		amount_bytes(figures.rss, amount));
	add_fact(text, _("age"), _("%s, since %s"), amount_age(age, amount),
		date_text(subject->row.snapshot->machine.time - (int64_t)age, date, sizeof(date)));
}

static void add_command(struct text_view *text, const struct details_subject *subject)
{
	char command[COMMAND_BYTES];

	add_label(text, _("command"),
		details_command(subject, row_process(&subject->row), command, sizeof(command)));
}

static void add_members(struct text_view *text, const struct details_subject *subject)
{
	const struct group *group = row_group(&subject->row);
	char states[128] = "";
	size_t length = 0;

	for (size_t i = 0; i < SNAPSHOT_STATE_COUNT && length < sizeof(states); i++)
		if (group->states[i] > 0)
			length += (size_t)snprintf(states + length, sizeof(states) - length,
				" %c%u", SNAPSHOT_STATES[i], group->states[i]);
	add_fact(text, _("members"), "%u: %s", group->count, states + (length > 0));
}

/* ---- The three kinds ---- */

static void add_group(struct text_view *text, const struct details_subject *subject)
{
	const struct group *group = row_group(&subject->row);
	char id[GROUP_ID_TEXT_MAX];

	add_fact(text, _("identity"), "%s", group_id_format(&group->id, id));
	add_leader(text, subject);
	add_session(text, subject);
	add_terminal(text, subject);
	add_login(text, subject);
	add_users(text, subject);
	add_members(text, subject);
	if (group->id.pgid > 0)
		add_fact(text, _("orphaned"), "%s",
			group->orphaned ? _("yes: no shell of its session looks after it")
					: _("no"));
	add_cgroup(text, subject);
	add_command(text, subject);
	add_figures(text, subject);
}

static void add_whole_session(struct text_view *text, const struct details_subject *subject)
{
	const struct session *session = row_session(&subject->row);
	char id[GROUP_ID_TEXT_MAX];

	add_fact(text, _("identity"), "%s", group_id_format(&session->id, id));
	add_leader(text, subject);
	add_terminal(text, subject);
	add_login(text, subject);
	add_fact(text, _("groups"), "%u", session->group_count);
	add_fact(text, _("members"), "%u", session->members);
	add_cgroup(text, subject);
	add_command(text, subject);
	add_figures(text, subject);
}

static void add_process(struct text_view *text, const struct details_subject *subject)
{
	const struct process *process = row_process(&subject->row);
	const char *raw = snapshot_user_name(subject->row.snapshot, process->euid);
	char name[NAME_BYTES];
	char id[GROUP_ID_TEXT_MAX];

	add_fact(text, _("group"), "%s", group_id_format(&row_group(&subject->row)->id, id));
	add_session(text, subject);
	add_terminal(text, subject);
	add_login(text, subject);
	add_label(text, _("user"), clean_name(raw, name, sizeof(name)));
	add_fact(text, _("state"), "%c", process->state);
	add_fact(text, _("threads"), "%u", process->threads);
	add_fact(text, _("nice"), "%d", process->nice);
	add_cgroup(text, subject);
	add_command(text, subject);
	add_column(text, subject, _("CPU time"), COLUMN_CPUTIME);
	add_figures(text, subject);
}

void details_add_facts(struct text_view *text, const struct details_subject *subject)
{
	switch (subject->row.kind) {
	case ROW_SESSION:
		add_whole_session(text, subject);
		break;
	case ROW_GROUP:
		add_group(text, subject);
		break;
	case ROW_PROCESS:
	case ROW_KIND_COUNT:
		add_process(text, subject);
		break;
	}
}
