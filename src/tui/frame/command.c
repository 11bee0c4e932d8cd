/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "tui/frame/command.h"

#include <assert.h>

#include "base/array.h"
#include "base/gettext.h"

bool command_sends(const struct command *command)
{
	return command->group == COMMAND_SIGNAL;
}

const char *command_group_name(enum command_group group)
{
	static const char *const names[] = {
		[COMMAND_GENERAL] = N_("General"),
		[COMMAND_MOVE] = N_("Moving"),
		[COMMAND_FIND] = N_("Finding"),
		[COMMAND_FOLD] = N_("Folding"),
		[COMMAND_SORT] = N_("Sorting"),
		[COMMAND_SIGNAL] = N_("Signalling"),
		[COMMAND_ELSEWHERE] = N_("On other screens"),
	};

	static_assert(COUNT(names) == COMMAND_GROUP_COUNT, "a name each");
	return names[group];
}
