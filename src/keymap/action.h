/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the user can do in the view, as data: one row for each action. Key dispatch
 * (keymap/keymap.h), the last line, the help, the setup, the settings file and the manual page are
 * all made from this table; what an action does is the view's (tui/actions.h).
 */
#ifndef KEYMAP_ACTION_H
#define KEYMAP_ACTION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/key.h"

enum screen_id {
	SCREEN_LIST,
	SCREEN_DETAILS,
	SCREEN_HELP,
	SCREEN_HISTORY,
	SCREEN_SETUP,
	SCREEN_MENU,
	SCREEN_PLAN,
	SCREEN_OUTCOME,
	SCREEN_PROMPT,
	SCREEN_CHOICE,
	SCREEN_COUNT,
};

/* Sets of screens. */
#define SCREEN_BIT(id) (1u << (id))
#define SCREEN_ALL     (SCREEN_BIT(SCREEN_COUNT) - 1)

/* One for each thing that can be done; rows that differ in their argument share it. */
enum action_id {
	ACTION_ACCEPT,
	ACTION_ARRANGE,
	ACTION_BACK,
	ACTION_CANCEL,
	ACTION_CHANGE,
	ACTION_CHOOSE,
	ACTION_CLOSE,
	ACTION_DETAILS,
	ACTION_END_LEFT,
	ACTION_ESCAPE,
	ACTION_FILTER,
	ACTION_FILTER_DROP,
	ACTION_FOLD, /* 0, or 1 to unfold */
	ACTION_FOLD_ALL,
	ACTION_FOLLOW,
	ACTION_HELP,
	ACTION_HISTORY,
	ACTION_INTERVAL,
	ACTION_MARK,
	ACTION_MEMBERS,
	ACTION_MOVE, /* enum move */
	ACTION_PAUSE,
	ACTION_PLAN, /* a signal's number */
	ACTION_QUIT,
	ACTION_REDRAW,
	ACTION_RESET,
	ACTION_SEARCH,
	ACTION_SEARCH_HELP,
	ACTION_SEARCH_ON, /* enum direction */
	ACTION_SEND,
	ACTION_SETUP,
	ACTION_SIGCONT,
	ACTION_SIGNAL,
	ACTION_SIGNAL_DETAILS,
	ACTION_SORT_BY, /* enum sort_choice */
	ACTION_SORT_MENU,
	ACTION_SORT_REVERSE,
	ACTION_SORT_STEP, /* enum direction */
	ACTION_TAKE_CHOICE,
	ACTION_UNMARK_ALL,
	ACTION_USERS,
	ACTION_COUNT,
};

/* The arrows and their kin. */
enum move {
	MOVE_UP,
	MOVE_DOWN,
	MOVE_PAGE_UP,
	MOVE_PAGE_DOWN,
	MOVE_HOME,
	MOVE_END,
};

enum direction {
	DIRECTION_NEXT,
	DIRECTION_PREVIOUS,
};

/* Columns that have a key of their own. */
enum sort_choice {
	SORT_BY_CPU,
	SORT_BY_MEMORY,
	SORT_BY_AGE,
	SORT_CHOICE_COUNT,
};

/* Sections of the help screen, in this order. */
enum action_group {
	ACTION_GROUP_GENERAL,
	ACTION_GROUP_MOVE,
	ACTION_GROUP_FIND,
	ACTION_GROUP_FOLD,
	ACTION_GROUP_SORT,
	ACTION_GROUP_SIGNAL,
	ACTION_GROUP_ELSEWHERE, /* what only other screens than the list have */
	ACTION_GROUP_COUNT,
};

/* Keys of one action. */
#define ACTION_KEYS 6

struct action {
	enum action_id id;
	int argument; /* as said at the id; else 0 */
	const char *name; /* one word, for the manual page and the settings: "signal" */
	int keys[ACTION_KEYS]; /* see base/key.h, unless the user has set others; the first is the
				 * one shown in the last line; the others KEY_NONE */
	unsigned screens; /* SCREEN_BIT of every screen that has it */
	enum action_group group;
	unsigned char hint; /* 0: not in the last line; else the lower, the longer it stays there */
	const char *label; /* for the last line, one or two words; an msgid */
	const char *help; /* one line, an msgid */
};

/* Rows of the table, at most. */
#define ACTIONS_MAX 64

/* The table, in the order of the last line. */
extern const struct action action_rows[];
extern const size_t action_count;

/* What a read-only view does not have: everything that chooses a target or sends. */
bool action_sends(const struct action *action);

/* The section's heading, an msgid. */
const char *action_group_name(enum action_group group);

#endif
