/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "model/lineage.h"

#include <math.h>

#define NANOSECONDS 1e9

/* Seconds from a start in clock ticks to the snapshot, one tick at least. */
static double seconds_since_start(const struct machine *machine, uint64_t start)
{
	double tick = 1.0 / machine->ticks_per_second;
	double age = (double)machine->uptime / NANOSECONDS - (double)start * tick;

	return age > tick ? age : tick;
}

/* A process is read at some moment of the scan, which is long where there are many: measured by the
 * end of it, nobody has used more time than there was. */
static float average_rate(const struct machine *machine, const struct process *process)
{
	struct machine end = *machine;
	double used = (double)process->cpu / machine->ticks_per_second;

	if (machine->scanned > machine->uptime)
		end.uptime = machine->scanned;
	return (float)(100.0 * used / seconds_since_start(&end, process->start));
}

static float rate_since(const struct machine *machine, const struct process *process,
	const struct process *before, double interval)
{
	uint64_t used = process->cpu;

	if (before)
		used = process->cpu > before->cpu ? process->cpu - before->cpu : 0;
	else if (seconds_since_start(machine, process->start) > 2.0 * interval)
		/* Old, but hidden until now: its past is not of this interval. */
		return average_rate(machine, process);
	return (float)(100.0 * (double)used / machine->ticks_per_second / interval);
}

/* The share of all processors that was busy between the two, in percent; NAN: unknown. */
static float machine_rate(const struct machine *machine, const struct machine *before)
{
	if (machine->cpu_total <= before->cpu_total || machine->cpu_busy < before->cpu_busy)
		return NAN;
	return (float)(100.0 * (double)(machine->cpu_busy - before->cpu_busy) /
		(double)(machine->cpu_total - before->cpu_total));
}

void lineage_fill_rates(struct snapshot_private *next, const struct snapshot *previous)
{
	const struct machine *machine = &next->public.machine;
	double interval = 0.0;

	if (machine->ticks_per_second == 0)
		return;
	if (previous && machine->uptime > previous->machine.uptime)
		interval = (double)(machine->uptime - previous->machine.uptime) / NANOSECONDS;
	next->public.rates = interval > 0.0;
	if (interval > 0.0)
		next->public.machine.cpu_percent = machine_rate(machine, &previous->machine);
	for (uint32_t i = 0; i < next->public.process_count; i++) {
		struct process *process = &next->processes[i];
		const struct process *before = NULL;

		if (previous)
			before = snapshot_process_by_id(previous, process_identity(process));
		process->cpu_percent = interval > 0.0
			? rate_since(machine, process, before, interval)
			: average_rate(machine, process);
		process->trend = trend_next(before ? &before->trend : NULL,
			interval > 0.0 ? process->cpu_percent : NAN);
	}
}

/* Does a member of this group stand in the same group of the old snapshot? */
static bool shares_member(const struct snapshot *next, const struct group *group,
	const struct snapshot *previous)
{
	for (uint32_t i = group->first; i < group->first + group->count; i++) {
		const struct process *member = &next->processes[i];
		const struct process *before =
			snapshot_process_by_id(previous, process_identity(member));

		if (before && before->pgid == member->pgid && before->sid == member->sid)
			return true;
	}
	return false;
}

/* Nobody can have got the number since the old snapshot: whoever has it is whoever had it. */
static bool was_not_handed_out(const struct snapshot *next, const struct snapshot *previous,
	pid_t number)
{
	return pid_mark_spares(&previous->machine.pids_before, &next->machine.pids_after, number);
}

static bool is_same_group(const struct snapshot *next, const struct group *group,
	const struct snapshot *previous, const struct group *old)
{
	pid_t pgid = group->id.pgid;

	/* A member in common may have gone over to those who got the number. */
	if (!old ||
		!group_number_is_kept(snapshot_holder(previous, pgid), snapshot_holder(next, pgid)))
		return false;
	/* They are the same one then. */
	if (group->leader != SNAPSHOT_NONE && old->leader != SNAPSHOT_NONE)
		return true;
	return shares_member(next, group, previous) || was_not_handed_out(next, previous, pgid);
}

static bool is_same_session(const struct snapshot *next, const struct session *session,
	const struct snapshot *previous, const struct session *old)
{
	const struct group *first = &next->groups[session->group_first];

	if (!old)
		return false;
	if (session->leader != SNAPSHOT_NONE && old->leader != SNAPSHOT_NONE)
		return process_id_equal(session->id.anchor, old->id.anchor);
	for (uint32_t g = 0; g < session->group_count; g++)
		if (shares_member(next, &first[g], previous))
			return true;
	return was_not_handed_out(next, previous, session->sid);
}

/* The trend goes with the lineage. */
static void inherit_group(struct snapshot_private *next, struct group *group,
	const struct snapshot *previous)
{
	const struct group *old =
		previous ? snapshot_group_in(previous, group->id.sid, group->id.pgid) : NULL;

	if (!is_same_group(&next->public, group, previous, old))
		old = NULL;
	group->key = old ? old->key : next->next_key++;
	group->trend =
		trend_next(old ? &old->trend : NULL, next->public.rates ? group->cpu_percent : NAN);
}

static void inherit_session(struct snapshot_private *next, struct session *session,
	const struct snapshot *previous)
{
	const struct session *old = previous ? snapshot_session(previous, session->sid) : NULL;

	if (!is_same_session(&next->public, session, previous, old))
		old = NULL;
	session->key = old ? old->key : next->next_key++;
	session->trend = trend_next(old ? &old->trend : NULL,
		next->public.rates ? session->cpu_percent : NAN);
}

void lineage_fill_keys(struct snapshot_private *next, const struct snapshot *previous)
{
	/* A series has keys of its own: fewer groups come in a nanosecond than keys are skipped. */
	next->next_key =
		previous ? snapshot_private(previous)->next_key : 1 + next->public.machine.uptime;
	for (uint32_t i = 0; i < next->public.group_count; i++)
		inherit_group(next, &next->groups[i], previous);
	for (uint32_t i = 0; i < next->public.session_count; i++)
		inherit_session(next, &next->sessions[i], previous);
}
