/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "cli/kill_work.h"

#include <errno.h>
#include <stdlib.h>

#include "base/cleanup.h"
#include "kill/target.h"
#include "scan/inspect.h"
#include "scan/scanner.h"

enum {
	STATUS_WHOLE = 0,
	STATUS_NOTHING = 1,
	STATUS_PART = 64,
};

static int scan(const struct snapshot **ret_snapshot)
{
	CLEANUP(scanner_freep) struct scanner *scanner = NULL;
	int r = scanner_new(&scanner);

	return r == 0 ? scanner_scan(scanner, NULL, ret_snapshot) : r;
}

static bool is_same_wish(const struct plan_wish *a, const struct plan_wish *b)
{
	if (a->group || b->group)
		return a->group == b->group;
	return a->id.pgid == b->id.pgid && process_id_equal(a->id.anchor, b->id.anchor);
}

/* A group named twice must not be signalled twice. */
static void add_wish(struct kill_work *work, const struct group_id *id)
{
	struct plan_wish wish = {.id = *id};

	wish.error = target_resolve(id, work->snapshot, &wish.group);
	for (size_t i = 0; i < work->count; i++)
		if (is_same_wish(&work->wishes[i], &wish))
			return;
	work->pins[work->count].pidfd = -1;
	work->wishes[work->count++] = wish;
}

/* What is refused whatever a pin could promise need not be held, and may be no group at all. */
static bool is_worth_pinning(const struct kill_work *work, const struct group *group)
{
	return guard_judge(&work->self, work->snapshot, group, true).verdict != GUARD_REFUSED;
}

static int pin(struct kill_work *work, size_t index)
{
	struct plan_wish *wish = &work->wishes[index];
	int r;

	if (!wish->group || !is_worth_pinning(work, wish->group))
		return 0;
	r = pin_init(&work->pins[index], work->kernel, work->snapshot, wish->group);
	if (r == -ESRCH || r == -ESTALE) {
		wish->group = NULL;
		wish->error = r;
		return 0;
	}
	if (r == 0)
		wish->pin = &work->pins[index];
	return r;
}

static int ask_permissions(struct kill_work *work, size_t index, int signal)
{
	struct plan_wish *wish = &work->wishes[index];

	if (!wish->pin)
		return 0;
	work->permissions[index] = calloc(wish->group->count, sizeof(int));
	if (!work->permissions[index])
		return -ENOMEM;
	plan_ask_permissions(work->kernel, &work->self, work->snapshot, wish->group, signal,
		work->permissions[index]);
	wish->permissions = work->permissions[index];
	return 0;
}

static size_t name_members(const struct kill_work *work, struct process_id *ids)
{
	size_t count = 0;

	for (size_t i = 0; i < work->count; i++) {
		const struct group *group = work->wishes[i].group;

		for (uint32_t m = 0; group && m < group->count; m++)
			ids[count++] =
				process_identity(&work->snapshot->processes[group->first + m]);
	}
	return count;
}

static int inspect(struct kill_work *work)
{
	/* No process is in two groups, so there is room for all of them. */
	CLEANUP_FREE struct process_id *ids =
		calloc(work->snapshot->process_count + 1u, sizeof(*ids));

	if (!ids)
		return -ENOMEM;
	return inspect_processes(ids, name_members(work, ids), DETAIL_MASKS | DETAIL_COMMAND,
		&work->details);
}

static int make_plan(struct kill_work *work, int signal)
{
	const struct plan_request request = {
		.snapshot = work->snapshot,
		.details = work->details,
		.self = &work->self,
		.wishes = work->wishes,
		.wish_count = work->count,
		.signal = signal,
	};
	int r = plan_make(&request, &work->plan);

	return r == 0 ? delivery_new(work->plan, &work->delivery) : r;
}

/* Protected targets that the user did not ask for twice are refused, and nothing is asked. */
static void leave_protected(struct kill_work *work)
{
	for (uint32_t i = 0; i < work->plan->target_count; i++)
		if (work->plan->targets[i].standing == PLAN_PROTECTED && !work->include_protected)
			work->delivery->targets[i].result = RESULT_REFUSED;
}

static int allocate(struct kill_work *work, size_t count)
{
	work->wishes = calloc(count + 1, sizeof(*work->wishes));
	work->pins = calloc(count + 1, sizeof(*work->pins));
	work->permissions = calloc(count + 1, sizeof(*work->permissions));
	return work->wishes && work->pins && work->permissions ? 0 : -ENOMEM;
}

int kill_work_init(struct kill_work *ret_work, const struct kernel *kernel,
	const struct group_id *ids, size_t count, int signal, bool include_protected)
{
	struct kill_work *work = ret_work;
	int r;

	*work = (struct kill_work){.kernel = kernel, .include_protected = include_protected};
	r = allocate(work, count);
	if (r == 0)
		r = scan(&work->snapshot);
	if (r < 0)
		return r;
	self_init(&work->self, work->snapshot);
	for (size_t i = 0; i < count; i++)
		add_wish(work, &ids[i]);
	/* All are pinned before anything else is done with any of them. */
	for (size_t i = 0; i < work->count && r == 0; i++)
		r = pin(work, i);
	for (size_t i = 0; i < work->count && r == 0; i++)
		r = ask_permissions(work, i, signal);
	if (r == 0)
		r = inspect(work);
	if (r == 0)
		r = make_plan(work, signal);
	if (r == 0)
		leave_protected(work);
	return r;
}

void kill_work_done(struct kill_work *work)
{
	delivery_free(work->delivery);
	plan_free(work->plan);
	detail_set_free(work->details);
	for (size_t i = 0; i < work->count; i++) {
		pin_done(&work->pins[i], work->kernel);
		free(work->permissions[i]);
	}
	free(work->permissions);
	free(work->pins);
	free(work->wishes);
	snapshot_unref(work->snapshot);
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
