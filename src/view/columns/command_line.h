/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What processes and groups call themselves, fit to be shown. */
#ifndef VIEW_COLUMNS_COMMAND_LINE_H
#define VIEW_COLUMNS_COMMAND_LINE_H

#include "view/columns/column.h"

/*
 * Writes the command line of process where context->details has it, its arguments separated by
 * spaces; else its name, "[name]" of a kernel thread. A dead one has " <defunct>" behind. Clean,
 * NUL-terminated and cut to size bytes and context->command_columns, the mark behind it kept where
 * there is room. Returns buf.
 */
char *command_line_of_process(const struct column_context *context, const struct process *process,
	char *buf, size_t size);

/* The same for a group: the command of its leader, or of its oldest member with " (leaderless)". */
char *command_line_of_group(const struct column_context *context, const struct snapshot *snapshot,
	const struct group *group, char *buf, size_t size);

/* The same for a session. */
char *command_line_of_session(const struct column_context *context, const struct snapshot *snapshot,
	const struct session *session, char *buf, size_t size);

#endif
