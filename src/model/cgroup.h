/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a process's control group tells: its path, its unit, its container. */
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

#endif
