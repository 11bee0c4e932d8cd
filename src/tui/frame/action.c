/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "tui/frame/action.h"

#include <assert.h>

#include "base/array.h"
#include "base/gettext.h"

bool action_sends(const struct action *action)
{
	return action->group == ACTION_SIGNAL;
}

const char *action_group_name(enum action_group group)
{
	static const char *const names[] = {
		[ACTION_GENERAL] = N_("General"),
		[ACTION_MOVE] = N_("Moving"),
		[ACTION_FIND] = N_("Finding"),
		[ACTION_FOLD] = N_("Folding"),
		[ACTION_SORT] = N_("Sorting"),
		[ACTION_SIGNAL] = N_("Signalling"),
		[ACTION_ELSEWHERE] = N_("On other screens"),
	};

	static_assert(COUNT(names) == ACTION_GROUP_COUNT, "a name each");
	return names[group];
}
