/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a process may be to its parent, and a parent to processes that are not its own. */
#include <config.h>

#include "group_helper.h"

#include <signal.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <unistd.h>

#include "base/number.h"

int traced_main(int argc, char **argv)
{
	uint64_t signal;

	if (argc != 1 || number_parse(argv[0], NSIG - 1, &signal) < 0)
		return HELPER_EXIT_USAGE;
	if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) < 0)
		fail("ptrace");
	say("traced %d", (int)getpid());
	raise((int)signal);
	return 0;
}

int subreaper_main(int argc, char **argv)
{
	if (argc < 1)
		return HELPER_EXIT_USAGE;
	if (prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) < 0)
		fail("prctl");
	execvp(argv[0], argv);
	fail("exec");
}
