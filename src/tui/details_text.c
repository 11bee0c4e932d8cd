/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "tui/details_text.h"

#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/amount.h"
#include "base/gettext.h"
#include "base/vec.h"
#include "kill/plan.h"
#include "report/name.h"
#include "report/sentence.h"
#include "tui/draw.h"
#include "view/column.h"

/* The longest line, in bytes. */
#define LINE_BYTES 4096

/* A command line is shown up to here: some are 100 000 bytes long. */
#define COMMAND_BYTES 8192

/* Narrower columns than this hold no sensible text: it is cut instead. */
#define WRAP_LEAST 20

/* Columns of the labels in front of the facts. */
#define LABEL_WIDTH 12

void details_text_done(struct details_text *text)
{
	for (size_t i = 0; i < text->count; i++)
		free(text->lines[i].text);
	free(text->lines);
	memset(text, 0, sizeof(*text));
}

static void add_line(struct details_text *text, enum role role, const char *line)
{
	char *copy = strdup(line);

	if (!copy ||
		vec_reserve(&text->lines, &text->capacity, text->count + 1, sizeof(*text->lines)) <
			0) {
		free(copy);
		text->error = -ENOMEM;
		return;
	}
	text->lines[text->count++] = (struct details_line){role, copy};
}

/* Appends text to the line and blanks up to so many columns. */
static void pad(char *line, const char *text, size_t columns)
{
	size_t length = strlen(line);
	size_t width = text_width(text);

	length += (size_t)snprintf(line + length, LINE_BYTES - length, "%s", text);
	while (width++ < columns && length + 1 < LINE_BYTES)
		line[length++] = ' ';
	if (length < LINE_BYTES)
		line[length] = '\0';
}

/* "label        fact", from a printf format. */
__attribute__((format(printf, 3, 4))) static void add_fact(struct details_text *text,
	const char *label, const char *format, ...)
{
	char line[LINE_BYTES] = " ";
	char fact[LINE_BYTES / 2];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(fact, sizeof(fact), format, arguments);
	va_end(arguments);
	pad(line, label, LABEL_WIDTH);
	pad(line, " ", 0);
	pad(line, fact, 0);
	add_line(text, ROLE_TEXT, line);
}

/* ---- Wrapped text ---- */

struct wrapping {
	struct details_text *text;
	const char *label; /* before the first line; the others are indented alike */
	size_t indent;
	enum role role;
};

static void add_wrapped(void *context, int number, const char *part)
{
	struct wrapping *wrapping = context;
	char line[LINE_BYTES] = " ";

	pad(line, number == 0 ? wrapping->label : "", wrapping->indent);
	pad(line, " ", 0);
	pad(line, part, 0);
	add_line(wrapping->text, wrapping->role, line);
}

/* The command line with its arguments, as much as is known of it. */
static char *command_of(const struct details_subject *subject, const struct process *process,
	char *buf, size_t size)
{
	const struct detail *detail = detail_set_find(subject->details, process_identity(process));

	if (detail && detail->command && detail->command_len > 0)
		return name_text(detail->command, detail->command_len, buf, size);
	return name_text(process->name, strlen(process->name), buf, size);
}

static void add_command(struct details_text *text, const struct details_subject *subject,
	const struct process *process, const char *label, size_t indent, enum role role)
{
	struct wrapping wrapping = {text, label, indent, role};
	char command[COMMAND_BYTES];
	int width = subject->width - (int)indent - 3;

	draw_wrap(command_of(subject, process, command, sizeof(command)),
		width < WRAP_LEAST ? WRAP_LEAST : width, add_wrapped, &wrapping);
}

/* ---- The group ---- */

static const struct process *process_at(const struct details_subject *subject, uint32_t index)
{
	return &subject->snapshot->processes[index];
}

static void add_leader(struct details_text *text, const struct details_subject *subject)
{
	const struct process *anchor = process_at(subject, subject->group->anchor);
	char name[LINE_BYTES / 4];

	name_text(anchor->name, strlen(anchor->name), name, sizeof(name));
	if (subject->group->id.pgid <= 0)
		add_fact(text, _("leader"), "%s",
			_("none: these processes have no group of their own here"));
	else if (subject->group->leader != SNAPSHOT_NONE)
		add_fact(text, _("leader"), "%d %s", (int)anchor->pid, name);
	else
		add_fact(text, _("leader"), _("has ended; the oldest member is %d %s"),
			(int)anchor->pid, name);
}

static void add_session(struct details_text *text, const struct details_subject *subject)
{
	const struct session *session = &subject->snapshot->sessions[subject->group->session];
	char name[LINE_BYTES / 4];

	if (session->sid <= 0) {
		add_fact(text, _("session"), "%s", _("none"));
		return;
	}
	if (session->leader == SNAPSHOT_NONE) {
		add_fact(text, _("session"), _("%d, whose leader has ended"), (int)session->sid);
		return;
	}
	name_text(process_at(subject, session->leader)->name,
		strlen(process_at(subject, session->leader)->name), name, sizeof(name));
	add_fact(text, _("session"), "%d %s", (int)session->sid, name);
}

static void add_terminal(struct details_text *text, const struct group *group)
{
	if (!group->tty_name)
		add_fact(text, _("terminal"), "%s", _("none"));
	else if (group->foreground)
		add_fact(text, _("terminal"), _("%s, in the foreground"), group->tty_name);
	else
		add_fact(text, _("terminal"), _("%s, in the background"), group->tty_name);
}

static void add_users(struct details_text *text, const struct details_subject *subject)
{
	const struct group *group = subject->group;
	char users[LINE_BYTES / 2] = "";
	size_t length = 0;

	for (uint32_t i = 0; i < group->user_count && length < sizeof(users); i++) {
		const struct group_user *user =
			&subject->snapshot->group_users[group->user_first + i];
		const char *raw = snapshot_user_name(subject->snapshot, user->uid);
		char name[128];

		text_clean(raw, strlen(raw), subject->charset, name, sizeof(name));
		length += (size_t)snprintf(users + length, sizeof(users) - length, "%s%s (%u)",
			i > 0 ? ", " : "", name, user->members);
	}
	add_fact(text, _("users"), "%s", users);
}

static void add_members(struct details_text *text, const struct group *group)
{
	char states[128] = "";
	size_t length = 0;

	for (size_t i = 0; i < SNAPSHOT_STATE_COUNT && length < sizeof(states); i++)
		if (group->states[i] > 0)
			length += (size_t)snprintf(states + length, sizeof(states) - length,
				" %c%u", SNAPSHOT_STATES[i], group->states[i]);
	add_fact(text, _("members"), "%u: %s", group->count, states + (length > 0));
}

static void add_figures(struct details_text *text, const struct details_subject *subject)
{
	const struct group *group = subject->group;
	char amount[AMOUNT_MAX];

	amount_percent((double)group->cpu_percent, amount);
	if (subject->snapshot->rates)
		add_fact(text, _("CPU"), _("%s %%"), amount);
	else
		add_fact(text, _("CPU"), _("%s %%, the average since the start"), amount);
	add_fact(text, _("memory"), _("%s resident, shared pages included"),
		amount_bytes(group->rss, amount));
	add_fact(text, _("age"), "%s",
		amount_age(snapshot_age(subject->snapshot, group->oldest_start), amount));
}

static void add_group(struct details_text *text, const struct details_subject *subject)
{
	const struct group *group = subject->group;
	char id[GROUP_ID_TEXT_MAX];

	add_fact(text, _("identity"), "%s", group_id_format(&group->id, id));
	add_leader(text, subject);
	add_session(text, subject);
	add_terminal(text, group);
	add_users(text, subject);
	add_members(text, group);
	if (group->id.pgid > 0)
		add_fact(text, _("orphaned"), "%s",
			group->orphaned ? _("yes: no shell of its session looks after it")
					: _("no"));
	add_figures(text, subject);
	add_command(text, subject, process_at(subject, group->anchor), _("command"), LABEL_WIDTH,
		ROLE_TEXT);
}

/* ---- The members ---- */

/* Columns of the table of members; what a row does not have is blank. */
enum {
	WIDTH_PID = 8,
	WIDTH_STATE = 3,
	WIDTH_USER = 10,
	WIDTH_CPU = 7,
	WIDTH_RSS = 7,
	WIDTH_TERM = 18,
};

/* A number at the right of its column. */
static void pad_right(char *line, const char *text, size_t columns)
{
	size_t width = text_width(text);

	if (width < columns)
		pad(line, "", columns - width);
	pad(line, text, 0);
}

static void add_headings(struct details_text *text)
{
	char line[LINE_BYTES] = "";

	pad_right(line, "PID", WIDTH_PID);
	pad(line, "  S", WIDTH_STATE);
	pad(line, "  USER", WIDTH_USER + 2);
	pad_right(line, "CPU%", WIDTH_CPU);
	pad_right(line, "RSS", WIDTH_RSS);
	pad(line, _("  on TERM"), WIDTH_TERM + 2);
	pad(line, "  ", 0);
	pad(line, _("waits in"), 0);
	add_line(text, ROLE_HEADING, line);
}

static void pad_fate(char *line, const struct details_subject *subject,
	const struct process *process, const struct detail *detail)
{
	/* Whether it is permitted is for the plan to ask. */
	const struct expectation_subject member = {.process = process,
		.detail = detail,
		.orphaned = subject->group->orphaned};
	char wchan[sizeof(detail->wchan)] = "";

	pad(line, "  ", 0);
	pad(line, sentence_expectation(expectation_of(&member, SIGTERM, NULL), SIGTERM),
		WIDTH_TERM);
	pad(line, "  ", 0);
	if (detail && detail->alive)
		text_clean(detail->wchan, strlen(detail->wchan), TEXT_ASCII, wchan, sizeof(wchan));
	pad(line, wchan, 0);
}

static void add_member(struct details_text *text, const struct details_subject *subject,
	const struct process *process)
{
	const struct detail *detail = detail_set_find(subject->details, process_identity(process));
	const char *raw = snapshot_user_name(subject->snapshot, process->euid);
	char line[LINE_BYTES] = "";
	char cell[128];

	snprintf(cell, sizeof(cell), "%d", (int)process->pid);
	pad_right(line, cell, WIDTH_PID);
	snprintf(cell, sizeof(cell), "  %c", process->state);
	pad(line, cell, WIDTH_STATE);
	text_clean(raw, strlen(raw), subject->charset, cell, sizeof(cell));
	cell[text_fit(cell, WIDTH_USER, NULL)] = '\0';
	pad(line, "  ", 0);
	pad(line, cell, WIDTH_USER);
	pad_right(line, amount_percent((double)process->cpu_percent, cell), WIDTH_CPU);
	pad_right(line, amount_bytes(process->rss, cell), WIDTH_RSS);
	pad_fate(line, subject, process, detail);
	add_line(text, ROLE_TEXT, line);
	add_command(text, subject, process, "", WIDTH_PID, ROLE_DIM);
}

static void add_all_members(struct details_text *text, const struct details_subject *subject)
{
	const struct group *group = subject->group;
	uint32_t shown = group->count < DETAILS_MEMBERS_MAX ? group->count : DETAILS_MEMBERS_MAX;
	char line[LINE_BYTES];

	add_headings(text);
	for (uint32_t i = 0; i < shown; i++)
		add_member(text, subject, process_at(subject, group->first + i));
	if (shown == group->count)
		return;
	snprintf(line, sizeof(line), ngettext("and %u more", "and %u more", group->count - shown),
		group->count - shown);
	add_line(text, ROLE_DIM, line);
}

int details_text_make(struct details_text *text, const struct details_subject *subject)
{
	details_text_done(text);
	add_group(text, subject);
	add_line(text, ROLE_TEXT, "");
	add_all_members(text, subject);
	return text->error;
}
