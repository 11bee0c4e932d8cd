/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "cli/run/run_leftovers.h"

#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/gettext.h"
#include "cli/common/message.h"
#include "cli/run/run_status.h"
#include "kill/pin.h"
#include "report/clean_name.h"

enum {
	INTERVAL_HELD_MS = 1000, /* every member would say so itself */
	INTERVAL_MS = 200,
	NAMED = 10, /* in a sentence; the others are counted */
	NAME_MAX_BYTES = 64,
	NAMES_MAX = (NAMED + 1) * (NAME_MAX_BYTES + 64),
};

void run_leftovers_init(struct run_leftovers *ret_leftovers, const struct kernel *kernel,
	const struct group_id *id, bool session)
{
	*ret_leftovers = (struct run_leftovers){.kernel = kernel, .id = *id, .session = session};
}

static void let_go(struct run_leftovers *leftovers)
{
	for (size_t i = 0; i < leftovers->held; i++)
		kernel_close(leftovers->kernel, leftovers->pidfds[i]);
	leftovers->held = 0;
}

void run_leftovers_done(struct run_leftovers *leftovers)
{
	let_go(leftovers);
	snapshot_unref(leftovers->snapshot);
	scanner_free(leftovers->scanner);
}

/* ---- Looking ---- */

static bool is_member(const struct run_leftovers *leftovers, const struct process *process)
{
	return process->pgid == leftovers->id.pgid && process->sid == leftovers->id.sid &&
		!process_is_dead(process);
}

static bool is_other(const struct run_leftovers *leftovers, const struct process *process)
{
	return leftovers->session && process->sid == leftovers->id.sid &&
		process->pgid != leftovers->id.pgid && !process_is_dead(process);
}

static void hold(struct run_leftovers *leftovers, const struct process *process)
{
	int fd;

	if (leftovers->held == RUN_LEFTOVERS_HELD)
		return;
	fd = pin_open_process(leftovers->kernel, process_identity(process), NULL);
	if (fd >= 0)
		leftovers->pidfds[leftovers->held++] = fd;
}

static void count(struct run_leftovers *leftovers)
{
	leftovers->members = 0;
	leftovers->stopped = 0;
	leftovers->others = 0;
	for (uint32_t i = 0; i < leftovers->snapshot->process_count; i++) {
		const struct process *process = &leftovers->snapshot->processes[i];

		leftovers->others += is_other(leftovers, process);
		if (!is_member(leftovers, process))
			continue;
		leftovers->members++;
		leftovers->stopped += process->state == 'T';
		hold(leftovers, process);
	}
}

int run_leftovers_look(struct run_leftovers *leftovers)
{
	const struct snapshot *snapshot;
	int r = 0;

	/* The scan needs descriptors, too, and there may be few. */
	let_go(leftovers);
	if (!leftovers->scanner)
		r = scanner_new(&leftovers->scanner);
	if (r == 0)
		r = scanner_scan(leftovers->scanner, leftovers->snapshot, &snapshot);
	if (r < 0)
		return r;
	snapshot_unref(leftovers->snapshot);
	leftovers->snapshot = snapshot;
	count(leftovers);
	return 0;
}

void run_leftovers_reap(const struct run_leftovers *leftovers, pid_t command)
{
	const struct snapshot *snapshot = leftovers->snapshot;
	siginfo_t end;

	for (uint32_t i = 0; snapshot && i < snapshot->process_count; i++) {
		const struct process *process = &snapshot->processes[i];

		if (process->ppid == getpid() && process->pid > 0 && process->pid != command &&
			process_is_dead(process))
			waitid(P_PID, (id_t)process->pid, &end, WEXITED | WNOHANG);
	}
}

/* ---- Waiting ---- */

size_t run_leftovers_fill(const struct run_leftovers *leftovers, struct pollfd *fds)
{
	for (size_t i = 0; i < leftovers->held; i++)
		fds[i] = (struct pollfd){leftovers->pidfds[i], POLLIN, 0};
	return leftovers->held;
}

int run_leftovers_interval(const struct run_leftovers *leftovers)
{
	return leftovers->held == leftovers->members ? INTERVAL_HELD_MS : INTERVAL_MS;
}

bool run_leftovers_is_outdated(struct run_leftovers *leftovers)
{
	const struct kernel *kernel = leftovers->kernel;
	size_t left = 0;

	if (leftovers->held == 0)
		return false;
	for (size_t i = 0; i < leftovers->held; i++) {
		if (kernel_has_exited(kernel, leftovers->pidfds[i]))
			kernel_close(kernel, leftovers->pidfds[i]);
		else
			leftovers->pidfds[left++] = leftovers->pidfds[i];
	}
	leftovers->held = left;
	return left == 0;
}

/* ---- Telling ---- */

/* Appends "1235 sleep", and for another group than the command's " (group 1236)". */
static size_t append(const struct run_leftovers *leftovers, const struct process *process,
	char *buf, size_t end)
{
	char name[NAME_MAX_BYTES];
	char group[NAME_MAX_BYTES] = "";

	clean_name(process->name, name, sizeof(name));
	if (process->pgid != leftovers->id.pgid)
		snprintf(group, sizeof(group), _(" (group %d)"), (int)process->pgid);
	snprintf(buf + end, NAMES_MAX - end, "%s%d %s%s", end > 0 ? ", " : "", (int)process->pid,
		name, group);
	return end + strlen(buf + end);
}

/* "1235 sleep, 1236 sleep and 3 more": those of whom belongs says so, total of them. */
static void name_them(const struct run_leftovers *leftovers,
	bool (*belongs)(const struct run_leftovers *leftovers, const struct process *process),
	uint32_t total, char buf[NAMES_MAX])
{
	uint32_t named = 0;
	size_t end = 0;

	buf[0] = '\0';
	for (uint32_t i = 0; i < leftovers->snapshot->process_count && named < NAMED; i++) {
		const struct process *process = &leftovers->snapshot->processes[i];

		if (!belongs(leftovers, process))
			continue;
		end = append(leftovers, process, buf, end);
		named++;
	}
	if (named < total)
		snprintf(buf + end, NAMES_MAX - end, _(" and %u more"), total - named);
}

void run_leftovers_say(const struct run_leftovers *leftovers)
{
	char names[NAMES_MAX];

	if (leftovers->members > 0) {
		name_them(leftovers, is_member, leftovers->members, names);
		message_failed(RUN_NAME,
			ngettext("%u member of the command's group %d lives on: %s.",
				"%u members of the command's group %d live on: %s.",
				leftovers->members),
			leftovers->members, (int)leftovers->id.pgid, names);
	}
	if (leftovers->others > 0) {
		name_them(leftovers, is_other, leftovers->others, names);
		message_failed(RUN_NAME,
			ngettext("%u process in another group of the command's session %d lives "
				 "on: %s.",
				"%u processes in other groups of the command's session %d live "
				"on: %s.",
				leftovers->others),
			leftovers->others, (int)leftovers->id.sid, names);
	}
}
