/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "random_machine.h"

#include "snapshot_fixture.h"

/* splitmix64: short, and the same everywhere. */
static uint64_t next_random(uint64_t *state)
{
	uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

uint64_t random_machine_number(struct random_machine *machine, uint64_t below)
{
	return next_random(&machine->random) % below;
}

static struct random_process *anybody(struct random_machine *machine)
{
	return &machine->processes[random_machine_number(machine, machine->count)];
}

/* The kernel keeps a number back while anybody has it as PID, PGID or SID. */
static bool is_free(const struct random_machine *machine, pid_t number)
{
	for (size_t i = 0; i < machine->count; i++) {
		const struct process *row = &machine->processes[i].row;

		if (row->pid == number || row->pgid == number || row->sid == number)
			return false;
	}
	return true;
}

static struct random_process *group_member(struct random_machine *machine, pid_t pgid)
{
	for (size_t i = 0; i < machine->count; i++)
		if (machine->processes[i].row.pgid == pgid)
			return &machine->processes[i];
	return NULL;
}

/* ---- Births ---- */

static struct random_process *add(struct random_machine *machine, pid_t pid)
{
	struct random_process *born = &machine->processes[machine->count++];

	*born = (struct random_process){.row = {.pid = pid, .start = ++machine->clock}};
	born->row.name = random_machine_number(machine, 2) ? "make" : "cc";
	born->row.euid = random_machine_number(machine, 2) ? USER_DEPLOY : USER_ROOT;
	return born;
}

static void lead_session(struct random_machine *machine, struct random_process *process)
{
	process->row.pgid = process->row.pid;
	process->row.sid = process->row.pid;
	process->group = ++machine->serials;
	process->session = ++machine->serials;
	process->led = true;
}

static void be_born_with(struct random_machine *machine, pid_t pid)
{
	const struct random_process parent = *anybody(machine);
	struct random_process *born = add(machine, pid);

	born->row.ppid = parent.row.pid;
	born->row.pgid = parent.row.pgid;
	born->row.sid = parent.row.sid;
	born->group = parent.group;
	born->session = parent.session;
}

static void be_born(struct random_machine *machine)
{
	pid_t pid = 2 + (pid_t)random_machine_number(machine, RANDOM_MACHINE_PIDS);

	if (machine->count == RANDOM_MACHINE_PIDS || !is_free(machine, pid))
		return;
	if (machine->count == 0)
		lead_session(machine, add(machine, pid));
	else
		be_born_with(machine, pid);
}

/* ---- Lives ---- */

static void leave_for_own_group(struct random_machine *machine, struct random_process *process)
{
	pid_t pid = process->row.pid;
	const struct random_process *member = group_member(machine, pid);

	if (process->row.sid == pid || process->row.pgid == pid)
		return;
	/* Leading the same group twice would be the same group, for all that anybody can tell. */
	if (!member && process->led)
		return;
	if (member && member->row.sid != process->row.sid)
		return;
	process->group = member ? member->group : ++machine->serials;
	process->row.pgid = pid;
	process->led = true;
}

static void join_group(struct random_machine *machine, struct random_process *process)
{
	const struct random_process *other = anybody(machine);

	if (process->row.sid != other->row.sid || process->row.sid == process->row.pid)
		return;
	process->row.pgid = other->row.pgid;
	process->group = other->group;
}

static void leave_for_own_session(struct random_machine *machine, struct random_process *process)
{
	if (!process->led && !group_member(machine, process->row.pid))
		lead_session(machine, process);
}

static void work(struct random_machine *machine)
{
	for (size_t i = 0; i < machine->count; i++) {
		struct process *row = &machine->processes[i].row;

		row->cpu += random_machine_number(machine, 3) == 0
			? random_machine_number(machine, 100)
			: 0;
		row->rss = random_machine_number(machine, 3) == 0
			? random_machine_number(machine, 1 << 20)
			: row->rss;
		row->state = "RSDTZ"[random_machine_number(machine, 5)];
		row->threads = 1;
	}
}

/* ---- Deaths ---- */

static void end_one(struct random_machine *machine, size_t position)
{
	machine->processes[position] = machine->processes[--machine->count];
}

static void end_group(struct random_machine *machine, pid_t pgid)
{
	for (size_t i = machine->count; i-- > 0;)
		if (machine->processes[i].row.pgid == pgid)
			end_one(machine, i);
}

static void end_leader(struct random_machine *machine)
{
	pid_t pgid = anybody(machine)->row.pgid;

	for (size_t i = 0; i < machine->count; i++)
		if (machine->processes[i].row.pid == pgid) {
			end_one(machine, i);
			return;
		}
}

/* The worst case: the group ends, and a stranger leads another one of the same number. */
static void replace_group(struct random_machine *machine)
{
	pid_t pgid = anybody(machine)->row.pgid;

	end_group(machine, pgid);
	if (machine->count == 0 || !is_free(machine, pgid))
		return;
	be_born_with(machine, pgid);
	if (random_machine_number(machine, 2))
		leave_for_own_group(machine, &machine->processes[machine->count - 1]);
	else
		leave_for_own_session(machine, &machine->processes[machine->count - 1]);
}

void random_machine_end(struct random_machine *machine)
{
	machine->count = 0;
}

void random_machine_happen(struct random_machine *machine)
{
	if (random_machine_number(machine, 200) == 0)
		machine->wanted = 1 + random_machine_number(machine, RANDOM_MACHINE_PIDS / 2);
	if (machine->count == 0 ||
		random_machine_number(machine, 2 * machine->wanted) > machine->count) {
		be_born(machine);
		return;
	}
	switch (random_machine_number(machine, 11)) {
	case 0:
	case 1:
		leave_for_own_group(machine, anybody(machine));
		break;
	case 2:
	case 3:
	case 4:
		join_group(machine, anybody(machine));
		break;
	case 5:
		leave_for_own_session(machine, anybody(machine));
		break;
	case 6:
		end_leader(machine);
		break;
	case 7:
		replace_group(machine);
		break;
	case 8:
		work(machine);
		break;
	default:
		end_one(machine, random_machine_number(machine, machine->count));
	}
}

/* ---- Looking ---- */

void random_machine_look(struct random_machine *machine)
{
	struct process rows[RANDOM_MACHINE_PIDS];
	const struct snapshot *previous = machine->snapshot;

	for (size_t i = 0; i < machine->count; i++)
		rows[i] = machine->processes[i].row;
	machine->snapshot = snapshot_fixture(previous, rows, machine->count);
	snapshot_unref(previous);
}

static const struct random_process *find(const struct random_machine *machine, struct process_id id)
{
	for (size_t i = 0; i < machine->count; i++)
		if (process_id_equal(process_identity(&machine->processes[i].row), id))
			return &machine->processes[i];
	return NULL;
}

uint32_t random_machine_group_of(const struct random_machine *machine, struct process_id id)
{
	const struct random_process *process = find(machine, id);

	return process ? process->group : 0;
}

uint32_t random_machine_session_of(const struct random_machine *machine, struct process_id id)
{
	const struct random_process *process = find(machine, id);

	return process ? process->session : 0;
}

void random_machine_init(struct random_machine *ret_machine, uint64_t seed)
{
	*ret_machine = (struct random_machine){.random = seed,
		.wanted = RANDOM_MACHINE_PIDS / 3,
		.clock = 1000};
	for (int i = 0; i < RANDOM_MACHINE_PIDS; i++)
		random_machine_happen(ret_machine);
	random_machine_look(ret_machine);
}

void random_machine_done(struct random_machine *machine)
{
	snapshot_unref(machine->snapshot);
	*machine = (struct random_machine){0};
}
