/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "tui/send/aiming.h"

#include <errno.h>
#include <signal.h>

#include "base/cleanup.h"
#include "base/gettext.h"
#include "report/sentence.h"

bool aiming_is_possible(struct app *app, const struct aim *aim)
{
	CLEANUP(plan_freep) struct plan *plan = NULL;
	const struct aim_order order = aim_order_of(SIGTERM);
	char reason[SENTENCE_MAX];

	/* No key leads here in a read-only view; should one ever do, it ends here. */
	if (app->settings.readonly)
		return false;
	if (aim_plan(aim, &order, &plan) < 0) {
		app_say(app, "%s", _("There is not enough memory."));
		return false;
	}
	for (uint32_t i = 0; i < plan->target_count; i++)
		if (plan_target_is_open(&plan->targets[i]))
			return true;
	if (plan->target_count > 0)
		app_say(app, "%s", sentence_reason(plan, 0, reason, sizeof(reason)));
	return false;
}

/* Asks for the details of all members: 0 or -ENOMEM. */
static int inspect(struct screen *screen, const struct aim *aim)
{
	CLEANUP_FREE struct process_id *ids = NULL;
	size_t count;

	if (aim_members(aim, &ids, &count) < 0)
		return -ENOMEM;
	return app_inspect(screen->app, screen, ids, count, AIM_DETAILS);
}

void aiming_begin(struct aiming *ret_aiming, struct screen *screen, struct aim *aim)
{
	*ret_aiming = (struct aiming){.aim = aim, .deadline = SCREEN_NEVER};
	if (inspect(screen, aim) == 0)
		ret_aiming->deadline = app_now(screen->app) + AIMING_PATIENCE;
	ret_aiming->awaits_snapshot = app_scan_now(screen->app);
}

void aiming_share(struct aiming *ret_aiming, struct aim *aim)
{
	*ret_aiming = (struct aiming){.aim = aim_ref(aim), .deadline = SCREEN_NEVER};
}

void aiming_done(struct aiming *aiming)
{
	aim_unref(aiming->aim);
	aiming->aim = NULL;
}

bool aiming_is_settled(const struct aiming *aiming)
{
	return aiming->deadline == SCREEN_NEVER;
}

int aiming_snapshot(struct aiming *aiming, struct screen *screen)
{
	if (screen->app->snapshot == aiming->aim->snapshot || app_top(screen->app) != screen)
		return 0;
	aiming->awaits_snapshot = false;
	if (aim_renew(aiming->aim, screen->app->snapshot) < 0 || aim_add_rest(aiming->aim) < 0)
		return -ENOMEM;
	return inspect(screen, aiming->aim);
}

bool aiming_details(struct aiming *aiming, struct detail_set **set)
{
	bool was_settled = aiming_is_settled(aiming);

	aim_take_details(aiming->aim, TAKE(*set));
	if (!aiming->awaits_snapshot)
		aiming->deadline = SCREEN_NEVER;
	return !was_settled && aiming_is_settled(aiming);
}

bool aiming_tick(struct aiming *aiming, uint64_t now)
{
	if (now < aiming->deadline)
		return false;
	aiming->deadline = SCREEN_NEVER;
	return true;
}
