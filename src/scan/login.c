/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "scan/login.h"

#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <utmpx.h>
#if HAVE_SYSTEMD
#include <systemd/sd-login.h>
#endif

#include "base/cleanup.h"

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

/* What the login manager has said stands. */
static void ask_utmp(const char *tty_name, struct login *login)
{
	struct utmpx wanted = {.ut_type = USER_PROCESS};
	const struct utmpx *found;

	if (strlen(tty_name) >= sizeof(wanted.ut_line))
		return;
	memcpy(wanted.ut_line, tty_name, strlen(tty_name));
	setutxent();
	found = getutxline(&wanted);
	/* A line of somebody else's has been left behind. */
	if (found && login->user[0] &&
		strncmp(login->user, found->ut_user, sizeof(found->ut_user)) != 0)
		found = NULL;
	if (found && found->ut_type == USER_PROCESS) {
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

/* As w(1): a terminal's time of access is that of the last key. */
static int64_t idle_seconds(const char *tty_name)
{
	char path[256];
	struct stat status;
	time_t now = time(NULL);

	snprintf(path, sizeof(path), "/dev/%s", tty_name);
	if (stat(path, &status) < 0 || !S_ISCHR(status.st_mode))
		return -1;
	return now > status.st_atime ? now - status.st_atime : 0;
}

static void ask_terminal(const char *tty_name, struct login *login)
{
	if (!tty_name)
		return;
	ask_utmp(tty_name, login);
	login->idle = idle_seconds(tty_name);
}

void login_find(pid_t pid, const char *tty_name, struct login *ret_login)
{
	*ret_login = (struct login){.since = -1, .idle = -1};
	ask_login_manager(pid, ret_login);
	ask_terminal(tty_name, ret_login);
}
