/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Job control: a session with a terminal of its own. Its leader takes the shell's place and
 * controls the groups; the terminal's other end, the pipe of life and what the session leaves
 * behind are held outside, so that a test may end the leader and see what the kernel does to the
 * others.
 */
#include <config.h>

#include "group_helper.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <termios.h>
#include <unistd.h>

struct session {
	int master;
	int life_read;
	char terminal[PATH_MAX];
	char **words;
	size_t count;
};

static int session_open_terminal(const struct session *session)
{
	int fd = open(session->terminal, O_RDWR | O_CLOEXEC);

	if (fd < 0 || ioctl(fd, TIOCSCTTY, 0) < 0)
		fail("terminal");
	return fd;
}

/* The first words are the foreground group, those after each "--" one more in the background. */
static void session_make_groups(const struct session *session, struct controller *controller)
{
	size_t n;

	for (size_t i = 0; i < session->count; i += n + 1) {
		pid_t pgid;

		n = controller_group_words(session->words + i, session->count - i);
		if (n == 0)
			continue;
		pgid = controller_make_group(controller, session->words + i, n);
		if (i > 0)
			continue;
		if (tcsetpgrp(STDIN_FILENO, pgid) < 0)
			fail("tcsetpgrp");
		say("foreground %d", (int)pgid);
	}
}

static void session_lead(void *context)
{
	struct session *session = context;
	pid_t holder = getppid();
	struct controller *controller;
	int commands;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (holder != getppid() || setsid() < 0)
		fail("setsid");
	close(session->master);
	commands = controller_take_stdin(session_open_terminal(session));

	controller = controller_new(commands, session->life_read, -1, false);
	say("session %d", (int)getpid());
	say("tty %s", session->terminal);
	say("pgid %d", (int)getpid());
	say("member %d shell", (int)getpid());
	session_make_groups(session, controller);
	exit(controller_run(controller));
}

int session_main(int argc, char **argv)
{
	struct session session = {.words = argv, .count = (size_t)argc};
	int life[2];

	controller_check(session.words, session.count, true);
	session.master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (session.master < 0 || grantpt(session.master) < 0 || unlockpt(session.master) < 0 ||
	        ptsname_r(session.master, session.terminal, sizeof(session.terminal)) != 0)
		fail("pty");
	if (pipe2(life, O_CLOEXEC) < 0)
		fail("pipe");
	session.life_read = life[0];
	return reaper_run(STDIN_FILENO, life[1], session_lead, &session);
}
