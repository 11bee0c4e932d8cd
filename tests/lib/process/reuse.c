/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "reuse.h"

#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "child.h"
#include "kill/kernel.h"

static void block(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	if (sigprocmask(SIG_BLOCK, &set, NULL) < 0)
		_exit(1);
}

static void lead(void *context)
{
	(void)context;
	block();
	if (setpgid(0, 0) < 0)
		_exit(1);
}

static void join(void *context)
{
	const pid_t *pgid = context;

	block();
	if (setpgid(0, *pgid) < 0)
		_exit(1);
}

void reuse_start(struct reuse_group *group)
{
	group->leader_reaped = false;
	group->leader = child_start(lead, NULL);
	group->member = child_start(join, &group->leader);
}

void reuse_end(struct reuse_group *group)
{
	child_end(group->member);
	if (!group->leader_reaped)
		child_end(group->leader);
}

void reuse_start_at(struct reuse_group *group)
{
	pid_t leader = group->leader;
	pid_t member = group->member;

	reuse_ask_for(leader);
	group->leader = child_start(lead, NULL);
	reuse_ask_for(member);
	group->member = child_start(join, &group->leader);
	group->leader_reaped = false;
	EXPECT(group->leader == leader && group->member == member);
	EXPECT(getpgid(member) == leader);
}

void reuse_ask_for(pid_t pid)
{
	CLEANUP_CLOSE int fd = open("/proc/sys/kernel/ns_last_pid", O_WRONLY | O_CLOEXEC);
	char text[16];

	if (fd < 0)
		child_skip("PIDs cannot be asked for");
	snprintf(text, sizeof(text), "%d", (int)pid - 1);
	if (write(fd, text, strlen(text)) != (ssize_t)strlen(text))
		child_skip("PIDs cannot be asked for");
}

/* Start times are told in ticks of this clock. */
static uint64_t tick_now(void)
{
	uint64_t ticks = (uint64_t)sysconf(_SC_CLK_TCK);
	struct timespec now;

	clock_gettime(CLOCK_BOOTTIME, &now);
	return (uint64_t)now.tv_sec * ticks + (uint64_t)now.tv_nsec * ticks / 1000000000;
}

static bool is_past(void *context)
{
	const uint64_t *tick = context;

	return tick_now() > *tick;
}

void reuse_await_tick(void)
{
	uint64_t tick = tick_now();

	EXPECT(child_await(is_past, &tick));
}

bool reuse_no_group_flag(void *context)
{
	(void)context;
	return false;
}

void reuse_need_group_flag(void)
{
	if (!kernel_real()->has_group_flag(NULL))
		child_skip("this kernel has no group flag");
}
