/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "model/grouping.h"

#include <errno.h>
#include <stdlib.h>

static bool starts_group(const struct process *processes, uint32_t i)
{
	return i == 0 || processes[i].pgid != processes[i - 1].pgid ||
		processes[i].sid != processes[i - 1].sid;
}

static bool starts_session(const struct process *processes, uint32_t i)
{
	return i == 0 || processes[i].sid != processes[i - 1].sid;
}

int grouping_cut(struct snapshot_private *next)
{
	uint32_t count = next->public.process_count;
	uint32_t groups = 0;
	uint32_t sessions = 0;

	for (uint32_t i = 0; i < count; i++) {
		groups += starts_group(next->processes, i);
		sessions += starts_session(next->processes, i);
	}
	next->groups = calloc(groups + 1u, sizeof(*next->groups));
	next->sessions = calloc(sessions + 1u, sizeof(*next->sessions));
	/* A group has no more users than members. */
	next->group_users = calloc(count + 1u, sizeof(*next->group_users));
	if (!next->groups || !next->sessions || !next->group_users)
		return -ENOMEM;
	next->public.groups = next->groups;
	next->public.sessions = next->sessions;
	next->public.group_users = next->group_users;
	for (uint32_t i = 0; i < count; i++) {
		if (starts_session(next->processes, i)) {
			struct session *session = &next->sessions[next->public.session_count++];

			session->sid = next->processes[i].sid;
			session->group_first = next->public.group_count;
		}
		if (starts_group(next->processes, i)) {
			next->groups[next->public.group_count++].first = i;
			next->sessions[next->public.session_count - 1].group_count++;
		}
		next->groups[next->public.group_count - 1].count++;
		next->groups[next->public.group_count - 1].session = next->public.session_count - 1;
	}
	return 0;
}

/* Counts one member under its user in the group's slice of group_users. */
static void count_user(struct snapshot_private *next, struct group *group, uid_t uid)
{
	struct group_user *users = &next->group_users[group->user_first];

	for (uint32_t i = 0; i < group->user_count; i++) {
		if (users[i].uid == uid) {
			users[i].members++;
			return;
		}
	}
	users[group->user_count++] = (struct group_user){.uid = uid, .members = 1};
}

static void set_identity(struct snapshot_private *next, struct group *group)
{
	const struct process *first = &next->processes[group->first];

	group->anchor = group->first;
	group->leader = process_is_leader(first) ? group->first : SNAPSHOT_NONE;
	group->id = (struct group_id){
		.pgid = first->pgid,
		.sid = first->sid,
		.anchor = process_identity(first),
	};
}

static void add_member(struct group *group, const struct process *member)
{
	bool dead = process_is_dead(member);

	group->living += !dead;
	group->states[snapshot_state_index(member->state)]++;
	group->kernel &= member->kernel_thread;
	group->cpu_percent += member->cpu_percent;
	group->threads += member->threads;
	group->cpu += member->cpu;
	group->rss += member->rss;
	if (member->start < group->oldest_start)
		group->oldest_start = member->start;
	if (group->tty == 0 && member->tty != 0) {
		group->tty = member->tty;
		group->tty_name = member->tty_name;
	}
	/* tpgid goes stale once the job has ended, so only the living bear witness. */
	if (!dead && member->tty != 0 && member->tpgid == member->pgid)
		group->foreground = true;
}

/*
 * The kernel's own rule (will_become_orphaned_pgrp in kernel/exit.c): a living member whose parent
 * is in another group of the same session keeps the group from being orphaned. init_pid is the
 * machine's init, whose children do not count, or 0 where PID 1 is only a namespace's.
 */
static bool is_orphaned(const struct snapshot *snapshot, const struct group *group, pid_t init_pid)
{
	for (uint32_t i = group->first; i < group->first + group->count; i++) {
		const struct process *member = &snapshot->processes[i];
		const struct process *parent;

		if (process_is_dead(member) || member->ppid == init_pid)
			continue;
		parent = snapshot_process(snapshot, member->ppid);
		if (parent && parent->pgid != member->pgid && parent->sid == member->sid)
			return false;
	}
	return true;
}

static void fill_groups(struct snapshot_private *next)
{
	/* Only the machine's own PID namespace shows kernel threads, PID 2 first. */
	const struct process *second = snapshot_process(&next->public, 2);
	pid_t init_pid = second && second->kernel_thread ? 1 : 0;
	uint32_t user_first = 0;

	for (uint32_t g = 0; g < next->public.group_count; g++) {
		struct group *group = &next->groups[g];

		set_identity(next, group);
		group->kernel = true;
		group->oldest_start = UINT64_MAX;
		group->user_first = user_first;
		for (uint32_t i = group->first; i < group->first + group->count; i++) {
			add_member(group, &next->processes[i]);
			count_user(next, group, next->processes[i].euid);
		}
		group->orphaned = is_orphaned(&next->public, group, init_pid);
		user_first += group->user_count;
	}
}

/* The session's leader is the process whose PID is the SID; else its oldest member stands for
 * it. */
static void set_session_identity(struct snapshot_private *next, struct session *session)
{
	session->leader = SNAPSHOT_NONE;
	for (uint32_t g = 0; g < session->group_count; g++) {
		const struct group *group = &next->groups[session->group_first + g];

		for (uint32_t i = group->first; i < group->first + group->count; i++) {
			const struct process *process = &next->processes[i];

			if ((g == 0 && i == group->first) ||
				process->start < next->processes[session->anchor].start)
				session->anchor = i;
			if (process->pid == session->sid)
				session->leader = i;
		}
	}
	if (session->leader != SNAPSHOT_NONE)
		session->anchor = session->leader;
	session->id = (struct group_id){
		.pgid = session->sid,
		.sid = session->sid,
		.anchor = process_identity(&next->processes[session->anchor]),
	};
}

static void fill_sessions(struct snapshot_private *next)
{
	for (uint32_t s = 0; s < next->public.session_count; s++) {
		struct session *session = &next->sessions[s];

		set_session_identity(next, session);
		session->oldest_start = UINT64_MAX;
		for (uint32_t g = 0; g < session->group_count; g++) {
			const struct group *group = &next->groups[session->group_first + g];

			session->members += group->count;
			session->cpu_percent += group->cpu_percent;
			session->threads += group->threads;
			session->cpu += group->cpu;
			session->rss += group->rss;
			if (group->oldest_start < session->oldest_start)
				session->oldest_start = group->oldest_start;
			if (session->tty == 0 && group->tty != 0) {
				session->tty = group->tty;
				session->tty_name = group->tty_name;
			}
		}
	}
}

static void count_states(struct snapshot_private *next)
{
	for (uint32_t i = 0; i < next->public.process_count; i++) {
		const struct process *process = &next->processes[i];

		next->public.zombies += process_is_dead(process);
		next->public.stopped += process->state == 'T' || process->state == 't';
	}
}

void grouping_fill(struct snapshot_private *next)
{
	fill_groups(next);
	fill_sessions(next);
	count_states(next);
}
