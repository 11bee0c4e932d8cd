/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "delivery_scene.h"

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
	static struct scene scene;

	scene = (struct scene){0};
	for (size_t i = 0; i < TARGETS_MAX; i++)
		scene.pins[i].pidfd = -1;
	scene.snapshot = MADE_UP({.pid = 1}, {.pid = SENDER, .ppid = 1},
		{.pid = GROUP, .sid = SESSION}, {.pid = 101, .pgid = GROUP, .sid = SESSION},
		{.pid = 102, .pgid = GROUP, .sid = SESSION}, {.pid = OTHER, .sid = SESSION},
		{.pid = 201, .pgid = OTHER, .sid = SESSION});
	fake_kernel_init(&scene.kernel);
	fake_kernel_add(&scene.kernel, scene.snapshot);
	*state = &scene;
	return 0;
}

int tear_down(void **state)
{
	struct scene *scene = *state;

	delivery_free(scene->delivery);
	plan_free(scene->plan);
	for (size_t i = 0; i < TARGETS_MAX; i++)
		pin_done(&scene->pins[i], &scene->kernel.table);
	assert_int_equal(scene->kernel.open_count, 0);
	snapshot_unref(scene->snapshot);
	return 0;
}

void look_again(struct scene *scene)
{
	const struct snapshot *previous = scene->snapshot;

	scene->snapshot = fake_kernel_snapshot(&scene->kernel, previous);
	snapshot_unref(previous);
}

void plan_groups(struct scene *scene, int signal, const pid_t *pgids, size_t count)
{
	const struct kernel *kernel = &scene->kernel.table;
	int permissions[TARGETS_MAX][FAKE_PROCESSES];
	struct plan_wish wishes[TARGETS_MAX] = {0};
	struct self self;
	struct plan_request request = {.snapshot = scene->snapshot, .self = &self,
		.wishes = wishes, .wish_count = count, .signal = signal};

	self_init_as(&self, scene->snapshot, SENDER);
	for (size_t i = 0; i < count; i++) {
		const struct group *group = snapshot_group(scene->snapshot, pgids[i]);

		wishes[i].number = (uint32_t)i;
		wishes[i].id = (struct group_id){.pgid = pgids[i], .sid = -1};
		wishes[i].group = group;
		wishes[i].error = group ? pin_init(&scene->pins[i], kernel, scene->snapshot, group)
					: -ESRCH;
		wishes[i].pin = wishes[i].error == 0 ? &scene->pins[i] : NULL;
		if (!group)
			continue;
		plan_ask_permissions(kernel, &self, scene->snapshot, group, signal, permissions[i]);
		wishes[i].permissions = permissions[i];
	}
	assert_int_equal(plan_make(&request, &scene->plan), 0);
	assert_int_equal(delivery_new(scene->plan, &scene->delivery), 0);
}

void deliver_plan(struct scene *scene)
{
	deliver(scene->delivery, &scene->kernel.table, false);
}

static struct member_report report_of(const struct scene *scene, pid_t pid)
{
	for (uint32_t i = 0; i < scene->plan->member_count; i++)
		if (scene->plan->members[i].id.pid == pid)
			return scene->delivery->members[i];
	fail_msg("no member %d", (int)pid);
	return (struct member_report){OUTCOME_NONE, 0};
}

enum outcome outcome_of(const struct scene *scene, pid_t pid)
{
	return report_of(scene, pid).outcome;
}

int error_of(const struct scene *scene, pid_t pid)
{
	return report_of(scene, pid).error;
}

enum target_result result_of(const struct scene *scene, uint32_t target)
{
	return scene->delivery->targets[target].result;
}

int status_of(const struct scene *scene)
{
	struct targets targets = {.count = scene->plan->target_count};
	struct step step = {.plan = scene->plan, .delivery = scene->delivery};
	const struct send send = {.targets = &targets, .steps = &step, .count = 1};

	return send_status(&send);
}

void deny(struct scene *scene, pid_t pid)
{
	fake_kernel_process(&scene->kernel, pid)->denied = true;
}

void reap_group(struct fake_kernel *kernel)
{
	for (pid_t pid = GROUP; pid <= 102; pid++)
		fake_kernel_reap(kernel, pid);
}
