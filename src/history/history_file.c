/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "history/history_file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "base/xdg.h"

/* How the way is gone. */
struct way {
	bool makes; /* directories that are not there */
	bool strict;
};

int history_file_path(char **ret_path)
{
	int r = xdg_path("XDG_STATE_HOME", ".local/state", "posse/history.jsonl", ret_path);

	return r == -ENOENT ? HISTORY_NO_HOME : r;
}

/* What lies in somebody else's directory is theirs to exchange, and not to be filled by root. */
static int check_own(int fd)
{
	struct stat status;

	if (fstat(fd, &status) < 0)
		return -errno;
	return status.st_uid == geteuid() ? 0 : HISTORY_NOT_OWN;
}

static int make_directory(int parent, const char *name, const struct way *way)
{
	int r = way->strict ? check_own(parent) : 0;

	if (r < 0)
		return r;
	return mkdirat(parent, name, S_IRWXU) < 0 && errno != EEXIST ? -errno : 0;
}

static int fault_of(int parent, const char *name, const struct way *way, int error)
{
	struct stat status;

	/* O_NOFOLLOW says ELOOP, and together with O_DIRECTORY ENOTDIR. */
	if (way->strict && (error == ELOOP || error == ENOTDIR) &&
		fstatat(parent, name, &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISLNK(status.st_mode))
		return HISTORY_LINKED;
	return -error;
}

static int open_directory(int parent, const char *name, const struct way *way)
{
	int flags = O_PATH | O_DIRECTORY | O_CLOEXEC | (way->strict ? O_NOFOLLOW : 0);
	int fd = openat(parent, name, flags);
	int r;

	if (fd < 0 && errno == ENOENT && way->makes) {
		r = make_directory(parent, name, way);
		if (r < 0)
			return r;
		fd = openat(parent, name, flags);
	}
	return fd < 0 ? fault_of(parent, name, way, errno) : fd;
}

/* Goes from directory to directory; path loses its slashes. Returns the last directory, and in
 * *ret_name the file's name. */
static int go(char *path, const struct way *way, const char **ret_name)
{
	int fd = open("/", O_PATH | O_DIRECTORY | O_CLOEXEC);
	char *rest = path;
	char *name = strsep(&rest, "/");

	if (fd < 0)
		return -errno;
	for (; fd >= 0 && rest; name = strsep(&rest, "/")) {
		CLEANUP_CLOSE int parent = fd;

		if (name[0] == '\0')
			take_fd(&parent);
		else
			fd = open_directory(parent, name, way);
	}
	*ret_name = name;
	return fd;
}

static int check_file(int fd, const struct way *way)
{
	struct stat status;

	if (fstat(fd, &status) < 0)
		return -errno;
	if (!S_ISREG(status.st_mode))
		return HISTORY_NOT_REGULAR;
	/* A second name may be one of somebody's choice for a file of root's. */
	if (way->strict && (status.st_uid != geteuid() || status.st_nlink != 1))
		return HISTORY_NOT_OWN;
	return 0;
}

static int open_file(const char *path, const struct way *way, int flags)
{
	CLEANUP_FREE char *copy = strdup(path);
	CLEANUP_CLOSE int directory = -1;
	CLEANUP_CLOSE int fd = -1;
	const char *name = NULL;
	int r;

	if (!copy)
		return -ENOMEM;
	directory = go(copy, way, &name);
	if (directory < 0)
		return directory;
	r = way->strict ? check_own(directory) : 0;
	if (r < 0)
		return r;
	/* Whatever is there, nothing is waited for. */
	fd = openat(directory, name,
		flags | O_CLOEXEC | O_NOCTTY | O_NONBLOCK | (way->strict ? O_NOFOLLOW : 0),
		S_IRUSR | S_IWUSR);
	if (fd < 0)
		return fault_of(directory, name, way, errno);
	r = check_file(fd, way);
	return r < 0 ? r : take_fd(&fd);
}

int history_file_open_to_read(const char *path, bool strict)
{
	return open_file(path, &(struct way){.strict = strict}, O_RDONLY);
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
	const struct way way = {.makes = true, .strict = strict};
	CLEANUP_CLOSE int fd = open_file(path, &way, O_RDWR | O_APPEND | O_CREAT);
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
