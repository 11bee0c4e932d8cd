/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "scene.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "base/cleanup.h"

int scene_setup(void **state)
{
	*state = calloc(1, sizeof(struct stage));
	return *state ? 0 : -1;
}

int scene_teardown(void **state)
{
	stage_end(*state);
	free(*state);
	return 0;
}

void scene_start(struct stage *stage, const char *const words[])
{
	int r = stage_start(stage, words);

	if (r == STAGE_SKIP)
		skip();
	if (r < 0)
		print_error("%s\n", stage->reason);
	assert_int_equal(r, 0);
}

void scene_says(struct stage *stage, const char *word, pid_t pid, const char *rest)
{
	char line[64];

	snprintf(line, sizeof(line), "%s %d%s", word, (int)pid, rest);
	assert_int_equal(stage_await(stage, line), 0);
}

bool scene_is_dead(pid_t pid)
{
	struct stage_stat stat;

	return stage_stat(pid, &stat) < 0 || (stat.state == 'Z' && stat.threads < 2);
}

static bool is_dead(void *context)
{
	return scene_is_dead(*(pid_t *)context);
}

static bool is_asleep(void *context)
{
	return stage_state(*(pid_t *)context) == 'S';
}

static bool is_empty(void *context)
{
	return stage_group_size(*(pid_t *)context, true) == 0;
}

void scene_dies(pid_t pid)
{
	assert_true(pid > 1);
	assert_true(stage_wait_until(is_dead, &pid, STAGE_DEADLINE_MS));
}

void scene_sleeps(pid_t pid)
{
	assert_true(pid > 1);
	assert_true(stage_wait_until(is_asleep, &pid, STAGE_DEADLINE_MS));
}

void scene_empties(pid_t pgid)
{
	assert_true(pgid > 1);
	assert_true(stage_wait_until(is_empty, &pgid, STAGE_DEADLINE_MS));
}

void scene_end(struct stage *stage)
{
	size_t count = stage->count;
	CLEANUP_FREE pid_t *pids = calloc(count + 1, sizeof(*pids));

	assert_non_null(pids);
	for (size_t i = 0; i < count; i++)
		pids[i] = stage->members[i].pid;
	assert_int_equal(stage_end(stage), 0);
	for (size_t i = 0; i < count; i++)
		assert_true(scene_is_dead(pids[i]));
}
