/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A troupe plays process groups for the tests: a director, outside of every group it makes, and
 * members with roles. Each fact is one line on standard output; "ready" says that the scene is set.
 */
#ifndef TROUPE_TROUPE_H
#define TROUPE_TROUPE_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#define TROUPE_COUNT(array) (sizeof(array) / sizeof((array)[0]))

enum {
	TROUPE_PATIENCE_MS = 20000, /* for anything that ought to take milliseconds */
	TROUPE_EXIT_USAGE = 2,
	TROUPE_EXIT_SKIP = 77,
};

/* What a member knows about itself. */
struct self {
	int control;      /* socket to who started it: commands in, reports out; -1: none */
	int life;         /* read end of a pipe that hangs up when the director is no more */
	pid_t parent;     /* to die with, or 0 where the parent's end must change nothing */
	pid_t pgid;       /* group to join, 0 for a new one */
	bool stop_itself; /* once it is ready */
	const int *inherited; /* descriptors of the director to close, count of them */
	size_t inherited_count;
};

/* What a member sends through its control. */
struct report {
	pid_t pid;
	bool obeys; /* takes commands from now on */
};

/* How the director knows that a member is in the state its role asks for, beside its report. */
enum settle {
	SETTLE_REPORTED,
	SETTLE_STOPPED,
	SETTLE_ZOMBIE,    /* ended, and kept unreaped until "reap" */
	SETTLE_GONE,      /* ended, and reaped once the whole group stands */
	SETTLE_HALF_DEAD, /* main thread ended, another lives */
	SETTLE_IN_VFORK,
};

/* --- say.c: facts and the few calls that signal ------------------------------------------- */

/* One line on standard output, in one write; the newline is added. */
void say(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* The same for signal handlers: "WORD PID" or, with value >= 0, "WORD PID VALUE". */
void say_in_handler(const char *word, pid_t pid, int value);
/* "ended PID exit N" or "ended PID signal N", from a status of waitpid. */
void say_ended(pid_t pid, int status);
/* Says "failed WHAT: error" and ends the process with status 1. */
_Noreturn void fail(const char *what);

/* Refuse every number <= 1 and the own group, with a fact instead of a signal. */
void signal_process(pid_t pid, int sig);
void signal_group(pid_t pgid, int sig);

/* The interval between two looks in a wait for a condition; the only place with one. */
void tick(int milliseconds);
/* Waits until /proc shows pid in that state; false when patience ran out. */
bool await_state(pid_t pid, char state);

/* --- member.c: what every member does, whatever its role ---------------------------------- */

/* Default dispositions and nothing blocked, whatever the test was started with. */
void member_default_signals(void);
/* In the new process: default signals, group, death with the parent, nothing inherited. */
void member_begin(const struct self *self);
/* Tells who started it that it is ready, and whether it takes commands. */
void member_report(const struct self *self, bool obeys);
/* Reports, stops itself if it is to, and stays until told to exit or the director is no more. */
_Noreturn void member_stay(struct self *self);
/* Is the director no more? */
bool member_is_alone(const struct self *self);
/* Sets a disposition without SA_RESTART. */
void member_handle(int sig, void (*handler)(int));

/* --- roles.c ------------------------------------------------------------------------------ */

/* What a role text asks for. False, with the reason said, when it is not a role. */
bool role_check(const char *text, enum settle *ret_settle, bool *ret_needs_root,
		bool *ret_has_children);
/* Plays the role; only ever called in the member. */
_Noreturn void role_play(struct self *self, const char *text);
/* Copies the field at the front of a role's arguments (NULL: none) into buf; returns what is behind
 * its colon, or NULL when nothing is. */
const char *role_field(const char *args, char *buf, size_t size);
/* Prints the table of roles. */
void role_help(void);

/* --- acts.c: the roles that take more than a few lines ------------------------------------ */

_Noreturn void act_fork_relay(struct self *self, const char *args);
_Noreturn void act_vfork(struct self *self, const char *args);
_Noreturn void act_threadzombie(struct self *self, const char *args);
_Noreturn void act_argv(struct self *self, const char *args);
/* The other half of act_argv, behind the exec: main's words. */
#define ARGV_RESUME "as-member"
int act_argv_resume(int argc, char **argv);

/* --- nanny.c ------------------------------------------------------------------------------ */

/*
 * Starts play(context) in a child and takes care of all that descends from it: reaps everybody, and
 * when end_fd hangs up, closes life (or -1) and ends everybody. Returns once nobody is left, with
 * the exit status of the child.
 */
int nanny_run(int end_fd, int life, void (*play)(void *context), void *context);

/* --- director.c --------------------------------------------------------------------------- */

struct director;

/*
 * A director that takes its commands from that descriptor. life_write is closed at the end, or -1
 * where somebody else holds it. members_follow: they die with the director.
 */
struct director *director_new(int commands, int life_read, int life_write, bool members_follow);
/* Ends the process with the reason said where one of the words is no role or cannot be played. */
void director_check(char **words, size_t count, bool in_session);
/* Makes a group of these roles, its leader first. Says its facts. Returns the PGID. */
pid_t director_make_group(struct director *director, char **roles, size_t count);
/* Says ready and follows the commands until the end of them or of everybody. Leaves nobody behind,
 * frees the director and returns the exit status. */
int director_run(struct director *director);
/* How many words there are before the next "--". */
size_t director_group_words(char **words, size_t count);
/* The command pipe moved away from standard input, which becomes fd. */
int director_take_stdin(int fd);

/* --- the behaviours ----------------------------------------------------------------------- */

int session_main(int argc, char **argv);
int many_main(int argc, char **argv);
int listen_main(int argc, char **argv);
int deaf_main(int argc, char **argv);
int old_kernel_main(int argc, char **argv);
int slow_disk_main(int argc, char **argv);

#endif
