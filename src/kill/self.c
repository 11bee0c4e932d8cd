/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "kill/self.h"

#include <unistd.h>

static bool knows_group(const struct self *self, pid_t pgid)
{
	for (size_t i = 0; i < self->ancestor_count; i++)
		if (self->ancestors[i].pgid == pgid)
			return true;
	return false;
}

/*
 * The parents that the snapshot shows, up to PID 1 or to where /proc hides them. No chain is longer
 * than there are processes; what seems to be is a circle, as two scans of one moment can show.
 */
static void follow_parents(struct self *self, const struct snapshot *snapshot, pid_t ppid)
{
	const struct process *parent = snapshot_process(snapshot, ppid);

	for (uint32_t step = 0; parent && step < snapshot->process_count; step++) {
		if (!knows_group(self, parent->pgid) && self->ancestor_count < SELF_ANCESTORS_MAX)
			self->ancestors[self->ancestor_count++] =
				(struct self_ancestor){parent->pid, parent->pgid};
		if (parent->pid == 1)
			break;
		parent = snapshot_process(snapshot, parent->ppid);
	}
}

static void fill(struct self *self, const struct snapshot *snapshot, pid_t ppid)
{
	const struct process *own = snapshot_process(snapshot, self->pid);

	/* setpgid(2): a session leader cannot leave its group, whose number is the SID. So it is
	 * known even where /proc hides the leader, and after the leader has ended. */
	self->session_leader_pgid = self->sid;
	self->tty = own ? own->tty : 0;
	follow_parents(self, snapshot, ppid);
}

void self_init(struct self *ret_self, const struct snapshot *snapshot)
{
	struct self self = {
		.pid = getpid(),
		.pgid = getpgrp(),
		.sid = getsid(0),
		.euid = geteuid(),
		/* Where hidepid hides process 1 from /proc, this still knows. */
		.init_pgid = getpgid(1),
	};

	if (self.init_pgid < 0)
		self.init_pgid = 0;
	fill(&self, snapshot, getppid());
	*ret_self = self;
}

void self_renew(struct self *self, const struct snapshot *snapshot)
{
	const struct process *own = snapshot_process(snapshot, self->pid);
	const struct process *init = snapshot_process(snapshot, 1);

	if (init)
		self->init_pgid = init->pgid;
	if (!own)
		return;
	self->pgid = own->pgid;
	self->sid = own->sid;
	self->ancestor_count = 0;
	fill(self, snapshot, own->ppid);
}

void self_init_as(struct self *ret_self, const struct snapshot *snapshot, pid_t pid)
{
	const struct process *process = snapshot_process(snapshot, pid);

	*ret_self = (struct self){.pid = pid, .euid = process ? process->euid : 0};
	self_renew(ret_self, snapshot);
}
