/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The cell that says what it is: the command line of a process, of a group's or session's leader or
 * of its oldest member. Arguments are separated by blanks; where none is known the name stands for
 * it, "[name]" of a kernel thread. Behind it " <defunct>" or " (leaderless)", cut last. */
#include <config.h>

#include "view/columns/column_private.h"

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
	const char *command = detail && detail->command ? detail->command : process->command;

	if (!command || text_clean(command, strlen(command), context->charset, buf, size) == 0)
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

/* The kernel's group 0 and session 0 never had a leader: that is nothing to remark on. */
static const char *mark_of(const struct row *row)
{
	const struct process *process = row_process(row);
	pid_t number = row->kind == ROW_SESSION ? process->sid : process->pgid;

	if (row->kind != ROW_PROCESS && number > 0 && row_figures(row).leader == SNAPSHOT_NONE)
		return _(" (leaderless)");
	return process_is_dead(process) ? " <defunct>" : "";
}

/* The mark goes where the reader needs it only while enough of the command stays. */
void cell_format_command(const struct cell *cell)
{
	const struct column_context *context = cell->context;
	const char *mark = mark_of(cell->row);
	size_t mark_len = strlen(mark);
	size_t mark_columns = text_width(mark);
	size_t columns = context->command_columns;
	size_t size = cell->size;

	if (mark_len + KEPT_COLUMNS >= size ||
		(columns > 0 && mark_columns + KEPT_COLUMNS > columns))
		mark_len = mark_columns = 0;
	write_plain(context, row_process(cell->row), cell->buf, size - mark_len);
	cut(cell->buf, size - mark_len, columns > 0 ? columns - mark_columns : 0, context->charset);
	if (mark_len > 0)
		memcpy(cell->buf + strlen(cell->buf), mark, mark_len + 1);
}

/* By name alone: it is known of all, the command line only of those in sight. */
const char *cell_text_command(const struct row *row, size_t *ret_len)
{
	const char *name = row_process(row)->name;

	*ret_len = strlen(name);
	return name;
}
