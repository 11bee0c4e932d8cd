/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Targets when memory runs out while a newer snapshot is taken in: none may stay in the old one. */
#include <config.h>

#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "../../lib/memory/engine_fixture.h"
#include "../../lib/memory/snapshot_fixture.h"

/* There is no memory for arrays but for the first few. */
static bool is_short;
static unsigned left;

void *__real_calloc(size_t count, size_t size);
void *__wrap_calloc(size_t count, size_t size);

void *__wrap_calloc(size_t count, size_t size)
{
	if (!is_short)
		return __real_calloc(count, size);
	return left > 0 && left-- ? __real_calloc(count, size) : NULL;
}

static size_t count_members(const struct fixture *fixture)
{
	const struct snapshot *snapshot = fixture->snapshot;
	size_t count = 0;

	for (size_t i = 0; i < fixture->targets->count; i++) {
		const struct group *group = fixture->targets->items[i].group;

		if (!group)
			continue;
		assert_ptr_equal(group, snapshot_group(snapshot, group->id.pgid));
		count += group->count;
	}
	return count;
}

static void take_in(struct fixture *fixture, unsigned allocations)
{
	int r;

	scan(fixture);
	left = allocations;
	is_short = true;
	r = targets_renew(fixture->targets, fixture->snapshot);
	is_short = false;
	assert_int_equal(r, -ENOMEM);
}

/* What could not be proven to be there still counts as not found, until it can. */
static void no_target_stays_in_the_old_snapshot(void **state)
{
	struct fixture *fixture = *state;
	uint32_t counts[EXPECTATION_COUNT];

	choose(fixture, GROUP);
	choose(fixture, OTHER);
	assert_int_equal(targets_take_details(fixture->targets, NULL), 0);
	assert_int_equal(fixture->targets->member_count, 4);
	bear(fixture, 103, GROUP);
	take_in(fixture, 0);
	assert_null(fixture->targets->items[0].group);
	assert_null(fixture->targets->items[1].group);
	assert_false(targets_are_open(fixture->targets));
	take_in(fixture, 1);
	assert_non_null(fixture->targets->items[0].group);
	assert_null(fixture->targets->items[1].group);
	assert_int_equal(count_members(fixture), 4);
	assert_int_equal(fixture->targets->member_count, 0);
	targets_count(fixture->targets, SIGTERM, counts);
	targets_forget_details(fixture->targets);
	assert_int_equal(targets_renew(fixture->targets, scan(fixture)), 0);
	assert_int_equal(count_members(fixture), 5);
	assert_int_equal(fixture->targets->member_count, 5);
	assert_true(targets_are_open(fixture->targets));
}

static void without_memory_nothing_is_known_of_members(void **state)
{
	struct fixture *fixture = *state;
	uint32_t counts[EXPECTATION_COUNT];

	choose(fixture, GROUP);
	assert_int_equal(targets_take_details(fixture->targets, NULL), 0);
	bear(fixture, 103, GROUP);
	/* Enough for the witnesses. */
	take_in(fixture, 1);
	assert_int_equal(count_members(fixture), 4);
	assert_int_equal(fixture->targets->member_count, 0);
	targets_count(fixture->targets, SIGTERM, counts);
	assert_int_equal(counts[EXPECT_UNKNOWN], 4);
	targets_forget_details(fixture->targets);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(no_target_stays_in_the_old_snapshot),
		TEST(without_memory_nothing_is_known_of_members),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
