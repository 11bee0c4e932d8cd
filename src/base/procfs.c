/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "base/procfs.h"

#include <linux/magic.h>
#include <sys/stat.h>
#include <sys/vfs.h>

bool procfs_has(int fd)
{
	struct statfs system;
	struct stat root;
	struct stat file;

	/* A second /proc, of another PID namespace perhaps, is another device. */
	return fstatfs(fd, &system) == 0 && system.f_type == PROC_SUPER_MAGIC &&
		fstat(fd, &file) == 0 && stat("/proc", &root) == 0 && file.st_dev == root.st_dev;
}
