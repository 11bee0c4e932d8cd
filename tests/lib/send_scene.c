/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "send_scene.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "made_up.h"

static void keep(void *context, const struct step *step, bool watched)
{
	struct scene *scene = context;
	struct kept *kept = &scene->kept[scene->kept_count++];

	assert_true(scene->kept_count <= KEPT_MAX);
	*kept = (struct kept){.signal = step->plan->signal, .watched = watched};
	for (uint32_t i = 0; i < step->plan->target_count; i++)
		kept->survivors += step->delivery->targets[i].counts[OUTCOME_SURVIVED];
}

int set_up(void **state)
{
	static struct scene scene;
	const struct send_keeper keeper = {keep, &scene};
	struct self self;

	scene = (struct scene){.send = NULL};
	scene.snapshot = MADE_UP({.pid = 1}, {.pid = SENDER, .ppid = 1}, {.pid = SESSION},
		{.pid = GROUP, .sid = SESSION}, {.pid = 101, .pgid = GROUP, .sid = SESSION},
		{.pid = 102, .pgid = GROUP, .sid = SESSION}, {.pid = OTHER, .sid = SESSION});
	fake_kernel_init(&scene.kernel);
	fake_kernel_add(&scene.kernel, scene.snapshot);
	self_init_as(&self, scene.snapshot, SENDER);
	assert_int_equal(targets_new(&scene.kernel.table, &self, scene.snapshot, &scene.targets),
		0);
	assert_int_equal(send_new(scene.targets, &keeper, &scene.send), 0);
	*state = &scene;
	return 0;
}

int tear_down(void **state)
{
	struct scene *scene = *state;

	send_unref(scene->send);
	targets_unref(scene->targets);
	assert_int_equal(scene->kernel.open_count, 0);
	snapshot_unref(scene->snapshot);
	return 0;
}

void choose(struct scene *scene, pid_t pgid)
{
	const struct target_spec target = {.id = {.pgid = pgid, .sid = -1}};

	assert_int_equal(targets_add(scene->targets, &target), 0);
}

void choose_session(struct scene *scene)
{
	const struct target_spec target = {.is_session = true,
		.id = {.pgid = SESSION, .sid = -1}};

	assert_int_equal(targets_add(scene->targets, &target), 0);
}

const struct plan *plan(struct scene *scene, int signal)
{
	const struct plan_options options = plan_options_for(signal);

	assert_int_equal(send_plan(scene->send, &options), 0);
	return send_planned(scene->send)->plan;
}

const struct plan *plan_for_the_rest(struct scene *scene, int signal)
{
	struct plan_options options = plan_options_for(signal);

	options.living = true;
	assert_int_equal(send_plan(scene->send, &options), 0);
	return send_planned(scene->send)->plan;
}

void plan_and_go(struct scene *scene, int signal)
{
	plan(scene, signal);
	assert_int_equal(send_go(scene->send), 0);
}

const struct snapshot *scan(struct scene *scene)
{
	const struct snapshot *previous = scene->snapshot;

	scene->snapshot = fake_kernel_snapshot(&scene->kernel, previous);
	snapshot_unref(previous);
	return scene->snapshot;
}

void scan_and_absorb(struct scene *scene)
{
	assert_int_equal(send_absorb(scene->send, scan(scene)), 0);
}

void bear(struct scene *scene, pid_t pid, pid_t pgid)
{
	fake_kernel_start(&scene->kernel,
		(struct process_stat){.pid = pid, .ppid = 1, .pgid = pgid, .sid = SESSION,
			.threads = 1, .state = 'S', .start = MADE_UP_AGED(0)});
}

void end_group(struct scene *scene)
{
	for (pid_t pid = GROUP; pid <= 102; pid++)
		fake_kernel_reap(&scene->kernel, pid);
}

const struct fake_send *last_call(const struct scene *scene)
{
	return &scene->kernel.sends[scene->kernel.send_count - 1];
}

void pass(struct scene *scene, uint64_t nanoseconds)
{
	scene->kernel.now += nanoseconds;
	send_look(scene->send);
}
