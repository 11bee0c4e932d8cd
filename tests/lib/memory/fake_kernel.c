/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "fake_kernel.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "snapshot_fixture.h"

enum {
	FIRST_DESCRIPTOR = 1000, /* none that could be a real one */
};

/* Behind every start. */
#define FAKE_NEVER (UINT64_MAX / 2)

static _Noreturn void give_up(const char *what, pid_t pid)
{
	fprintf(stderr, "fake_kernel: %s (%d)\n", what, (int)pid);
	abort();
}

static struct fake_process *find(struct fake_kernel *fake, pid_t pid)
{
	for (size_t i = 0; i < FAKE_PROCESSES; i++)
		if (pid > 0 && fake->processes[i].stat.pid == pid)
			return &fake->processes[i];
	return NULL;
}

static void let_happen(struct fake_kernel *fake, pid_t pid)
{
	void (*meanwhile)(struct fake_kernel *) = fake->meanwhile;

	if (!meanwhile || fake->meanwhile_pid != pid)
		return;
	fake->meanwhile = NULL;
	meanwhile(fake);
}

static void note(const struct fake_kernel *fake, const char *call, pid_t whom, int signal)
{
	size_t length = fake->trace ? strlen(fake->trace) : 0;

	if (fake->trace && length + 64 > FAKE_TRACE)
		give_up("the trace is too long", whom);
	if (fake->trace)
		snprintf(fake->trace + length, FAKE_TRACE - length, "%s %d %d\n", call, (int)whom,
			signal);
}

static pid_t holder_of(const struct fake_kernel *fake, int pidfd)
{
	return pidfd < FIRST_DESCRIPTOR || pidfd >= FIRST_DESCRIPTOR + FAKE_PROCESSES
		? 0
		: fake->descriptors[pidfd - FIRST_DESCRIPTOR].pid;
}

/* ---- The calls ---- */

static int fake_pidfd_open(void *context, pid_t pid)
{
	struct fake_kernel *fake = context;
	struct fake_process *process = find(fake, pid);

	note(fake, "pidfd_open", pid, 0);
	if (pid <= 0)
		return -EINVAL;
	if (fake->pidfd_error < 0)
		return fake->pidfd_error;
	if (!process)
		return -ESRCH;
	for (int i = 0; i < FAKE_PROCESSES; i++) {
		if (fake->descriptors[i].pid != 0)
			continue;
		fake->descriptors[i] = (struct process_id){pid, process->stat.start};
		fake->open_count++;
		return FIRST_DESCRIPTOR + i;
	}
	return -EMFILE;
}

static bool fake_has_group_flag(void *context)
{
	note(context, "has_group_flag", 0, 0);
	return ((struct fake_kernel *)context)->has_group_flag;
}

/* Signals the group of that number; start: only if it is named after that very leader; 0: any. */
static int signal_group(struct fake_kernel *fake, pid_t pgid, uint64_t start, int signal)
{
	struct fake_send send = {.pgid = pgid, .signal = signal, .through_pidfd = start != 0};
	size_t members = 0;
	size_t permitted = 0;
	void (*afterwards)(struct fake_kernel *) = fake->afterwards;

	for (size_t i = 0; i < FAKE_PROCESSES; i++) {
		const struct fake_process *process = &fake->processes[i];

		if (process->stat.pid == 0 || process->stat.pgid != pgid ||
			(start != 0 && process->group_start != start))
			continue;
		members++;
		permitted += !process->denied;
		send.reached += !process->denied &&
			!process_state_is_dead(process->stat.state, process->stat.threads);
	}
	if (members == 0)
		return -ESRCH;
	if (permitted == 0)
		return -EPERM;
	if (signal == 0)
		return 0;
	if (fake->send_count == FAKE_SENDS)
		give_up("too many sends", pgid);
	fake->sends[fake->send_count++] = send;
	if (afterwards) {
		fake->afterwards = NULL;
		afterwards(fake);
	}
	return 0;
}

static int fake_pidfd_signal_group(void *context, int pidfd, int signal)
{
	struct fake_kernel *fake = context;
	struct process_id id;

	note(fake, "pidfd_signal_group", holder_of(fake, pidfd), signal);
	if (pidfd < FIRST_DESCRIPTOR || pidfd >= FIRST_DESCRIPTOR + FAKE_PROCESSES)
		return -EBADF;
	id = fake->descriptors[pidfd - FIRST_DESCRIPTOR];
	if (id.pid == 0)
		return -EBADF;
	if (!fake->has_group_flag)
		return -EINVAL;
	if (signal != 0)
		let_happen(fake, 0);
	return signal_group(fake, id.pid, id.start, signal);
}

static int fake_killpg(void *context, pid_t pgid, int signal)
{
	struct fake_kernel *fake = context;

	note(fake, "killpg", pgid, signal);
	if (pgid <= 1)
		return -EINVAL;
	if (signal != 0)
		let_happen(fake, 0);
	return signal_group(fake, pgid, 0, signal);
}

static int fake_may_signal(void *context, pid_t pid)
{
	struct fake_process *process = find(context, pid);

	note(context, "may_signal", pid, 0);
	if (!process)
		return pid > 0 ? -ESRCH : -EINVAL;
	return process->denied ? -EPERM : 0;
}

static int fake_look(void *context, pid_t pid, struct process_stat *ret_stat)
{
	struct fake_process *process;

	note(context, "look", pid, 0);
	let_happen(context, pid);
	if (((struct fake_kernel *)context)->look_error < 0)
		return ((struct fake_kernel *)context)->look_error;
	process = find(context, pid);
	if (!process)
		return pid > 0 ? -ESRCH : -EINVAL;
	*ret_stat = process->stat;
	return 0;
}

static pid_t fake_group_of(void *context, pid_t pid)
{
	struct fake_process *process = find(context, pid);

	note(context, "group_of", pid, 0);
	return process ? process->stat.pgid : -ESRCH;
}

static uint32_t fake_count_living(void *context, pid_t pgid)
{
	const struct fake_kernel *fake = context;
	uint32_t count = 0;

	note(fake, "count_living", pgid, 0);
	for (size_t i = 0; i < FAKE_PROCESSES; i++) {
		const struct fake_process *process = &fake->processes[i];

		count += process->stat.pid != 0 && process->stat.pgid == pgid && !process->denied &&
			!process_state_is_dead(process->stat.state, process->stat.threads);
	}
	return count;
}

static bool fake_has_exited(void *context, int pidfd)
{
	struct fake_kernel *fake = context;
	struct process_id id = fake->descriptors[pidfd - FIRST_DESCRIPTOR];
	struct fake_process *process = find(fake, id.pid);

	note(fake, "has_exited", id.pid, 0);
	return !process || process->stat.start != id.start ||
		process_state_is_dead(process->stat.state, process->stat.threads);
}

static bool fake_may_hold(void *context, int pidfd)
{
	const struct fake_kernel *fake = context;

	note(fake, "may_hold", holder_of(fake, pidfd), 0);
	return fake->open_count <= fake->hold_max;
}

static void fake_mark_pids(void *context, struct pid_mark *ret_mark)
{
	const struct fake_kernel *fake = context;

	note(fake, "mark_pids", 0, 0);
	*ret_mark = fake->mark;
}

static void fake_close(void *context, int pidfd)
{
	struct fake_kernel *fake = context;

	note(fake, "close", holder_of(fake, pidfd), 0);
	if (pidfd < FIRST_DESCRIPTOR || pidfd >= FIRST_DESCRIPTOR + FAKE_PROCESSES ||
		fake->descriptors[pidfd - FIRST_DESCRIPTOR].pid == 0)
		give_up("closing what is not open", pidfd);
	fake->descriptors[pidfd - FIRST_DESCRIPTOR] = (struct process_id){0};
	fake->open_count--;
}

static void fake_walk(void *context, void (*visit)(void *data, pid_t pid), void *data)
{
	struct fake_kernel *fake = context;

	for (size_t i = 0; i < FAKE_PROCESSES; i++)
		if (fake->processes[i].stat.pid != 0)
			visit(data, fake->processes[i].stat.pid);
}

static pid_t fake_last_pid(void *context)
{
	return ((struct fake_kernel *)context)->last_pid;
}

static uint64_t fake_ticks(void *context)
{
	return ((struct fake_kernel *)context)->ticks;
}

static int fake_pidfd_signal(void *context, int pidfd, int signal)
{
	struct fake_kernel *fake = context;
	struct process_id id = {.pid = holder_of(fake, pidfd)};
	struct fake_process *process = find(fake, id.pid);

	note(fake, "pidfd_signal", id.pid, signal);
	if (id.pid == 0)
		return -EBADF;
	id = fake->descriptors[pidfd - FIRST_DESCRIPTOR];
	if (!process || process->stat.start != id.start)
		return -ESRCH;
	if (process->denied)
		return -EPERM;
	if (fake->single_count == FAKE_SENDS)
		give_up("too many sends", id.pid);
	fake->singles[fake->single_count++] = (struct fake_single){id, signal};
	return 0;
}

static bool fake_holds_off(void *context, pid_t pid, int signal)
{
	const struct fake_process *process = find(context, pid);

	(void)signal;
	return process && process->holds_off;
}

static uint64_t fake_now(void *context)
{
	return ++((struct fake_kernel *)context)->now;
}

/* ---- The machine ---- */

void fake_kernel_init(struct fake_kernel *ret_fake)
{
	*ret_fake = (struct fake_kernel){
		.table =
			{
				.context = ret_fake,
				.pidfd_open = fake_pidfd_open,
				.has_group_flag = fake_has_group_flag,
				.pidfd_signal_group = fake_pidfd_signal_group,
				.killpg = fake_killpg,
				.may_signal = fake_may_signal,
				.look = fake_look,
				.group_of = fake_group_of,
				.count_living = fake_count_living,
				.has_exited = fake_has_exited,
				.may_hold = fake_may_hold,
				.mark_pids = fake_mark_pids,
				.walk = fake_walk,
				.last_pid = fake_last_pid,
				.ticks = fake_ticks,
				.pidfd_signal = fake_pidfd_signal,
				.holds_off = fake_holds_off,
				.close = fake_close,
				.now = fake_now,
			},
		.has_group_flag = true,
		.hold_max = FAKE_PROCESSES,
		.now = 1000,
		.ticks = FAKE_NEVER,
	};
}

/* A group's start is its leader's, or what its members already have. */
static uint64_t group_start_of(struct fake_kernel *fake, const struct process_stat *stat)
{
	if (stat->pid == stat->pgid)
		return stat->start;
	for (size_t i = 0; i < FAKE_PROCESSES; i++)
		if (fake->processes[i].stat.pid != 0 && fake->processes[i].stat.pgid == stat->pgid)
			return fake->processes[i].group_start;
	return 1; /* of a leader that had ended before */
}

void fake_kernel_start(struct fake_kernel *fake, struct process_stat stat)
{
	if (find(fake, stat.pid))
		give_up("the number is taken", stat.pid);
	if (stat.threads == 0 && stat.state != 'Z')
		stat.threads = 1;
	for (size_t i = 0; i < FAKE_PROCESSES; i++) {
		if (fake->processes[i].stat.pid != 0)
			continue;
		fake->processes[i] = (struct fake_process){
			.stat = stat, .group_start = group_start_of(fake, &stat)};
		if (stat.pid > fake->last_pid)
			fake->last_pid = stat.pid;
		return;
	}
	give_up("no room", stat.pid);
}

void fake_kernel_add(struct fake_kernel *fake, const struct snapshot *snapshot)
{
	for (uint32_t i = 0; i < snapshot->process_count; i++) {
		const struct process *process = &snapshot->processes[i];

		if (!find(fake, process->pid))
			fake_kernel_start(fake,
				(struct process_stat){process->pid, process->ppid, process->pgid,
					process->sid, process->tty, process->threads,
					process->state, process->start});
	}
}

const struct snapshot *fake_kernel_snapshot(const struct fake_kernel *fake,
	const struct snapshot *previous)
{
	struct process rows[FAKE_PROCESSES];
	size_t count = 0;

	for (size_t i = 0; i < FAKE_PROCESSES; i++) {
		const struct process_stat *stat = &fake->processes[i].stat;

		if (stat->pid != 0)
			rows[count++] = (struct process){.pid = stat->pid,
				.ppid = stat->ppid,
				.pgid = stat->pgid ? stat->pgid : REAL_ZERO,
				.sid = stat->sid ? stat->sid : REAL_ZERO,
				.start = stat->start,
				.threads = stat->threads,
				.state = stat->state,
				.name = "some"};
	}
	return snapshot_fixture(previous, rows, count);
}

struct fake_process *fake_kernel_process(struct fake_kernel *fake, pid_t pid)
{
	struct fake_process *process = find(fake, pid);

	if (!process)
		give_up("no such process", pid);
	return process;
}

void fake_kernel_end(struct fake_kernel *fake, pid_t pid)
{
	struct fake_process *process = fake_kernel_process(fake, pid);

	process->stat.state = 'Z';
	process->stat.threads = 1;
}

void fake_kernel_reap(struct fake_kernel *fake, pid_t pid)
{
	*fake_kernel_process(fake, pid) = (struct fake_process){0};
}
