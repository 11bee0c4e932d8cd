/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "view/listing/search.h"

#include <stdio.h>
#include <string.h>

#include "base/ascii.h"

/* How a row may be found, the best way first. */
enum way {
	WAY_NUMBER,
	WAY_NUMBER_START,
	WAY_COMMAND,
	WAY_COUNT,
};

static bool number_fits(const char *text, pid_t number, enum way way)
{
	char digits[24];

	snprintf(digits, sizeof(digits), "%d", (int)number);
	if (way == WAY_NUMBER)
		return strcmp(digits, text) == 0;
	return strncmp(digits, text, strlen(text)) == 0;
}

static bool command_fits(const char *text, const struct process *process)
{
	if (process->command && ascii_contains(process->command, text))
		return true;
	return ascii_contains(process->name, text);
}

static bool process_fits(const char *text, const struct process *process, enum way way)
{
	if (way == WAY_COMMAND)
		return command_fits(text, process);
	return number_fits(text, process->pid, way);
}

/* Any of those in the row; only the one that stands for it where the others have rows. */
static bool members_fit(const char *text, const struct row *row, enum way way)
{
	struct row_figures figures = row_figures(row);
	const struct process *processes = &row->snapshot->processes[figures.first];

	if (row->unfolded)
		return way == WAY_COMMAND && process_fits(text, row_process(row), way);
	for (uint32_t i = 0; i < figures.count; i++)
		if (process_fits(text, &processes[i], way))
			return true;
	return false;
}

/* The numbers of the groups in a session, of which none has a row. */
static bool groups_fit(const char *text, const struct row *row, enum way way)
{
	const struct session *session = row_session(row);
	const struct group *groups = &row->snapshot->groups[session->group_first];

	for (uint32_t i = 0; i < session->group_count; i++)
		if (number_fits(text, groups[i].id.pgid, way))
			return true;
	return false;
}

static bool own_number_fits(const char *text, const struct row *row, enum way way)
{
	switch (row->kind) {
	case ROW_SESSION:
		return number_fits(text, row_session(row)->sid, way) ||
			(!row->unfolded && groups_fit(text, row, way));
	case ROW_GROUP:
		return number_fits(text, row_group(row)->id.pgid, way);
	case ROW_PROCESS:
	case ROW_KIND_COUNT:
		break;
	}
	return false;
}

static bool fits(const char *text, const struct row *row, enum way way)
{
	return (way != WAY_COMMAND && own_number_fits(text, row, way)) ||
		members_fit(text, row, way);
}

static size_t find_by(const struct listing *listing, const char *text, size_t start, bool backwards,
	enum way way)
{
	size_t count = listing->count;

	for (size_t step = 0; step < count; step++) {
		size_t position = (start + (backwards ? count - step : step)) % count;

		if (fits(text, &listing->rows[position], way))
			return position;
	}
	return SIZE_MAX;
}

size_t search_find(const struct listing *listing, const char *text, size_t start, bool backwards)
{
	bool digits = text[0] && strspn(text, "0123456789") == strlen(text);
	size_t position = SIZE_MAX;

	if (!text[0])
		return SIZE_MAX;
	for (enum way way = digits ? WAY_NUMBER : WAY_COMMAND;
		way < WAY_COUNT && position == SIZE_MAX; way++)
		position = find_by(listing, text, start, backwards, way);
	return position;
}
