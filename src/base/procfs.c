/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "base/procfs.h"

#include <fcntl.h>
#include <linux/magic.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "base/cleanup.h"

bool procfs_has(int fd)
{
	struct statfs system;
	struct stat root;
	struct stat file;

	/* A second /proc, of another PID namespace perhaps, is another device. */
	return fstatfs(fd, &system) == 0 && system.f_type == PROC_SUPER_MAGIC &&
		fstat(fd, &file) == 0 && stat("/proc", &root) == 0 && file.st_dev == root.st_dev;
}

/* A search for a line by its start, one byte after the other. */
struct line_search {
	const char *start;
	size_t matched; /* bytes of start, in this line */
	bool other; /* this line has another start */
	size_t size; /* of the buffer */
	size_t length; /* of what was found */
};

/* Whether the byte has ended what is searched for. */
static bool take_byte(struct line_search *search, char byte, char *buf)
{
	bool found = search->start[search->matched] == '\0';

	if (byte == '\n') {
		search->matched = 0;
		search->other = false;
		return found;
	}
	if (found) {
		if (search->length + 1 < search->size)
			buf[search->length++] = byte;
		return false;
	}
	search->other |= byte != search->start[search->matched];
	search->matched += !search->other;
	return false;
}

/*
 * Finds what follows start ("": anything) in the first line that begins with it, cut to the buffer;
 * "" where there is none, or the file is not /proc's own.
 */
static void read_line(const char *path, const char *start, char *buf, size_t size)
{
	CLEANUP_CLOSE int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct line_search search = {.start = start, .size = size};
	bool found = false;
	char bytes[4096];
	ssize_t len;

	memset(buf, 0, size);
	if (fd < 0 || !procfs_has(fd))
		return;
	while (!found && (len = read(fd, bytes, sizeof(bytes))) > 0)
		for (ssize_t i = 0; i < len && !found; i++)
			found = take_byte(&search, bytes[i], buf);
}

void procfs_read_pids(struct procfs_pids *ret_pids)
{
	/* In this order: that more was forked than numbers were handed out does no harm. */
	read_line("/proc/stat", "processes ", ret_pids->forks, sizeof(ret_pids->forks));
	read_line("/proc/loadavg", "", ret_pids->load, sizeof(ret_pids->load));
	read_line("/proc/sys/kernel/pid_max", "", ret_pids->max, sizeof(ret_pids->max));
}
