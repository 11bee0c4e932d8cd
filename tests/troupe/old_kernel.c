/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A command for which the kernel has no pidfds, as those before Linux 5.1. */
#include <config.h>

#include "troupe.h"

#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The numbers are those of the build's own ABI. */
static bool hide_pidfds(void)
{
	static struct sock_filter steps[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_pidfd_open, 2, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_pidfd_send_signal, 1, 0),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
	};
	struct sock_fprog program = {.len = TROUPE_COUNT(steps), .filter = steps};

	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
		prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0;
}

int old_kernel_main(int argc, char **argv)
{
	if (argc == 0)
		return TROUPE_EXIT_USAGE;
	if (!hide_pidfds())
		return TROUPE_EXIT_SKIP;
	execvp(argv[0], argv);
	fail(argv[0]);
}
