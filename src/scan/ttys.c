/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "scan/ttys.h"

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/number.h"
#include "base/vec.h"
#include "scan/seat.h"

struct tty_entry {
	uint32_t number;
	char name[28];
	char device[16]; /* for where that is another one's name */
};

/* Where a session is, for one scan. */
struct tty_session {
	pid_t sid;
	uint32_t number;
	bool here;
};

struct ttys {
	struct tty_entry *entries; /* ordered by number */
	size_t count;
	size_t capacity;
	struct tty_session *sessions; /* by SID, then by number */
	size_t session_count;
	size_t session_capacity;
};

enum {
	MAJOR_CONSOLE = 4, /* tty0 to tty63, then ttyS0 and up */
	MINOR_SERIAL = 64,
};

struct ttys *ttys_new(void)
{
	return calloc(1, sizeof(struct ttys));
}

void ttys_free(struct ttys *ttys)
{
	if (!ttys)
		return;
	free(ttys->entries);
	free(ttys->sessions);
	free(ttys);
}

void ttys_begin(struct ttys *ttys)
{
	ttys->session_count = 0;
}

static int compare_number(const void *key, const void *item)
{
	return number_compare(*(const uint32_t *)key, ((const struct tty_entry *)item)->number);
}

/* What the kernel calls the device; sysfs writes '!' for the '/' of a name. */
static int name_from_sysfs(unsigned major, unsigned minor, char *name, size_t size)
{
	char path[64];
	char target[PATH_MAX];
	ssize_t len;
	const char *base;

	snprintf(path, sizeof(path), "/sys/dev/char/%u:%u", major, minor);
	len = readlink(path, target, sizeof(target) - 1);
	if (len <= 0)
		return -1;
	target[len] = '\0';
	base = strrchr(target, '/');
	base = base ? base + 1 : target;
	if (!*base || strlen(base) >= size)
		return -1;
	snprintf(name, size, "%s", base);
	for (char *sign = name; (sign = strchr(sign, '!')); sign++)
		*sign = '/';
	return 0;
}

static void find_name(uint32_t number, char *name, size_t size)
{
	unsigned major = seat_major(number);
	unsigned minor = seat_minor(number);

	/* Pseudo-terminals are not in sysfs. */
	if (major == SEAT_MAJOR)
		snprintf(name, size, "pts/%u", minor);
	else if (name_from_sysfs(major, minor, name, size) == 0)
		return;
	else if (major == MAJOR_CONSOLE && minor < MINOR_SERIAL)
		snprintf(name, size, "tty%u", minor);
	else if (major == MAJOR_CONSOLE)
		snprintf(name, size, "ttyS%u", minor - MINOR_SERIAL);
	else
		snprintf(name, size, "%u:%u", major, minor);
}

static int compare_session(const void *key, const void *item)
{
	const struct tty_session *wanted = key;
	const struct tty_session *session = item;
	int order = number_compare((uint64_t)wanted->sid, (uint64_t)session->sid);

	return order ? order : number_compare(wanted->number, session->number);
}

/* Other terminals than pseudo-terminals have one number for all the machine. */
static bool is_here(struct ttys *ttys, pid_t pid, pid_t sid, uint32_t number)
{
	struct tty_session wanted = {.sid = sid, .number = number};
	struct tty_session *session;
	size_t place;

	if (seat_major(number) != SEAT_MAJOR)
		return true;
	/* Session 0 is all of those whose leaders are out of sight. */
	if (sid <= 0)
		return seat_is_here(pid, 0, number);
	place = vec_place(&wanted, ttys->sessions, ttys->session_count, sizeof(wanted),
		compare_session);
	if (place < ttys->session_count && compare_session(&wanted, &ttys->sessions[place]) == 0)
		return ttys->sessions[place].here;
	wanted.here = seat_is_here(pid, sid, number);
	session = vec_insert(&ttys->sessions, &ttys->session_capacity, &ttys->session_count,
		sizeof(wanted), place);
	if (session)
		*session = wanted;
	return wanted.here;
}

static const struct tty_entry *find_entry(struct ttys *ttys, uint32_t number)
{
	struct tty_entry *entry;
	size_t place;

	place = vec_place(&number, ttys->entries, ttys->count, sizeof(*entry), compare_number);
	if (place < ttys->count && ttys->entries[place].number == number)
		return &ttys->entries[place];
	entry = vec_insert(&ttys->entries, &ttys->capacity, &ttys->count, sizeof(*entry), place);
	if (!entry)
		return NULL;
	entry->number = number;
	find_name(number, entry->name, sizeof(entry->name));
	snprintf(entry->device, sizeof(entry->device), "%u:%u", seat_major(number),
		seat_minor(number));
	return entry;
}

const char *ttys_name(struct ttys *ttys, pid_t pid, pid_t sid, uint32_t number)
{
	const struct tty_entry *entry = number ? find_entry(ttys, number) : NULL;

	if (!entry)
		return NULL;
	return is_here(ttys, pid, sid, number) ? entry->name : entry->device;
}
