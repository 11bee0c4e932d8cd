/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "history/history_file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "base/own_file.h"
#include "base/xdg.h"

int history_file_path(char **ret_path)
{
	int r = xdg_path("XDG_STATE_HOME", ".local/state", "posse/history.jsonl", ret_path);

	return r == -ENOENT ? HISTORY_NO_HOME : r;
}

int history_file_open_to_read(const char *path, bool strict)
{
	return own_file_open(path, &(struct own_file_way){.strict = strict}, O_RDONLY);
}

/* ---- Appending ---- */

/* Whether the last line has no end, because the disk was full when it was written. */
static bool is_broken_off(int fd)
{
	struct stat status;
	char last;

	return fstat(fd, &status) == 0 && status.st_size > 0 &&
		pread(fd, &last, 1, status.st_size - 1) == 1 && last != '\n';
}

/* All of it in one call, unless the disk is full: then the next one says so. */
static int write_line(int fd, const char *line)
{
	size_t left = strlen(line);

	while (left > 0) {
		ssize_t written = write(fd, line, left);

		if (written < 0 && errno != EINTR)
			return -errno;
		if (written > 0) {
			line += written;
			left -= (size_t)written;
		}
	}
	return 0;
}

int history_file_append(const char *path, bool strict, const char *line)
{
	const struct own_file_way way = {.makes = true, .strict = strict};
	CLEANUP_CLOSE int fd = own_file_open(path, &way, O_RDWR | O_APPEND | O_CREAT);
	CLEANUP_FREE char *longer = NULL;

	if (fd < 0)
		return fd;
	if (is_broken_off(fd)) {
		if (asprintf(&longer, "\n%s", line) < 0)
			return -ENOMEM;
		line = longer;
	}
	return write_line(fd, line);
}
