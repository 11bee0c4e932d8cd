/* SPDX-License-Identifier: GPL-2.0-or-later */
/* By how many descriptors the members of a step are held. */
#include <config.h>

#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>
#include <sys/resource.h>
#include <cmocka.h>

#include "../../lib/memory/engine_fixture.h"

/* As many as a step holds at most. */
#define MOST 900

static struct rlimit usual;

static void limit_to(rlim_t count)
{
	struct rlimit limit = usual;

	limit.rlim_cur = count < usual.rlim_max ? count : usual.rlim_max;
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &limit), 0);
}

static size_t spare(struct fixture *fixture)
{
	return step_pidfds(send_planned(fixture->send));
}

/* Three quarters of what there may be, less what is open. */
static void leaves_some_for_all_else(void **state)
{
	struct fixture *fixture = *state;
	int used = dup(STDERR_FILENO);

	assert_true(used > 0);
	close(used);
	choose(fixture, GROUP);
	plan(fixture, SIGTERM);
	limit_to(200);
	assert_int_equal(spare(fixture), 150 - (size_t)used);
	limit_to((rlim_t)used);
	assert_int_equal(spare(fixture), 0);
	limit_to(usual.rlim_cur);
}

static void no_more_than_can_be_polled(void **state)
{
	struct fixture *fixture = *state;

	/* Where so many may not be open, there is no such bound to see. */
	if (usual.rlim_max < 4096)
		skip();
	choose(fixture, GROUP);
	plan(fixture, SIGTERM);
	limit_to(4096);
	assert_int_equal(spare(fixture), MOST);
	send_hold(fixture->send);
	assert_int_equal(spare(fixture), MOST - 3);
	limit_to(usual.rlim_cur);
}

/* Members that are held already take nothing from what may be opened. */
static void holds_so_many_more(void **state)
{
	struct fixture *fixture = *state;
	struct delivery *delivery;

	choose(fixture, GROUP);
	plan(fixture, SIGTERM);
	delivery = send_planned(fixture->send)->delivery;
	delivery_hold(delivery, &fixture->kernel.table, 1);
	assert_int_equal(delivery_count_held(delivery), 1);
	delivery_hold(delivery, &fixture->kernel.table, 1);
	assert_int_equal(delivery_count_held(delivery), 2);
	assert_int_equal(step_send(send_planned(fixture->send), &fixture->kernel.table, false, 1),
		0);
	fixture->send->planned = false;
	for (size_t i = 0; i < 3; i++)
		assert_true(fixture->send->steps[0].watch->members[i].pidfd >= 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(leaves_some_for_all_else),
		TEST(no_more_than_can_be_polled),
		TEST(holds_so_many_more),
	};

	if (getrlimit(RLIMIT_NOFILE, &usual) < 0)
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
