/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One moment of the machine, immutable once built. Processes are ordered by session, group, leader
 * first, then start; so a group is a slice of the processes and a session a slice of the groups.
 * Indexes mean something only within one snapshot; across snapshots use keys and identities.
 */
#ifndef MODEL_SNAPSHOT_H
#define MODEL_SNAPSHOT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "model/identity.h"
#include "model/pid_mark.h"
#include "model/process.h"

/* "No such index". */
#define SNAPSHOT_NONE UINT32_MAX

/* Members by state, for the letters of SNAPSHOT_STATES in that order; others count as the last. */
#define SNAPSHOT_STATES      "RSDTtZXI?"
#define SNAPSHOT_STATE_COUNT 9

struct group_user {
	uid_t uid;
	uint32_t members;
};

struct group {
	struct group_id id;
	uint64_t key; /* lineage: the same in later snapshots for as long as it is the same group */
	uint32_t first; /* processes[first .. first + count) are the members */
	uint32_t count;
	uint32_t session; /* index of its session */
	uint32_t leader; /* index of the process, or SNAPSHOT_NONE when leaderless */
	uint32_t anchor; /* index of the leader, or of the oldest member */
	uint32_t user_first; /* group_users[user_first .. + user_count), the anchor's user first */
	uint32_t user_count;
	uint32_t living; /* members that are not dead */
	uint32_t states[SNAPSHOT_STATE_COUNT];
	uint32_t tty; /* device number; 0: none */
	const char *tty_name; /* NULL: none */
	bool foreground; /* a living member says that its terminal's foreground group is this one */
	bool orphaned; /* setpgid(2): no member has a parent in another group of the session */
	bool kernel; /* all members are kernel threads */
	float cpu_percent; /* of one processor, summed */
	struct trend trend; /* of that */
	uint32_t threads; /* summed */
	uint64_t cpu; /* clock ticks, summed over the members there are */
	uint64_t rss; /* bytes, summed: shared pages count once for each member */
	uint64_t oldest_start; /* clock ticks since boot */
};

struct session {
	pid_t sid;
	struct group_id id; /* the SID in pgid; the anchor is the leader or the oldest member */
	uint64_t key; /* lineage, as for a group */
	uint32_t group_first; /* groups[group_first .. group_first + group_count) */
	uint32_t group_count;
	uint32_t leader; /* index of the process, or SNAPSHOT_NONE */
	uint32_t anchor;
	uint32_t members;
	uint32_t tty;
	const char *tty_name; /* NULL: none */
	float cpu_percent;
	struct trend trend;
	uint32_t threads;
	uint64_t cpu; /* clock ticks */
	uint64_t rss; /* bytes */
	uint64_t oldest_start; /* clock ticks since boot */
};

/* The machine around the processes. Unknown figures are NAN or 0. */
struct machine {
	char host[65];
	double load[3]; /* NAN: unknown */
	float cpu_percent; /* of all processors, 0 to 100 since the previous snapshot; NAN */
	uint64_t cpu_busy; /* clock ticks since boot, all processors */
	uint64_t cpu_total;
	uint64_t memory_total; /* bytes; 0: unknown */
	uint64_t memory_used;
	uint64_t uptime; /* nanoseconds since boot (CLOCK_BOOTTIME) when the scan began */
	uint64_t scanned; /* the same when all processes had been read; 0: as uptime */
	struct pid_mark pids_before; /* when the scan began */
	struct pid_mark pids_after; /* when all processes had been read */
	int64_t time; /* seconds since the epoch when the scan began */
	uint32_t ticks_per_second;
	bool partial; /* /proc hides processes of other users (hidepid) */
	bool foreign; /* /proc is not for certain that of this PID namespace: look only */
};

struct snapshot_user {
	uid_t uid;
	const char *name; /* never NULL: the number in digits where there is no name */
};

struct snapshot {
	const struct process *processes;
	const struct group *groups;
	const struct session *sessions;
	const struct group_user *group_users;
	const struct snapshot_user *users; /* ordered by uid */
	uint32_t process_count;
	uint32_t group_count;
	uint32_t session_count;
	uint32_t user_count;
	uint32_t zombies; /* dead processes not yet reaped */
	uint32_t stopped; /* states T and t */
	bool rates; /* cpu_percent is since the previous snapshot; else since the start */
	struct machine machine;
};

/* Shares the snapshot with one more owner; any thread. Returns it. */
const struct snapshot *snapshot_ref(const struct snapshot *snapshot);

/* Gives one share back; the last one frees. NULL is fine. */
void snapshot_unref(const struct snapshot *snapshot);

/* The time from one snapshot to the next, in nanoseconds; 0 where there is no earlier one. */
uint64_t snapshot_span(const struct snapshot *earlier, const struct snapshot *later);

/* For CLEANUP(): gives *snapshot back. */
void snapshot_unrefp(const struct snapshot **snapshot);

/* The process of that PID, or NULL. */
const struct process *snapshot_process(const struct snapshot *snapshot, pid_t pid);

/* Who has that PID: its identity, or {0, 0} for nobody. */
struct process_id snapshot_holder(const struct snapshot *snapshot, pid_t pid);

/* The process of exactly that identity, or NULL. */
const struct process *snapshot_process_by_id(const struct snapshot *snapshot, struct process_id id);

/* The group of that PGID, or NULL. Groups are ordered by SID and PGID, and a PGID above 0 belongs
 * to one session only; for 0 it is the first. */
const struct group *snapshot_group(const struct snapshot *snapshot, pid_t pgid);

/* The group of that PGID in that session, or NULL. */
const struct group *snapshot_group_in(const struct snapshot *snapshot, pid_t sid, pid_t pgid);

/* The group that a process of this snapshot is in; never NULL. */
const struct group *snapshot_group_of(const struct snapshot *snapshot,
	const struct process *process);

/* The session of that SID, or NULL. */
const struct session *snapshot_session(const struct snapshot *snapshot, pid_t sid);

/* The name of a user who owns a process of this snapshot; "?" for any other. */
const char *snapshot_user_name(const struct snapshot *snapshot, uid_t uid);

/* Whole seconds from a start (clock ticks since boot) to the snapshot; 0 if it is later. */
uint64_t snapshot_age(const struct snapshot *snapshot, uint64_t start);

/* The position of a state's letter in SNAPSHOT_STATES. */
unsigned snapshot_state_index(char state);

#endif
