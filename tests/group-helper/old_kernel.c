/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A command for which the kernel lacks what older ones and sandboxes lack: pidfds, or the flag that
 * signals a whole group through one. */
#include <config.h>

#include "group_helper.h"

#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/* PIDFD_SIGNAL_PROCESS_GROUP of linux/pidfd.h, since Linux 6.9. */
#define GROUP_FLAG (1U << 2)

/* What is not there. The calls' numbers are those of the build's own ABI. */
struct lack {
	const char *name;
	const char *help;
	bool open;
	bool send;
	bool flag;
	unsigned error; /* what the kernel, or the sandbox, answers */
};

static const struct lack lacks[] = {
	{"pidfds", "all of it, as before Linux 5.1", true, true, false, ENOSYS},
	{"pidfds-denied", "the same, by a sandbox", true, true, false, EPERM},
	{"pidfd-open", "pidfd_open alone", true, false, false, ENOSYS},
	{"pidfd-send", "pidfd_send_signal alone", false, true, false, ENOSYS},
	{"group-flag", "the flag alone, as before Linux 6.9", false, false, true, EINVAL},
	{"group-flag-denied", "the same, by a sandbox", false, false, true, EPERM},
};

#define STEP_LOAD(field) \
	BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
/* Answers with the error if what was loaded fits; a filter's jumps count steps. */
#define STEPS_ANSWER(how, value, error) \
	BPF_JUMP(BPF_JMP | (how) | BPF_K, value, 0, 1), \
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (error))

/* No call has this number. */
#define NO_CALL 0xfffffffeU

static bool hide(const struct lack *lack)
{
	struct sock_filter steps[] = {
		STEP_LOAD(nr),
		STEPS_ANSWER(BPF_JEQ, lack->open ? SYS_pidfd_open : NO_CALL, lack->error),
		STEPS_ANSWER(BPF_JEQ, lack->send ? SYS_pidfd_send_signal : NO_CALL, lack->error),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_pidfd_send_signal, 1, 0),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
		STEP_LOAD(args[3]),
#else
		STEP_LOAD(args[3] + sizeof(uint32_t)),
#endif
		STEPS_ANSWER(BPF_JSET, lack->flag ? GROUP_FLAG : 0, lack->error),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = {.len = COUNT(steps), .filter = steps};

	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
		prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0;
}

static int usage(void)
{
	say("usage: group-helper old-kernel LACK COMMAND [ARG...]");
	for (size_t i = 0; i < COUNT(lacks); i++)
		say("  %s: %s", lacks[i].name, lacks[i].help);
	return HELPER_EXIT_USAGE;
}

int old_kernel_main(int argc, char **argv)
{
	const struct lack *lack = NULL;

	for (size_t i = 0; argc > 1 && i < COUNT(lacks); i++)
		if (strcmp(argv[0], lacks[i].name) == 0)
			lack = &lacks[i];
	if (!lack)
		return usage();
	if (!hide(lack))
		return HELPER_EXIT_SKIP;
	execvp(argv[1], argv + 1);
	fail(argv[1]);
}
