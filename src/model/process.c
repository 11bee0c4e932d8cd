/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "model/process.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct process_id process_identity(const struct process *process)
{
	return (struct process_id){process->pid, process->start};
}

bool process_is_leader(const struct process *process)
{
	return process->pid == process->pgid;
}

bool process_state_is_dead(char state, uint32_t threads)
{
	return (state == 'Z' || state == 'X') && threads < 2;
}

bool process_is_dead(const struct process *process)
{
	return process_state_is_dead(process->state, process->threads);
}

/* Fields of proc(5)'s stat line that are read, by their numbers there. */
enum {
	FIELD_STATE = 3,
	FIELD_PPID = 4,
	FIELD_PGRP = 5,
	FIELD_SESSION = 6,
	FIELD_TTY = 7,
	FIELD_THREADS = 20,
	FIELD_START = 22,
};

/* Takes one number of the line and moves on behind it; false at anything else. */
static bool take_number(const char **text, long long *ret_value, unsigned long long *ret_unsigned)
{
	char *end;

	errno = 0;
	if (**text == '-')
		*ret_value = strtoll(*text, &end, 10);
	else
		*ret_unsigned = strtoull(*text, &end, 10), *ret_value = (long long)*ret_unsigned;
	if (end == *text || errno)
		return false;
	*text = end + (*end == ' ');
	return true;
}

static void set_field(struct process_stat *stat, int field, long long value,
	unsigned long long positive)
{
	switch (field) {
	case FIELD_PPID:
		stat->ppid = (pid_t)value;
		break;
	case FIELD_PGRP:
		stat->pgid = (pid_t)value;
		break;
	case FIELD_SESSION:
		stat->sid = (pid_t)value;
		break;
	case FIELD_TTY:
		/* The kernel prints the number as a signed one. */
		stat->tty = (uint32_t)value;
		break;
	case FIELD_THREADS:
		stat->threads = value > 0 ? (uint32_t)value : 0;
		break;
	case FIELD_START:
		stat->start = positive;
		break;
	}
}

int process_stat_parse(const char *line, size_t len, struct process_stat *ret_stat)
{
	struct process_stat stat = {0};
	char copy[1024]; /* the longest line the kernel writes is about 600 bytes */
	const char *at = copy;
	long long value = 0;
	unsigned long long positive = 0;
	char *name_end;

	if (len >= sizeof(copy))
		len = sizeof(copy) - 1;
	memcpy(copy, line, len);
	copy[len] = '\0';
	if (!take_number(&at, &value, &positive) || value <= 0 || value > INT32_MAX || *at != '(')
		return -EINVAL;
	stat.pid = (pid_t)value;
	/* The name ends at the last parenthesis: it may hold any other byte. */
	name_end = strrchr(copy, ')');
	if (!name_end || name_end < at || name_end[1] != ' ' || !name_end[2] || name_end[3] != ' ')
		return -EINVAL;
	stat.state = name_end[2];
	at = name_end + 4;
	for (int field = FIELD_STATE + 1; field <= FIELD_START; field++) {
		positive = 0;
		if (!take_number(&at, &value, &positive))
			return -EINVAL;
		set_field(&stat, field, value, positive);
	}
	*ret_stat = stat;
	return 0;
}
