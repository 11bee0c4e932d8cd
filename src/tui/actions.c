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
	[ACTION_ACCEPT] = {prompt_accept},
	[ACTION_ARRANGE] = {list_next_arrangement},
	[ACTION_BACK] = {.effect = EFFECT_POP},
	[ACTION_CANCEL] = {prompt_cancel},
	[ACTION_CHANGE] = {setup_change},
	[ACTION_CHOOSE] = {menu_choose},
	[ACTION_CLOSE] = {.effect = EFFECT_POP_TO_LIST},
	[ACTION_DETAILS] = {list_details},
	[ACTION_END_LEFT] = {outcome_end},
	[ACTION_ESCAPE] = {outcome_escape},
	[ACTION_FILTER] = {list_filter},
	[ACTION_FILTER_DROP] = {list_filter_drop},
	[ACTION_FOLD] = {.run_with = list_fold},
	[ACTION_FOLD_ALL] = {list_unfold_all},
	[ACTION_FOLLOW] = {list_follow},
	[ACTION_HELP] = {.open = help_screen_new},
	[ACTION_HISTORY] = {.open = history_screen_new},
	[ACTION_INTERVAL] = {list_interval},
	[ACTION_MARK] = {list_mark},
	[ACTION_MEMBERS] = {plan_members},
	[ACTION_MOVE] = {.run_with = go},
	[ACTION_PAUSE] = {list_pause},
	[ACTION_PLAN] = {.run_with = list_plan},
	[ACTION_QUIT] = {.effect = EFFECT_QUIT},
	[ACTION_REDRAW] = {redraw},
	[ACTION_RESET] = {setup_reset},
	[ACTION_SEARCH] = {list_search},
	[ACTION_SEARCH_HELP] = {help_search},
	[ACTION_SEARCH_ON] = {.run_with = list_search_on},
	[ACTION_SEND] = {plan_send},
	[ACTION_SETUP] = {.open = setup_screen_new},
	[ACTION_SIGCONT] = {plan_continue},
	[ACTION_SIGNAL] = {list_signal},
	[ACTION_SIGNAL_DETAILS] = {details_signal},
	[ACTION_SORT_BY] = {.run_with = list_sort_by},
	[ACTION_SORT_MENU] = {list_sort_menu},
	[ACTION_SORT_REVERSE] = {list_sort_reverse},
	[ACTION_SORT_STEP] = {.run_with = list_sort_step},
	[ACTION_TAKE_CHOICE] = {choice_take},
	[ACTION_UNMARK_ALL] = {list_unmark_all},
	[ACTION_USERS] = {list_users},
};
static_assert(COUNT(functions) == ACTION_COUNT, "one for each action");

const struct action_function *actions(void)
{
	return functions;
}
