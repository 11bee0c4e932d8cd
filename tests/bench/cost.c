/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "cost.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "crowd.h"

double cost_cpu(pid_t pid)
{
	unsigned long user = 0;
	unsigned long system = 0;
	char path[64];
	char line[1024];
	CLEANUP_FCLOSE FILE *file = NULL;
	const char *end;

	snprintf(path, sizeof(path), "/proc/%d/stat", (int)pid);
	file = fopen(path, "re");
	if (!file || !fgets(line, sizeof(line), file))
		bench_give_up(path, ESRCH);
	end = strrchr(line, ')');
	/* Fields 14 and 15 of proc(5), the first behind the name being the third. */
	for (int field = 3; end && field <= 14; field++)
		end = strchr(end + 1, ' ');
	if (end) {
		char *rest;

		user = strtoul(end, &rest, 10);
		system = strtoul(rest, NULL, 10);
	}
	return (double)(user + system) * 1e3 / (double)sysconf(_SC_CLK_TCK);
}

double cost_resident(pid_t pid)
{
	char path[64];
	char line[256];
	CLEANUP_FCLOSE FILE *file = NULL;
	double kib = 0;

	snprintf(path, sizeof(path), "/proc/%d/status", (int)pid);
	file = fopen(path, "re");
	while (file && fgets(line, sizeof(line), file))
		if (strncmp(line, "VmRSS:", 6) == 0)
			kib = strtod(line + 6, NULL);
	return kib / 1024;
}

size_t cost_descriptors(pid_t pid)
{
	char path[64];
	CLEANUP(cleanup_closedir) DIR *dir = NULL;
	const struct dirent *entry;
	size_t count = 0;

	snprintf(path, sizeof(path), "/proc/%d/fd", (int)pid);
	dir = opendir(path);
	if (!dir)
		bench_give_up(path, errno);
	while ((entry = readdir(dir)))
		count += entry->d_name[0] != '.';
	return count;
}
