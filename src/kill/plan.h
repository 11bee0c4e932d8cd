/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What sending this signal to these groups would do, member by member, frozen when one asks. */
#ifndef KILL_PLAN_H
#define KILL_PLAN_H

#include "kill/expectation.h"
#include "kill/guard.h"
#include "kill/pin.h"
#include "model/cgroup.h"
#include "model/detail.h"
#include "model/snapshot.h"

struct plan_member {
	struct process_id id;
	pid_t ppid;
	uid_t uid;
	char state;
	enum expectation expected;
	unsigned notes; /* enum expectation_note */
	char name[64]; /* raw bytes, NUL-terminated */
};

/* What the user has to know of a target before sending, in the order in which it is shown; each has
 * the number of members it is about, unless it says otherwise. */
enum warning_kind {
	WARN_FOREGROUND, /* it is the foreground job of a terminal */
	WARN_HANGUP, /* the leader of a session with a terminal is in it: its end hangs up others */
	WARN_ORPHANS, /* groups with stopped members that its end orphans; how many groups */
	WARN_SERVICE, /* members of a systemd service, which may be started again */
	WARN_GREW, /* more members than when it was chosen; how many more */
	WARN_OTHER_USERS, /* members of other users than the sender */
	WARN_DENIED, /* members that may not be signalled */
	WARN_IGNORED, /* members that ignore it, of their own will */
	WARN_BLOCKED,
	WARN_PENDING, /* members for which the same signal waits already */
	WARN_STOPPED, /* members that take it only when continued */
	WARN_DISK, /* members in state D, which take it only when their wait ends */
	WARN_DISCARDED, /* members for which it is lost, because the group is orphaned */
	WARN_INIT, /* members that are an init without a handler for it */
	WARN_UNKNOWN, /* members whose masks could not be read */
	WARN_ONLY_ZOMBIES, /* nobody is left who could receive it */
	WARN_KIND_COUNT,
};

struct warning {
	enum warning_kind kind;
	uint32_t count;
};

/* How a target stands before anything is sent. */
enum plan_standing {
	PLAN_READY,
	PLAN_PROTECTED, /* ready, but only if the user says so twice */
	PLAN_REFUSED, /* judgement.reason */
	PLAN_GONE, /* no such group */
	PLAN_CHANGED, /* the number is another group's by now */
};

struct plan_target {
	struct group_id id;
	uint32_t number; /* as in the wish: the target's position among the targets */
	enum plan_standing standing;
	struct guard_judgement judgement;
	const struct pin *pin; /* not owned; NULL unless ready or protected */
	pid_t session; /* as in the wish */
	enum pin_guarantee guarantee; /* unknown (PIN_VERIFIED) unless ready or protected */
	uint32_t member_first; /* members[member_first .. + member_count) of the plan */
	uint32_t member_count;
	uint32_t counts[EXPECTATION_COUNT];
	struct warning warnings[WARN_KIND_COUNT];
	uint32_t warning_count;
	uid_t owner; /* the anchor's effective user */
	uint32_t chosen; /* living members when it was chosen; 0: unknown */
	bool continues; /* SIGCONT follows the signal */
	bool foreground;
	bool own_terminal; /* its terminal is the one that the sender sits at */
	char tty_name[32]; /* "" without a terminal */
	struct cgroup_service service; /* of the first member that is in one; "" for none */
	char name[64]; /* the anchor's, raw bytes */
	char *command; /* the anchor's command line, raw bytes; NULL if unknown; owned */
};

struct plan {
	int signal;
	uid_t sender; /* effective user who asks */
	const struct snapshot *snapshot; /* owned share: what the plan was made from */
	struct plan_target *targets;
	struct plan_member *members;
	uint32_t target_count;
	uint32_t member_count;
};

/* When SIGCONT is to follow the signal. */
enum plan_continue {
	CONTINUE_NEVER,
	CONTINUE_STOPPED, /* where members are stopped */
	CONTINUE_ALWAYS,
};

/* What a plan is to be made for. */
struct plan_options {
	int signal;
	enum plan_continue continues;
	size_t first; /* only targets from this one on: those of a later round */
	bool living; /* only targets with living members: what is left of an earlier plan */
};

/* What is usual for that signal: all targets, and SIGCONT after TERM where members are stopped,
 * because they would not take it. */
struct plan_options plan_options_for(int signal);

/* Frees it; NULL is fine. plan_freep is for CLEANUP(). */
void plan_free(struct plan *plan);
void plan_freep(struct plan **plan);

/* Whether it can still be sent: ready, or protected. */
bool plan_target_is_open(const struct plan_target *target);

/* Whether a signal that ends processes may end this one: it takes the default, can end by itself in
 * its handler, or nobody knows. */
bool plan_member_may_end(const struct plan_member *member);

/* What may_signal said of a process, as it is for this signal: kill(2) lets SIGCONT through to
 * every process of the sender's own session. */
int plan_permission(const struct self *self, const struct process *process, int signal, int said);

/* The permission of each member of a group for this signal. permissions has room for group->count.
 */
void plan_ask_permissions(const struct kernel *kernel, const struct self *self,
	const struct snapshot *snapshot, const struct group *group, int signal, int *permissions);

#endif
