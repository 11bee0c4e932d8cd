/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Process groups for the tests: a controller, outside of every group it makes, and members with
 * behaviours. Each fact is one line on standard output; "ready" says that all are there.
 */
#ifndef TESTS_GROUP_HELPER_GROUP_HELPER_H
#define TESTS_GROUP_HELPER_GROUP_HELPER_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/array.h"

enum {
	HELPER_PATIENCE_MS = 20000, /* for anything that ought to take milliseconds */
	HELPER_EXIT_USAGE = 2,
	HELPER_EXIT_SKIP = 77,
};

/* What a member knows about itself. */
struct self {
	int control;      /* socket to who started it: commands in, reports out; -1: none */
	int life;         /* read end of a pipe that hangs up when the controller is no more */
	pid_t parent;     /* to die with, or 0 where the parent's end must change nothing */
	pid_t pgid;       /* group to join, 0 for a new one */
	bool stop_itself; /* once it is ready */
	const int *inherited; /* descriptors of the controller to close, count of them */
	size_t inherited_count;
};

/* What a member sends through its control. */
struct report {
	pid_t pid;
	bool obeys; /* takes commands from now on */
};

/* How the controller knows that a member is in the state its behaviour asks for, beside its
 * report. */
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

/* --- member.c: what every member does, whatever its behaviour ----------------------------- */

/* Default dispositions and nothing blocked, whatever the test was started with. */
void member_default_signals(void);
/* In the new process: default signals, group, death with the parent, nothing inherited. */
void member_begin(const struct self *self);
/* Tells who started it that it is ready, and whether it takes commands. */
void member_report(const struct self *self, bool obeys);
/* Reports, stops itself if it is to, and stays until told to exit or the controller is no more. */
_Noreturn void member_stay(struct self *self);
/* Is the controller no more? */
bool member_is_alone(const struct self *self);
/* Sets a disposition without SA_RESTART. */
void member_handle(int sig, void (*handler)(int));

/* --- behaviours.c ------------------------------------------------------------------------- */

/* What a behaviour text asks for. False, with the reason said, when it is not a behaviour. */
bool behaviour_check(const char *text, enum settle *ret_settle, bool *ret_needs_root,
		bool *ret_has_children);
/* Runs the behaviour; only ever called in the member. */
_Noreturn void behaviour_run(struct self *self, const char *text);
/* Copies the field at the front of a behaviour's arguments (NULL: none) into buf; returns what is
 * behind its colon, or NULL when nothing is. */
const char *behaviour_field(const char *args, char *buf, size_t size);
/* Prints the table of behaviours. */
void behaviour_help(void);

/* --- behaviours_long.c: those that take more than a few lines ----------------------------- */

_Noreturn void behaviour_fork_relay(struct self *self, const char *args);
_Noreturn void behaviour_blocked_relay(struct self *self, const char *args);
_Noreturn void behaviour_late_fork(struct self *self, const char *args);
_Noreturn void behaviour_vfork(struct self *self, const char *args);
_Noreturn void behaviour_threadzombie(struct self *self, const char *args);
_Noreturn void behaviour_argv(struct self *self, const char *args);
/* The other half of behaviour_argv, behind the exec: main's words. */
#define ARGV_RESUME "as-member"
int behaviour_argv_resume(int argc, char **argv);

/* --- reaper.c ----------------------------------------------------------------------------- */

/*
 * Starts run(context) in a child and takes care of all that descends from it: reaps everybody, and
 * when end_fd hangs up, closes life (or -1) and ends everybody. Returns once nobody is left, with
 * the exit status of the child.
 */
int reaper_run(int end_fd, int life, void (*run)(void *context), void *context);

/* --- controller.c ------------------------------------------------------------------------- */

struct controller;

/*
 * A controller that takes its commands from that descriptor. life_write is closed at the end, or -1
 * where somebody else holds it. members_follow: they die with the controller.
 */
struct controller *controller_new(int commands, int life_read, int life_write, bool members_follow);
/* Ends the process with the reason said where one of the words is no behaviour or cannot be run
 * here. */
void controller_check(char **words, size_t count, bool in_session);
/* Makes a group of these behaviours, its leader first. Says its facts. Returns the PGID. */
pid_t controller_make_group(struct controller *controller, char **behaviours, size_t count);
/* Says ready and follows the commands until the end of them or of everybody. Leaves nobody behind,
 * frees the controller and returns the exit status. */
int controller_run(struct controller *controller);
/* How many words there are before the next "--". */
size_t controller_group_words(char **words, size_t count);
/* The command pipe moved away from standard input, which becomes fd. */
int controller_take_stdin(int fd);

/* --- the modes ---------------------------------------------------------------------------- */

int session_main(int argc, char **argv);
int many_main(int argc, char **argv);
int listen_main(int argc, char **argv);
int deaf_main(int argc, char **argv);
int old_kernel_main(int argc, char **argv);
int slow_disk_main(int argc, char **argv);
int subreaper_main(int argc, char **argv);
int traced_main(int argc, char **argv);

#endif
