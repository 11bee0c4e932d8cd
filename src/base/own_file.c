/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "base/own_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/cleanup.h"

/* What lies in somebody else's directory is theirs to exchange, and not to be filled by root. */
static int check_own(int fd)
{
	struct stat status;

	if (fstat(fd, &status) < 0)
		return -errno;
	return status.st_uid == geteuid() ? 0 : OWN_FILE_NOT_OWN;
}

static int make_directory(int parent, const char *name, const struct own_file_way *way)
{
	int r = way->strict ? check_own(parent) : 0;

	if (r < 0)
		return r;
	return mkdirat(parent, name, S_IRWXU) < 0 && errno != EEXIST ? -errno : 0;
}

static int fault_of(int parent, const char *name, bool strict, int error)
{
	struct stat status;

	/* O_NOFOLLOW says ELOOP, and together with O_DIRECTORY ENOTDIR. */
	if (strict && (error == ELOOP || error == ENOTDIR) &&
		fstatat(parent, name, &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISLNK(status.st_mode))
		return OWN_FILE_LINKED;
	return -error;
}

/* A link that only the user can have put there, and that nobody else can exchange. */
static bool is_own_link(int parent, const char *name)
{
	struct stat link;
	struct stat place;

	return fstatat(parent, name, &link, AT_SYMLINK_NOFOLLOW) == 0 && S_ISLNK(link.st_mode) &&
		link.st_uid == geteuid() && link.st_nlink == 1 && fstat(parent, &place) == 0 &&
		place.st_uid == geteuid() &&
		(!(place.st_mode & (S_IWGRP | S_IWOTH)) || (place.st_mode & S_ISVTX));
}

static int open_directory(int parent, const char *name, const struct own_file_way *way, bool last)
{
	bool follows = !way->strict || (way->own_links && !last && is_own_link(parent, name));
	int flags = O_PATH | O_DIRECTORY | O_CLOEXEC | (follows ? 0 : O_NOFOLLOW);
	int fd = openat(parent, name, flags);
	int r;

	if (fd < 0 && errno == ENOENT && way->makes) {
		r = make_directory(parent, name, way);
		if (r < 0)
			return r;
		fd = openat(parent, name, flags);
	}
	return fd < 0 ? fault_of(parent, name, way->strict, errno) : fd;
}

/* Goes from directory to directory; path loses its slashes, and is absolute or not. */
static int go(char *path, const struct own_file_way *way)
{
	int fd = open(path[0] == '/' ? "/" : ".", O_PATH | O_DIRECTORY | O_CLOEXEC);
	char *rest = path;
	char *name = strsep(&rest, "/");

	if (fd < 0)
		return -errno;
	for (; fd >= 0 && rest; name = strsep(&rest, "/")) {
		CLEANUP_CLOSE int parent = fd;

		if (name[0] == '\0')
			take_fd(&parent);
		else
			fd = open_directory(parent, name, way, !strchr(rest, '/'));
	}
	return fd;
}

int own_file_place(const char *path, const struct own_file_way *way, const char **ret_name)
{
	CLEANUP_FREE char *copy = strdup(path);
	const char *slash = strrchr(path, '/');

	*ret_name = slash ? slash + 1 : path;
	return copy ? go(copy, way) : -ENOMEM;
}

static int check_file(int fd, bool strict)
{
	struct stat status;

	if (fstat(fd, &status) < 0)
		return -errno;
	if (!S_ISREG(status.st_mode))
		return OWN_FILE_NOT_REGULAR;
	/* A second name may be one of somebody's choice for a file of root's. */
	if (strict && (status.st_uid != geteuid() || status.st_nlink != 1))
		return OWN_FILE_NOT_OWN;
	return 0;
}

int own_file_open_at(int directory, const char *name, bool strict, int flags)
{
	CLEANUP_CLOSE int fd = -1;
	int place = strict ? check_own(directory) : 0;
	int r;

	if (place < 0 && (flags & O_CREAT))
		return place;
	/* "config/" */
	if (name[0] == '\0')
		return OWN_FILE_NOT_REGULAR;
	/* Whatever is there, nothing is waited for. */
	fd = openat(directory, name,
		flags | O_CLOEXEC | O_NOCTTY | O_NONBLOCK | (strict ? O_NOFOLLOW : 0),
		S_IRUSR | S_IWUSR);
	if (fd < 0)
		return fault_of(directory, name, strict, errno);
	r = place < 0 ? place : check_file(fd, strict);
	return r < 0 ? r : take_fd(&fd);
}

int own_file_open(const char *path, const struct own_file_way *way, int flags)
{
	const char *name;
	CLEANUP_CLOSE int directory = own_file_place(path, way, &name);

	return directory < 0 ? directory : own_file_open_at(directory, name, way->strict, flags);
}

bool own_file_has_owner(const char *path, uid_t *ret_uid)
{
	CLEANUP_FREE char *above = strdup(path);
	char *slash = above ? strrchr(above, '/') : NULL;
	struct stat status;

	if (lstat(path, &status) < 0 || status.st_uid == geteuid()) {
		if (!slash || slash == above)
			return false;
		*slash = '\0';
		if (stat(above, &status) < 0 || status.st_uid == geteuid())
			return false;
	}
	*ret_uid = status.st_uid;
	return true;
}
