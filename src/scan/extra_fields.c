/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "scan/extra_fields.h"

#include <string.h>

#include "base/clock.h"

/* Whoever starts a service or a session moves it to its control group at once; later that is rare.
 * Younger processes are asked again. */
#define SETTLED_AFTER (10 * CLOCK_SECOND)

int extra_fields_begin(struct extra_fields *ret_extra, unsigned want,
	const struct snapshot *previous)
{
	*ret_extra = (struct extra_fields){.previous = previous, .want = want};
	return inspector_open(&ret_extra->inspector);
}

void extra_fields_end(struct extra_fields *extra)
{
	inspector_close(&extra->inspector);
	detail_done(&extra->detail);
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

int extra_fields_fill(struct extra_fields *extra, struct process *process)
{
	const struct process *before = has_command(process) ? known(extra, process) : NULL;
	const struct detail *detail = &extra->detail;
	int r = 0;

	if (before) {
		process->command = before->command;
		process->cgroup = before->cgroup;
		return 0;
	}
	detail_done(&extra->detail);
	if (has_command(process))
		r = inspector_read(&extra->inspector, process_identity(process), extra->want,
			&extra->detail);
	if (extra->want & DETAIL_CGROUP)
		process->cgroup = detail->cgroup ? detail->cgroup : "";
	if (extra->want & DETAIL_COMMAND)
		process->command = detail->command ? detail->command : "";
	return r;
}
