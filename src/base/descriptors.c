/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "base/descriptors.h"

#include <sys/resource.h>

/* One for each process of a large machine; some systems have hard limits of a thousand million. */
#define LIMIT_WANTED 65536

void descriptors_raise(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) < 0 || limit.rlim_cur >= LIMIT_WANTED)
		return;
	limit.rlim_cur = limit.rlim_max < LIMIT_WANTED ? limit.rlim_max : LIMIT_WANTED;
	setrlimit(RLIMIT_NOFILE, &limit);
}

size_t descriptors_limit(void)
{
	struct rlimit limit;

	return getrlimit(RLIMIT_NOFILE, &limit) < 0 ? 0 : limit.rlim_cur;
}
