/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "scan/commands.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/vec.h"
#include "scan/inspect.h"

void commands_done(struct commands *commands)
{
	free(commands->ids);
	detail_set_free(commands->set);
	free(commands->text);
	*commands = (struct commands){0};
}

void commands_begin(struct commands *commands, const struct snapshot *previous)
{
	commands->previous = previous;
	commands->count = 0;
}

/*
 * What the previous snapshot knows of the same process in the same program, or NULL. An exec gives
 * it another stack and mostly another name. Who may not see the stack misses an exec that keeps the
 * name.
 */
static const char *known(const struct commands *commands, const struct process *process)
{
	const struct process *before = NULL;

	if (commands->previous)
		before = snapshot_process_by_id(commands->previous, process_identity(process));
	if (!before || before->image != process->image || strcmp(before->name, process->name) != 0)
		return NULL;
	return before->command;
}

static bool has_command(const struct process *process)
{
	return !process->kernel_thread && !process_is_dead(process);
}

int commands_ask(struct commands *commands, const struct process *process)
{
	int r;

	if (!has_command(process) || known(commands, process))
		return 0;
	r = vec_reserve(&commands->ids, &commands->capacity, commands->count + 1,
		sizeof(*commands->ids));
	if (r == 0)
		commands->ids[commands->count++] = process_identity(process);
	return r;
}

int commands_read(struct commands *commands)
{
	detail_set_free(commands->set);
	commands->set = NULL;
	return inspect_processes(commands->ids, commands->count, DETAIL_COMMAND, &commands->set);
}

/* Copies the arguments with blanks in place of the NULs between them. */
static int flatten(struct commands *commands, const struct detail *detail)
{
	size_t len = detail->command_len;
	int r = vec_reserve(&commands->text, &commands->text_capacity, len + 1, 1);

	if (r < 0)
		return r;
	memcpy(commands->text, detail->command, len);
	commands->text[text_join_arguments(commands->text, len)] = '\0';
	return 0;
}

int commands_find(struct commands *commands, const struct process *process, const char **ret_text)
{
	const struct detail *detail;
	int r;

	*ret_text = has_command(process) ? known(commands, process) : "";
	if (*ret_text)
		return 0;
	detail = detail_set_find(commands->set, process_identity(process));
	*ret_text = "";
	if (!detail || !detail->command)
		return 0;
	r = flatten(commands, detail);
	if (r == 0)
		*ret_text = commands->text;
	return r;
}
