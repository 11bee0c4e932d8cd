/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Real process groups for a test: starts a troupe, knows its members, talks to its director, and
 * ends everybody. A test signals nobody but those a stage names.
 *
 * The troupe ends with its stage and with the test, whatever becomes of the test.
 */
#ifndef TESTS_LIB_STAGE_H
#define TESTS_LIB_STAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum {
	STAGE_DEADLINE_MS = 30000, /* patient: valgrind, sanitizers and a busy machine */
	STAGE_SKIP = 77,           /* this machine or this user cannot play it */
};

struct stage_member {
	pid_t pid;
	pid_t pgid; /* the group it was made for */
	char role[48];
};

/* To be set to {0} before stage_start. Everything but input, output and text may be read. */
struct stage {
	pid_t director;        /* 0 when none runs */
	pid_t pgid;            /* of the first group */
	pid_t sid;             /* of a session that was made, or 0 */
	char terminal[64];     /* its terminal, or "" */
	pid_t foreground;      /* its foreground group, or 0 */
	struct stage_member *members;
	size_t count;
	size_t capacity;
	char reason[128]; /* why it was skipped or failed */

	int socket;      /* the director's standard input, to write only */
	int output;      /* its standard output */
	char *text;      /* all that it said, NUL-terminated */
	size_t text_len;
	size_t text_capacity;
	size_t seen; /* bytes of text whose facts were taken in */
	pid_t group; /* that the members said next are of */
};

/*
 * Starts a troupe with these words (the last one NULL) and waits until it is ready. Returns 0,
 * STAGE_SKIP with the reason, -EPROTO when the troupe failed (reason) or another -errno. Afterwards
 * stage_end is due, whatever was returned.
 */
int stage_start(struct stage *stage, const char *const words[]);

/* The same from a list of words. */
#define STAGE_START(stage, ...) stage_start(stage, (const char *const[]){__VA_ARGS__, NULL})

/* Ends the troupe and waits until nobody is left of it. Returns the director's exit status, -EPROTO
 * when a signal ended the director, or -ETIMEDOUT. Harmless when there is none. */
int stage_end(struct stage *stage);

/*
 * The PID of the n-th member (from 0) of that role, or -ESRCH. The role is the whole word that was
 * asked for; NULL is any.
 */
pid_t stage_member(const struct stage *stage, const char *role, size_t n);

/* The PGID of the n-th group (from 0), or -ESRCH. A session's first group is its leader's. */
pid_t stage_group(const struct stage *stage, size_t n);

/*
 * Waits until the troupe has said this line, or a line that begins with it and a space. Lines said
 * before count. Returns 0, -EPIPE (it will not, everybody is gone) or -ETIMEDOUT.
 */
int stage_await(struct stage *stage, const char *line);

/* How often such a line was said up to now. */
size_t stage_said(struct stage *stage, const char *line);

/*
 * Sends a command ("fork", "exit-leader", "hold", "reap") and waits for its answer. ret_number (or
 * NULL) is the number in it, 0 when there is none. Returns 0, -EPROTO (it failed; reason), -EPIPE
 * or -ETIMEDOUT.
 */
int stage_ask(struct stage *stage, const char *command, pid_t *ret_number);

/* Signals a process or a group; only one that the stage made. Returns 0, -EPERM (not one of them:
 * nothing was sent) or -errno. */
int stage_kill(const struct stage *stage, pid_t pid, int sig);
int stage_killpg(const struct stage *stage, pid_t pgid, int sig);

/* --- waiting ------------------------------------------------------------------------------ */

/* Waits until condition(context) is true; false when the deadline passed first. */
bool stage_wait_until(bool (*condition)(void *context), void *context, int deadline_ms);

/* --- what the kernel says ----------------------------------------------------------------- */

/* A line of /proc/PID/stat. */
struct stage_stat {
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
int stage_stat(pid_t pid, struct stage_stat *ret_stat);

/* The state letter, or '\0' when there is no such process. */
char stage_state(pid_t pid);

/* A mask of /proc/PID/status by its name ("SigIgn"), bit signal - 1; 0 when there is none. */
uint64_t stage_mask(pid_t pid, const char *name);

/* Is the signal in such a mask? */
bool stage_has(pid_t pid, const char *name, int sig);

/* How many processes are in that group; with or without the dead that are not reaped. */
size_t stage_group_size(pid_t pgid, bool with_zombies);

/*
 * Runs function(context) in a PID namespace of its own with its own /proc, and returns what it
 * returned (0 to 255); STAGE_SKIP where that is not allowed, -EPROTO when a signal ended it. All
 * that was started in it is gone afterwards. The function is in a process of its own: it must not
 * assert, only return.
 */
int stage_in_namespace(int (*function)(void *context), void *context);

#endif
