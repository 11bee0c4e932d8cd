/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "tui/send/target_wait.h"

#include <errno.h>
#include <signal.h>

#include "base/cleanup.h"
#include "base/gettext.h"
#include "base/text.h"
#include "report/sentence_plan.h"

/* Why nothing can be signalled: the plan knows the words. */
static void say_why_not(struct app *app, const struct targets *targets)
{
	CLEANUP(plan_freep) struct plan *plan = NULL;
	const struct plan_options options = plan_options_for(SIGTERM);
	char reason[SENTENCE_MAX];

	if (targets_plan(targets, &options, &plan) < 0)
		app_say(app, "%s", _("There is not enough memory."));
	else if (plan->target_count > 0)
		app_say(app, "%s", sentence_reason(plan, 0, reason, sizeof(reason)));
}

bool target_wait_is_possible(struct app *app, const struct targets *targets)
{
	bool possible = targets_are_open(targets);

	/* No key leads here in a read-only view; should one ever do, it ends here. */
	if (app->settings.readonly)
		return false;
	if (!possible)
		say_why_not(app, targets);
	return possible;
}

/* Asks for the details of all members: 0 or -ENOMEM. */
static int inspect(struct screen *screen, const struct targets *targets)
{
	CLEANUP_FREE struct process_id *ids = NULL;
	size_t count;

	if (targets_members(targets, &ids, &count) < 0)
		return -ENOMEM;
	return app_inspect(screen->app, screen, ids, count, TARGETS_DETAILS);
}

void target_wait_begin(struct target_wait *ret_wait, struct screen *screen, struct targets *targets)
{
	*ret_wait = (struct target_wait){.targets = targets, .deadline = SCREEN_NEVER};
	if (inspect(screen, targets) == 0)
		ret_wait->deadline = app_now(screen->app) + TARGET_WAIT_MAX;
	ret_wait->awaits_snapshot = app_scan_now(screen->app);
}

void target_wait_begin_after(struct target_wait *ret_wait, struct screen *screen, struct send *send)
{
	targets_forget_details(send->targets);
	target_wait_begin(ret_wait, screen, targets_ref(send->targets));
	ret_wait->send = send;
}

void target_wait_done(struct target_wait *wait)
{
	targets_unref(wait->targets);
	wait->targets = NULL;
}

static int renew(struct target_wait *wait, const struct snapshot *snapshot)
{
	int r;

	if (wait->send)
		return send_absorb(wait->send, snapshot);
	r = targets_renew(wait->targets, snapshot);
	return r == 0 ? targets_add_rest(wait->targets) : r;
}

int target_wait_snapshot(struct target_wait *wait, struct screen *screen)
{
	if (screen->app->snapshot == wait->targets->snapshot || app_top(screen->app) != screen)
		return 0;
	wait->awaits_snapshot = false;
	if (renew(wait, screen->app->snapshot) >= 0 && inspect(screen, wait->targets) == 0)
		return 0;
	app_say(screen->app, "%s", _("There is not enough memory."));
	return -ENOMEM;
}

bool target_wait_details(struct target_wait *wait, struct detail_set **set)
{
	bool waited = wait->deadline != SCREEN_NEVER;

	targets_take_details(wait->targets, TAKE(*set));
	if (!wait->awaits_snapshot)
		wait->deadline = SCREEN_NEVER;
	return waited && wait->deadline == SCREEN_NEVER;
}

bool target_wait_tick(struct target_wait *wait, uint64_t now)
{
	if (now < wait->deadline)
		return false;
	wait->deadline = SCREEN_NEVER;
	return true;
}
