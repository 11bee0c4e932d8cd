/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "cost.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "load.h"

double cost_cpu(pid_t pid)
{
	struct timespec used;
	clockid_t clock;
	int error = clock_getcpuclockid(pid, &clock);

	if (error == 0 && clock_gettime(clock, &used) < 0)
		error = errno;
	if (error != 0)
		bench_give_up("the processor time of a program", error);
	return (double)used.tv_sec * 1e3 + (double)used.tv_nsec / 1e6;
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
