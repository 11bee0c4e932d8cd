/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "fixture_test.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "base/cleanup.h"

int fixture_test_setup(void **state)
{
	*state = calloc(1, sizeof(struct process_fixture));
	return *state ? 0 : -1;
}

int fixture_test_teardown(void **state)
{
	fixture_end(*state);
	free(*state);
	return 0;
}

void fixture_test_start(struct process_fixture *fixture, const char *const words[])
{
	int r = fixture_start(fixture, words);

	if (r == FIXTURE_SKIP)
		skip();
	if (r < 0)
		print_error("%s\n", fixture->reason);
	assert_int_equal(r, 0);
}

void assert_says(struct process_fixture *fixture, const char *word, pid_t pid, const char *rest)
{
	char line[64];

	snprintf(line, sizeof(line), "%s %d%s", word, (int)pid, rest);
	assert_int_equal(fixture_await(fixture, line), 0);
}

bool fixture_is_dead(pid_t pid)
{
	struct fixture_stat stat;

	return fixture_stat(pid, &stat) < 0 || (stat.state == 'Z' && stat.threads < 2);
}

static bool is_dead(void *context)
{
	return fixture_is_dead(*(pid_t *)context);
}

static bool is_asleep(void *context)
{
	return fixture_state(*(pid_t *)context) == 'S';
}

static bool is_empty(void *context)
{
	return fixture_group_size(*(pid_t *)context, true) == 0;
}

void assert_dies(pid_t pid)
{
	assert_true(pid > 1);
	assert_true(fixture_wait_until(is_dead, &pid, FIXTURE_DEADLINE_MS));
}

void assert_sleeps(pid_t pid)
{
	assert_true(pid > 1);
	assert_true(fixture_wait_until(is_asleep, &pid, FIXTURE_DEADLINE_MS));
}

void assert_empties(pid_t pgid)
{
	assert_true(pgid > 1);
	assert_true(fixture_wait_until(is_empty, &pgid, FIXTURE_DEADLINE_MS));
}

void fixture_test_end(struct process_fixture *fixture)
{
	size_t count = fixture->count;
	CLEANUP_FREE pid_t *pids = calloc(count + 1, sizeof(*pids));

	assert_non_null(pids);
	for (size_t i = 0; i < count; i++)
		pids[i] = fixture->members[i].pid;
	assert_int_equal(fixture_end(fixture), 0);
	for (size_t i = 0; i < count; i++)
		assert_true(fixture_is_dead(pids[i]));
}
