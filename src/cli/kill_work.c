/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "cli/kill_work.h"

#include "base/cleanup.h"
#include "scan/inspect.h"
#include "scan/scanner.h"

enum {
	STATUS_WHOLE = 0,
	STATUS_NOTHING = 1,
	STATUS_PART = 64,
};

/* The newest snapshot takes the place of the one there is. */
static int scan(struct kill_work *work)
{
	const struct snapshot *previous = work->snapshot;
	int r = work->scanner ? 0 : scanner_new(&work->scanner);

	if (r == 0)
		r = scanner_scan(work->scanner, previous, &work->snapshot);
	if (r == 0)
		snapshot_unref(previous);
	return r;
}

static int take_details(struct aim *aim)
{
	CLEANUP_FREE struct process_id *ids = NULL;
	struct detail_set *details = NULL;
	size_t count;
	int r = aim_members(aim, &ids, &count);

	if (r == 0)
		r = inspect_processes(ids, count, AIM_DETAILS, &details);
	return r == 0 ? aim_take_details(aim, details) : r;
}

/* Protected targets that the user did not ask for twice are refused, and nothing is asked. */
static void leave_protected(struct kill_work *work)
{
	for (uint32_t i = 0; i < work->plan->target_count; i++)
		if (work->plan->targets[i].standing == PLAN_PROTECTED && !work->include_protected)
			work->delivery->targets[i].result = RESULT_REFUSED;
}

/* Aims at every group that was named; all are pinned before anything else is done with any. */
static int take_aim(struct kill_work *work, const struct group_id *ids, size_t count)
{
	struct self self;
	int r;

	self_init(&self, work->snapshot);
	r = aim_new(work->kernel, &self, work->snapshot, &work->aim);
	for (size_t i = 0; i < count && r == 0; i++)
		r = aim_add(work->aim, &ids[i]);
	return r == 0 ? take_details(work->aim) : r;
}

/* The plan as things are now, and the room that carrying it out needs. */
static int make_plan(struct kill_work *work)
{
	struct plan *plan;
	int r = aim_plan(work->aim, work->signal, aim_usual_continue(work->signal), &plan);

	if (r < 0)
		return r;
	delivery_free(work->delivery);
	work->delivery = NULL;
	plan_free(work->plan);
	work->plan = plan;
	r = delivery_new(work->plan, &work->delivery);
	if (r == 0)
		leave_protected(work);
	return r;
}

int kill_work_init(struct kill_work *ret_work, const struct kernel *kernel,
	const struct group_id *ids, size_t count, int signal, bool include_protected)
{
	struct kill_work *work = ret_work;
	int r;

	*work = (struct kill_work){
		.kernel = kernel, .signal = signal, .include_protected = include_protected};
	r = scan(work);
	if (r == 0)
		r = take_aim(work, ids, count);
	return r == 0 ? make_plan(work) : r;
}

int kill_work_renew(struct kill_work *work)
{
	int r = scan(work);

	if (r == 0)
		r = aim_renew(work->aim, work->snapshot);
	return r == 0 ? make_plan(work) : r;
}

void kill_work_done(struct kill_work *work)
{
	delivery_free(work->delivery);
	plan_free(work->plan);
	aim_unref(work->aim);
	snapshot_unref(work->snapshot);
	scanner_free(work->scanner);
}

bool kill_work_is_sendable(const struct kill_work *work, uint32_t target)
{
	return work->delivery->targets[target].result == RESULT_PLANNED;
}

uint32_t kill_work_sendable(const struct kill_work *work)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < work->plan->target_count; i++)
		count += kill_work_is_sendable(work, i);
	return count;
}

int kill_work_foretold_status(const struct kill_work *work)
{
	uint32_t whole = 0;
	uint32_t part = 0;

	for (uint32_t i = 0; i < work->plan->target_count; i++) {
		const struct plan_target *target = &work->plan->targets[i];
		uint32_t denied = target->counts[EXPECT_DENIED];

		if (!kill_work_is_sendable(work, i) ||
			denied + target->counts[EXPECT_ZOMBIE] == target->member_count)
			continue;
		whole += denied == 0;
		part += denied > 0;
	}
	if (whole + part == 0)
		return STATUS_NOTHING;
	return whole == work->plan->target_count ? STATUS_WHOLE : STATUS_PART;
}
