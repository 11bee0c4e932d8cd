/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "scan/users.h"

#include <errno.h>
#include <pwd.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/number.h"
#include "base/vec.h"

struct user_entry {
	uid_t uid;
	time_t looked_up; /* CLOCK_MONOTONIC seconds */
	char *name; /* owned */
};

struct users {
	struct user_entry *entries; /* ordered by uid */
	size_t count;
	size_t capacity;
	char *buffer; /* for getpwuid_r */
	size_t buffer_size;
};

enum {
	BUFFER_FIRST = 1024,
	BUFFER_MAX = 1 << 20, /* an entry larger than this is nobody's name */
};

struct users *users_new(void)
{
	return calloc(1, sizeof(struct users));
}

void users_free(struct users *users)
{
	if (!users)
		return;
	for (size_t i = 0; i < users->count; i++)
		free(users->entries[i].name);
	free(users->entries);
	free(users->buffer);
	free(users);
}

static int compare_uid(const void *key, const void *item)
{
	return number_compare(*(const uid_t *)key, ((const struct user_entry *)item)->uid);
}

/* Asks the system; NULL for no such user, or when it cannot say. */
static const char *ask_for_name(struct users *users, uid_t uid)
{
	struct passwd entry;
	struct passwd *found = NULL;
	size_t size = users->buffer_size ? users->buffer_size : BUFFER_FIRST;
	int error = ERANGE;

	for (; size <= BUFFER_MAX; size *= 2) {
		if (vec_reserve(&users->buffer, &users->buffer_size, size, 1) < 0)
			return NULL;
		do
			error = getpwuid_r(uid, &entry, users->buffer, users->buffer_size, &found);
		while (error == EINTR);
		if (error != ERANGE)
			break;
	}
	if (error || !found || !found->pw_name[0])
		return NULL;
	return found->pw_name;
}

/* A new copy of the name or of the digits, or NULL when memory is out. */
static char *look_up(struct users *users, uid_t uid)
{
	char digits[24];
	const char *name = ask_for_name(users, uid);

	if (!name) {
		snprintf(digits, sizeof(digits), "%ju", (uintmax_t)uid);
		name = digits;
	}
	return strdup(name);
}

static struct user_entry *insert(struct users *users, uid_t uid)
{
	size_t place =
		vec_place(&uid, users->entries, users->count, sizeof(*users->entries), compare_uid);
	struct user_entry *entry = vec_insert(&users->entries, &users->capacity, &users->count,
		sizeof(*users->entries), place);

	if (entry)
		*entry = (struct user_entry){.uid = uid};
	return entry;
}

const char *users_name(struct users *users, uid_t uid)
{
	struct user_entry *entry =
		vec_find(&uid, users->entries, users->count, sizeof(*entry), compare_uid);
	time_t now = (time_t)(clock_now(CLOCK_MONOTONIC) / CLOCK_SECOND);
	char *name;

	if (entry && now - entry->looked_up < USERS_REMEMBERED)
		return entry->name;
	name = look_up(users, uid);
	if (!name)
		return NULL;
	if (!entry)
		entry = insert(users, uid);
	if (!entry) {
		free(name);
		return NULL;
	}
	free(entry->name);
	entry->name = name;
	entry->looked_up = now;
	return name;
}
