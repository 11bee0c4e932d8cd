/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A command for which the disk is slow: its calls of fsync and pread, and the opening of files to
 * append to them, wait in the kernel while a file, the gate, is there. GATE-held is there as long
 * as one of them waits.
 */
#include <config.h>

#include "group_helper.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

enum {
	PATH_BYTES = 512,
	LOOK_MS = 20,
};

#define STEP_LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
/* Asks if what was loaded fits; a filter's jumps count steps. */
#define STEPS_ASK(how, value) \
	BPF_JUMP(BPF_JMP | (how) | BPF_K, value, 0, 1), \
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF)

/* From now on these calls ask whoever has the descriptor that is returned; -1 with errno. */
static int ask_from_now_on(void)
{
	struct sock_filter steps[] = {
		STEP_LOAD(nr),
		STEPS_ASK(BPF_JEQ, SYS_fsync),
		STEPS_ASK(BPF_JEQ, SYS_pread64),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_openat, 1, 0),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
		STEP_LOAD(args[2]),
#else
		STEP_LOAD(args[2] + sizeof(uint32_t)),
#endif
		STEPS_ASK(BPF_JSET, O_APPEND),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = {.len = COUNT(steps), .filter = steps};

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		return -1;
	return (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER,
		&program);
}

/* ---- A descriptor's way to the other process ---- */

/* Room for one descriptor beside a message. */
union beside {
	struct cmsghdr header;
	char bytes[CMSG_SPACE(sizeof(int))];
};

static void give(int socket, int fd)
{
	char byte = 0;
	struct iovec start = {&byte, 1};
	union beside beside = {.header = {.cmsg_len = CMSG_LEN(sizeof(fd)),
				       .cmsg_level = SOL_SOCKET,
				       .cmsg_type = SCM_RIGHTS}};
	struct msghdr message = {.msg_iov = &start,
		.msg_iovlen = 1,
		.msg_control = &beside,
		.msg_controllen = sizeof(beside)};

	memcpy(CMSG_DATA(&beside.header), &fd, sizeof(fd));
	if (sendmsg(socket, &message, 0) != 1)
		fail("giving the descriptor away");
}

/* -1: there is none. */
static int take(int socket)
{
	char byte;
	struct iovec start = {&byte, 1};
	union beside beside = {.header = {.cmsg_len = 0}};
	struct msghdr message = {.msg_iov = &start,
		.msg_iovlen = 1,
		.msg_control = &beside,
		.msg_controllen = sizeof(beside)};
	int fd = -1;

	if (recvmsg(socket, &message, MSG_CMSG_CLOEXEC) == 1 &&
		beside.header.cmsg_len == CMSG_LEN(sizeof(fd)))
		memcpy(&fd, CMSG_DATA(&beside.header), sizeof(fd));
	return fd;
}

/* ---- Who lets them wait ---- */

/* Whether nobody is left who could ask. */
static bool is_over(int listener)
{
	struct pollfd fd = {.fd = listener};

	return poll(&fd, 1, 0) == 1 && (fd.revents & POLLHUP);
}

/* Waits until the gate has gone, and says meanwhile that somebody waits for that. */
static void hold(int listener, const char *gate)
{
	char held[PATH_BYTES];
	int fd;

	snprintf(held, sizeof(held), "%s-held", gate);
	fd = open(held, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0)
		fail(held);
	close(fd);
	while (access(gate, F_OK) == 0 && !is_over(listener))
		tick(LOOK_MS);
	unlink(held);
}

static int keep_gate(int listener, const char *gate)
{
	struct pollfd fd = {.fd = listener, .events = POLLIN};

	while (poll(&fd, 1, -1) == 1 && !(fd.revents & POLLHUP)) {
		struct seccomp_notif call;
		struct seccomp_notif_resp answer = {.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE};

		memset(&call, 0, sizeof(call));
		/* Who asked may be no more. */
		if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &call) < 0)
			continue;
		if (access(gate, F_OK) == 0)
			hold(listener, gate);
		answer.id = call.id;
		ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &answer);
	}
	return 0;
}

/* Only when nobody can ask any more is it over, whatever the keys of the terminal say. */
static void ignore_keys(void)
{
	static const int keys[] = {SIGINT, SIGQUIT, SIGTSTP, SIGHUP};

	for (size_t i = 0; i < COUNT(keys); i++)
		member_handle(keys[i], SIG_IGN);
}

int slow_disk_main(int argc, char **argv)
{
	int ends[2];
	int listener;
	pid_t pid;

	if (argc < 2)
		return HELPER_EXIT_USAGE;
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) < 0)
		fail("socketpair");
	pid = fork();
	if (pid < 0)
		fail("fork");
	if (pid == 0) {
		ignore_keys();
		close(ends[1]);
		listener = take(ends[0]);
		return listener < 0 ? 0 : keep_gate(listener, argv[0]);
	}
	close(ends[0]);
	listener = ask_from_now_on();
	if (listener < 0)
		return HELPER_EXIT_SKIP;
	give(ends[1], listener);
	close(listener);
	close(ends[1]);
	execvp(argv[1], argv + 1);
	fail(argv[1]);
}
