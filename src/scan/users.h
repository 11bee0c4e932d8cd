/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * User names by UID, remembered: a lookup may ask a directory server, and a scan needs the same few
 * names every time. Not for two threads at once.
 */
#ifndef SCAN_USERS_H
#define SCAN_USERS_H

#include <sys/types.h>

struct users;

/* How long a name is believed before it is looked up again, seconds. */
#define USERS_REMEMBERED 300

/* An empty memory, or NULL when memory is out. */
struct users *users_new(void);

/* Frees it and all names; NULL is fine. */
void users_free(struct users *users);

/*
 * The user's name, or the UID in digits where there is none; NULL only when memory is out. Valid
 * until the next call.
 */
const char *users_name(struct users *users, uid_t uid);

#endif
