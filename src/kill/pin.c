/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "kill/pin.h"

#include <errno.h>
#include <stdlib.h>

int pin_open_process(const struct kernel *kernel, struct process_id id,
	struct process_stat *ret_stat)
{
	int fd = kernel_pidfd_open(kernel, id.pid);
	struct process_stat stat;
	int r;

	if (fd < 0)
		return fd;
	r = kernel_look(kernel, id.pid, &stat);
	if (r == 0 && stat.start != id.start)
		r = -ESRCH;
	if (r < 0) {
		kernel_close(kernel, fd);
		return r;
	}
	if (ret_stat)
		*ret_stat = stat;
	return fd;
}

static bool is_in_group(const struct pin *pin, const struct process_stat *stat)
{
	return stat->pgid == pin->id.pgid && stat->sid == pin->id.sid;
}

/* Is this very process in the pinned group now? */
static bool is_member(const struct pin *pin, const struct kernel *kernel, struct process_id id)
{
	struct process_stat stat;

	return kernel_look(kernel, id.pid, &stat) == 0 && stat.start == id.start &&
		is_in_group(pin, &stat);
}

/* Why no witness is left: the number is somebody else's by now, or nobody's. */
static int lost(const struct pin *pin, const struct kernel *kernel)
{
	struct process_stat stat;

	if (pin->id.pgid > 1 && kernel_killpg(kernel, pin->id.pgid, 0) != -ESRCH)
		return -ESTALE;
	if (kernel_look(kernel, pin->id.pgid, &stat) == 0 && stat.pgid == pin->id.pgid)
		return -ESTALE;
	return -ESRCH;
}

/*
 * Members that fork and end faster than they can be named leave no witness, but they hold the
 * number: as long as it was not handed out again, whoever has the group's number is of this group.
 */
static bool lives_on(const struct pin *pin, const struct kernel *kernel)
{
	struct pid_mark now;

	if (pin->id.pgid <= 1 || kernel_killpg(kernel, pin->id.pgid, 0) == -ESRCH)
		return false;
	kernel_mark_pids(kernel, &now);
	return pid_mark_spares(&pin->mark, &now, pin->id.pgid);
}

static bool has_witness(const struct pin *pin, const struct kernel *kernel)
{
	for (size_t i = 0; i < pin->witness_count; i++)
		if (is_member(pin, kernel, pin->witnesses[i]))
			return true;
	return false;
}

/*
 * Whether nobody has got the group's number since, as /proc has it now. To be asked after the
 * witnesses: who was seen in the group before cannot have followed a newcomer into it.
 */
static bool keeps_number(const struct pin *pin, const struct kernel *kernel)
{
	struct process_stat stat;
	int r = kernel_look(kernel, pin->id.pgid, &stat);

	if (r < 0)
		return r == -ESRCH;
	return group_number_is_kept(pin->holder, (struct process_id){stat.pid, stat.start});
}

/* Group 1 is reached through a descriptor or not at all. */
static bool may_hold(const struct pin *pin, const struct kernel *kernel, int fd)
{
	return pin->id.pgid == 1 || kernel_may_hold(kernel, fd);
}

/* Leaves the pin verified where the leader cannot be held: when it was reaped since the scan, or
 * too many are held, those who are left can still bear witness. */
static void hold_leader(struct pin *pin, const struct kernel *kernel)
{
	struct process_stat stat;
	int fd;

	if (!kernel_has_group_flag(kernel))
		return;
	fd = pin_open_process(kernel, pin->id.anchor, &stat);
	if (fd < 0)
		return;
	if (!is_in_group(pin, &stat) || !may_hold(pin, kernel, fd)) {
		kernel_close(kernel, fd);
		return;
	}
	pin->pidfd = fd;
	pin->guarantee = PIN_EXACT;
}

static int name_witnesses(struct pin *pin, const struct snapshot *snapshot,
	const struct group *group)
{
	struct process_id *witnesses = calloc(group->count, sizeof(*witnesses));

	if (!witnesses)
		return -ENOMEM;
	for (uint32_t i = 0; i < group->count; i++)
		witnesses[i] = process_identity(&snapshot->processes[group->first + i]);
	free(pin->witnesses);
	pin->witnesses = witnesses;
	pin->witness_count = group->count;
	pin->mark = snapshot->machine.pids_before;
	return 0;
}

/* Is one of the witnesses a member of that group of the snapshot? */
static bool has_witness_in(const struct pin *pin, const struct snapshot *snapshot,
	const struct group *group)
{
	for (size_t i = 0; i < pin->witness_count; i++) {
		const struct process *process = snapshot_process_by_id(snapshot, pin->witnesses[i]);

		if (process && process->pgid == group->id.pgid && process->sid == group->id.sid)
			return true;
	}
	return false;
}

int pin_init(struct pin *ret_pin, const struct kernel *kernel, const struct snapshot *snapshot,
	const struct group *group)
{
	struct pin pin = {.id = group->id,
		.guarantee = PIN_VERIFIED,
		.pidfd = -1,
		.key = group->key,
		.holder = snapshot_holder(snapshot, group->id.pgid)};
	int r;

	if (group->id.pgid <= 0)
		return -EINVAL;
	r = name_witnesses(&pin, snapshot, group);
	if (r < 0)
		return r;
	if (!group_id_is_leaderless(&pin.id))
		hold_leader(&pin, kernel);
	r = pin_verify(&pin, kernel);
	if (r < 0) {
		pin_done(&pin, kernel);
		return r;
	}
	*ret_pin = pin;
	return 0;
}

int pin_init_child(struct pin *ret_pin, const struct kernel *kernel, pid_t pid)
{
	struct pin pin = {.guarantee = PIN_VERIFIED, .pidfd = -1};
	struct process_stat stat;
	int r = kernel_look(kernel, pid, &stat);

	if (r < 0)
		return r;
	if (stat.pgid != pid)
		return -ESTALE;
	pin.id = (struct group_id){pid, stat.sid, {pid, stat.start}};
	pin.holder = pin.id.anchor;
	pin.witnesses = calloc(1, sizeof(*pin.witnesses));
	if (!pin.witnesses)
		return -ENOMEM;
	pin.witnesses[0] = pin.id.anchor;
	pin.witness_count = 1;
	hold_leader(&pin, kernel);
	*ret_pin = pin;
	return 0;
}

void pin_done(struct pin *pin, const struct kernel *kernel)
{
	if (pin->pidfd >= 0)
		kernel_close(kernel, pin->pidfd);
	free(pin->witnesses);
	*pin = (struct pin){.pidfd = -1};
}

int pin_verify(const struct pin *pin, const struct kernel *kernel)
{
	if (pin->guarantee == PIN_EXACT) {
		/* Signal 0 through the descriptor asks about its own group and no other. */
		int r = kernel_pidfd_signal_group(kernel, pin->pidfd, 0);

		return r == -ESRCH ? lost(pin, kernel) : 0;
	}
	return (has_witness(pin, kernel) || lives_on(pin, kernel)) && keeps_number(pin, kernel)
		? 0
		: lost(pin, kernel);
}

int pin_recognize(const struct pin *pin, const struct kernel *kernel,
	const struct snapshot *snapshot, const struct group *group, bool witnessed)
{
	if (group->id.pgid != pin->id.pgid || group->id.sid != pin->id.sid)
		return -ESTALE;
	/* While the descriptor's group lives, nobody else can have its number. */
	if (pin->guarantee == PIN_EXACT)
		return pin_verify(pin, kernel);
	if (pin->key != 0 && pin->key == group->key)
		return 0;
	return witnessed &&
			group_number_is_kept(pin->holder, snapshot_holder(snapshot, pin->id.pgid))
		? 0
		: -ESTALE;
}

int pin_renew(struct pin *pin, const struct kernel *kernel, const struct snapshot *snapshot,
	const struct group *group)
{
	int r = pin_recognize(pin, kernel, snapshot, group, has_witness_in(pin, snapshot, group));

	return r < 0 ? r : name_witnesses(pin, snapshot, group);
}

int pin_send(const struct pin *pin, const struct kernel *kernel, int signal)
{
	int r = pin_verify(pin, kernel);

	if (r < 0)
		return r;
	if (pin->guarantee == PIN_EXACT)
		return kernel_pidfd_signal_group(kernel, pin->pidfd, signal);
	return kernel_killpg(kernel, pin->id.pgid, signal);
}
