/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Who is who. A PID is a number that the kernel hands out again; a process is a PID and the moment
 * it started; a group is its PGID and SID and one process that proves it is still the same group.
 */
#ifndef MODEL_IDENTITY_H
#define MODEL_IDENTITY_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* pid 0: nobody. start is in clock ticks since boot, as in field 22 of /proc/PID/stat. */
struct process_id {
	pid_t pid;
	uint64_t start;
};

/*
 * anchor is the leader (anchor.pid == pgid), alive or zombie, or, once that has been reaped or has
 * moved to another group, the oldest member. An identity read from text has sid -1 (unknown), and
 * an anchor of {0, 0} if the text was a bare number.
 */
struct group_id {
	pid_t pgid;
	pid_t sid;
	struct process_id anchor;
};

/* Enough for the text form of any identity, with the NUL. */
#define GROUP_ID_TEXT_MAX 64

/* Whether both are the same process. */
bool process_id_equal(struct process_id a, struct process_id b);

/* Orders by pid, then start: negative, 0, positive. */
int process_id_compare(struct process_id a, struct process_id b);

/* True if the anchor is not the leader. */
bool group_id_is_leaderless(const struct group_id *id);

/*
 * Whether a group's number has stayed with the group, as far as the process tells whose PID it is,
 * then and now ({0, 0}: nobody). The kernel hands a number out only when no group has it any more:
 * who has come to it since leads another group, or could.
 */
bool group_number_is_kept(struct process_id then, struct process_id now);

/*
 * Writes "PGID@START", leaderless "PGID@PID:START", or "PGID" where the anchor is nobody; returns
 * buf. Also serves for a session, with the SID in pgid.
 */
char *group_id_format(const struct group_id *id, char buf[GROUP_ID_TEXT_MAX]);

/* Reads any of the three forms: 0, -EINVAL (not of that form) or -ERANGE (a number too large). */
int group_id_parse(const char *text, struct group_id *ret_id);

#endif
