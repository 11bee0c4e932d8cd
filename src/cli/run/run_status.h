/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files of this folder share: their name in messages, and the exit statuses. */
#ifndef CLI_RUN_RUN_STATUS_H
#define CLI_RUN_RUN_STATUS_H

#define RUN_NAME "run"

/* Exit statuses beside the command's own: those of timeout(1) and env(1). */
enum run_status {
	RUN_TIMED_OUT = 124,
	RUN_FAILED = 125, /* posse itself */
	RUN_NOT_EXECUTED = 126, /* the command was found, but it could not be executed */
	RUN_NOT_FOUND = 127,
	RUN_SIGNALLED = 128, /* plus the signal that ended the command */
};

#endif
