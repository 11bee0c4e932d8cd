/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "process_fixture.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "base/number.h"

/* --- what the kernel says ----------------------------------------------------------------- */

static FILE *fixture_open_proc(pid_t pid, const char *name)
{
	char path[64];

	snprintf(path, sizeof(path), "/proc/%d/%s", (int)pid, name);
	return fopen(path, "re");
}

/* The fields behind the name: the state letter, then numbers. */
static bool fixture_parse_fields(const char *fields, struct fixture_stat *stat)
{
	enum { PPID, PGID, SID, TTY, TPGID, THREADS = 16, START = 18, COUNT };
	long long numbers[COUNT];
	char *end;

	stat->state = fields[0];
	fields++;
	for (size_t i = 0; i < COUNT; i++) {
		numbers[i] = strtoll(fields, &end, 10);
		if (end == fields)
			return false;
		fields = end;
	}
	stat->ppid = (pid_t)numbers[PPID];
	stat->pgid = (pid_t)numbers[PGID];
	stat->sid = (pid_t)numbers[SID];
	stat->tty = (int)numbers[TTY];
	stat->tpgid = (pid_t)numbers[TPGID];
	stat->threads = (long)numbers[THREADS];
	stat->start = (uint64_t)numbers[START];
	return true;
}

int fixture_stat(pid_t pid, struct fixture_stat *ret_stat)
{
	CLEANUP(cleanup_fclose) FILE *file = fixture_open_proc(pid, "stat");
	struct fixture_stat stat = {.state = '\0'};
	char text[1024];
	char *open;
	char *close;
	size_t n;

	if (!file)
		return -ESRCH;
	n = fread(text, 1, sizeof(text) - 1, file);
	text[n] = '\0';
	open = strchr(text, '(');
	close = strrchr(text, ')');
	if (!open || !close || strlen(close) < 3 || !fixture_parse_fields(close + 2, &stat))
		return -ESRCH;
	snprintf(stat.comm, sizeof(stat.comm), "%.*s", (int)(close - open - 1), open + 1);
	*ret_stat = stat;
	return 0;
}

char fixture_state(pid_t pid)
{
	struct fixture_stat stat;

	return fixture_stat(pid, &stat) < 0 ? '\0' : stat.state;
}

uint64_t fixture_mask(pid_t pid, const char *name)
{
	CLEANUP(cleanup_fclose) FILE *file = fixture_open_proc(pid, "status");
	size_t len = strlen(name);
	char line[256];

	while (file && fgets(line, sizeof(line), file))
		if (strncmp(line, name, len) == 0 && line[len] == ':')
			return strtoull(line + len + 1, NULL, 16);
	return 0;
}

bool fixture_has(pid_t pid, const char *name, int sig)
{
	return fixture_mask(pid, name) >> (sig - 1) & 1;
}

size_t fixture_group_size(pid_t pgid, bool with_zombies)
{
	CLEANUP(cleanup_closedir) DIR *proc = opendir("/proc");
	struct dirent *entry;
	size_t size = 0;

	while (proc && (entry = readdir(proc))) {
		struct fixture_stat stat;
		pid_t pid;

		if (number_parse_pid(entry->d_name, &pid) < 0 || fixture_stat(pid, &stat) < 0)
			continue;
		if (stat.pgid == pgid && (with_zombies || stat.state != 'Z' || stat.threads > 1))
			size++;
	}
	return size;
}

/* --- a PID namespace ---------------------------------------------------------------------- */

static bool fixture_write_file(const char *path, const char *text)
{
	CLEANUP_CLOSE int fd = open(path, O_WRONLY | O_CLOEXEC);

	return fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text);
}

/* An ordinary user needs a user namespace around it, in which that user is root. */
static bool fixture_unshare(void)
{
	char uid_map[64];
	char gid_map[64];

	if (geteuid() == 0)
		return unshare(CLONE_NEWPID | CLONE_NEWNS) == 0;
	snprintf(uid_map, sizeof(uid_map), "0 %u 1", (unsigned)geteuid());
	snprintf(gid_map, sizeof(gid_map), "0 %u 1", (unsigned)getegid());
	return unshare(CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNS) == 0 &&
	       fixture_write_file("/proc/self/setgroups", "deny") &&
	       fixture_write_file("/proc/self/uid_map", uid_map) &&
	       fixture_write_file("/proc/self/gid_map", gid_map);
}

static int fixture_exit_status(int status)
{
	return WIFEXITED(status) ? WEXITSTATUS(status) : -EPROTO;
}

/* Waits for that child; which is -1 (reap everybody until then) or the child alone. */
static int fixture_reap_until(pid_t child, pid_t which)
{
	for (;;) {
		int status;
		pid_t pid = waitpid(which, &status, 0);

		if (pid == child)
			return fixture_exit_status(status);
		if (pid < 0 && errno != EINTR)
			return -errno;
	}
}

/* What an exit status cannot say is one that no test returns. */
enum {
	STATUS_OF_SIGNAL = 254,
};

static _Noreturn void fixture_exit(int r)
{
	_exit(r < 0 ? STATUS_OF_SIGNAL : r);
}

/* PID 1 of the namespace: the kernel ends everybody else in it when this one exits. */
static _Noreturn void fixture_be_init(int (*function)(void *context), void *context)
{
	pid_t pid;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (mount("none", "/", "none", MS_REC | MS_PRIVATE, NULL) < 0 ||
	        mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL) < 0)
		_exit(FIXTURE_SKIP);
	pid = fork();
	if (pid < 0)
		_exit(STATUS_OF_SIGNAL);
	if (pid == 0) {
		setsid();
		fixture_exit(function(context));
	}
	fixture_exit(fixture_reap_until(pid, -1));
}

int fixture_in_namespace(int (*function)(void *context), void *context)
{
	pid_t parent = getpid();
	pid_t pid;
	int r;

	fflush(NULL);
	pid = fork();
	if (pid < 0)
		return -errno;
	if (pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (getppid() != parent || !fixture_unshare())
			_exit(FIXTURE_SKIP);
		pid = fork();
		if (pid < 0)
			_exit(STATUS_OF_SIGNAL);
		if (pid == 0)
			fixture_be_init(function, context);
		fixture_exit(fixture_reap_until(pid, pid));
	}
	r = fixture_reap_until(pid, pid);
	return r == STATUS_OF_SIGNAL ? -EPROTO : r;
}
