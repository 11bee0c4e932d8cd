/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Terminals of the same number in two devpts, as a machine and a container have them. */
#include <config.h>

#include <fcntl.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>
#include <utmpx.h>
#include <cmocka.h>

#include "../lib/process/child.h"
#include "base/array.h"
#include "base/cleanup.h"
#include "scan/inspect.h"
#include "scan/scanner.h"
#include "view/filter/filter.h"

enum {
	NOBODY = 65534,
	TERMINALS_MAX = 1000,
};

static const char points[] = "/mnt/pts";
static unsigned number; /* of the terminal here, and of that in the container */

/* Opens the next terminal of a devpts and returns its number; the descriptor stays. */
static unsigned open_terminal(const char *ptmx)
{
	int unlocked = 0;
	unsigned found = 0;
	int fd = open(ptmx, O_RDWR | O_NOCTTY | O_CLOEXEC);

	EXPECT(fd >= 0 && ioctl(fd, TIOCSPTLCK, &unlocked) == 0);
	EXPECT(ioctl(fd, TIOCGPTN, &found) == 0);
	return found;
}

/* A devpts beside that of /dev, and a terminal of the same number in both. */
static void open_both(void)
{
	char ptmx[64];

	if (geteuid() != 0 || unshare(CLONE_NEWNS) < 0 ||
		mount("none", "/", "none", MS_REC | MS_PRIVATE, NULL) < 0)
		child_skip("namespaces are for root here");
	EXPECT(mount("none", "/mnt", "tmpfs", 0, NULL) == 0 && mkdir(points, 0755) == 0);
	if (mount("devpts", points, "devpts", 0, "newinstance,ptmxmode=0666") < 0)
		child_skip("no devpts can be mounted here");
	snprintf(ptmx, sizeof(ptmx), "%s/ptmx", points);
	number = open_terminal("/dev/ptmx");
	for (int i = 0; i < TERMINALS_MAX; i++)
		if (open_terminal(ptmx) == number)
			return;
	child_fail(__FILE__, __LINE__, "no terminal of that number");
}

static int sit_at(const char *directory)
{
	char path[64];
	int fd;

	snprintf(path, sizeof(path), "%s/%u", directory, number);
	fd = open(path, O_RDWR);
	EXPECT(fd >= 0 && tcgetsid(fd) == getpid());
	return fd;
}

static void sit_here(void *context)
{
	(void)context;
	EXPECT(setsid() > 0);
	sit_at("/dev/pts");
}

static void sit_here_redirected(void *context)
{
	(void)context;
	EXPECT(setsid() > 0);
	close(sit_at("/dev/pts"));
}

static void enter_container(void)
{
	EXPECT(unshare(CLONE_NEWNS) == 0 && setsid() > 0);
}

static void sit_inside(void *context)
{
	(void)context;
	enter_container();
	sit_at(points);
}

static void sit_inside_redirected(void *context)
{
	(void)context;
	enter_container();
	close(sit_at(points));
}

/* What it was started from is still open as well. */
static void sit_inside_from_here(void *context)
{
	char path[32];

	(void)context;
	snprintf(path, sizeof(path), "/dev/pts/%u", number);
	EXPECT(dup2(open(path, O_RDWR | O_NOCTTY), STDIN_FILENO) == STDIN_FILENO);
	enter_container();
	sit_at(points);
}

/* Under the name that a container's first terminal has. */
static void sit_inside_at_console(void *context)
{
	char path[64];

	(void)context;
	enter_container();
	snprintf(path, sizeof(path), "%s/%u", points, number);
	EXPECT(mount(path, "/dev/console", NULL, MS_BIND, NULL) == 0);
	EXPECT(open("/dev/console", O_RDWR) >= 0);
}

static const struct snapshot *expect_scan(void)
{
	CLEANUP(scanner_freep) struct scanner *scanner = NULL;
	const struct snapshot *snapshot = NULL;

	EXPECT(scanner_new(&scanner) == 0);
	EXPECT(scanner_scan(scanner, NULL, &snapshot) == 0);
	return snapshot;
}

/* What the scan calls its terminal, and whether tty= with the name here finds it. */
static void expect_name(pid_t pid, bool here)
{
	CLEANUP(filter_freep) struct filter *filter = NULL;
	struct filter_fault fault;
	const struct snapshot *snapshot = expect_scan();
	const struct process *process = snapshot_process(snapshot, pid);
	struct row row = {.kind = ROW_PROCESS, .snapshot = snapshot};
	char name[32];
	char text[32];
	const char *word = text;

	snprintf(name, sizeof(name), here ? "pts/%u" : "136:%u", number);
	snprintf(text, sizeof(text), "tty=pts/%u", number);
	EXPECT(process != NULL && process->tty_name != NULL);
	EXPECT(strcmp(process->tty_name, name) == 0);
	EXPECT(filter_parse(&word, 1, &filter, &fault) == 0);
	row.index = (uint32_t)(process - snapshot->processes);
	EXPECT(filter_matches(filter, &row) == here);
	snapshot_unref(snapshot);
}

static struct login login_of(pid_t pid)
{
	struct process_id id = {pid, (uint64_t)child_stat_field(pid, 22)};
	struct detail_set *set = NULL;
	struct login login;

	EXPECT(inspect_processes(&id, 1, DETAIL_LOGIN, &set) == 0);
	EXPECT(set->items[0].login != NULL);
	login = *set->items[0].login;
	detail_set_free(set);
	return login;
}

/* One login at the terminal here, in a utmp of the test's. */
static void write_utmp(pid_t pid, const char *user)
{
	struct utmpx line = {.ut_type = USER_PROCESS, .ut_pid = pid};
	int fd = open("/mnt/utmp", O_WRONLY | O_CREAT | O_TRUNC, 0600);

	snprintf(line.ut_line, sizeof(line.ut_line), "pts/%u", number);
	snprintf(line.ut_user, sizeof(line.ut_user), "%s", user);
	EXPECT(fd >= 0 && write(fd, &line, sizeof(line)) == (ssize_t)sizeof(line));
	close(fd);
	EXPECT(utmpxname("/mnt/utmp") == 0);
}

static void look_at_both(void)
{
	static child_task *const outside[] = {sit_here, sit_here_redirected};
	static child_task *const inside[] = {sit_inside, sit_inside_redirected,
		sit_inside_from_here, sit_inside_at_console};

	open_both();
	for (size_t i = 0; i < COUNT(outside); i++) {
		pid_t pid = child_start(outside[i], NULL);

		expect_name(pid, true);
		EXPECT(login_of(pid).idle >= 0);
		child_end(pid);
	}
	for (size_t i = 0; i < COUNT(inside); i++) {
		pid_t pid = child_start(inside[i], NULL);

		expect_name(pid, false);
		EXPECT(login_of(pid).idle == -1);
		child_end(pid);
	}
}

static void look_at_both_at_once(void)
{
	pid_t here;
	pid_t there;

	open_both();
	here = child_start(sit_here, NULL);
	there = child_start(sit_inside, NULL);
	expect_name(here, true);
	expect_name(there, false);
}

/* Whoever may not see descriptors goes by the owner of the terminal, and by PID namespaces. */
static pid_t seen_by_nobody;
static bool seen_here;

static void look_as_nobody(void)
{
	EXPECT(setresgid(NOBODY, NOBODY, NOBODY) == 0 && setresuid(NOBODY, NOBODY, NOBODY) == 0);
	expect_name(seen_by_nobody, seen_here);
}

/* The first process of a PID namespace; whoever started it is only there to wait. */
static void sit_inside_as_init(void *context)
{
	pid_t *first = context;
	pid_t pid;

	EXPECT(unshare(CLONE_NEWPID) == 0);
	pid = fork();
	EXPECT(pid >= 0);
	if (pid > 0) {
		__atomic_store_n(first, pid, __ATOMIC_SEQ_CST);
		for (;;)
			pause();
	}
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	sit_inside(NULL);
}

static bool is_known(void *first)
{
	return __atomic_load_n((pid_t *)first, __ATOMIC_SEQ_CST) > 1;
}

static void look_without_permission(void)
{
	pid_t *first = mmap(NULL, sizeof(*first), PROT_READ | PROT_WRITE,
		MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	open_both();
	seen_here = true;
	seen_by_nobody = child_start(sit_here, NULL);
	EXPECT(child_run(look_as_nobody) == 0);
	child_end(seen_by_nobody);
	seen_here = false;
	EXPECT(first != MAP_FAILED);
	child_start(sit_inside_as_init, first);
	EXPECT(child_await(is_known, first));
	seen_by_nobody = *first;
	EXPECT(child_run(look_as_nobody) == 0);
}

static void look_at_logins(void)
{
	pid_t other = child_start(NULL, NULL);
	pid_t here;
	pid_t there;

	open_both();
	here = child_start(sit_here, NULL);
	there = child_start(sit_inside, NULL);
	write_utmp(here, "deploy");
	EXPECT(strcmp(login_of(here).user, "deploy") == 0);
	EXPECT(strcmp(login_of(there).user, "") == 0);
	write_utmp(getpid(), "parent");
	EXPECT(strcmp(login_of(here).user, "parent") == 0);
	EXPECT(strcmp(login_of(there).user, "") == 0);
	/* It lives, but elsewhere. */
	write_utmp(other, "deploy");
	EXPECT(strcmp(login_of(here).user, "") == 0);
	write_utmp(1, "deploy");
	EXPECT(strcmp(login_of(here).user, "") == 0);
}

static void check(void (*look)(void))
{
	int verdict = child_run(look);

	if (verdict == CHILD_SKIPPED)
		skip();
	assert_int_equal(verdict, 0);
}

static void test_one_number_in_two_places(void **state)
{
	(void)state;
	check(look_at_both);
	check(look_at_both_at_once);
}

static void test_seen_by_others(void **state)
{
	(void)state;
	check(look_without_permission);
}

static void test_logins(void **state)
{
	(void)state;
	check(look_at_logins);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_one_number_in_two_places),
		cmocka_unit_test(test_seen_by_others),
		cmocka_unit_test(test_logins),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
