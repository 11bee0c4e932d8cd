/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "model/pid_mark.h"

#include <string.h>

#include "base/number.h"

/* The number at the end of a text; false when there is none. */
static bool take_last_number(const char *text, uint64_t *ret_number)
{
	char digits[24];
	const char *start = strrchr(text, ' ');
	size_t length;

	start = start ? start + 1 : text;
	length = strcspn(start, "\n");
	if (length == 0 || length >= sizeof(digits))
		return false;
	memcpy(digits, start, length);
	digits[length] = '\0';
	return number_parse(digits, UINT64_MAX, ret_number) == 0;
}

void pid_mark_parse(const char *load, const char *max, const char *forks, struct pid_mark *ret_mark)
{
	uint64_t last_pid;
	uint64_t limit;
	uint64_t count;

	*ret_mark = (struct pid_mark){.last = 0};
	if (!take_last_number(load, &last_pid) || !take_last_number(max, &limit) ||
		!take_last_number(forks, &count) || last_pid > INT32_MAX || limit > INT32_MAX)
		return;
	*ret_mark = (struct pid_mark){(pid_t)last_pid, (pid_t)limit, count};
}

bool pid_mark_spares(const struct pid_mark *from, const struct pid_mark *to, pid_t number)
{
	if (number <= 0 || from->last <= 0 || to->last <= 0 || from->max <= 0)
		return false;
	/* Half of the circle: forks that fail may use numbers up and are not counted. */
	if (from->max != to->max || to->forks < from->forks ||
		to->forks - from->forks >= (uint64_t)from->max / 2)
		return false;
	if (from->last <= to->last)
		return number <= from->last || number > to->last;
	return number <= from->last && number > to->last;
}
