/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "scan/ttys.h"

#include <limits.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/number.h"
#include "base/vec.h"

struct tty_entry {
	uint32_t number;
	char name[28];
};

struct ttys {
	struct tty_entry *entries; /* ordered by number */
	size_t count;
	size_t capacity;
};

enum {
	MAJOR_CONSOLE = 4, /* tty0 to tty63, then ttyS0 and up */
	MINOR_SERIAL = 64,
	MAJOR_PTS = 136,
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
	free(ttys);
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
	/* The kernel's form of a device number in 32 bits: minor high, major, minor low. */
	unsigned major = number >> 8 & 0xfff;
	unsigned minor = (number & 0xff) | (number >> 12 & 0xfff00);

	/* Pseudo-terminals are not in sysfs. */
	if (major == MAJOR_PTS)
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

const char *ttys_name(struct ttys *ttys, uint32_t number)
{
	struct tty_entry *entry;
	size_t place;

	if (number == 0)
		return NULL;
	place = vec_place(&number, ttys->entries, ttys->count, sizeof(*entry), compare_number);
	if (place < ttys->count && ttys->entries[place].number == number)
		return ttys->entries[place].name;
	entry = vec_insert(&ttys->entries, &ttys->capacity, &ttys->count, sizeof(*entry), place);
	if (!entry)
		return NULL;
	entry->number = number;
	find_name(number, entry->name, sizeof(entry->name));
	return entry->name;
}
