/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "tui/actions.h"

#include <assert.h>

#include "base/array.h"
#include "tui/details/details_screen.h"
#include "tui/list/list_screen.h"
#include "tui/pages/help_screen.h"
#include "tui/pages/history_screen.h"
#include "tui/pages/setup_screen.h"
#include "tui/send/menu_screen.h"
#include "tui/send/outcome_screen.h"
#include "tui/send/plan_screen.h"
#include "tui/widgets/choice_screen.h"
#include "tui/widgets/prompt_screen.h"

static struct effect redraw(struct screen *screen)
{
	app_redraw_all(screen->app);
	return effect_none;
}

static struct effect go(struct screen *screen, int where)
{
	return screen->class->go ? screen->class->go(screen, (enum move)where) : effect_none;
}

static const struct action_function functions[] = {
	[ACTION_ACCEPT] = {.run = prompt_accept},
	[ACTION_ARRANGE] = {.run = list_next_arrangement},
	[ACTION_BACK] = {.effect = EFFECT_POP},
	[ACTION_CANCEL] = {.run = prompt_cancel},
	[ACTION_CHANGE] = {.run = setup_change},
	[ACTION_CHOOSE] = {.run = menu_choose},
	[ACTION_CLOSE] = {.effect = EFFECT_POP_TO_LIST},
	[ACTION_DETAILS] = {.run = list_details},
	[ACTION_END_LEFT] = {.run = outcome_end},
	[ACTION_ESCAPE] = {.run = outcome_escape},
	[ACTION_FILTER] = {.run = list_filter},
	[ACTION_FILTER_DROP] = {.run = list_filter_drop},
	[ACTION_FOLD] = {.run_with = list_fold},
	[ACTION_FOLD_ALL] = {.run = list_unfold_all},
	[ACTION_FOLLOW] = {.run = list_follow},
	[ACTION_HELP] = {.open = help_screen_new},
	[ACTION_HISTORY] = {.open = history_screen_new},
	[ACTION_INTERVAL] = {.run = list_interval},
	[ACTION_MARK] = {.run = list_mark},
	[ACTION_MEMBERS] = {.run = plan_members},
	[ACTION_MOVE] = {.run_with = go},
	[ACTION_PAUSE] = {.run = list_pause},
	[ACTION_PLAN] = {.run_with = list_plan},
	[ACTION_QUIT] = {.effect = EFFECT_QUIT},
	[ACTION_REDRAW] = {.run = redraw},
	[ACTION_RESET] = {.run = setup_reset},
	[ACTION_SEARCH] = {.run = list_search},
	[ACTION_SEARCH_HELP] = {.run = help_search},
	[ACTION_SEARCH_ON] = {.run_with = list_search_on},
	[ACTION_SEND] = {.run = plan_send},
	[ACTION_SETUP] = {.open = setup_screen_new},
	[ACTION_SIGCONT] = {.run = plan_continue},
	[ACTION_SIGNAL] = {.run = list_signal},
	[ACTION_SIGNAL_DETAILS] = {.run = details_signal},
	[ACTION_SORT_BY] = {.run_with = list_sort_by},
	[ACTION_SORT_MENU] = {.run = list_sort_menu},
	[ACTION_SORT_REVERSE] = {.run = list_sort_reverse},
	[ACTION_SORT_STEP] = {.run_with = list_sort_step},
	[ACTION_TAKE_CHOICE] = {.run = choice_take},
	[ACTION_UNMARK_ALL] = {.run = list_unmark_all},
	[ACTION_USERS] = {.run = list_users},
};
static_assert(COUNT(functions) == ACTION_COUNT, "one for each action");

const struct action_function *actions(void)
{
	return functions;
}
