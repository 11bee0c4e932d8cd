/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Real process groups for a test: starts a group helper, knows its members, talks to its
 * controller, and ends everybody. A test signals nobody but those a fixture names.
 *
 * The group helper ends with its fixture and with the test, whatever becomes of the test.
 */
#ifndef TESTS_LIB_PROCESS_PROCESS_FIXTURE_H
#define TESTS_LIB_PROCESS_PROCESS_FIXTURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum {
	FIXTURE_DEADLINE_MS = 30000, /* patient: valgrind, sanitizers and a busy machine */
	FIXTURE_SKIP = 77,           /* this machine or this user cannot have it */
};

struct fixture_member {
	pid_t pid;
	pid_t pgid; /* the group it was made for */
	char behaviour[48];
};

/* To be set to {0} before fixture_start. Everything but input, output and text may be read. */
struct process_fixture {
	pid_t controller;      /* 0 when none runs */
	pid_t pgid;            /* of the first group */
	pid_t sid;             /* of a session that was made, or 0 */
	char terminal[64];     /* its terminal, or "" */
	pid_t foreground;      /* its foreground group, or 0 */
	struct fixture_member *members;
	size_t count;
	size_t capacity;
	char reason[128]; /* why it was skipped or failed */

	int socket;      /* the controller's standard input, to write only */
	int output;      /* its standard output */
	char *text;      /* all that it said, NUL-terminated */
	size_t text_len;
	size_t text_capacity;
	size_t seen; /* bytes of text whose facts were taken in */
	pid_t group; /* that the members said next are of */
};

/*
 * Starts a group helper with these words (the last one NULL) and waits until it is ready. Returns
 * 0, FIXTURE_SKIP with the reason, -EPROTO when the group helper failed (reason) or another -errno.
 * Afterwards fixture_end is due, whatever was returned.
 */
int fixture_start(struct process_fixture *fixture, const char *const words[]);

/* The same from a list of words. */
#define FIXTURE_START(fixture, ...) fixture_start(fixture, (const char *const[]){__VA_ARGS__, NULL})

/* Ends the group helper and waits until nobody is left of it. Returns the controller's exit status,
 * -EPROTO when a signal ended the controller, or -ETIMEDOUT. Harmless when there is none. */
int fixture_end(struct process_fixture *fixture);

/*
 * The PID of the n-th member (from 0) of that behaviour, or -ESRCH. The behaviour is the whole word
 * that was asked for; NULL is any.
 */
pid_t fixture_member(const struct process_fixture *fixture, const char *behaviour, size_t n);

/* The PGID of the n-th group (from 0), or -ESRCH. A session's first group is its leader's. */
pid_t fixture_group(const struct process_fixture *fixture, size_t n);

/*
 * Waits until the group helper has said this line, or a line that begins with it and a space. Lines
 * said before count. Returns 0, -EPIPE (it will not, everybody is gone) or -ETIMEDOUT.
 */
int fixture_await(struct process_fixture *fixture, const char *line);

/* How often such a line was said up to now. */
size_t fixture_said(struct process_fixture *fixture, const char *line);

/*
 * Sends a command ("fork", "exit-leader", "hold", "reap") and waits for its answer. ret_number (or
 * NULL) is the number in it, 0 when there is none. Returns 0, -EPROTO (it failed; reason), -EPIPE
 * or -ETIMEDOUT.
 */
int fixture_ask(struct process_fixture *fixture, const char *command, pid_t *ret_number);

/* Signals a process or a group; only one that the fixture made. Returns 0, -EPERM (not one of them:
 * nothing was sent) or -errno. */
int fixture_kill(const struct process_fixture *fixture, pid_t pid, int sig);
int fixture_killpg(const struct process_fixture *fixture, pid_t pgid, int sig);

/* --- waiting ------------------------------------------------------------------------------ */

/* Waits until condition(context) is true; false when the deadline passed first. */
bool fixture_wait_until(bool (*condition)(void *context), void *context, int deadline_ms);

/* --- what the kernel says ----------------------------------------------------------------- */

/* A line of /proc/PID/stat. */
struct fixture_stat {
	char comm[64]; /* as it is, at most that much */
	char state;
	pid_t ppid;
	pid_t pgid;
	pid_t sid;
	int tty;
	pid_t tpgid;
	long threads;
	uint64_t start; /* ticks since boot */
};

/* Returns 0 or -ESRCH. */
int fixture_stat(pid_t pid, struct fixture_stat *ret_stat);

/* The state letter, or '\0' when there is no such process. */
char fixture_state(pid_t pid);

/* A mask of /proc/PID/status by its name ("SigIgn"), bit signal - 1; 0 when there is none. */
uint64_t fixture_mask(pid_t pid, const char *name);

/* Is the signal in such a mask? */
bool fixture_has(pid_t pid, const char *name, int sig);

/* How many processes are in that group; with or without the dead that are not reaped. */
size_t fixture_group_size(pid_t pgid, bool with_zombies);

/*
 * Runs function(context) in a PID namespace of its own with its own /proc, and returns what it
 * returned (0 to 255); FIXTURE_SKIP where that is not allowed, -EPROTO when a signal ended it. All
 * that was started in it is gone afterwards. The function is in a process of its own: it must not
 * assert, only return.
 */
int fixture_in_namespace(int (*function)(void *context), void *context);

#endif
