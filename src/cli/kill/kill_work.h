/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What posse kill does: from the words of the user to steps that were sent and watched. */
#ifndef CLI_KILL_KILL_WORK_H
#define CLI_KILL_KILL_WORK_H

#include <stdbool.h>

#include "kill/step.h"
#include "model/snapshot.h"
#include "scan/scanner.h"

struct kill_request {
	const struct target_spec *targets; /* not owned */
	size_t count;
	int signal;
	bool continues; /* SIGCONT follows whatever happens */
	bool include_protected;
};

struct kill_work {
	const struct kernel *kernel; /* not owned */
	struct kill_request request;
	struct scanner *scanner;
	const struct snapshot *snapshot; /* the newest */
	struct targets *targets;
	struct step *steps; /* the first, rounds over sessions, and what followed */
	size_t count;
	size_t capacity;
	size_t current; /* the first step of the signal that was sent last */
	unsigned rounds; /* of that signal over sessions; 0: no session was named */
	bool sent; /* at least one call reached somebody */
	bool waited; /* the end was waited for */
	int wake; /* descriptor that ends a wait when it is readable; -1: none */
};

/* One target in the step that is about it: the last such step, or a certain one. */
struct kill_place {
	const struct step *step; /* NULL: no step has it */
	uint32_t target; /* index in the step's plan */
};

/*
 * Scans, finds and pins every target, looks at their members, and plans; one that is named twice is
 * one. Everything that delivering needs is allocated here. Returns 0, or -errno when nothing can be
 * planned at all; kill_work_done in either case.
 */
int kill_work_init(struct kill_work *ret_work, const struct kernel *kernel,
	const struct kill_request *request);

void kill_work_done(struct kill_work *work);

/*
 * Looks again, after the user has taken their time to answer: the same targets, with the members
 * that they have now. 0, or -errno; nothing may be sent then.
 */
int kill_work_renew(struct kill_work *work);

/* Sends the plan, and to what sessions have borne meanwhile, in rounds. 0, or -errno when that
 * could not be told to its end; what was sent was sent. */
int kill_work_send(struct kill_work *work);

/* Scans, for the targets and for those who watch the last signal. 0 or -errno. */
int kill_work_look(struct kill_work *work);

/* Waits until nobody who was signalled lives in the targets, or so many nanoseconds: 0, -EINTR (the
 * work's wake was readable) or -errno. */
int kill_work_wait(struct kill_work *work, uint64_t nanoseconds);

/* Sends another signal to what is left. 0 or -errno. */
int kill_work_follow(struct kill_work *work, int signal);

/* Asks why the survivors live, and writes them into the deliveries. 0 or -errno. */
int kill_work_settle(struct kill_work *work);

/* Members of all targets that live, although they were signalled or were born since. */
size_t kill_work_living(const struct kill_work *work);

/* Whether the first step would send, or has sent, to its target. */
bool kill_work_is_sendable(const struct kill_work *work, uint32_t target);

/* How many of its targets would be sent to. */
uint32_t kill_work_sendable(const struct kill_work *work);

/* Where the target of that number is in the last step that has it. */
struct kill_place kill_work_place(const struct kill_work *work, uint32_t number);

/* Where it is in that step; false when that step has it not. */
bool kill_work_place_in(const struct step *step, uint32_t number, struct kill_place *ret_place);

/* The exit status of what happened, or for a dry run of what would. */
int kill_work_status(const struct kill_work *work);
int kill_work_foretold_status(const struct kill_work *work);

#endif
