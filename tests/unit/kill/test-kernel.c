/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The real kernel: what it refuses to call, and what it reads of other processes. Whether a system
 * call was made is asked of the kernel itself, by a filter that ends the child that makes one.
 */
#include <config.h>

#include <errno.h>
#include <limits.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#include "../../lib/process/child.h"
#include "base/array.h"
#include "kill/kernel.h"

enum {
	AS_EXPECTED = 0,
	NOT_AS_EXPECTED = 1,
};

static const pid_t bad_groups[] = {0, 1, -1, -5, INT_MIN, INT_MIN + 1};
static const int some_signals[] = {0, SIGTERM, SIGKILL, SIGCONT};

/* Ends the process at any system call that signals. The numbers are those of the build's own
 * ABI. */
static bool forbid_signals(void)
{
	static struct sock_filter steps[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_kill, 6, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_tkill, 5, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_tgkill, 4, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_rt_sigqueueinfo, 3, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_rt_tgsigqueueinfo, 2, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_pidfd_send_signal, 1, 0),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
	};
	struct sock_fprog program = {.len = COUNT(steps), .filter = steps};
	struct rlimit no_core = {0, 0};

	return setrlimit(RLIMIT_CORE, &no_core) == 0 &&
		prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
		prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0;
}

/* The wait status of a child that runs part behind the filter and exits with what it returns. */
static int status_behind_filter(int (*part)(void))
{
	int status = -1;
	pid_t pid = fork();

	assert_true(pid >= 0);
	if (pid == 0) {
		setpgid(0, 0);
		_exit(forbid_signals() ? part() : CHILD_SKIPPED);
	}
	while (waitpid(pid, &status, 0) < 0)
		assert_int_equal(errno, EINTR);
	if (WIFEXITED(status) && WEXITSTATUS(status) == CHILD_SKIPPED) {
		print_message("no filter can be set here\n");
		skip();
	}
	return status;
}

static int call_bad_groups(void)
{
	const struct kernel *kernel = kernel_real();

	for (size_t i = 0; i < COUNT(bad_groups); i++)
		for (size_t s = 0; s < COUNT(some_signals); s++)
			if (kernel->killpg(kernel->context, bad_groups[i], some_signals[s]) !=
				-EINVAL)
				return NOT_AS_EXPECTED;
	return AS_EXPECTED;
}

static void test_bad_groups_make_no_system_call(void **state)
{
	int status;

	(void)state;
	status = status_behind_filter(call_bad_groups);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), AS_EXPECTED);
}

static int call_bad_processes(void)
{
	static const pid_t bad[] = {0, -1, -5, INT_MIN};
	const struct kernel *kernel = kernel_real();
	struct process_stat stat;

	for (size_t i = 0; i < COUNT(bad); i++)
		if (kernel->may_signal(kernel->context, bad[i]) != -EINVAL ||
			kernel->pidfd_open(kernel->context, bad[i]) != -EINVAL ||
			kernel->look(kernel->context, bad[i], &stat) != -EINVAL)
			return NOT_AS_EXPECTED;
	return AS_EXPECTED;
}

static void test_bad_processes_make_no_system_call(void **state)
{
	int status;

	(void)state;
	status = status_behind_filter(call_bad_processes);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), AS_EXPECTED);
}

static int call_bad_descriptor(void)
{
	const struct kernel *kernel = kernel_real();

	return kernel->pidfd_signal_group(kernel->context, -1, SIGTERM) == -EBADF &&
			kernel_pidfd_signal(kernel, -1, SIGTERM) == -EBADF
		? AS_EXPECTED
		: NOT_AS_EXPECTED;
}

static void test_bad_descriptor_makes_no_system_call(void **state)
{
	int status;

	(void)state;
	status = status_behind_filter(call_bad_descriptor);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), AS_EXPECTED);
}

/* The controls: the filter does see what the tests above say is not there. */
static int call_own_group(void)
{
	const struct kernel *kernel = kernel_real();

	if (getpgrp() != getpid() || getpgrp() <= 1)
		return NOT_AS_EXPECTED;
	kernel->killpg(kernel->context, getpgrp(), 0);
	return AS_EXPECTED;
}

static int signal_through_descriptor(void)
{
	const struct kernel *kernel = kernel_real();

	kernel->pidfd_signal_group(kernel->context, 0, 0);
	return AS_EXPECTED;
}

static int ask_about_self(void)
{
	const struct kernel *kernel = kernel_real();

	kernel->may_signal(kernel->context, getpid());
	return AS_EXPECTED;
}

static void test_filter_sees_a_group_call(void **state)
{
	int status;

	(void)state;
	status = status_behind_filter(call_own_group);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), SIGSYS);
	status = status_behind_filter(ask_about_self);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), SIGSYS);
}

static void test_filter_sees_a_descriptor_call(void **state)
{
	int status;

	(void)state;
	if (syscall(SYS_pidfd_send_signal, -1, 0, NULL, 0) < 0 && errno == ENOSYS) {
		print_message("this kernel has no pidfd_send_signal\n");
		skip();
	}
	status = status_behind_filter(signal_through_descriptor);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), SIGSYS);
}

static void lead_group(void *name)
{
	setpgid(0, 0);
	if (name)
		prctl(PR_SET_NAME, name);
}

static void expect_own_child(pid_t pid)
{
	const struct kernel *kernel = kernel_real();
	struct process_stat stat = {0};

	assert_int_equal(kernel->look(kernel->context, pid, &stat), 0);
	assert_int_equal(stat.pid, pid);
	assert_int_equal(stat.ppid, getpid());
	assert_int_equal(stat.pgid, pid);
	assert_int_equal(stat.sid, getsid(0));
	assert_int_equal(stat.threads, 1);
	assert_true(stat.state == 'S' || stat.state == 'R');
	assert_true(stat.start == (uint64_t)child_stat_field(pid, 22));
	assert_true(stat.start > 0);
}

static void test_looks_whatever_the_name(void **state)
{
	static const char *const names[] = {"plain", ") R 1", "a) Z 1 2 3 (b", "((((", "))))",
		"", " ", "new\nline", ") R 1 1 1 1 1 1"};

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++) {
		char name[16] = "";
		pid_t pid;

		memcpy(name, names[i], strlen(names[i]) < 15 ? strlen(names[i]) : 15);
		pid = child_start(lead_group, name);
		expect_own_child(pid);
		child_end(pid);
	}
}

static void test_zombie_then_gone(void **state)
{
	const struct kernel *kernel = kernel_real();
	pid_t pid = child_start(lead_group, NULL);
	struct process_stat stat = {0};

	(void)state;
	assert_int_equal(kernel->killpg(kernel->context, pid, SIGKILL), 0);
	child_await_zombie(pid);
	assert_int_equal(kernel->look(kernel->context, pid, &stat), 0);
	assert_int_equal(stat.state, 'Z');
	assert_int_equal(stat.pgid, pid);
	assert_true(process_state_is_dead(stat.state, stat.threads));
	/* A group of zombies can be signalled still, as far as the kernel says. */
	assert_int_equal(kernel->killpg(kernel->context, pid, 0), 0);
	assert_int_equal(waitpid(pid, NULL, 0), pid);
	assert_int_equal(kernel->look(kernel->context, pid, &stat), -ESRCH);
	assert_int_equal(kernel->may_signal(kernel->context, pid), -ESRCH);
	assert_int_equal(kernel->killpg(kernel->context, pid, 0), -ESRCH);
}

static void test_no_descriptor_of_nobody(void **state)
{
	const struct kernel *kernel = kernel_real();
	int own = kernel->pidfd_open(kernel->context, getpid());
	pid_t pid = fork();

	(void)state;
	if (pid == 0)
		_exit(0);
	assert_true(pid > 1);
	assert_int_equal(waitpid(pid, NULL, 0), pid);
	if (own == -ENOSYS) {
		print_message("this kernel has no pidfd_open\n");
		skip();
	}
	assert_true(own >= 0);
	kernel->close(kernel->context, own);
	assert_int_equal(kernel->pidfd_open(kernel->context, pid), -ESRCH);
}

static void test_descriptor_signals_the_group(void **state)
{
	const struct kernel *kernel = kernel_real();
	pid_t pid;
	int fd;

	(void)state;
	if (!kernel->has_group_flag(kernel->context)) {
		print_message("this kernel has no group flag\n");
		skip();
	}
	pid = child_start(lead_group, NULL);
	fd = kernel->pidfd_open(kernel->context, pid);
	assert_true(fd >= 0);
	assert_int_equal(kernel->pidfd_signal_group(kernel->context, fd, 0), 0);
	assert_int_equal(kernel->pidfd_signal_group(kernel->context, fd, SIGKILL), 0);
	child_await_zombie(pid);
	assert_int_equal(waitpid(pid, NULL, 0), pid);
	assert_int_equal(kernel->pidfd_signal_group(kernel->context, fd, 0), -ESRCH);
	kernel->close(kernel->context, fd);
	assert_int_equal(kernel->pidfd_signal_group(kernel->context, fd, 0), -EBADF);
}

static void test_clock_goes_on(void **state)
{
	const struct kernel *kernel = kernel_real();
	uint64_t before = kernel->now(kernel->context);

	(void)state;
	assert_true(before > 0);
	assert_true(kernel->now(kernel->context) >= before);
}

/* ---- Members born since ---- */

struct search {
	pid_t wanted;
	unsigned seen;
};

static void look_for(void *data, pid_t pid)
{
	struct search *search = data;

	search->seen += pid == search->wanted;
}

static void test_birth_has_a_number_and_a_time(void **state)
{
	const struct kernel *kernel = kernel_real();
	uint64_t ticks = kernel_ticks(kernel);
	pid_t last = kernel_last_pid(kernel);
	pid_t pid = child_start(NULL, NULL);
	struct search search = {.wanted = pid};
	struct process_stat stat;

	(void)state;
	assert_true(last > 0);
	assert_int_not_equal(kernel_last_pid(kernel), last);
	assert_int_equal(kernel_look(kernel, pid, &stat), 0);
	assert_true(stat.start >= ticks && stat.start <= kernel_ticks(kernel));
	kernel_walk(kernel, look_for, &search);
	assert_int_equal(search.seen, 1);
	child_end(pid);
}

static void test_descriptor_signals_one(void **state)
{
	const struct kernel *kernel = kernel_real();
	pid_t pid = child_start(NULL, NULL);
	int fd = kernel_pidfd_open(kernel, pid);
	int status;

	(void)state;
	if (fd == -ENOSYS) {
		child_end(pid);
		print_message("this kernel has no pidfd_open\n");
		skip();
	}
	assert_true(fd >= 0);
	assert_int_equal(kernel_pidfd_signal(kernel, fd, SIGTERM), 0);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM);
	assert_int_equal(kernel_pidfd_signal(kernel, fd, SIGTERM), -ESRCH);
	kernel_close(kernel, fd);
	assert_int_equal(kernel_pidfd_signal(kernel, -1, SIGTERM), -EBADF);
}

static void test_a_blocked_signal_is_held_off(void **state)
{
	const struct kernel *kernel = kernel_real();
	const struct sigaction ignore = {.sa_handler = SIG_IGN};
	sigset_t set;

	(void)state;
	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	sigprocmask(SIG_BLOCK, &set, NULL);
	assert_false(kernel_holds_off(kernel, getpid(), SIGUSR1));
	kill(getpid(), SIGUSR1);
	assert_true(kernel_holds_off(kernel, getpid(), SIGUSR1));
	assert_false(kernel_holds_off(kernel, getpid(), SIGUSR2));
	sigaction(SIGUSR1, &ignore, NULL);
	assert_false(kernel_holds_off(kernel, getpid(), SIGUSR1));
	sigprocmask(SIG_UNBLOCK, &set, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bad_groups_make_no_system_call),
		cmocka_unit_test(test_bad_processes_make_no_system_call),
		cmocka_unit_test(test_bad_descriptor_makes_no_system_call),
		cmocka_unit_test(test_filter_sees_a_group_call),
		cmocka_unit_test(test_filter_sees_a_descriptor_call),
		cmocka_unit_test(test_looks_whatever_the_name),
		cmocka_unit_test(test_zombie_then_gone),
		cmocka_unit_test(test_no_descriptor_of_nobody),
		cmocka_unit_test(test_descriptor_signals_the_group),
		cmocka_unit_test(test_clock_goes_on),
		cmocka_unit_test(test_birth_has_a_number_and_a_time),
		cmocka_unit_test(test_descriptor_signals_one),
		cmocka_unit_test(test_a_blocked_signal_is_held_off),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
