/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "tui/aiming.h"

#include <errno.h>
#include <signal.h>

#include "base/cleanup.h"
#include "base/gettext.h"
#include "report/sentence.h"

struct aim *aiming_new(const struct app *app, const struct row *row)
{
	struct aim *aim;

	if (aim_new(app->kernel, &app->self, row->snapshot, &aim) < 0)
		return NULL;
	if (aim_add_group(aim, row_group(row)) == 0)
		return aim;
	aim_unref(aim);
	return NULL;
}

bool aiming_is_possible(struct app *app, const struct aim *aim)
{
	CLEANUP(plan_freep) struct plan *plan = NULL;
	char reason[SENTENCE_MAX];

	if (aim_plan(aim, SIGTERM, CONTINUE_NEVER, &plan) < 0) {
		app_say(app, "%s", _("There is not enough memory."));
		return false;
	}
	for (uint32_t i = 0; i < plan->target_count; i++)
		if (plan_target_is_open(&plan->targets[i]))
			return true;
	app_say(app, "%s", sentence_reason(plan, 0, reason, sizeof(reason)));
	return false;
}

int aiming_inspect(struct screen *screen, const struct aim *aim)
{
	CLEANUP_FREE struct process_id *ids = NULL;
	size_t count;

	if (aim_members(aim, &ids, &count) < 0)
		return -ENOMEM;
	return app_inspect(screen->app, screen, ids, count, AIM_DETAILS);
}
