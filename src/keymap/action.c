/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "keymap/action.h"

#include <assert.h>
#include <signal.h>

#include "base/array.h"
#include "base/gettext.h"

#define ON_LIST    SCREEN_BIT(SCREEN_LIST)
#define ON_DETAILS SCREEN_BIT(SCREEN_DETAILS)
#define ON_HELP    SCREEN_BIT(SCREEN_HELP)
#define ON_HISTORY SCREEN_BIT(SCREEN_HISTORY)
#define ON_SETUP   SCREEN_BIT(SCREEN_SETUP)
#define ON_MENU    SCREEN_BIT(SCREEN_MENU)
#define ON_PLAN    SCREEN_BIT(SCREEN_PLAN)
#define ON_OUTCOME SCREEN_BIT(SCREEN_OUTCOME)
#define ON_PROMPT  SCREEN_BIT(SCREEN_PROMPT)
#define ON_CHOICE  SCREEN_BIT(SCREEN_CHOICE)

/* What scrolls or has a cursor; in a line of text Home and End are for the line. */
#define ON_MOVING SCREEN_ALL
#define ON_ENDS   (SCREEN_ALL & ~ON_PROMPT)

/* In the order of the last line. A hint's number is its rank there: 1 goes last. */
const struct action action_rows[] = {
	{ACTION_SIGNAL, 0, "signal", {'k', KEYPAD_F(9)}, ON_LIST, ACTION_GROUP_SIGNAL, 1,
		N_("signal"),
		N_("Choose a signal for the group under the cursor, and see what it would do.")},
	{ACTION_SIGNAL_DETAILS, 0, "signal", {'k', KEYPAD_F(9)}, ON_DETAILS, ACTION_GROUP_SIGNAL, 1,
		N_("signal"),
		N_("Choose a signal for this group or session, and see what it would do.")},
	{ACTION_PLAN, SIGTERM, "end", {'K'}, ON_LIST, ACTION_GROUP_SIGNAL, 4, N_("end"),
		N_("End the group: TERM, wait, then KILL for survivors.")},
	{ACTION_PLAN, SIGSTOP, "stop", {'s'}, ON_LIST, ACTION_GROUP_SIGNAL, 10, N_("stop"),
		N_("Stop the group, so that it can be continued.")},
	{ACTION_PLAN, SIGCONT, "continue", {'c'}, ON_LIST, ACTION_GROUP_SIGNAL, 11, N_("continue"),
		N_("Continue a group that is stopped.")},
	{ACTION_MARK, 0, "mark", {' '}, ON_LIST, ACTION_GROUP_SIGNAL, 12, N_("mark"),
		N_("Mark the group or session, or unmark it; signals go to everything marked.")},
	{ACTION_UNMARK_ALL, 0, "unmark-all", {'U'}, ON_LIST, ACTION_GROUP_SIGNAL, 0, N_("unmark"),
		N_("Unmark all.")},
	{ACTION_DETAILS, 0, "details", {KEY_RETURN}, ON_LIST, ACTION_GROUP_GENERAL, 7,
		N_("details"), N_("Show everything known about the row under the cursor.")},
	{ACTION_SEARCH, 0, "search", {'/', KEYPAD_F(3)}, ON_LIST, ACTION_GROUP_FIND, 6,
		N_("search"), N_("Go to the row with this number or this text in its command.")},
	{ACTION_SEARCH_HELP, 0, "search-help", {'/', KEYPAD_F(3)}, ON_HELP, ACTION_GROUP_ELSEWHERE,
		2, N_("search"), N_("In the help: show only the lines that contain this.")},
	{ACTION_SEARCH_ON, DIRECTION_NEXT, "search-next", {'n'}, ON_LIST, ACTION_GROUP_FIND, 15,
		N_("next"), N_("Go to the next match.")},
	{ACTION_SEARCH_ON, DIRECTION_PREVIOUS, "search-previous", {'N'}, ON_LIST, ACTION_GROUP_FIND,
		0, N_("previous"), N_("Go to the previous match.")},
	{ACTION_FILTER, 0, "filter", {'\\', KEYPAD_F(4)}, ON_LIST, ACTION_GROUP_FIND, 5,
		N_("filter"), N_("List only what matches, such as user=deploy cpu>50 make.")},
	{ACTION_FILTER_DROP, 0, "filter-drop", {KEY_ESCAPE}, ON_LIST, ACTION_GROUP_FIND, 8,
		N_("no filter"), N_("List everything again.")},
	{ACTION_USERS, 0, "users", {'u'}, ON_LIST, ACTION_GROUP_FIND, 0, N_("user"),
		N_("Choose a user, and list only what is theirs.")},
	{ACTION_INTERVAL, 0, "interval", {'d'}, ON_LIST, ACTION_GROUP_GENERAL, 0, N_("interval"),
		N_("Change how often the processes are read.")},
	{ACTION_PAUSE, 0, "pause", {'Z'}, ON_LIST, ACTION_GROUP_FIND, 0, N_("pause"),
		N_("Pause the list, or resume it; everything else still works.")},
	{ACTION_FOLLOW, 0, "follow", {'F'}, ON_LIST, ACTION_GROUP_FIND, 0, N_("follow"),
		N_("Keep the row under the cursor in place while others move, or stop that.")},
	{ACTION_ARRANGE, 0, "arrangement", {'\t'}, ON_LIST, ACTION_GROUP_GENERAL, 16, N_("arrange"),
		N_("Arrange by groups, by sessions or by processes, in turn.")},
	{ACTION_FOLD, 1, "unfold", {'+', KEYPAD_RIGHT}, ON_LIST, ACTION_GROUP_FOLD, 13,
		N_("unfold"), N_("Show the members of the group under the cursor.")},
	{ACTION_FOLD, 0, "fold", {'-', KEYPAD_LEFT}, ON_LIST, ACTION_GROUP_FOLD, 15, N_("fold"),
		N_("Hide the members of the group under the cursor.")},
	{ACTION_FOLD_ALL, 0, "unfold-all", {'t', KEYPAD_F(5)}, ON_LIST, ACTION_GROUP_FOLD, 14,
		N_("all"), N_("Show the members of all groups, or hide them again.")},
	{ACTION_SORT_STEP, DIRECTION_NEXT, "sort-next", {'>'}, ON_LIST, ACTION_GROUP_SORT, 9,
		N_("sort"), N_("Sort by the next column.")},
	{ACTION_SORT_STEP, DIRECTION_PREVIOUS, "sort-previous", {'<'}, ON_LIST, ACTION_GROUP_SORT,
		0, N_("sort"), N_("Sort by the previous column.")},
	{ACTION_SORT_MENU, 0, "sort-menu", {KEYPAD_F(6)}, ON_LIST, ACTION_GROUP_SORT, 0, N_("sort"),
		N_("Choose the column to sort by.")},
	{ACTION_SORT_BY, SORT_BY_CPU, "sort-cpu", {'P'}, ON_LIST, ACTION_GROUP_SORT, 0,
		N_("by CPU"), N_("Sort by CPU.")},
	{ACTION_SORT_BY, SORT_BY_MEMORY, "sort-memory", {'M'}, ON_LIST, ACTION_GROUP_SORT, 0,
		N_("by memory"), N_("Sort by memory.")},
	{ACTION_SORT_BY, SORT_BY_AGE, "sort-age", {'T'}, ON_LIST, ACTION_GROUP_SORT, 0,
		N_("by age"), N_("Sort by age.")},
	{ACTION_SORT_REVERSE, 0, "sort-reverse", {'I'}, ON_LIST, ACTION_GROUP_SORT, 0,
		N_("reverse"), N_("Reverse the sort order.")},
	{ACTION_MOVE, MOVE_UP, "up", {KEYPAD_UP}, ON_MOVING, ACTION_GROUP_MOVE, 0, N_("up"),
		N_("Go up one line.")},
	{ACTION_MOVE, MOVE_DOWN, "down", {KEYPAD_DOWN}, ON_MOVING, ACTION_GROUP_MOVE, 0, N_("down"),
		N_("Go down one line.")},
	{ACTION_MOVE, MOVE_PAGE_UP, "page-up", {KEYPAD_PAGE_UP}, ON_MOVING, ACTION_GROUP_MOVE, 0,
		N_("page up"), N_("Go up one page.")},
	{ACTION_MOVE, MOVE_PAGE_DOWN, "page-down", {KEYPAD_PAGE_DOWN}, ON_MOVING, ACTION_GROUP_MOVE,
		0, N_("page down"), N_("Go down one page.")},
	{ACTION_MOVE, MOVE_HOME, "first", {KEYPAD_HOME}, ON_ENDS, ACTION_GROUP_MOVE, 0, N_("first"),
		N_("Go to the first line.")},
	{ACTION_MOVE, MOVE_END, "last", {KEYPAD_END}, ON_ENDS, ACTION_GROUP_MOVE, 0, N_("last"),
		N_("Go to the last line.")},
	{ACTION_REDRAW, 0, "redraw", {KEY_CTRL('L')}, SCREEN_ALL, ACTION_GROUP_GENERAL, 0,
		N_("redraw"), N_("Draw the whole screen again.")},
	{ACTION_HELP, 0, "help", {'?', 'h', KEYPAD_F(1)}, ON_LIST | ON_DETAILS,
		ACTION_GROUP_GENERAL, 3, N_("help"), N_("Show this help.")},
	{ACTION_SETUP, 0, "setup", {'S', KEYPAD_F(2)}, ON_LIST, ACTION_GROUP_GENERAL, 18,
		N_("setup"), N_("Change the settings and the keys, and save them.")},
	{ACTION_HISTORY, 0, "history", {'H'}, ON_LIST, ACTION_GROUP_GENERAL, 17, N_("history"),
		N_("Show what has been sent, to what, and with which outcome.")},
	{ACTION_CHANGE, 0, "change", {KEY_RETURN, ' '}, ON_SETUP, ACTION_GROUP_ELSEWHERE, 1,
		N_("change"),
		N_("In the setup: change the setting under the cursor, and save it.")},
	{ACTION_RESET, 0, "reset", {KEYPAD_DELETE, 'r'}, ON_SETUP, ACTION_GROUP_ELSEWHERE, 3,
		N_("reset"), N_("In the setup: reset the setting to its default.")},
	{ACTION_BACK, 0, "back", {KEY_ESCAPE, 'q', KEYPAD_F(10)},
		ON_DETAILS | ON_HISTORY | ON_SETUP, ACTION_GROUP_ELSEWHERE, 2, N_("back"),
		N_("Go back to the list.")},
	{ACTION_BACK, 0, "help-back", {KEY_ESCAPE, 'q', '?', 'h', KEYPAD_F(1), KEYPAD_F(10)},
		ON_HELP, ACTION_GROUP_ELSEWHERE, 1, N_("back"), N_("Close the help.")},
	{ACTION_CHOOSE, 0, "choose", {KEY_RETURN}, ON_MENU, ACTION_GROUP_SIGNAL, 1, N_("choose"),
		N_("Show what the chosen signal would do.")},
	{ACTION_SEND, 0, "send", {KEY_RETURN}, ON_PLAN, ACTION_GROUP_SIGNAL, 1, N_("send"),
		N_("Send the signal as the plan says.")},
	{ACTION_MEMBERS, 0, "members", {'m'}, ON_PLAN, ACTION_GROUP_SIGNAL, 3, N_("members"),
		N_("List the members and what each will do, or go back to the plan.")},
	{ACTION_SIGCONT, 0, "sigcont", {'c'}, ON_PLAN, ACTION_GROUP_SIGNAL, 0, N_("toggle SIGCONT"),
		N_("Choose whether SIGCONT follows for stopped members.")},
	{ACTION_END_LEFT, 0, "end-left", {'K'}, ON_OUTCOME, ACTION_GROUP_SIGNAL, 2,
		N_("end survivors"), N_("Plan SIGKILL for the survivors.")},
	{ACTION_CLOSE, 0, "close", {KEY_RETURN, 'q', KEYPAD_F(10)}, ON_OUTCOME, ACTION_GROUP_SIGNAL,
		1, N_("close"), N_("Go back to the list.")},
	{ACTION_ESCAPE, 0, "escape", {KEY_ESCAPE}, ON_OUTCOME, ACTION_GROUP_SIGNAL, 0,
		N_("stop waiting"), N_("Stop waiting; after that, go back to the list.")},
	{ACTION_BACK, 0, "back", {KEY_ESCAPE, KEYPAD_F(10)}, ON_MENU | ON_PLAN,
		ACTION_GROUP_ELSEWHERE, 2, N_("back"), N_("Go back one step; nothing is sent.")},
	{ACTION_ACCEPT, 0, "accept", {KEY_RETURN}, ON_PROMPT, ACTION_GROUP_ELSEWHERE, 1, N_("done"),
		N_("In a line of text: accept what was typed.")},
	{ACTION_CANCEL, 0, "cancel", {KEY_ESCAPE, KEY_CTRL('G'), KEYPAD_F(10)}, ON_PROMPT,
		ACTION_GROUP_ELSEWHERE, 2, N_("cancel"),
		N_("In a line of text: discard what was typed.")},
	{ACTION_TAKE_CHOICE, 0, "choose", {KEY_RETURN}, ON_CHOICE, ACTION_GROUP_ELSEWHERE, 1,
		N_("choose"), N_("In a list of choices: take the one under the cursor.")},
	{ACTION_BACK, 0, "back", {KEY_ESCAPE, KEYPAD_F(10)}, ON_CHOICE, ACTION_GROUP_ELSEWHERE, 2,
		N_("back"), N_("In a list of choices: change nothing.")},
	{ACTION_QUIT, 0, "quit", {'q', KEYPAD_F(10)}, ON_LIST, ACTION_GROUP_GENERAL, 2, N_("quit"),
		N_("Quit posse.")},
};
static_assert(COUNT(action_rows) <= ACTIONS_MAX, "room for the keys of each");

const size_t action_count = COUNT(action_rows);

bool action_sends(const struct action *action)
{
	return action->group == ACTION_GROUP_SIGNAL;
}

const char *action_group_name(enum action_group group)
{
	static const char *const names[] = {
		[ACTION_GROUP_GENERAL] = N_("General"),
		[ACTION_GROUP_MOVE] = N_("Moving"),
		[ACTION_GROUP_FIND] = N_("Finding"),
		[ACTION_GROUP_FOLD] = N_("Folding"),
		[ACTION_GROUP_SORT] = N_("Sorting"),
		[ACTION_GROUP_SIGNAL] = N_("Signalling"),
		[ACTION_GROUP_ELSEWHERE] = N_("On other screens"),
	};

	static_assert(COUNT(names) == ACTION_GROUP_COUNT, "a name each");
	return names[group];
}
