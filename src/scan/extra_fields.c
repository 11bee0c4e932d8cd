/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "scan/extra_fields.h"

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

void extra_fields_done(struct extra_fields *extra)
{
	free(extra->ids);
	detail_set_free(extra->set);
	free(extra->text);
	*extra = (struct extra_fields){0};
}

void extra_fields_begin(struct extra_fields *extra, const struct snapshot *previous)
{
	extra->previous = previous;
	extra->count = 0;
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
static const struct process *known(const struct extra_fields *extra, const struct process *process)
{
	const struct process *before = NULL;

	if (extra->previous)
		before = snapshot_process_by_id(extra->previous, process_identity(process));
	if (!before || before->image != process->image || strcmp(before->name, process->name) != 0)
		return NULL;
	if ((extra->want & DETAIL_COMMAND) && !before->command)
		return NULL;
	if ((extra->want & DETAIL_CGROUP) &&
		(!before->cgroup ||
			snapshot_age(extra->previous, process->start) * CLOCK_SECOND <
				SETTLED_AFTER))
		return NULL;
	return before;
}

int extra_fields_ask(struct extra_fields *extra, const struct process *process)
{
	int r;

	if (!has_command(process) || known(extra, process))
		return 0;
	r = vec_reserve(&extra->ids, &extra->capacity, extra->count + 1, sizeof(*extra->ids));
	if (r == 0)
		extra->ids[extra->count++] = process_identity(process);
	return r;
}

int extra_fields_read(struct extra_fields *extra)
{
	detail_set_free(extra->set);
	extra->set = NULL;
	return inspect_processes(extra->ids, extra->count, extra->want, &extra->set);
}

/* Copies the arguments with blanks in place of the NULs between them. */
static int flatten(struct extra_fields *extra, const struct detail *detail)
{
	size_t len = detail->command_len;
	int r = vec_reserve(&extra->text, &extra->text_capacity, len + 1, 1);

	if (r < 0)
		return r;
	memcpy(extra->text, detail->command, len);
	extra->text[text_join_arguments(extra->text, len)] = '\0';
	return 0;
}

int extra_fields_fill(struct extra_fields *extra, struct process *process)
{
	const struct process *before = has_command(process) ? known(extra, process) : NULL;
	const struct detail *detail = NULL;

	if (before) {
		process->command = before->command;
		process->cgroup = before->cgroup;
		return 0;
	}
	if (has_command(process))
		detail = detail_set_find(extra->set, process_identity(process));
	if (extra->want & DETAIL_CGROUP)
		process->cgroup = detail && detail->cgroup ? detail->cgroup : "";
	if (!(extra->want & DETAIL_COMMAND))
		return 0;
	process->command = "";
	if (!detail || !detail->command)
		return 0;
	process->command = NULL;
	if (flatten(extra, detail) < 0)
		return -ENOMEM;
	process->command = extra->text;
	return 0;
}
