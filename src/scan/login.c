/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "scan/login.h"

#include <fcntl.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <time.h>
#include <unistd.h>
#include <utmpx.h>
#if HAVE_SYSTEMD
#include <systemd/sd-login.h>
#endif

#include "base/cleanup.h"
#include "scan/seat.h"

enum {
	PARENTS_MAX = 16, /* between a session and who let it in, there are one or two */
};

/* Fields of utmp need not end with NUL. */
static void copy_field(char *buf, size_t size, const char *field, size_t field_size)
{
	snprintf(buf, size, "%.*s", (int)strnlen(field, field_size), field);
}

#if HAVE_SYSTEMD
static void copy_user(char *buf, size_t size, uid_t uid)
{
	struct passwd entry;
	struct passwd *found = NULL;
	char bytes[4096];

	if (getpwuid_r(uid, &entry, bytes, sizeof(bytes), &found) == 0 && found)
		snprintf(buf, size, "%s", entry.pw_name);
}

static void ask_login_manager(pid_t pid, struct login *login)
{
	CLEANUP_FREE char *session = NULL;
	CLEANUP_FREE char *host = NULL;
	uid_t uid;

	if (sd_pid_get_session(pid, &session) < 0)
		return;
	if (sd_session_get_uid(session, &uid) >= 0)
		copy_user(login->user, sizeof(login->user), uid);
	if (sd_session_get_remote_host(session, &host) >= 0 && host)
		snprintf(login->from, sizeof(login->from), "%s", host);
}
#else
static void ask_login_manager(pid_t pid, struct login *login)
{
	(void)pid;
	(void)login;
}
#endif

static bool look_at(pid_t pid, struct process_stat *ret_stat)
{
	CLEANUP_CLOSE int fd = -1;
	char path[32];
	char line[1024];
	ssize_t len;

	snprintf(path, sizeof(path), "/proc/%d/stat", (int)pid);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	len = fd >= 0 ? read(fd, line, sizeof(line)) : -1;
	return len > 0 && process_stat_parse(line, (size_t)len, ret_stat) == 0 &&
		!process_state_is_dead(ret_stat->state, ret_stat->threads);
}

/* It has let the session in: sshd and login start its leader, a window that a terminal is drawn in
 * does. Who has a terminal of its own between the two is the start of something else. */
static bool has_let_in(pid_t pid, pid_t sid)
{
	struct process_stat stat;

	if (sid <= 1 || !look_at(sid, &stat))
		return false;
	for (int i = 0; i < PARENTS_MAX && stat.ppid > 1; i++) {
		if (!look_at(stat.ppid, &stat))
			return false;
		if (stat.pid == pid)
			return true;
		if (stat.tty != 0)
			return false;
	}
	return false;
}

/* Lines are left behind where whoever wrote them was killed, and their PIDs become others'. */
static bool sits_there(pid_t pid, const struct process_stat *there)
{
	struct process_stat stat;

	if (pid <= 1 || there->sid <= 0 || !look_at(pid, &stat))
		return false;
	if (stat.sid == there->sid && stat.tty == there->tty)
		return true;
	return has_let_in(pid, there->sid);
}

/* What the login manager has said stands: another user's line has been left behind. */
static bool counts(const struct utmpx *line, const char *tty_name, const struct process_stat *there,
	const struct login *login)
{
	if (line->ut_type != USER_PROCESS || strlen(tty_name) > sizeof(line->ut_line) ||
		strncmp(line->ut_line, tty_name, sizeof(line->ut_line)) != 0)
		return false;
	if (login->user[0] && strncmp(login->user, line->ut_user, sizeof(line->ut_user)) != 0)
		return false;
	return sits_there(line->ut_pid, there);
}

static void ask_utmp(const char *tty_name, const struct process_stat *there, struct login *login)
{
	const struct utmpx *found;

	setutxent();
	while ((found = getutxent()))
		if (counts(found, tty_name, there, login))
			break;
	if (found) {
		if (!login->user[0])
			copy_field(login->user, sizeof(login->user), found->ut_user,
				sizeof(found->ut_user));
		if (!login->from[0])
			copy_field(login->from, sizeof(login->from), found->ut_host,
				sizeof(found->ut_host));
		login->since = found->ut_tv.tv_sec;
	}
	endutxent();
}

/* As w(1): a terminal's time of access is that of the last key. Containers have other devices under
 * the names of consoles. */
static int64_t idle_seconds(const char *tty_name, uint32_t number)
{
	char path[256];
	struct stat status;
	time_t now = time(NULL);

	snprintf(path, sizeof(path), "/dev/%s", tty_name);
	if (stat(path, &status) < 0 || !S_ISCHR(status.st_mode) ||
		status.st_rdev != makedev(seat_major(number), seat_minor(number)))
		return -1;
	return now > status.st_atime ? now - status.st_atime : 0;
}

void login_find(const struct process_stat *stat, const char *tty_name, struct login *ret_login)
{
	*ret_login = (struct login){.since = -1, .idle = -1};
	ask_login_manager(stat->pid, ret_login);
	if (!tty_name)
		return;
	ask_utmp(tty_name, stat, ret_login);
	ret_login->idle = idle_seconds(tty_name, stat->tty);
}
