/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "base/xdg.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

/* A directory that a variable names, if it is an absolute path; NULL otherwise. */
static const char *directory(const char *variable)
{
	const char *path = getenv(variable);

	return path && path[0] == '/' ? path : NULL;
}

int xdg_path(const char *variable, const char *subdirectory, const char *name, char **ret_path)
{
	const char *base = directory(variable);
	const char *home = directory("HOME");
	char *path;
	int r;

	if (!base && !home)
		return -ENOENT;
	r = base ? asprintf(&path, "%s/%s", base, name)
		 : asprintf(&path, "%s/%s/%s", home, subdirectory, name);
	if (r < 0)
		return -ENOMEM;
	*ret_path = path;
	return 0;
}
