/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "world.h"

#include "made_up.h"

/* splitmix64: short, and the same everywhere. */
static uint64_t next_random(uint64_t *state)
{
	uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

uint64_t world_random(struct world *world, uint64_t below)
{
	return next_random(&world->random) % below;
}

static struct world_process *anybody(struct world *world)
{
	return &world->processes[world_random(world, world->count)];
}

/* The kernel keeps a number back while anybody has it as PID, PGID or SID. */
static bool is_free(const struct world *world, pid_t number)
{
	for (size_t i = 0; i < world->count; i++) {
		const struct process *row = &world->processes[i].row;

		if (row->pid == number || row->pgid == number || row->sid == number)
			return false;
	}
	return true;
}

static struct world_process *group_member(struct world *world, pid_t pgid)
{
	for (size_t i = 0; i < world->count; i++)
		if (world->processes[i].row.pgid == pgid)
			return &world->processes[i];
	return NULL;
}

/* ---- Births ---- */

static struct world_process *add(struct world *world, pid_t pid)
{
	struct world_process *born = &world->processes[world->count++];

	*born = (struct world_process){.row = {.pid = pid, .start = ++world->clock}};
	born->row.name = world_random(world, 2) ? "make" : "cc";
	born->row.euid = world_random(world, 2) ? MADE_UP_DEPLOY : MADE_UP_ROOT;
	return born;
}

static void lead_session(struct world *world, struct world_process *process)
{
	process->row.pgid = process->row.pid;
	process->row.sid = process->row.pid;
	process->group = ++world->serials;
	process->session = ++world->serials;
	process->led = true;
}

static void be_born_with(struct world *world, pid_t pid)
{
	const struct world_process parent = *anybody(world);
	struct world_process *born = add(world, pid);

	born->row.ppid = parent.row.pid;
	born->row.pgid = parent.row.pgid;
	born->row.sid = parent.row.sid;
	born->group = parent.group;
	born->session = parent.session;
}

static void be_born(struct world *world)
{
	pid_t pid = 2 + (pid_t)world_random(world, WORLD_PIDS);

	if (world->count == WORLD_PIDS || !is_free(world, pid))
		return;
	if (world->count == 0)
		lead_session(world, add(world, pid));
	else
		be_born_with(world, pid);
}

/* ---- Lives ---- */

static void leave_for_own_group(struct world *world, struct world_process *process)
{
	pid_t pid = process->row.pid;
	const struct world_process *member = group_member(world, pid);

	if (process->row.sid == pid || process->row.pgid == pid)
		return;
	/* Leading the same group twice would be the same group, for all that anybody can tell. */
	if (!member && process->led)
		return;
	if (member && member->row.sid != process->row.sid)
		return;
	process->group = member ? member->group : ++world->serials;
	process->row.pgid = pid;
	process->led = true;
}

static void join_group(struct world *world, struct world_process *process)
{
	const struct world_process *other = anybody(world);

	if (process->row.sid != other->row.sid || process->row.sid == process->row.pid)
		return;
	process->row.pgid = other->row.pgid;
	process->group = other->group;
}

static void leave_for_own_session(struct world *world, struct world_process *process)
{
	if (!process->led && !group_member(world, process->row.pid))
		lead_session(world, process);
}

static void work(struct world *world)
{
	for (size_t i = 0; i < world->count; i++) {
		struct process *row = &world->processes[i].row;

		row->cpu += world_random(world, 3) == 0 ? world_random(world, 100) : 0;
		row->rss = world_random(world, 3) == 0 ? world_random(world, 1 << 20) : row->rss;
		row->state = "RSDTZ"[world_random(world, 5)];
		row->threads = 1;
	}
}

/* ---- Deaths ---- */

static void end_one(struct world *world, size_t position)
{
	world->processes[position] = world->processes[--world->count];
}

static void end_group(struct world *world, pid_t pgid)
{
	for (size_t i = world->count; i-- > 0;)
		if (world->processes[i].row.pgid == pgid)
			end_one(world, i);
}

static void end_leader(struct world *world)
{
	pid_t pgid = anybody(world)->row.pgid;

	for (size_t i = 0; i < world->count; i++)
		if (world->processes[i].row.pid == pgid) {
			end_one(world, i);
			return;
		}
}

/* The worst case: the group ends, and a stranger leads another one of the same number. */
static void replace_group(struct world *world)
{
	pid_t pgid = anybody(world)->row.pgid;

	end_group(world, pgid);
	if (world->count == 0 || !is_free(world, pgid))
		return;
	be_born_with(world, pgid);
	if (world_random(world, 2))
		leave_for_own_group(world, &world->processes[world->count - 1]);
	else
		leave_for_own_session(world, &world->processes[world->count - 1]);
}

void world_end(struct world *world)
{
	world->count = 0;
}

void world_happen(struct world *world)
{
	if (world_random(world, 200) == 0)
		world->wanted = 1 + world_random(world, WORLD_PIDS / 2);
	if (world->count == 0 || world_random(world, 2 * world->wanted) > world->count) {
		be_born(world);
		return;
	}
	switch (world_random(world, 11)) {
	case 0:
	case 1:
		leave_for_own_group(world, anybody(world));
		break;
	case 2:
	case 3:
	case 4:
		join_group(world, anybody(world));
		break;
	case 5:
		leave_for_own_session(world, anybody(world));
		break;
	case 6:
		end_leader(world);
		break;
	case 7:
		replace_group(world);
		break;
	case 8:
		work(world);
		break;
	default:
		end_one(world, world_random(world, world->count));
	}
}

/* ---- Looking ---- */

void world_look(struct world *world)
{
	struct process rows[WORLD_PIDS];
	const struct snapshot *previous = world->snapshot;

	for (size_t i = 0; i < world->count; i++)
		rows[i] = world->processes[i].row;
	world->snapshot = made_up_snapshot(previous, rows, world->count);
	snapshot_unref(previous);
}

static const struct world_process *find(const struct world *world, struct process_id id)
{
	for (size_t i = 0; i < world->count; i++)
		if (process_id_equal(process_identity(&world->processes[i].row), id))
			return &world->processes[i];
	return NULL;
}

uint32_t world_group_of(const struct world *world, struct process_id id)
{
	const struct world_process *process = find(world, id);

	return process ? process->group : 0;
}

uint32_t world_session_of(const struct world *world, struct process_id id)
{
	const struct world_process *process = find(world, id);

	return process ? process->session : 0;
}

void world_init(struct world *ret_world, uint64_t seed)
{
	*ret_world = (struct world){.random = seed, .wanted = WORLD_PIDS / 3, .clock = 1000};
	for (int i = 0; i < WORLD_PIDS; i++)
		world_happen(ret_world);
	world_look(ret_world);
}

void world_done(struct world *world)
{
	snapshot_unref(world->snapshot);
	*world = (struct world){0};
}
