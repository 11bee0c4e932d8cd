/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "tui/strike.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/cleanup.h"

struct strike *strike_new(const struct app *app, const struct row *row)
{
	struct strike *strike = calloc(1, sizeof(*strike));

	if (!strike)
		return NULL;
	strike->member_details = calloc(row_group(row)->count, sizeof(*strike->member_details));
	if (!strike->member_details) {
		free(strike);
		return NULL;
	}
	strike->kernel = app->kernel;
	strike->self = app->self;
	strike->snapshot = snapshot_ref(row->snapshot);
	strike->group = row_group(row);
	strike->pin.pidfd = -1;
	strike->error = pin_init(&strike->pin, app->kernel, strike->snapshot, strike->group);
	strike->pinned = strike->error == 0;
	return strike;
}

void strike_free(struct strike *strike)
{
	if (!strike)
		return;
	pin_done(&strike->pin, strike->kernel);
	detail_set_free(strike->details);
	free(strike->member_details);
	snapshot_unref(strike->snapshot);
	free(strike);
}

int strike_plan(const struct strike *strike, int signal, struct plan **ret_plan)
{
	CLEANUP_FREE int *permissions = calloc(strike->group->count, sizeof(*permissions));
	struct plan_wish wish = {
		.id = strike->group->id,
		.group = strike->group,
		.error = strike->error,
		.pin = strike->pinned ? &strike->pin : NULL,
		.permissions = permissions,
	};
	struct plan_request request = {
		.snapshot = strike->snapshot,
		.details = strike->details,
		.self = &strike->self,
		.wishes = &wish,
		.wish_count = 1,
		.signal = signal,
	};

	if (!permissions)
		return -ENOMEM;
	plan_ask_permissions(strike->kernel, &strike->self, strike->snapshot, strike->group, signal,
		permissions);
	return plan_make(&request, ret_plan);
}

void strike_count(const struct strike *strike, int signal, uint32_t counts[EXPECTATION_COUNT])
{
	memset(counts, 0, EXPECTATION_COUNT * sizeof(*counts));
	for (uint32_t i = 0; i < strike->group->count; i++)
		counts[plan_expect(&strike->snapshot->processes[strike->group->first + i],
			strike->member_details[i], 0, signal)]++;
}

void strike_take_details(struct strike *strike, struct detail_set *details)
{
	detail_set_free(strike->details);
	strike->details = details;
	for (uint32_t i = 0; i < strike->group->count; i++)
		strike->member_details[i] = detail_set_find(details,
			process_identity(&strike->snapshot->processes[strike->group->first + i]));
}

int strike_inspect(const struct strike *strike, struct screen *screen)
{
	CLEANUP_FREE struct process_id *ids = calloc(strike->group->count, sizeof(*ids));

	if (!ids)
		return -ENOMEM;
	for (uint32_t i = 0; i < strike->group->count; i++)
		ids[i] = process_identity(&strike->snapshot->processes[strike->group->first + i]);
	return app_inspect(screen->app, screen, ids, strike->group->count,
		DETAIL_MASKS | DETAIL_COMMAND);
}
