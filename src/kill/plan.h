/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What sending this signal to these groups would do, member by member, frozen when the user asks.
 * plan_make is pure: everything it knows comes in through struct plan_request.
 */
#ifndef KILL_PLAN_H
#define KILL_PLAN_H

#include "kill/expectation.h"
#include "kill/guard.h"
#include "kill/pin.h"
#include "kill/warning.h"
#include "model/cgroup.h"
#include "model/detail.h"
#include "model/snapshot.h"

struct plan_member {
	struct process_id id;
	pid_t ppid;
	uid_t uid;
	char state;
	uint32_t threads;
	enum expectation expected;
	unsigned notes; /* enum expectation_note */
	char name[64]; /* raw bytes, NUL-terminated */
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

/* One thing to be signalled, or the reason why it cannot be. */
struct plan_wish {
	uint32_t number; /* the caller's own, for the plan's target */
	struct group_id id; /* as the user named it */
	pid_t session; /* the SID, if it is a part of that session, which was named; else 0 */
	const struct group *group; /* of the snapshot; NULL when not found */
	int error; /* without a pin: -ESRCH or -ESTALE of target_spec_find_group or pin_init */
	const struct pin *pin; /* NULL when it was not pinned */
	const int *permissions; /* may_signal for each member, in their order; NULL: unknown */
	uint32_t chosen; /* living members when it was chosen; 0: unknown */
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

struct plan_request {
	const struct snapshot *snapshot;
	const struct detail_set *details; /* of the members; NULL: masks unknown */
	const struct self *self;
	const struct plan_wish *wishes;
	size_t wish_count;
	int signal;
	enum plan_continue continues;
	bool group_flag; /* the kernel can signal a group through a pidfd */
};

/* Returns 0 or -ENOMEM; freed with plan_free. */
int plan_make(const struct plan_request *request, struct plan **ret_plan);

/* Frees it; NULL is fine. plan_freep is for CLEANUP(). */
void plan_free(struct plan *plan);
void plan_freep(struct plan **plan);

/* Whether it can still be sent: ready, or protected. */
bool plan_target_is_open(const struct plan_target *target);

/* What may_signal said of a process, as it is for this signal: kill(2) lets SIGCONT through to
 * every process of the sender's own session. */
int plan_permission(const struct self *self, const struct process *process, int signal, int said);

/* The permission of each member of a group for this signal. permissions has room for group->count.
 */
void plan_ask_permissions(const struct kernel *kernel, const struct self *self,
	const struct snapshot *snapshot, const struct group *group, int signal, int *permissions);

#endif
