/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "kill/self.h"

#include <unistd.h>

/* The parents that the snapshot shows, up to PID 1 or to where /proc hides them. */
static void follow_parents(struct self *self, const struct snapshot *snapshot, pid_t ppid)
{
	const struct process *parent = snapshot_process(snapshot, ppid);

	while (parent && self->ancestor_count < SELF_ANCESTORS_MAX) {
		self->ancestors[self->ancestor_count++] =
			(struct self_ancestor){parent->pid, parent->pgid};
		if (parent->pid == 1 || parent->ppid == parent->pid)
			break;
		parent = snapshot_process(snapshot, parent->ppid);
	}
}

static void fill(struct self *self, const struct snapshot *snapshot, pid_t ppid)
{
	const struct process *leader = snapshot_process(snapshot, self->sid);
	const struct process *init = snapshot_process(snapshot, 1);

	self->session_leader_pgid = leader ? leader->pgid : 0;
	self->init_pgid = init ? init->pgid : 0;
	follow_parents(self, snapshot, ppid);
}

void self_init(struct self *ret_self, const struct snapshot *snapshot)
{
	struct self self = {
		.pid = getpid(),
		.pgid = getpgrp(),
		.sid = getsid(0),
		.euid = geteuid(),
	};

	fill(&self, snapshot, getppid());
	*ret_self = self;
}

void self_init_as(struct self *ret_self, const struct snapshot *snapshot, pid_t pid)
{
	const struct process *process = snapshot_process(snapshot, pid);
	struct self self = {.pid = pid};

	if (process) {
		self.pgid = process->pgid;
		self.sid = process->sid;
		self.euid = process->euid;
	}
	fill(&self, snapshot, process ? process->ppid : 0);
	*ret_self = self;
}
