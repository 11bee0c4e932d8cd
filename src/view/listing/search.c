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

static bool members_fit(const char *text, const struct snapshot *snapshot, uint32_t first,
	uint32_t count, enum way way)
{
	for (uint32_t i = first; i < first + count; i++)
		if (process_fits(text, &snapshot->processes[i], way))
			return true;
	return false;
}

/* The group's own number, or its command, which is that of its anchor. */
static bool group_fits(const char *text, const struct row *row, enum way way)
{
	const struct group *group = row_group(row);

	if (way != WAY_COMMAND && number_fits(text, group->id.pgid, way))
		return true;
	if (row->unfolded)
		return way == WAY_COMMAND && process_fits(text, row_process(row), way);
	return members_fit(text, row->snapshot, group->first, group->count, way);
}

static bool session_fits(const char *text, const struct row *row, enum way way)
{
	const struct session *session = row_session(row);
	const struct group *groups = &row->snapshot->groups[session->group_first];

	if (way != WAY_COMMAND && number_fits(text, session->sid, way))
		return true;
	if (row->unfolded)
		return way == WAY_COMMAND && process_fits(text, row_process(row), way);
	for (uint32_t i = 0; i < session->group_count; i++) {
		if (way != WAY_COMMAND && number_fits(text, groups[i].id.pgid, way))
			return true;
		if (members_fit(text, row->snapshot, groups[i].first, groups[i].count, way))
			return true;
	}
	return false;
}

static bool fits(const char *text, const struct row *row, enum way way)
{
	switch (row->kind) {
	case ROW_SESSION:
		return session_fits(text, row, way);
	case ROW_GROUP:
		return group_fits(text, row, way);
	case ROW_PROCESS:
	case ROW_KIND_COUNT:
		break;
	}
	return process_fits(text, row_process(row), way);
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
