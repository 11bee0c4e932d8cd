/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What posse kill does: from the words of the user to a send, for which it scans, inspects and
 * waits. */
#ifndef CLI_KILL_KILL_WORK_H
#define CLI_KILL_KILL_WORK_H

#include <stdbool.h>

#include "kill/send.h"
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
	struct send *send; /* owned share; NULL before the targets were found */
	int wake; /* descriptor that ends a wait when it is readable; -1: none */
};

/*
 * Scans, finds and pins every target, looks at their members, and plans; one that is named twice is
 * one. Everything that delivering needs is allocated here. Returns 0, or -errno when nothing can be
 * planned at all; kill_work_done in either case.
 */
int kill_work_init(struct kill_work *ret_work, const struct kernel *kernel,
	const struct kill_request *request, const struct send_recorder *recorder);

/* Frees what it holds, once what was sent is recorded. */
void kill_work_done(struct kill_work *work);

/*
 * Looks again, after the user has taken their time to answer: the same targets, with the members
 * that they have now. 0, or -errno; nothing may be sent then.
 */
int kill_work_renew(struct kill_work *work);

/* Sends the plan, and to what sessions have borne meanwhile, in rounds. 0, or -errno when that
 * could not be told to its end; what was sent was sent. */
int kill_work_send(struct kill_work *work);

/* Waits until nobody who was signalled lives in the targets, or so many nanoseconds: 0, -EINTR (the
 * work's wake was readable) or -errno. */
int kill_work_wait(struct kill_work *work, uint64_t nanoseconds);

/* Sends another signal to what is left. 0 or -errno. */
int kill_work_follow(struct kill_work *work, int signal);

/* Asks why those live who do. 0 or -errno. */
int kill_work_explain(struct kill_work *work);

#endif
