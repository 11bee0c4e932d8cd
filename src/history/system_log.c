/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "history/system_log.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>

#include "base/cleanup.h"

/* For how long the log may be busy, microseconds. */
#define PATIENCE 300000

/* "<85>Nov 25 05:13:22 posse[123]: ...", as RFC 3164 has it. */
static char *make_line(const char *text)
{
	static const char months[][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug",
		"Sep", "Oct", "Nov", "Dec"};
	time_t now = time(NULL);
	struct tm parts = {.tm_mday = 1};
	char *line;
	int length;

	localtime_r(&now, &parts);
	length = asprintf(&line, "<%d>%s %2d %02d:%02d:%02d %s[%d]: %s", LOG_AUTHPRIV | LOG_NOTICE,
		months[parts.tm_mon], parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec,
		PACKAGE, (int)getpid(), text);
	return length < 0 ? NULL : line;
}

static int open_log(int type)
{
	CLEANUP_CLOSE int fd = socket(AF_UNIX, type | SOCK_CLOEXEC, 0);
	const struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = "/dev/log"};
	const struct timeval patience = {.tv_usec = PATIENCE};

	if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience)) < 0 ||
		connect(fd, (const struct sockaddr *)&address, sizeof(address)) < 0)
		return -errno;
	return take_fd(&fd);
}

int system_log_write(const char *text)
{
	CLEANUP_FREE char *line = make_line(text);
	CLEANUP_CLOSE int fd = open_log(SOCK_DGRAM);
	size_t length = line ? strlen(line) : 0;

	if (!line)
		return -ENOMEM;
	/* Some daemons listen to a stream, in which a NUL ends a line. */
	if (fd == -EPROTOTYPE) {
		fd = open_log(SOCK_STREAM);
		length++;
	}
	if (fd < 0)
		return fd;
	return send(fd, line, length, MSG_NOSIGNAL) < 0 ? -errno : 0;
}
