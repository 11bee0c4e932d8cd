/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "scan/extras.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "base/vec.h"
#include "scan/inspect.h"

/* Whoever starts a service or a session moves it to its control group at once; later that is rare.
 * Younger processes are asked again. */
#define SETTLED_AFTER (10 * CLOCK_SECOND)

void extras_done(struct extras *extras)
{
	free(extras->ids);
	detail_set_free(extras->set);
	free(extras->text);
	*extras = (struct extras){0};
}

void extras_begin(struct extras *extras, const struct snapshot *previous)
{
	extras->previous = previous;
	extras->count = 0;
}

static bool has_command(const struct process *process)
{
	return !process->kernel_thread && !process_is_dead(process);
}

/*
 * The same process in the same program as the previous snapshot had it, with all that is wanted; or
 * NULL. An exec gives it another stack and mostly another name. Who may not see the stack misses an
 * exec that keeps the name.
 */
static const struct process *known(const struct extras *extras, const struct process *process)
{
	const struct process *before = NULL;

	if (extras->previous)
		before = snapshot_process_by_id(extras->previous, process_identity(process));
	if (!before || before->image != process->image || strcmp(before->name, process->name) != 0)
		return NULL;
	if ((extras->want & DETAIL_COMMAND) && !before->command)
		return NULL;
	if ((extras->want & DETAIL_CGROUP) &&
		(!before->cgroup ||
			snapshot_age(extras->previous, process->start) * CLOCK_SECOND <
				SETTLED_AFTER))
		return NULL;
	return before;
}

int extras_ask(struct extras *extras, const struct process *process)
{
	int r;

	if (!has_command(process) || known(extras, process))
		return 0;
	r = vec_reserve(&extras->ids, &extras->capacity, extras->count + 1, sizeof(*extras->ids));
	if (r == 0)
		extras->ids[extras->count++] = process_identity(process);
	return r;
}

int extras_read(struct extras *extras)
{
	detail_set_free(extras->set);
	extras->set = NULL;
	return inspect_processes(extras->ids, extras->count, extras->want, &extras->set);
}

/* Copies the arguments with blanks in place of the NULs between them. */
static int flatten(struct extras *extras, const struct detail *detail)
{
	size_t len = detail->command_len;
	int r = vec_reserve(&extras->text, &extras->text_capacity, len + 1, 1);

	if (r < 0)
		return r;
	memcpy(extras->text, detail->command, len);
	extras->text[text_join_arguments(extras->text, len)] = '\0';
	return 0;
}

int extras_fill(struct extras *extras, struct process *process)
{
	const struct process *before = has_command(process) ? known(extras, process) : NULL;
	const struct detail *detail = NULL;

	if (before) {
		process->command = before->command;
		process->cgroup = before->cgroup;
		return 0;
	}
	if (has_command(process))
		detail = detail_set_find(extras->set, process_identity(process));
	if (extras->want & DETAIL_CGROUP)
		process->cgroup = detail && detail->cgroup ? detail->cgroup : "";
	if (!(extras->want & DETAIL_COMMAND))
		return 0;
	process->command = "";
	if (!detail || !detail->command)
		return 0;
	process->command = NULL;
	if (flatten(extras, detail) < 0)
		return -ENOMEM;
	process->command = extras->text;
	return 0;
}
