/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "group_helper.h"

#include <errno.h>
#include <grp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/number.h"

enum {
	BUSY_CPU_SECONDS = 60,
	COMM_MAX = 15,
	FIELD_MAX = 256,
};

struct behaviour {
	const char *name;
	const char *args;
	const char *help;
	void (*run)(struct self *self, const char *args); /* never returns */
	enum settle settle;
	int inner; /* fields before an inner behaviour, or -1 where there is none */
	bool needs_root;
	bool has_children;
};

static volatile sig_atomic_t slow_milliseconds;

/* --- handlers ----------------------------------------------------------------------------- */

static void on_cleaned(int sig)
{
	(void)sig;
	say_in_handler("cleaned", getpid(), -1);
	_exit(0);
}

static void on_slow(int sig)
{
	struct itimerval timer = {.it_value = {
					  .tv_sec = slow_milliseconds / 1000,
					  .tv_usec = slow_milliseconds % 1000 * 1000,
				  }};

	(void)sig;
	say_in_handler("cleaning", getpid(), -1);
	setitimer(ITIMER_REAL, &timer, NULL);
}

static void on_caught(int sig)
{
	say_in_handler("caught", getpid(), sig);
}

static void on_leave(int sig)
{
	(void)sig;
	if (setsid() < 0)
		say_in_handler("stayed", getpid(), errno);
	else
		say_in_handler("left", getpid(), -1);
}

/* --- the words of a behaviour ------------------------------------------------------------- */

const char *behaviour_field(const char *args, char *buf, size_t size)
{
	size_t len = args ? strcspn(args, ":") : 0;

	snprintf(buf, size, "%.*s", (int)len, args ? args : "");
	return args && args[len] == ':' ? args + len + 1 : NULL;
}

/* A test that misspells a behaviour must not pass. */
static _Noreturn void behaviour_misspelt(const char *text)
{
	say("failed behaviour: cannot read \"%s\"", text);
	_exit(HELPER_EXIT_USAGE);
}

static uint64_t behaviour_number(const char *text, uint64_t max)
{
	uint64_t value;

	if (number_parse(text, max, &value) < 0)
		behaviour_misspelt(text);
	return value;
}

static _Noreturn void behaviour_run_inner(struct self *self, const char *text)
{
	behaviour_run(self, text ? text : "default");
}

/* --- the behaviours ----------------------------------------------------------------------- */

static void behaviour_default(struct self *self, const char *args)
{
	(void)args;
	member_stay(self);
}

static void behaviour_catch(struct self *self, const char *args)
{
	(void)args;
	member_handle(SIGTERM, on_cleaned);
	member_stay(self);
}

static void behaviour_catchslow(struct self *self, const char *args)
{
	char field[FIELD_MAX];

	behaviour_field(args, field, sizeof(field));
	slow_milliseconds = (sig_atomic_t)behaviour_number(field, 60000);
	member_handle(SIGALRM, on_cleaned);
	member_handle(SIGTERM, on_slow);
	member_stay(self);
}

static void behaviour_ignore(struct self *self, const char *args)
{
	(void)args;
	member_handle(SIGTERM, SIG_IGN);
	member_handle(SIGHUP, SIG_IGN);
	member_handle(SIGINT, SIG_IGN);
	member_stay(self);
}

static void behaviour_block_signal(int sig)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, sig);
	sigprocmask(SIG_BLOCK, &set, NULL);
}

static void behaviour_block(struct self *self, const char *args)
{
	(void)args;
	behaviour_block_signal(SIGTERM);
	member_stay(self);
}

static int behaviour_signal(const char *name)
{
	static const struct {
		const char *name;
		int number;
	} rows[] = {
		{"HUP", SIGHUP},   {"INT", SIGINT},   {"QUIT", SIGQUIT}, {"USR1", SIGUSR1},
		{"USR2", SIGUSR2}, {"TERM", SIGTERM}, {"ALRM", SIGALRM}, {"CONT", SIGCONT},
		{"TSTP", SIGTSTP}, {"TTIN", SIGTTIN}, {"TTOU", SIGTTOU}, {"CHLD", SIGCHLD},
		{"PIPE", SIGPIPE}, {"WINCH", SIGWINCH},
	};

	for (size_t i = 0; i < COUNT(rows); i++)
		if (strcmp(name, rows[i].name) == 0)
			return rows[i].number;
	return (int)behaviour_number(name, NSIG - 1);
}

/* One "SIGNAL=WAY" of mixed. */
static void behaviour_dispose(char *setting)
{
	char *way = strchr(setting, '=');
	int sig;

	if (way)
		*way++ = '\0';
	sig = behaviour_signal(setting);
	if (way && strcmp(way, "ign") == 0)
		member_handle(sig, SIG_IGN);
	else if (way && strcmp(way, "catch") == 0)
		member_handle(sig, on_caught);
	else if (way && strcmp(way, "end") == 0)
		member_handle(sig, on_cleaned);
	else if (way && strcmp(way, "block") == 0)
		behaviour_block_signal(sig);
	else
		behaviour_misspelt(setting);
}

static void behaviour_mixed(struct self *self, const char *args)
{
	char field[FIELD_MAX];
	char *rest;

	behaviour_field(args, field, sizeof(field));
	for (char *setting = field; *setting; setting = rest) {
		size_t len = strcspn(setting, ",");

		rest = setting + len + (setting[len] == ',');
		setting[len] = '\0';
		behaviour_dispose(setting);
	}
	member_stay(self);
}

static void behaviour_stopped(struct self *self, const char *args)
{
	self->stop_itself = true;
	behaviour_run_inner(self, args);
}

static void behaviour_ended(struct self *self, const char *args)
{
	(void)args;
	member_report(self, false);
	_exit(0);
}

static void behaviour_busy(struct self *self, const char *args)
{
	struct rlimit limit = {.rlim_cur = BUSY_CPU_SECONDS, .rlim_max = BUSY_CPU_SECONDS};

	(void)args;
	setrlimit(RLIMIT_CPU, &limit);
	member_report(self, false);
	while (!member_is_alone(self))
		for (volatile int i = 0; i < 10000000; i++)
			;
	_exit(0);
}

static void behaviour_setsid_later(struct self *self, const char *args)
{
	(void)args;
	member_handle(SIGUSR1, on_leave);
	member_stay(self);
}

/* Dropping privileges clears the wish to die with the parent, and makes the process look like
 * root's in /proc: a daemon that execs afterwards has neither, so both are set again. */
static void behaviour_uid(struct self *self, const char *args)
{
	char field[FIELD_MAX];
	const char *inner = behaviour_field(args, field, sizeof(field));
	uid_t uid = (uid_t)behaviour_number(field, UINT32_MAX - 1);

	if (setgroups(0, NULL) < 0 || setgid(uid) < 0 || setuid(uid) < 0)
		fail("uid");
	prctl(PR_SET_DUMPABLE, 1);
	if (self->parent != 0)
		prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (self->parent != 0 && getppid() != self->parent)
		_exit(1);
	behaviour_run_inner(self, inner);
}

static void behaviour_name(struct self *self, const char *args)
{
	char field[FIELD_MAX];
	const char *inner = behaviour_field(args, field, sizeof(field));
	char comm[COMM_MAX + 1] = "";

	for (size_t i = 0; i < COMM_MAX && field[2 * i] && field[2 * i + 1]; i++) {
		const char digits[] = {field[2 * i], field[2 * i + 1], '\0'};

		comm[i] = (char)strtoul(digits, NULL, 16);
	}
	prctl(PR_SET_NAME, comm);
	behaviour_run_inner(self, inner);
}

/* --- the table ---------------------------------------------------------------------------- */

/* clang-format off */
static const struct behaviour behaviours[] = {
	{"default", "", "waits with default dispositions",
	 behaviour_default, SETTLE_REPORTED, -1, false, false},
	{"catch", "", "on TERM says \"cleaned PID\" and exits",
	 behaviour_catch, SETTLE_REPORTED, -1, false, false},
	{"catchslow", ":MS", "the same, MS milliseconds after \"cleaning PID\"",
	 behaviour_catchslow, SETTLE_REPORTED, -1, false, false},
	{"ignore", "", "ignores TERM, HUP and INT",
	 behaviour_ignore, SETTLE_REPORTED, -1, false, false},
	{"block", "", "blocks TERM",
	 behaviour_block, SETTLE_REPORTED, -1, false, false},
	{"mixed", ":SIG=WAY,...", "WAY: ign, block, catch (\"caught PID N\"), end (like catch)",
	 behaviour_mixed, SETTLE_REPORTED, -1, false, false},
	{"stopped", "[:BEHAVIOUR]", "stops itself with STOP",
	 behaviour_stopped, SETTLE_STOPPED, 0, false, false},
	{"zombie", "", "exits at once; reaped by \"reap\"",
	 behaviour_ended, SETTLE_ZOMBIE, -1, false, false},
	{"gone", "", "exits at once, reaped once its group stands: a leader that leaves it",
	 behaviour_ended, SETTLE_GONE, -1, false, false},
	{"threadzombie", "", "its main thread ends, another lives: state Z, and alive",
	 behaviour_threadzombie, SETTLE_HALF_DEAD, -1, false, false},
	{"busy", "", "spins, for 60 seconds of CPU time at most",
	 behaviour_busy, SETTLE_REPORTED, -1, false, false},
	{"fork-relay", ":N[:SECONDS]", "waits; N lineages fork and exit as fast as they can (5 s)",
	 behaviour_fork_relay, SETTLE_REPORTED, -1, false, true},
	{"blocked-relay", ":N[:SECONDS]", "the same, with all signals blocked to fork (5 s)",
	 behaviour_blocked_relay, SETTLE_REPORTED, -1, false, true},
	{"late-fork", "", "blocks all signals, forks when TERM has come, and takes it then",
	 behaviour_late_fork, SETTLE_REPORTED, -1, false, true},
	{"uid", ":UID[:BEHAVIOUR]", "becomes that user first; needs root",
	 behaviour_uid, SETTLE_REPORTED, 1, true, false},
	{"setsid-later", "", "on USR1 leaves for a session of its own and says \"left PID\"",
	 behaviour_setsid_later, SETTLE_REPORTED, -1, false, false},
	{"name", ":HEX[:BEHAVIOUR]", "calls itself these bytes",
	 behaviour_name, SETTLE_REPORTED, 1, false, false},
	{"argv", ":N[:BEHAVIOUR]", "takes N hostile bytes of command line, by an exec of itself",
	 behaviour_argv, SETTLE_REPORTED, 1, false, false},
	{"vfork", "", "waits in state D for the child of a vfork, which stays, too",
	 behaviour_vfork, SETTLE_IN_VFORK, -1, false, true},
};
/* clang-format on */

/* The row of the first word of text; its arguments are behind, or NULL. */
static const struct behaviour *behaviour_find(const char *text, const char **ret_args)
{
	size_t len = strcspn(text, ":");

	*ret_args = text[len] == ':' ? text + len + 1 : NULL;
	for (size_t i = 0; i < COUNT(behaviours); i++)
		if (strlen(behaviours[i].name) == len &&
			strncmp(text, behaviours[i].name, len) == 0)
			return &behaviours[i];
	return NULL;
}

bool behaviour_check(const char *text, enum settle *ret_settle, bool *ret_needs_root,
	bool *ret_has_children)
{
	*ret_settle = SETTLE_REPORTED;
	*ret_needs_root = false;
	*ret_has_children = false;

	while (text) {
		char field[FIELD_MAX];
		const struct behaviour *behaviour = behaviour_find(text, &text);

		if (!behaviour)
			return false;
		if (*ret_settle == SETTLE_REPORTED)
			*ret_settle = behaviour->settle;
		*ret_needs_root |= behaviour->needs_root;
		*ret_has_children |= behaviour->has_children;
		if (behaviour->inner < 0)
			return true;
		if (behaviour->inner > 0)
			text = behaviour_field(text, field, sizeof(field));
	}
	return true;
}

void behaviour_run(struct self *self, const char *text)
{
	const char *args;
	const struct behaviour *behaviour = behaviour_find(text, &args);

	if (behaviour)
		behaviour->run(self, args);
	_exit(HELPER_EXIT_USAGE);
}

void behaviour_help(void)
{
	for (size_t i = 0; i < COUNT(behaviours); i++)
		say("  %s%s: %s", behaviours[i].name, behaviours[i].args, behaviours[i].help);
}
