/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a process's control group tells: its path, its unit, its service, its container. */
#ifndef MODEL_CGROUP_H
#define MODEL_CGROUP_H

#include <stdbool.h>
#include <stddef.h>

/*
 * The path in the text of /proc/PID/cgroup, len bytes: that of systemd's own hierarchy. Returns
 * where it begins, *ret_len bytes long; NULL: there is none.
 */
const char *cgroup_path(const char *text, size_t len, size_t *ret_len);

/*
 * The innermost service or scope of a path, "nginx.service", "session-3.scope"; where there is
 * neither, the innermost slice. Returns where it begins, *ret_len bytes long; NULL: there is none.
 */
const char *cgroup_unit(const char *path, size_t *ret_len);

/*
 * The container of a path: the first twelve digits of its id, as docker, podman and kubernetes
 * name it, or the name that lxc or systemd-machined gave it. Returns as cgroup_unit.
 */
const char *cgroup_container(const char *path, size_t *ret_len);

/* A file name's length, and the NUL. */
#define CGROUP_NAME_MAX 256

struct cgroup_service {
	char name[CGROUP_NAME_MAX]; /* "nginx.service", raw bytes; "" for none */
	bool of_user; /* it is one of a user's own manager: systemctl --user */
};

/*
 * The service that would have to be stopped, by a path. A login session or a container is a scope
 * and no service; nor is there one where no systemd is. False, and no name, then.
 */
bool cgroup_service(const char *path, struct cgroup_service *ret_service);

#endif
