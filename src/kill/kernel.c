/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "kill/kernel.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "base/clock.h"
#include "base/descriptors.h"
#include "base/number.h"
#include "base/procfs.h"

/* linux/pidfd.h since 6.9; neither glibc 2.36 nor older kernel headers define it. */
#ifndef PIDFD_SIGNAL_PROCESS_GROUP
#define PIDFD_SIGNAL_PROCESS_GROUP (1U << 2)
#endif

enum {
	LOOKS = 3, /* at one process, until two answers about it agree */
};

static int real_pidfd_open(void *context, pid_t pid)
{
	int fd;

	(void)context;
	if (pid <= 0)
		return -EINVAL;
	fd = pidfd_open(pid, 0);
	return fd < 0 ? -errno : fd;
}

/* A kernel that knows the flag gets as far as the bad descriptor; others refuse the flag first. */
static bool real_has_group_flag(void *context)
{
	(void)context;
	return pidfd_send_signal(-1, 0, NULL, PIDFD_SIGNAL_PROCESS_GROUP) < 0 && errno == EBADF;
}

static int real_pidfd_signal_group(void *context, int pidfd, int signal)
{
	(void)context;
	if (pidfd < 0)
		return -EBADF;
	return pidfd_send_signal(pidfd, signal, NULL, PIDFD_SIGNAL_PROCESS_GROUP) < 0 ? -errno : 0;
}

static int real_killpg(void *context, pid_t pgid, int signal)
{
	(void)context;
	/* 0 is the caller's own group; 1 is kill(-1), everybody; below, one process or worse. */
	if (pgid <= 1)
		return -EINVAL;
	return killpg(pgid, signal) < 0 ? -errno : 0;
}

static int real_may_signal(void *context, pid_t pid)
{
	(void)context;
	if (pid <= 0)
		return -EINVAL;
	return kill(pid, 0) < 0 ? -errno : 0;
}

/* What /proc says of that process, whatever is mounted there. */
static int read_stat(pid_t pid, struct process_stat *ret_stat)
{
	CLEANUP_CLOSE int fd = -1;
	char path[32];
	char line[1024];
	ssize_t len;

	snprintf(path, sizeof(path), "/proc/%d/stat", (int)pid);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return errno == ENOENT ? -ESRCH : -errno;
	if (!procfs_has(fd))
		return -EXDEV;
	len = read(fd, line, sizeof(line));
	if (len < 0)
		return -errno;
	return process_stat_parse(line, (size_t)len, ret_stat);
}

/*
 * The kernel is asked first: if the number is given to another process before /proc is read, the
 * start that is read there tells.
 */
static int look_once(pid_t pid, struct process_stat *ret_stat)
{
	pid_t pgid = getpgid(pid);
	pid_t sid = pgid < 0 ? -1 : getsid(pid);
	struct process_stat stat;
	int r;

	if (sid < 0)
		return -errno;
	r = read_stat(pid, &stat);
	if (r < 0)
		return r;
	if (stat.pid != pid || stat.pgid != pgid || stat.sid != sid)
		return -EXDEV;
	*ret_stat = stat;
	return 0;
}

static int real_look(void *context, pid_t pid, struct process_stat *ret_stat)
{
	int r = -EXDEV;

	(void)context;
	if (pid <= 0)
		return -EINVAL;
	/* It may have changed its group between the two. */
	for (int i = 0; i < LOOKS && r == -EXDEV; i++)
		r = look_once(pid, ret_stat);
	return r;
}

/* linux_dirent64 of getdents64(2), which has no declaration. */
struct directory_entry {
	uint64_t inode;
	int64_t offset;
	unsigned short length;
	unsigned char type;
	char name[];
};

/* The processes among the entries of a directory: how many PIDs there are. */
static size_t list_pids(const char *buffer, long len, pid_t *pids)
{
	const struct directory_entry *entry;
	size_t count = 0;

	for (long at = 0; at < len; at += entry->length) {
		entry = (const void *)(buffer + at);
		count += number_parse_pid(entry->name, &pids[count]) == 0 && pids[count] > 0;
	}
	return count;
}

static void real_walk(void *context, void (*visit)(void *data, pid_t pid), void *data)
{
	CLEANUP_CLOSE int proc = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	_Alignas(struct directory_entry) char buffer[16384];
	pid_t pids[sizeof(buffer) / sizeof(struct directory_entry)];
	long len;

	(void)context;
	if (proc < 0)
		return;
	/* The youngest first, who may live for a moment only. */
	while ((len = syscall(SYS_getdents64, proc, buffer, sizeof(buffer))) > 0)
		for (size_t i = list_pids(buffer, len, pids); i > 0; i--)
			visit(data, pids[i - 1]);
}

struct living_count {
	pid_t pgid;
	uint32_t count;
};

/* Counts the process if it lives, is in the group and may be signalled. */
static void count_if_living(void *data, pid_t pid)
{
	struct living_count *living = data;
	struct process_stat stat;

	/* The cheap question first. */
	living->count += getpgid(pid) == living->pgid && real_look(NULL, pid, &stat) == 0 &&
		stat.pgid == living->pgid && !process_state_is_dead(stat.state, stat.threads) &&
		kill(pid, 0) == 0;
}

static uint32_t real_count_living(void *context, pid_t pgid)
{
	struct living_count living = {.pgid = pgid};

	if (pgid > 0)
		real_walk(context, count_if_living, &living);
	return living.count;
}

/* The beginning of a file, NUL-terminated; "" when it cannot be read. */
static void read_start(const char *path, char *buf, size_t size)
{
	CLEANUP_CLOSE int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t len = fd < 0 ? -1 : read(fd, buf, size - 1);

	buf[len < 0 ? 0 : len] = '\0';
}

/* The last field of /proc/loadavg. */
static pid_t real_last_pid(void *context)
{
	char line[128];
	const char *last;
	pid_t pid;

	(void)context;
	read_start("/proc/loadavg", line, sizeof(line));
	line[strcspn(line, "\n")] = '\0';
	last = strrchr(line, ' ');
	return last && number_parse_pid(last + 1, &pid) == 0 ? pid : 0;
}

static uint64_t real_ticks(void *context)
{
	long second = sysconf(_SC_CLK_TCK);

	(void)context;
	return clock_now(CLOCK_BOOTTIME) / (CLOCK_SECOND / (uint64_t)(second > 0 ? second : 100));
}

static int real_pidfd_signal(void *context, int pidfd, int signal)
{
	(void)context;
	if (pidfd < 0)
		return -EBADF;
	return pidfd_send_signal(pidfd, signal, NULL, 0) < 0 ? -errno : 0;
}

static bool has_in_mask(const char *status, const char *label, int signal)
{
	const char *mask = strstr(status, label);

	return mask && (strtoull(mask + strlen(label), NULL, 16) >> (signal - 1) & 1);
}

/* Behind very many supplementary groups the masks are out of sight: then it is not known. */
static bool real_holds_off(void *context, pid_t pid, int signal)
{
	char path[32];
	char status[8192];

	(void)context;
	if (pid <= 0 || signal <= 0)
		return false;
	snprintf(path, sizeof(path), "/proc/%d/status", (int)pid);
	read_start(path, status, sizeof(status));
	return has_in_mask(status, "\nShdPnd:\t", signal) &&
		has_in_mask(status, "\nSigBlk:\t", signal);
}

static pid_t real_group_of(void *context, pid_t pid)
{
	pid_t pgid;

	(void)context;
	/* 0 would be the caller. */
	if (pid <= 0)
		return -EINVAL;
	pgid = getpgid(pid);
	return pgid < 0 ? -errno : pgid;
}

/* pidfd_open(2): readable once the process has ended, reaped or not. */
static bool real_has_exited(void *context, int pidfd)
{
	struct pollfd fd = {.fd = pidfd, .events = POLLIN};

	(void)context;
	return poll(&fd, 1, 0) > 0;
}

/* Numbers are handed out from the lowest that is free: it tells how many are in use. */
static bool real_may_hold(void *context, int pidfd)
{
	(void)context;
	return pidfd >= 0 && (size_t)pidfd < descriptors_limit() / 2;
}

static void real_mark_pids(void *context, struct pid_mark *ret_mark)
{
	struct procfs_pids texts;

	(void)context;
	procfs_read_pids(&texts);
	pid_mark_parse(texts.load, texts.max, texts.forks, ret_mark);
}

static void real_close(void *context, int pidfd)
{
	(void)context;
	if (pidfd >= 0)
		close(pidfd);
}

static uint64_t real_now(void *context)
{
	(void)context;
	return clock_now(CLOCK_MONOTONIC);
}

static const struct kernel real = {
	.pidfd_open = real_pidfd_open,
	.has_group_flag = real_has_group_flag,
	.pidfd_signal_group = real_pidfd_signal_group,
	.killpg = real_killpg,
	.may_signal = real_may_signal,
	.look = real_look,
	.group_of = real_group_of,
	.count_living = real_count_living,
	.has_exited = real_has_exited,
	.may_hold = real_may_hold,
	.mark_pids = real_mark_pids,
	.walk = real_walk,
	.last_pid = real_last_pid,
	.ticks = real_ticks,
	.pidfd_signal = real_pidfd_signal,
	.holds_off = real_holds_off,
	.close = real_close,
	.now = real_now,
};

const struct kernel *kernel_real(void)
{
	return &real;
}
