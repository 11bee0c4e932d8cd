/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "cli/run_rest.h"

#include <stdio.h>
#include <string.h>

#include "base/gettext.h"
#include "cli/message.h"
#include "cli/run.h"
#include "report/name.h"

enum {
	INTERVAL_HELD_MS = 1000, /* every member would say so itself */
	INTERVAL_MS = 200,
	NAMED = 10, /* in a sentence; the others are counted */
	NAME_MAX_BYTES = 64,
	NAMES_MAX = (NAMED + 1) * (NAME_MAX_BYTES + 64),
};

void run_rest_init(struct run_rest *ret_rest, const struct kernel *kernel,
	const struct group_id *id, bool session)
{
	*ret_rest = (struct run_rest){.kernel = kernel, .id = *id, .session = session};
}

static void let_go(struct run_rest *rest)
{
	for (size_t i = 0; i < rest->held; i++)
		rest->kernel->close(rest->kernel->context, rest->pidfds[i]);
	rest->held = 0;
}

void run_rest_done(struct run_rest *rest)
{
	let_go(rest);
	snapshot_unref(rest->snapshot);
	scanner_free(rest->scanner);
}

/* ---- Looking ---- */

static bool is_member(const struct run_rest *rest, const struct process *process)
{
	return process->pgid == rest->id.pgid && process->sid == rest->id.sid &&
		!process_is_dead(process);
}

static bool is_other(const struct run_rest *rest, const struct process *process)
{
	return rest->session && process->sid == rest->id.sid && process->pgid != rest->id.pgid &&
		!process_is_dead(process);
}

/* A descriptor of exactly this process, or none: its number may be another's by now. */
static void hold(struct run_rest *rest, const struct process *process)
{
	const struct kernel *kernel = rest->kernel;
	struct process_stat stat;
	int fd;

	if (rest->held == RUN_REST_HELD)
		return;
	fd = kernel->pidfd_open(kernel->context, process->pid);
	if (fd < 0)
		return;
	if (kernel->look(kernel->context, process->pid, &stat) == 0 && stat.start == process->start)
		rest->pidfds[rest->held++] = fd;
	else
		kernel->close(kernel->context, fd);
}

static void count(struct run_rest *rest)
{
	rest->members = 0;
	rest->stopped = 0;
	rest->others = 0;
	for (uint32_t i = 0; i < rest->snapshot->process_count; i++) {
		const struct process *process = &rest->snapshot->processes[i];

		rest->others += is_other(rest, process);
		if (!is_member(rest, process))
			continue;
		rest->members++;
		rest->stopped += process->state == 'T';
		hold(rest, process);
	}
}

int run_rest_look(struct run_rest *rest)
{
	const struct snapshot *snapshot;
	int r = 0;

	/* The scan needs descriptors, too, and there may be few. */
	let_go(rest);
	if (!rest->scanner)
		r = scanner_new(&rest->scanner);
	if (r == 0)
		r = scanner_scan(rest->scanner, rest->snapshot, &snapshot);
	if (r < 0)
		return r;
	snapshot_unref(rest->snapshot);
	rest->snapshot = snapshot;
	count(rest);
	return 0;
}

/* ---- Waiting ---- */

size_t run_rest_fill(const struct run_rest *rest, struct pollfd *fds)
{
	for (size_t i = 0; i < rest->held; i++)
		fds[i] = (struct pollfd){rest->pidfds[i], POLLIN, 0};
	return rest->held;
}

int run_rest_interval(const struct run_rest *rest)
{
	return rest->held == rest->members ? INTERVAL_HELD_MS : INTERVAL_MS;
}

bool run_rest_is_outdated(struct run_rest *rest)
{
	const struct kernel *kernel = rest->kernel;
	size_t left = 0;

	if (rest->held == 0)
		return false;
	for (size_t i = 0; i < rest->held; i++) {
		if (kernel->has_exited(kernel->context, rest->pidfds[i]))
			kernel->close(kernel->context, rest->pidfds[i]);
		else
			rest->pidfds[left++] = rest->pidfds[i];
	}
	rest->held = left;
	return left == 0;
}

/* ---- Telling ---- */

/* Appends "1235 sleep", and for another group than the command's " (group 1236)". */
static size_t append(const struct run_rest *rest, const struct process *process, char *buf,
	size_t end)
{
	char name[NAME_MAX_BYTES];
	char group[NAME_MAX_BYTES] = "";

	name_text(process->name, strlen(process->name), name, sizeof(name));
	if (process->pgid != rest->id.pgid)
		snprintf(group, sizeof(group), _(" (group %d)"), (int)process->pgid);
	snprintf(buf + end, NAMES_MAX - end, "%s%d %s%s", end > 0 ? ", " : "", (int)process->pid,
		name, group);
	return end + strlen(buf + end);
}

/* "1235 sleep, 1236 sleep and 3 more": those of whom belongs says so, total of them. */
static void name_them(const struct run_rest *rest,
	bool (*belongs)(const struct run_rest *rest, const struct process *process), uint32_t total,
	char buf[NAMES_MAX])
{
	uint32_t named = 0;
	size_t end = 0;

	buf[0] = '\0';
	for (uint32_t i = 0; i < rest->snapshot->process_count && named < NAMED; i++) {
		const struct process *process = &rest->snapshot->processes[i];

		if (!belongs(rest, process))
			continue;
		end = append(rest, process, buf, end);
		named++;
	}
	if (named < total)
		snprintf(buf + end, NAMES_MAX - end, _(" and %u more"), total - named);
}

void run_rest_say(const struct run_rest *rest)
{
	char names[NAMES_MAX];

	if (rest->members > 0) {
		name_them(rest, is_member, rest->members, names);
		message_failed(RUN_NAME,
			ngettext("%u member of the command's group %d lives on: %s.",
				"%u members of the command's group %d live on: %s.", rest->members),
			rest->members, (int)rest->id.pgid, names);
	}
	if (rest->others > 0) {
		name_them(rest, is_other, rest->others, names);
		message_failed(RUN_NAME,
			ngettext("%u process in another group of the command's session %d lives "
				 "on: %s.",
				"%u processes in other groups of the command's session %d live "
				"on: %s.",
				rest->others),
			rest->others, (int)rest->id.sid, names);
	}
}
