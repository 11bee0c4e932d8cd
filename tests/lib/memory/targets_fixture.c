/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "targets_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "snapshot_fixture.h"

int targets_set_up(void **state)
{
	static struct fixture fixture;
	struct self self;

	fixture = (struct fixture){.next = NULL};
	fixture.snapshot = SNAPSHOT_OF({.pid = 1}, {.pid = SENDER, .ppid = 1},
		{.pid = GROUP, .sid = SESSION}, {.pid = 101, .pgid = GROUP, .sid = SESSION},
		{.pid = OTHER, .sid = SESSION}, {.pid = 2, .kernel_thread = true});
	fake_kernel_init(&fixture.kernel);
	fake_kernel_add(&fixture.kernel, fixture.snapshot);
	self_init_as(&self, fixture.snapshot, SENDER);
	assert_int_equal(targets_new(&fixture.kernel.table, &self, fixture.snapshot,
				 &fixture.targets),
		0);
	*state = &fixture;
	return 0;
}

int targets_tear_down(void **state)
{
	struct fixture *fixture = *state;

	plan_free(fixture->plan);
	targets_unref(fixture->targets);
	assert_int_equal(fixture->kernel.open_count, 0);
	snapshot_unref(fixture->next);
	snapshot_unref(fixture->snapshot);
	return 0;
}

void fixture_add(struct fixture *fixture, pid_t pgid)
{
	const struct target_spec target = {.id = {.pgid = pgid, .sid = -1}};

	assert_int_equal(targets_add(fixture->targets, &target), 0);
}

const struct plan_target *fixture_plan(struct fixture *fixture, int signal)
{
	struct plan_options options = plan_options_for(signal);

	plan_free(fixture->plan);
	fixture->plan = NULL;
	assert_int_equal(targets_plan(fixture->targets, &options, &fixture->plan), 0);
	assert_int_equal(fixture->plan->target_count, fixture->targets->count);
	return fixture->plan->targets;
}

void fixture_bear(struct fixture *fixture, pid_t pid)
{
	fake_kernel_start(&fixture->kernel,
		(struct process_stat){.pid = pid, .ppid = 1, .pgid = GROUP, .sid = SESSION,
			.threads = 1, .state = 'S', .start = NEWBORN_START});
}

/* The snapshot after the first, with what the kernel has by now. */
void fixture_renew(struct fixture *fixture)
{
	fixture->next = fake_kernel_snapshot(&fixture->kernel, fixture->snapshot);
	assert_int_equal(targets_renew(fixture->targets, fixture->next), 0);
}

void fixture_reap_group(struct fixture *fixture)
{
	fake_kernel_reap(&fixture->kernel, GROUP);
	fake_kernel_reap(&fixture->kernel, 101);
}
