/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "tui/actions.h"

#include <assert.h>

#include "base/array.h"
#include "base/gettext.h"
#include "tui/details/details_screen.h"
#include "tui/frame/app.h"
#include "tui/list/list_screen.h"
#include "tui/pages/help_screen.h"
#include "tui/pages/history_screen.h"
#include "tui/pages/setup_screen.h"
#include "tui/send/menu_screen.h"
#include "tui/send/outcome_screen.h"
#include "tui/send/plan_screen.h"
#include "tui/widgets/choice_screen.h"
#include "tui/widgets/prompt_screen.h"

static struct effect quit(struct screen *screen)
{
	(void)screen;
	return effect_quit();
}

static struct effect back(struct screen *screen)
{
	(void)screen;
	return effect_pop();
}

static struct effect help(struct screen *screen)
{
	return effect_push(help_screen_new(screen->app));
}

static struct effect history(struct screen *screen)
{
	return effect_push(history_screen_new(screen->app));
}

static struct effect setup(struct screen *screen)
{
	return effect_push(setup_screen_new(screen->app));
}

static struct effect redraw(struct screen *screen)
{
	app_redraw_all(screen->app);
	return effect_none();
}

static struct effect go(struct screen *screen, enum move where)
{
	return screen->class->go ? screen->class->go(screen, where) : effect_none();
}

static struct effect move_up(struct screen *screen)
{
	return go(screen, MOVE_UP);
}

static struct effect move_down(struct screen *screen)
{
	return go(screen, MOVE_DOWN);
}

static struct effect move_page_up(struct screen *screen)
{
	return go(screen, MOVE_PAGE_UP);
}

static struct effect move_page_down(struct screen *screen)
{
	return go(screen, MOVE_PAGE_DOWN);
}

static struct effect move_home(struct screen *screen)
{
	return go(screen, MOVE_HOME);
}

static struct effect move_end(struct screen *screen)
{
	return go(screen, MOVE_END);
}

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
static const struct action rows[] = {
	{"signal", {'k', KEYPAD_F(9)}, ON_LIST, ACTION_SIGNAL, 1, N_("signal"),
		N_("Choose a signal for the group under the cursor, and see what it would do."),
		list_signal},
	{"signal", {'k', KEYPAD_F(9)}, ON_DETAILS, ACTION_SIGNAL, 1, N_("signal"),
		N_("Choose a signal for this group or session, and see what it would do."),
		details_signal},
	{"end", {'K'}, ON_LIST, ACTION_SIGNAL, 4, N_("end"),
		N_("End the group: TERM, wait, and KILL for who is left."), list_end},
	{"stop", {'s'}, ON_LIST, ACTION_SIGNAL, 10, N_("stop"),
		N_("Stop the group, so that it can be continued."), list_stop},
	{"continue", {'c'}, ON_LIST, ACTION_SIGNAL, 11, N_("continue"),
		N_("Continue a group that is stopped."), list_continue},
	{"mark", {' '}, ON_LIST, ACTION_SIGNAL, 12, N_("mark"),
		N_("Mark the group or session, or unmark it; signals go to all that is marked."),
		list_mark},
	{"unmark-all", {'U'}, ON_LIST, ACTION_SIGNAL, 0, N_("unmark"), N_("Unmark all."),
		list_unmark_all},
	{"details", {KEY_RETURN}, ON_LIST, ACTION_GENERAL, 7, N_("details"),
		N_("Show everything that is known of what is under the cursor."), list_details},
	{"search", {'/', KEYPAD_F(3)}, ON_LIST, ACTION_FIND, 6, N_("search"),
		N_("Go to the row with this number, or with this in its command."), list_search},
	{"search-help", {'/', KEYPAD_F(3)}, ON_HELP, ACTION_ELSEWHERE, 2, N_("search"),
		N_("In the help: show only the lines that have this in them."), help_search},
	{"search-next", {'n'}, ON_LIST, ACTION_FIND, 15, N_("next"),
		N_("Go to the next row that fits the search."), list_search_next},
	{"search-previous", {'N'}, ON_LIST, ACTION_FIND, 0, N_("previous"),
		N_("Go to the previous row that fits the search."), list_search_previous},
	{"filter", {'\\', KEYPAD_F(4)}, ON_LIST, ACTION_FIND, 5, N_("filter"),
		N_("List only what fits, such as user=deploy cpu>50 make."), list_filter},
	{"filter-drop", {KEY_ESCAPE}, ON_LIST, ACTION_FIND, 8, N_("no filter"),
		N_("List everything again."), list_filter_drop},
	{"users", {'u'}, ON_LIST, ACTION_FIND, 0, N_("user"),
		N_("Choose a user, and list only what is theirs."), list_users},
	{"interval", {'d'}, ON_LIST, ACTION_GENERAL, 0, N_("interval"),
		N_("Change how often the processes are read."), list_interval},
	{"pause", {'Z'}, ON_LIST, ACTION_FIND, 0, N_("pause"),
		N_("Let the list pause, or go on; everything else still works."), list_pause},
	{"follow", {'F'}, ON_LIST, ACTION_FIND, 0, N_("follow"),
		N_("Keep the row under the cursor in its line while others move, or not."),
		list_follow},
	{"arrangement", {'\t'}, ON_LIST, ACTION_GENERAL, 16, N_("arrange"),
		N_("Arrange by groups, by sessions or by processes, in turn."),
		list_next_arrangement},
	{"unfold", {'+', KEYPAD_RIGHT}, ON_LIST, ACTION_FOLD, 13, N_("unfold"),
		N_("Show the members of the group under the cursor."), list_unfold},
	{"fold", {'-', KEYPAD_LEFT}, ON_LIST, ACTION_FOLD, 15, N_("fold"),
		N_("Hide the members of the group under the cursor."), list_fold},
	{"unfold-all", {'t', KEYPAD_F(5)}, ON_LIST, ACTION_FOLD, 14, N_("all"),
		N_("Show the members of all groups, or hide them again."), list_unfold_all},
	{"sort-next", {'>'}, ON_LIST, ACTION_SORT, 9, N_("sort"), N_("Sort by the next column."),
		list_sort_next},
	{"sort-previous", {'<'}, ON_LIST, ACTION_SORT, 0, N_("sort"),
		N_("Sort by the previous column."), list_sort_previous},
	{"sort-menu", {KEYPAD_F(6)}, ON_LIST, ACTION_SORT, 0, N_("sort"),
		N_("Choose the column to sort by."), list_sort_menu},
	{"sort-cpu", {'P'}, ON_LIST, ACTION_SORT, 0, N_("by CPU"), N_("Sort by CPU."),
		list_sort_cpu},
	{"sort-memory", {'M'}, ON_LIST, ACTION_SORT, 0, N_("by memory"), N_("Sort by memory."),
		list_sort_memory},
	{"sort-age", {'T'}, ON_LIST, ACTION_SORT, 0, N_("by age"), N_("Sort by age."),
		list_sort_age},
	{"sort-reverse", {'I'}, ON_LIST, ACTION_SORT, 0, N_("reverse"),
		N_("Reverse the order of sorting."), list_sort_reverse},
	{"up", {KEYPAD_UP}, ON_MOVING, ACTION_MOVE, 0, N_("up"), N_("Go up one line."), move_up},
	{"down", {KEYPAD_DOWN}, ON_MOVING, ACTION_MOVE, 0, N_("down"), N_("Go down one line."),
		move_down},
	{"page-up", {KEYPAD_PAGE_UP}, ON_MOVING, ACTION_MOVE, 0, N_("page up"),
		N_("Go up one page."), move_page_up},
	{"page-down", {KEYPAD_PAGE_DOWN}, ON_MOVING, ACTION_MOVE, 0, N_("page down"),
		N_("Go down one page."), move_page_down},
	{"first", {KEYPAD_HOME}, ON_ENDS, ACTION_MOVE, 0, N_("first"), N_("Go to the first line."),
		move_home},
	{"last", {KEYPAD_END}, ON_ENDS, ACTION_MOVE, 0, N_("last"), N_("Go to the last line."),
		move_end},
	{"redraw", {KEY_CTRL('L')}, SCREEN_ALL, ACTION_GENERAL, 0, N_("redraw"),
		N_("Draw the whole screen again."), redraw},
	{"help", {'?', 'h', KEYPAD_F(1)}, ON_LIST | ON_DETAILS, ACTION_GENERAL, 3, N_("help"),
		N_("Show this help."), help},
	{"setup", {'S', KEYPAD_F(2)}, ON_LIST, ACTION_GENERAL, 18, N_("setup"),
		N_("Change the settings and the keys, and keep them."), setup},
	{"history", {'H'}, ON_LIST, ACTION_GENERAL, 17, N_("history"),
		N_("Show what was sent so far, to whom, and what came of it."), history},
	{"change", {KEY_RETURN, ' '}, ON_SETUP, ACTION_ELSEWHERE, 1, N_("change"),
		N_("In the setup: change the setting under the cursor, and keep it."),
		setup_change},
	{"reset", {KEYPAD_DELETE, 'r'}, ON_SETUP, ACTION_ELSEWHERE, 3, N_("reset"),
		N_("In the setup: set it to what it is by itself."), setup_reset},
	{"back", {KEY_ESCAPE, 'q', KEYPAD_F(10)}, ON_DETAILS | ON_HISTORY | ON_SETUP,
		ACTION_ELSEWHERE, 2, N_("back"), N_("Go back to the list."), back},
	{"help-back", {KEY_ESCAPE, 'q', '?', 'h', KEYPAD_F(1), KEYPAD_F(10)}, ON_HELP,
		ACTION_ELSEWHERE, 1, N_("back"), N_("Go back to where the help was asked for."),
		back},
	{"choose", {KEY_RETURN}, ON_MENU, ACTION_SIGNAL, 1, N_("choose"),
		N_("Show what the chosen signal would do."), menu_choose},
	{"send", {KEY_RETURN}, ON_PLAN, ACTION_SIGNAL, 1, N_("send"),
		N_("Send the signal as the plan says."), plan_send},
	{"members", {'m'}, ON_PLAN, ACTION_SIGNAL, 3, N_("members"),
		N_("List the members and what each will do, or go back to the plan."),
		plan_members},
	{"sigcont", {'c'}, ON_PLAN, ACTION_SIGNAL, 0, N_("SIGCONT or not"),
		N_("Let SIGCONT follow for stopped members, or not."), plan_continue},
	{"end-left", {'K'}, ON_OUTCOME, ACTION_SIGNAL, 2, N_("end who is left"),
		N_("Plan SIGKILL for those who are left."), outcome_end},
	{"close", {KEY_RETURN, 'q', KEYPAD_F(10)}, ON_OUTCOME, ACTION_SIGNAL, 1, N_("close"),
		N_("Go back to the list."), outcome_close},
	{"escape", {KEY_ESCAPE}, ON_OUTCOME, ACTION_SIGNAL, 0, N_("stop waiting"),
		N_("Stop waiting for their end; else go back to the list."), outcome_escape},
	{"back", {KEY_ESCAPE, KEYPAD_F(10)}, ON_MENU | ON_PLAN, ACTION_ELSEWHERE, 2, N_("back"),
		N_("Go back one step; nothing is sent."), back},
	{"accept", {KEY_RETURN}, ON_PROMPT, ACTION_ELSEWHERE, 1, N_("done"),
		N_("In a line of text: keep what was typed."), prompt_accept},
	{"cancel", {KEY_ESCAPE, KEY_CTRL('G'), KEYPAD_F(10)}, ON_PROMPT, ACTION_ELSEWHERE, 2,
		N_("cancel"), N_("In a line of text: leave it as it was before."), prompt_cancel},
	{"choose", {KEY_RETURN}, ON_CHOICE, ACTION_ELSEWHERE, 1, N_("choose"),
		N_("In a list of choices: take what is under the cursor."), choice_take},
	{"back", {KEY_ESCAPE, KEYPAD_F(10)}, ON_CHOICE, ACTION_ELSEWHERE, 2, N_("back"),
		N_("In a list of choices: leave it as it is."), back},
	{"quit", {'q', KEYPAD_F(10)}, ON_LIST, ACTION_GENERAL, 2, N_("quit"), N_("Leave posse."),
		quit},
};

static_assert(COUNT(rows) <= ACTIONS_MAX, "room for the keys of each");

const struct action_table *actions(void)
{
	static const struct action_table table = {rows, COUNT(rows)};

	return &table;
}
