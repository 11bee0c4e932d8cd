/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "group_helper.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "base/number.h"

static void *map_memory(size_t size, int sharing)
{
	void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, sharing | MAP_ANONYMOUS, -1, 0);

	if (memory == MAP_FAILED)
		fail("mmap");
	return memory;
}

/* --- fork-relay --------------------------------------------------------------------------- */

enum {
	RELAY_LINEAGES_MAX = 64,
	RELAY_SECONDS = 5,
	RELAY_SECONDS_MAX = 20,
	RELAY_FORKS_A_SECOND = 40000,
};

/* What all lineages share, so that together they stay within bounds. */
struct relay {
	atomic_long forks_left;
	time_t deadline; /* of the monotonic clock */
	bool blocks; /* forks with all signals blocked, as fork(3) does since glibc 2.41 */
};

static time_t relay_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec;
}

/* What comes meanwhile waits for the parent, and the child is born without it. The window is as
 * wide as on a busy machine; so is the time beside it. */
static pid_t fork_with_all_blocked(void)
{
	sigset_t all;
	sigset_t former;
	pid_t pid;

	sched_yield();
	sigfillset(&all);
	sigprocmask(SIG_SETMASK, &all, &former);
	sched_yield();
	pid = fork();
	sigprocmask(SIG_SETMASK, &former, NULL);
	return pid;
}

/* A lineage: each process hands on to its child and exits. */
static _Noreturn void relay_run(const struct self *self, struct relay *relay)
{
	while (atomic_fetch_sub(&relay->forks_left, 1) > 0 && relay_now() < relay->deadline &&
		!member_is_alone(self))
		if ((relay->blocks ? fork_with_all_blocked() : fork()) > 0)
			_exit(0);
	_exit(0);
}

/* Ended children of the first member must not pile up, and SIGCHLD shall stay at its default. */
static void relay_leave_no_zombies(void)
{
	struct sigaction action = {.sa_handler = SIG_DFL, .sa_flags = SA_NOCLDWAIT};

	sigemptyset(&action.sa_mask);
	sigaction(SIGCHLD, &action, NULL);
}

static _Noreturn void start_relay(struct self *self, const char *args, bool blocks)
{
	uint64_t lineages = 0;
	uint64_t seconds = RELAY_SECONDS;
	char count[32];
	const char *rest = behaviour_field(args, count, sizeof(count));
	struct relay *relay;

	if (number_parse(count, RELAY_LINEAGES_MAX, &lineages) < 0 ||
		(rest && number_parse(rest, RELAY_SECONDS_MAX, &seconds) < 0)) {
		errno = EINVAL;
		fail("fork-relay");
	}

	relay = map_memory(sizeof(*relay), MAP_SHARED);
	relay->blocks = blocks;
	relay->deadline = relay_now() + (time_t)seconds;
	atomic_init(&relay->forks_left, (long)seconds * RELAY_FORKS_A_SECOND);

	relay_leave_no_zombies();
	for (uint64_t i = 0; i < lineages; i++)
		if (fork() == 0)
			relay_run(self, relay);
	member_stay(self);
}

void behaviour_fork_relay(struct self *self, const char *args)
{
	start_relay(self, args, false);
}

void behaviour_blocked_relay(struct self *self, const char *args)
{
	start_relay(self, args, true);
}

/* --- late-fork ---------------------------------------------------------------------------- */

static void wait_until_pending(int signal)
{
	sigset_t pending;

	do {
		poll(NULL, 0, 1); /* the interval of this wait */
		sigpending(&pending);
	} while (!sigismember(&pending, signal));
}

void behaviour_late_fork(struct self *self, const char *args)
{
	sigset_t all;
	sigset_t former;

	(void)args;
	sigfillset(&all);
	sigprocmask(SIG_SETMASK, &all, &former);
	member_report(self, false);
	wait_until_pending(SIGTERM);
	if (fork() == 0) {
		sigprocmask(SIG_SETMASK, &former, NULL);
		for (;;)
			pause();
	}
	sigprocmask(SIG_SETMASK, &former, NULL);
	for (;;)
		pause();
}

/* --- threadzombie ------------------------------------------------------------------------- */

static void *threadzombie_stay(void *context)
{
	member_stay(context);
}

void behaviour_threadzombie(struct self *self, const char *args)
{
	pthread_t thread;

	(void)args;
	errno = pthread_create(&thread, NULL, threadzombie_stay, self);
	if (errno)
		fail("pthread_create");
	/* The thread alone, as far as the kernel is concerned: self lives on this stack. */
	syscall(SYS_exit, 0);
	_exit(1);
}

/* --- vfork -------------------------------------------------------------------------------- */

enum {
	VFORK_STACK = 65536,
};

/* The child shares the parent's memory until it ends, so it only makes calls. */
static int vfork_stay(void *context)
{
	const struct self *self = context;
	struct pollfd life = {.fd = self->life};

	member_report(self, false);
	while (poll(&life, 1, -1) < 0)
		;
	return 0;
}

void behaviour_vfork(struct self *self, const char *args)
{
	char *stack = map_memory(VFORK_STACK, MAP_PRIVATE);

	(void)args;
	member_report(self, false);
	if (clone(vfork_stay, stack + VFORK_STACK, CLONE_VM | CLONE_VFORK | SIGCHLD, self) < 0)
		fail("clone");
	self->control = -1;
	member_stay(self);
}

/* --- argv --------------------------------------------------------------------------------- */

enum {
	ARGV_MAX = 1000000,
	ARGV_WORD = 60000, /* the kernel takes 128 KiB at most for one word */
	ARGV_FIXED = 7,
};

/* Clears the screen, rings, turns the text around, breaks lines, is wide, combining and invalid. */
static const char hostile[] = "\x1b[2J\x1b]0;owned\x07\xe2\x80\xaegpj.sh\n\x9b"
			      "31m\xc2\x9b"
			      "1m\xe5\xad\x97"
			      "e\xcc\x81\xcc\x81 \xff\xc3(\xed\xa0\x80\xe2\x80\x8b\t%s";

static char *argv_word(size_t len)
{
	char *word = malloc(len + 1);

	if (!word)
		fail("malloc");
	for (size_t i = 0; i < len; i++)
		word[i] = hostile[i % (sizeof(hostile) - 1)];
	word[len] = '\0';
	return word;
}

static char *argv_number(long number)
{
	char *text = NULL;

	if (asprintf(&text, "%ld", number) < 0)
		fail("malloc");
	return text;
}

static void argv_keep_open(int fd)
{
	if (fcntl(fd, F_SETFD, 0) < 0)
		fail("fcntl");
}

void behaviour_argv(struct self *self, const char *args)
{
	char *words[ARGV_FIXED + ARGV_MAX / ARGV_WORD + 2] = {NULL};
	char count[32];
	const char *behaviour = behaviour_field(args, count, sizeof(count));
	char program[4096];
	uint64_t bytes = 0;
	size_t n = 0;
	ssize_t len = readlink("/proc/self/exe", program, sizeof(program) - 1);

	if (len < 0 || number_parse(count, ARGV_MAX, &bytes) < 0)
		fail("argv");
	program[len] = '\0';

	words[n++] = program;
	words[n++] = strdup(ARGV_RESUME);
	words[n++] = argv_number(self->control);
	words[n++] = argv_number(self->life);
	words[n++] = argv_number(self->parent);
	words[n++] = argv_number(self->stop_itself);
	words[n++] = strdup(behaviour ? behaviour : "default");
	for (; bytes > 0; bytes -= bytes < ARGV_WORD ? bytes : ARGV_WORD)
		words[n++] = argv_word(bytes < ARGV_WORD ? bytes : ARGV_WORD);

	argv_keep_open(self->control);
	argv_keep_open(self->life);
	execv(program, words);
	fail("exec");
}

int behaviour_argv_resume(int argc, char **argv)
{
	uint64_t numbers[4];

	for (size_t i = 0; i < COUNT(numbers); i++)
		if (argc < ARGV_FIXED || number_parse(argv[2 + i], INT32_MAX, &numbers[i]) < 0)
			return HELPER_EXIT_USAGE;

	struct self self = {
		.control = (int)numbers[0],
		.life = (int)numbers[1],
		.parent = (pid_t)numbers[2],
		.stop_itself = numbers[3],
	};
	behaviour_run(&self, argv[6]);
}
