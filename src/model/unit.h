/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The systemd service that a process belongs to, as its cgroup tells. */
#ifndef MODEL_UNIT_H
#define MODEL_UNIT_H

#include <stdbool.h>
#include <stddef.h>

/* A file name's length, and the NUL. */
#define UNIT_NAME_MAX 256

struct unit {
	char name[UNIT_NAME_MAX]; /* "nginx.service", raw bytes; "" for none */
	bool of_user; /* it is one of a user's own manager: systemctl --user */
};

/*
 * Reads the text of /proc/PID/cgroup, len bytes. A login session or a container is a scope and no
 * service; nor is there one where no systemd is. False, and no name, then.
 */
bool unit_of_cgroup(const char *text, size_t len, struct unit *ret_unit);

#endif
