/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "group_helper.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/number.h"

enum {
	TICK_MAX = 1000,
	SIGNAL_MAX = 64,
	FDS_CLOSED = 20,
};

static int group_main(int argc, char **argv)
{
	char **words = argv;
	size_t count = (size_t)argc;
	struct controller *controller;
	int life[2];
	size_t n;

	controller_check(words, count, false);
	if (pipe2(life, O_CLOEXEC) < 0)
		fail("pipe");
	controller = controller_new(controller_take_stdin(open("/dev/null", O_RDWR | O_CLOEXEC)),
		life[0], life[1], true);
	for (size_t i = 0; i < count; i += n + 1) {
		n = controller_group_words(words + i, count - i);
		controller_make_group(controller, words + i, n);
	}
	return controller_run(controller);
}

static int newborn_main(int argc, char **argv)
{
	char behaviour[] = "default";
	char *words[] = {behaviour, behaviour};

	(void)argc;
	(void)argv;
	return group_main(COUNT(words), words);
}

static int tick_main(int argc, char **argv)
{
	uint64_t milliseconds;

	if (argc != 1 || number_parse(argv[0], TICK_MAX, &milliseconds) < 0)
		return HELPER_EXIT_USAGE;
	tick((int)milliseconds);
	return 0;
}

/* A signal to the process would go to any thread that does not block it. */
static int fault_main(int argc, char **argv)
{
	pid_t pid, thread;
	uint64_t signal;

	if (argc != 3 || number_parse_pid(argv[0], &pid) < 0 || pid < 2 ||
		number_parse_pid(argv[1], &thread) < 0 || thread < 2 ||
		number_parse(argv[2], SIGNAL_MAX, &signal) < 0)
		return HELPER_EXIT_USAGE;
	if (syscall(SYS_tgkill, (long)pid, (long)thread, (long)signal) < 0)
		fail("tgkill");
	return 0;
}

static int help_main(int argc, char **argv);

static const struct {
	const char *name;
	const char *args;
	const char *help;
	int (*run)(int argc, char **argv); /* the words behind the name */
} modes[] = {
	{"group", "BEHAVIOUR... [-- BEHAVIOUR...]...",
		"groups; each one's first behaviour is its leader", group_main},
	{"newborn", "", "a group of two, for the command \"fork\"", newborn_main},
	{"session", "[BEHAVIOUR...] [-- BEHAVIOUR...]...",
		"a session with a terminal: foreground group, background groups", session_main},
	{"many", "N GROUPS", "N idle processes in GROUPS groups", many_main},
	{"listen", "PATH", "says what comes to a log's socket, until its input ends", listen_main},
	{"deaf", "PATH", "a log's socket that is full and that nobody reads, likewise", deaf_main},
	{"slow-disk", "GATE COMMAND [ARG...]",
		"runs a command that waits for its files while GATE is there", slow_disk_main},
	{"old-kernel", "LACK COMMAND [ARG...]", "runs a command without pidfds, or some of them",
		old_kernel_main},
	{"traced", "SIGNAL", "asks to be traced by its parent, and raises a signal", traced_main},
	{"subreaper", "COMMAND [ARG...]", "runs a command that gets the orphans below it",
		subreaper_main},
	{"fault", "PID TID SIGNAL", "signals one thread, as a fault of its own does", fault_main},
	{"tick", "MS", "waits that long; for wait_for in process-fixture.sh alone", tick_main},
	{"help", "", "prints this", help_main},
};

static int help_main(int argc, char **argv)
{
	(void)argc;
	(void)argv;
	say("usage: group-helper MODE [ARGS]\n\nModes:");
	for (size_t i = 0; i < COUNT(modes); i++)
		say("  %s %s: %s", modes[i].name, modes[i].args, modes[i].help);
	say("\nBehaviours:");
	behaviour_help();
	say("\nCommands on standard input, each answered by \"done ...\" or \"failed ...\":\n"
	    "  fork, exit-leader, hold, reap, quit");
	return 0;
}

int main(int argc, char **argv)
{
	if (argc >= 2 && strcmp(argv[1], ARGV_RESUME) == 0)
		return behaviour_argv_resume(argc, argv);

	/* A shell lets its children inherit the other end of every group helper's standard
	 * input. */
	for (int fd = STDERR_FILENO + 1; fd < FDS_CLOSED; fd++)
		close(fd);
	for (size_t i = 0; argc >= 2 && i < COUNT(modes); i++)
		if (strcmp(argv[1], modes[i].name) == 0)
			return modes[i].run(argc - 2, argv + 2);
	help_main(0, NULL);
	return HELPER_EXIT_USAGE;
}
