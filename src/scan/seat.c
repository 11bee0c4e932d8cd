/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "scan/seat.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <termios.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "base/number.h"

enum {
	DESCRIPTORS_MAX = 256, /* looked at; a terminal is nearly always among the first */
};

/* What has been seen of one terminal. */
struct seat {
	struct stat here; /* what /dev/pts has by its number */
	char number[12]; /* "3" */
	bool same; /* the leader has that one open */
	bool other; /* it has another one of the same number open */
};

/* The kernel's form of a device number in 32 bits: minor high, major, minor low. */
unsigned seat_major(uint32_t number)
{
	return number >> 8 & 0xfff;
}

unsigned seat_minor(uint32_t number)
{
	return (number & 0xff) | (number >> 12 & 0xfff00);
}

static bool find_here(struct seat *seat, uint32_t number)
{
	char path[32];

	snprintf(seat->number, sizeof(seat->number), "%u", seat_minor(number));
	snprintf(path, sizeof(path), "/dev/pts/%s", seat->number);
	return stat(path, &seat->here) == 0 && S_ISCHR(seat->here.st_mode) &&
		seat->here.st_rdev == makedev(seat_major(number), seat_minor(number));
}

/* Of the own session the kernel tells: 1 this is its terminal, 0 it has another one, -1 unknown. */
static int ask_own(const struct seat *seat)
{
	struct stat own;

	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
		/* Only the controlling terminal says so much. */
		if (tcgetsid(fd) < 0 || fstat(fd, &own) < 0 || major(own.st_rdev) != SEAT_MAJOR)
			continue;
		return own.st_dev == seat->here.st_dev && own.st_ino == seat->here.st_ino;
	}
	return -1;
}

/* Containers give their first terminals other names. */
static bool may_be_terminal(const struct seat *seat, const char *path)
{
	const char *name = strrchr(path, '/');

	return name &&
		(strcmp(name + 1, seat->number) == 0 || strncmp(name + 1, "tty", 3) == 0 ||
			strcmp(name + 1, "console") == 0);
}

/* The link first, and nothing is asked of other file systems: one that has died does not answer. */
static void take_descriptor(struct seat *seat, int dir, const char *name)
{
	char path[PATH_MAX];
	struct statx status;
	ssize_t len = readlinkat(dir, name, path, sizeof(path) - 1);
	bool same;

	if (len <= 0)
		return;
	path[len] = '\0';
	if (!may_be_terminal(seat, path))
		return;
	if (statx(dir, name, AT_STATX_DONT_SYNC | AT_NO_AUTOMOUNT, STATX_TYPE | STATX_INO,
		    &status) < 0)
		return;
	if (!S_ISCHR(status.stx_mode) ||
		makedev(status.stx_rdev_major, status.stx_rdev_minor) != seat->here.st_rdev)
		return;
	same = status.stx_ino == seat->here.st_ino &&
		makedev(status.stx_dev_major, status.stx_dev_minor) == seat->here.st_dev;
	seat->same |= same;
	seat->other |= !same;
}

/* Looks through the descriptors of the process: 0 or -errno. */
static int take_descriptors(struct seat *seat, pid_t pid)
{
	CLEANUP(cleanup_closedir) DIR *dir = NULL;
	const struct dirent *entry;
	char path[32];

	snprintf(path, sizeof(path), "/proc/%d/fd", (int)pid);
	dir = opendir(path);
	if (!dir)
		return -errno;
	for (int i = 0; i < DESCRIPTORS_MAX && (entry = readdir(dir)); i++)
		if (entry->d_name[0] != '.')
			take_descriptor(seat, dirfd(dir), entry->d_name);
	return 0;
}

static bool has_own_mounts(pid_t pid)
{
	char path[32];
	char theirs[64];
	char ours[64];
	ssize_t len;

	snprintf(path, sizeof(path), "/proc/%d/ns/mnt", (int)pid);
	len = readlink(path, theirs, sizeof(theirs));
	return len > 0 && readlink("/proc/self/ns/mnt", ours, sizeof(ours)) == len &&
		memcmp(ours, theirs, (size_t)len) == 0;
}

/* The effective UID in a line "Uid:" of /proc/PID/status, which has it second. */
static bool is_user(char *line, uid_t wanted)
{
	char *second = strchr(line + strlen("Uid:\t"), '\t');
	uint64_t uid;

	if (!second)
		return false;
	second[1 + strcspn(second + 1, "\t\n")] = '\0';
	return number_parse(second + 1, UINT32_MAX, &uid) == 0 && uid == wanted;
}

/* The terminal is its user's, and it is in no PID namespace further in. */
static bool is_of_owner(const struct seat *seat, pid_t pid)
{
	CLEANUP_FCLOSE FILE *status = NULL;
	char path[32];
	char line[256];
	bool owner = false;
	bool inside = false;

	snprintf(path, sizeof(path), "/proc/%d/status", (int)pid);
	status = fopen(path, "re");
	while (status && fgets(line, sizeof(line), status)) {
		if (strncmp(line, "Uid:\t", strlen("Uid:\t")) == 0)
			owner = is_user(line, seat->here.st_uid);
		else if (strncmp(line, "NSpid:\t", strlen("NSpid:\t")) == 0)
			inside = strchr(line + strlen("NSpid:\t"), '\t') != NULL;
	}
	return owner && !inside;
}

bool seat_is_here(pid_t pid, pid_t sid, uint32_t number)
{
	struct seat seat = {.same = false};
	pid_t asked = sid > 0 ? sid : pid;
	int own;
	int r;

	if (!find_here(&seat, number))
		return false;
	own = ask_own(&seat);
	/* No terminal has two sessions. */
	if (sid > 0 && own >= 0 && (sid == getsid(0) || own == 1))
		return sid == getsid(0) && own == 1;
	r = take_descriptors(&seat, asked);
	if (r == -ENOENT && pid != asked)
		r = take_descriptors(&seat, asked = pid);
	if (seat.same || seat.other)
		return !seat.other;
	return r == 0 ? has_own_mounts(asked) : is_of_owner(&seat, asked);
}
