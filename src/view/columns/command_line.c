/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "view/columns/command_line.h"

#include <stdio.h>
#include <string.h>

#include "base/gettext.h"
#include "view/columns/glyphs.h"

enum {
	KEPT_COLUMNS = 8, /* a mark may not leave a command less than this */
};

static void write_name(const struct process *process, enum text_charset charset, char *buf,
	size_t size)
{
	char name[COLUMN_CELL_MAX];

	text_clean(process->name, strlen(process->name), charset, name, sizeof(name));
	snprintf(buf, size, process->kernel_thread ? "[%s]" : "%s", name);
}

/* The name or command line alone, cut at a whole character. */
static void write_plain(const struct column_context *context, const struct process *process,
	char *buf, size_t size)
{
	const struct detail *detail = detail_set_find(context->details, process_identity(process));
	size_t len = 0;

	if (detail && detail->command)
		len = text_clean_arguments(detail->command, detail->command_len, context->charset,
			buf, size);
	else if (process->command)
		len = text_clean(process->command, strlen(process->command), context->charset, buf,
			size);
	if (len == 0)
		write_name(process, context->charset, buf, size);
}

/* Cuts text to columns, and says so with a sign in its last one. */
static void cut(char *text, size_t size, size_t columns, enum text_charset charset)
{
	const char *more = glyph(GLYPH_MORE, charset);
	size_t more_size = strlen(more) + 1;
	size_t end;

	if (columns == 0 || text_width(text) <= columns)
		return;
	end = text_fit(text, columns - 1, NULL);
	if (end + more_size <= size)
		memcpy(text + end, more, more_size);
	else
		text[end] = '\0';
}

/* The mark goes where the reader needs it only while enough of the command stays. */
static char *write_command(const struct column_context *context, const struct process *process,
	const char *mark, char *buf, size_t size)
{
	size_t mark_len = strlen(mark);
	size_t mark_columns = text_width(mark);
	size_t columns = context->command_columns;

	if (mark_len + KEPT_COLUMNS >= size ||
		(columns > 0 && mark_columns + KEPT_COLUMNS > columns))
		mark_len = mark_columns = 0;
	write_plain(context, process, buf, size - mark_len);
	cut(buf, size - mark_len, columns > 0 ? columns - mark_columns : 0, context->charset);
	if (mark_len > 0)
		memcpy(buf + strlen(buf), mark, mark_len + 1);
	return buf;
}

static const char *mark_of(const struct process *process)
{
	return process_is_dead(process) ? " <defunct>" : "";
}

char *command_line_of_process(const struct column_context *context, const struct process *process,
	char *buf, size_t size)
{
	return write_command(context, process, mark_of(process), buf, size);
}

/* The kernel's group 0 and session 0 never had a leader: that is nothing to remark on. */
static char *write_of_anchor(const struct column_context *context, const struct process *anchor,
	bool leaderless, char *buf, size_t size)
{
	return write_command(context, anchor, leaderless ? _(" (leaderless)") : mark_of(anchor),
		buf, size);
}

char *command_line_of_group(const struct column_context *context, const struct snapshot *snapshot,
	const struct group *group, char *buf, size_t size)
{
	return write_of_anchor(context, &snapshot->processes[group->anchor],
		group->id.pgid > 0 && group->leader == SNAPSHOT_NONE, buf, size);
}

char *command_line_of_session(const struct column_context *context, const struct snapshot *snapshot,
	const struct session *session, char *buf, size_t size)
{
	return write_of_anchor(context, &snapshot->processes[session->anchor],
		session->sid > 0 && session->leader == SNAPSHOT_NONE, buf, size);
}
