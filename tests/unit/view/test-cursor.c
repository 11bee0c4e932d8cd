/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The cursor in the situations that people meet; tests/property/test-cursor tries all others. */
#include <config.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "../../lib/memory/cursor_view.h"
#include "../../lib/memory/snapshot_fixture.h"

static void test_starts_on_the_first_row(void **state)
{
	VIEW view;

	(void)state;
	view_open(&view, 10, view_three_groups());
	assert_on_group(&view, 10, 0);
}

static void test_empty_list(void **state)
{
	VIEW view;

	(void)state;
	view_open(&view, 10, snapshot_fixture(NULL, NULL, 0));
	assert_null(cursor_row(&view.cursor, &view.listing));
	cursor_move_by(&view.cursor, &view.listing, 1);
	cursor_move_by(&view.cursor, &view.listing, -1);
	cursor_move_to(&view.cursor, &view.listing, SIZE_MAX);
	assert_null(cursor_row(&view.cursor, &view.listing));
	view_show(&view, view_three_groups());
	assert_on_group(&view, 10, 0);
}

static void test_moves_stop_at_the_ends(void **state)
{
	VIEW view;

	(void)state;
	view_open(&view, 2, view_three_groups());
	cursor_move_by(&view.cursor, &view.listing, 100);
	assert_on_group(&view, 30, 2);
	assert_int_equal(view.cursor.top, 1);
	cursor_move_by(&view.cursor, &view.listing, -1);
	assert_int_equal(view.cursor.top, 1);
	cursor_move_by(&view.cursor, &view.listing, -100);
	assert_on_group(&view, 10, 0);
	assert_int_equal(view.cursor.top, 0);
}

static void test_stays_on_its_group_while_the_list_sorts_anew(void **state)
{
	VIEW view;

	(void)state;
	view_open(&view, 2, view_three_groups());
	view_show(&view, SNAPSHOT_AFTER(view.snapshot, {.pid = 10, .cpu = 300001},
	                    {.pid = 20, .cpu = 200090}, {.pid = 30, .cpu = 100050}));
	assert_on_group(&view, 10, 2);
	assert_int_equal(view.cursor.top, 1);
}

static void test_ended_group_is_struck_until_the_user_moves(void **state)
{
	VIEW view;

	(void)state;
	view_open(&view, 10, view_three_groups());
	cursor_move_by(&view.cursor, &view.listing, 1);
	for (int i = 0; i < 3; i++) {
		view_show(&view, SNAPSHOT_AFTER(view.snapshot, {.pid = 10, .cpu = 300000},
		                    {.pid = 30, .cpu = 100000}));
		assert_on_group(&view, 20, 1);
		assert_true(view_row(&view)->struck);
		assert_int_equal(view.listing.count, 3);
	}
	cursor_move_by(&view.cursor, &view.listing, 1);
	assert_on_group(&view, 30, 1);
	assert_false(view_row(&view)->struck);
	assert_int_equal(view.listing.count, 2);
}

static void test_last_row_ends(void **state)
{
	VIEW view;

	(void)state;
	view_open(&view, 10, SNAPSHOT_OF({.pid = 10}));
	view_show(&view, snapshot_fixture(view.snapshot, NULL, 0));
	assert_on_group(&view, 10, 0);
	assert_true(view_row(&view)->struck);
	cursor_move_by(&view.cursor, &view.listing, 1);
	assert_true(view_row(&view)->struck);
	/* Somebody else comes: that is not who was chosen. */
	view_show(&view, SNAPSHOT_AFTER(view.snapshot, {.pid = 10, .start = 77}));
	assert_true(view_row(&view)->struck);
	assert_int_equal(view.listing.count, 2);
}

static void test_reused_number_is_a_stranger(void **state)
{
	VIEW view;

	(void)state;
	view_open(&view, 10, view_three_groups());
	view_show(&view, SNAPSHOT_AFTER(view.snapshot, {.pid = 10, .start = 5000000, .cpu = 100},
	                    {.pid = 20}, {.pid = 30}));
	assert_true(view_row(&view)->struck);
	assert_int_equal(row_process(view_row(&view))->start, 1000010);
	assert_int_equal(view.listing.count, 4);
}

static void test_group_outlives_its_leader(void **state)
{
	VIEW view;

	(void)state;
	view_open(&view, 10, SNAPSHOT_OF({.pid = 10}, {.pid = 11, .pgid = 10}));
	view_show(&view, SNAPSHOT_AFTER(view.snapshot, {.pid = 11, .pgid = 10, .ppid = 1}));
	assert_on_group(&view, 10, 0);
	assert_false(view_row(&view)->struck);
	assert_int_equal(row_group(view_row(&view))->leader, SNAPSHOT_NONE);
}

static void test_ended_member_stays_in_its_group(void **state)
{
	VIEW view;

	(void)state;
	view_open(&view, 10,
		SNAPSHOT_OF({.pid = 10, .cpu = 900}, {.pid = 11, .pgid = 10, .cpu = 800},
			{.pid = 20}));
	view_unfold(&view, 10, true);
	cursor_move_to(&view.cursor, &view.listing, 2);
	assert_on_process(&view, 11, 2);
	/* Group 20 goes to the top, and takes the place where 11 stood. */
	view_show(&view, SNAPSHOT_AFTER(view.snapshot, {.pid = 10, .cpu = 900},
	                         {.pid = 20, .cpu = 50}, {.pid = 21, .pgid = 20}));
	assert_on_process(&view, 11, 2);
	assert_true(view_row(&view)->struck);
	assert_int_equal(row_group(&view.listing.rows[1])->id.pgid, 10);
	assert_int_equal(view.listing.rows[3].kind, ROW_PROCESS);
}

static void test_struck_group_does_not_stand_among_members(void **state)
{
	VIEW view;

	(void)state;
	view_open(&view, 10, view_three_groups());
	folds_set_all(&view.folds, true);
	view_settle(&view);
	cursor_move_to(&view.cursor, &view.listing, 2);
	assert_on_group(&view, 20, 2);
	view_show(&view, SNAPSHOT_AFTER(view.snapshot, {.pid = 10, .cpu = 300000},
	                    {.pid = 11, .pgid = 10, .sid = 10}, {.pid = 12, .pgid = 10, .sid = 10},
	                    {.pid = 30}));
	assert_on_group(&view, 20, 0);
	assert_true(view_row(&view)->struck);
	assert_false(view_row(&view)->unfolded);
}

static void test_folding_goes_to_the_group(void **state)
{
	VIEW view;

	(void)state;
	view_open(&view, 10, SNAPSHOT_OF({.pid = 10}, {.pid = 11, .pgid = 10}));
	view_unfold(&view, 10, true);
	cursor_move_by(&view.cursor, &view.listing, 2);
	assert_on_process(&view, 11, 2);
	view_unfold(&view, 10, false);
	assert_on_group(&view, 10, 0);
}

static void test_process_that_leaves_for_a_folded_group(void **state)
{
	VIEW view;

	(void)state;
	view_open(&view, 10,
	        SNAPSHOT_OF({.pid = 10, .cpu = 900}, {.pid = 11, .pgid = 10, .cpu = 800},
	                {.pid = 20, .sid = 10}));
	view_unfold(&view, 10, true);
	cursor_move_by(&view.cursor, &view.listing, 2);
	assert_on_process(&view, 11, 2);
	view_show(&view,
	        SNAPSHOT_AFTER(view.snapshot, {.pid = 10, .cpu = 900},
	                {.pid = 11, .pgid = 20, .sid = 10, .cpu = 800}, {.pid = 20, .sid = 10}));
	assert_on_process(&view, 11, 3);
	assert_false(view_row(&view)->struck);
	assert_int_equal(row_group(view_row(&view))->id.pgid, 20);
	cursor_move_by(&view.cursor, &view.listing, -1);
	assert_on_group(&view, 20, 2);
	assert_int_equal(view.listing.count, 3);
}

static void test_turning_the_arrangement(void **state)
{
	VIEW view;

	(void)state;
	view_open(&view, 10, SNAPSHOT_OF({.pid = 10}, {.pid = 20, .sid = 10}, {.pid = 30}));
	cursor_move_to(&view.cursor, &view.listing, 1);
	assert_on_group(&view, 20, 1);
	view.arrangement = ARRANGE_SESSIONS;
	view_settle(&view);
	assert_int_equal(view_row(&view)->kind, ROW_SESSION);
	assert_int_equal(row_session(view_row(&view))->sid, 10);
	view.arrangement = ARRANGE_PROCESSES;
	view_settle(&view);
	assert_on_process(&view, 10, 0);
	view.arrangement = ARRANGE_GROUPS;
	view_settle(&view);
	assert_on_group(&view, 10, 0);
}

static void test_window_shrinks_and_grows(void **state)
{
	VIEW view;

	(void)state;
	view_open(&view, 3, view_three_groups());
	cursor_move_to(&view.cursor, &view.listing, 2);
	cursor_set_height(&view.cursor, 0, view.listing.count);
	assert_int_equal(view.cursor.height, 1);
	assert_int_equal(view.cursor.top, 2);
	cursor_set_height(&view.cursor, 2, view.listing.count);
	assert_int_equal(view.cursor.top, 1);
	cursor_set_height(&view.cursor, 50, view.listing.count);
	assert_int_equal(view.cursor.top, 0);
	assert_on_group(&view, 30, 2);
}

/* A listing made anew but not settled may have anybody where the cursor stood. */
static void test_unsettled_listing_names_nobody_else(void **state)
{
	VIEW view;

	(void)state;
	view_open(&view, 10, view_three_groups());
	view.order.reversed = true;
	view_make(&view);
	assert_null(cursor_row(&view.cursor, &view.listing));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_starts_on_the_first_row),
	        cmocka_unit_test(test_empty_list),
	        cmocka_unit_test(test_moves_stop_at_the_ends),
	        cmocka_unit_test(test_stays_on_its_group_while_the_list_sorts_anew),
	        cmocka_unit_test(test_ended_group_is_struck_until_the_user_moves),
	        cmocka_unit_test(test_last_row_ends),
	        cmocka_unit_test(test_reused_number_is_a_stranger),
	        cmocka_unit_test(test_group_outlives_its_leader),
	        cmocka_unit_test(test_ended_member_stays_in_its_group),
	        cmocka_unit_test(test_struck_group_does_not_stand_among_members),
	        cmocka_unit_test(test_folding_goes_to_the_group),
	        cmocka_unit_test(test_process_that_leaves_for_a_folded_group),
	        cmocka_unit_test(test_turning_the_arrangement),
	        cmocka_unit_test(test_window_shrinks_and_grows),
	        cmocka_unit_test(test_unsettled_listing_names_nobody_else),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
