/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "delivery_fixture.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "kill/plan_make.h"
#include "kill/send_status.h"

int set_up(void **state)
{
	static struct delivery_fixture fixture;

	fixture = (struct delivery_fixture){0};
	for (size_t i = 0; i < TARGETS_MAX; i++)
		fixture.pins[i].pidfd = -1;
	fixture.snapshot = SNAPSHOT_OF({.pid = 1}, {.pid = SENDER, .ppid = 1},
		{.pid = GROUP, .sid = SESSION}, {.pid = 101, .pgid = GROUP, .sid = SESSION},
		{.pid = 102, .pgid = GROUP, .sid = SESSION}, {.pid = OTHER, .sid = SESSION},
		{.pid = 201, .pgid = OTHER, .sid = SESSION});
	fake_kernel_init(&fixture.kernel);
	fake_kernel_add(&fixture.kernel, fixture.snapshot);
	*state = &fixture;
	return 0;
}

int tear_down(void **state)
{
	struct delivery_fixture *fixture = *state;

	delivery_free(fixture->delivery);
	plan_free(fixture->plan);
	for (size_t i = 0; i < TARGETS_MAX; i++)
		pin_done(&fixture->pins[i], &fixture->kernel.table);
	assert_int_equal(fixture->kernel.open_count, 0);
	snapshot_unref(fixture->snapshot);
	return 0;
}

void look_again(struct delivery_fixture *fixture)
{
	const struct snapshot *previous = fixture->snapshot;

	fixture->snapshot = fake_kernel_snapshot(&fixture->kernel, previous);
	snapshot_unref(previous);
}

void plan_groups(struct delivery_fixture *fixture, int signal, const pid_t *pgids, size_t count)
{
	const struct kernel *kernel = &fixture->kernel.table;
	int permissions[TARGETS_MAX][FAKE_PROCESSES];
	struct plan_wish wishes[TARGETS_MAX] = {0};
	struct self self;
	struct plan_request request = {.snapshot = fixture->snapshot, .self = &self,
		.wishes = wishes, .wish_count = count, .signal = signal};

	self_init_as(&self, fixture->snapshot, SENDER);
	for (size_t i = 0; i < count; i++) {
		const struct group *group = snapshot_group(fixture->snapshot, pgids[i]);

		wishes[i].number = (uint32_t)i;
		wishes[i].id = (struct group_id){.pgid = pgids[i], .sid = -1};
		wishes[i].group = group;
		wishes[i].error = group
			? pin_init(&fixture->pins[i], kernel, fixture->snapshot, group)
			: -ESRCH;
		wishes[i].pin = wishes[i].error == 0 ? &fixture->pins[i] : NULL;
		if (!group)
			continue;
		plan_ask_permissions(kernel, &self, fixture->snapshot, group, signal,
			permissions[i]);
		wishes[i].permissions = permissions[i];
	}
	assert_int_equal(plan_make(&request, &fixture->plan), 0);
	assert_int_equal(delivery_new(fixture->plan, &fixture->delivery), 0);
}

void deliver_plan(struct delivery_fixture *fixture)
{
	deliver(fixture->delivery, &fixture->kernel.table, false);
}

static struct member_report report_of(const struct delivery_fixture *fixture, pid_t pid)
{
	for (uint32_t i = 0; i < fixture->plan->member_count; i++)
		if (fixture->plan->members[i].id.pid == pid)
			return fixture->delivery->members[i];
	fail_msg("no member %d", (int)pid);
	return (struct member_report){OUTCOME_NONE, 0};
}

enum outcome outcome_of(const struct delivery_fixture *fixture, pid_t pid)
{
	return report_of(fixture, pid).outcome;
}

int error_of(const struct delivery_fixture *fixture, pid_t pid)
{
	return report_of(fixture, pid).error;
}

enum target_result result_of(const struct delivery_fixture *fixture, uint32_t target)
{
	return fixture->delivery->targets[target].result;
}

int status_of(const struct delivery_fixture *fixture)
{
	struct targets targets = {.count = fixture->plan->target_count};
	struct step step = {.plan = fixture->plan, .delivery = fixture->delivery};
	const struct send send = {.targets = &targets, .steps = &step, .count = 1};

	return send_status(&send);
}

void deny(struct delivery_fixture *fixture, pid_t pid)
{
	fake_kernel_process(&fixture->kernel, pid)->denied = true;
}

void reap_group(struct fake_kernel *kernel)
{
	for (pid_t pid = GROUP; pid <= 102; pid++)
		fake_kernel_reap(kernel, pid);
}
