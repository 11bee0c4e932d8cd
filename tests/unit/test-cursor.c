/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The cursor in the situations that people meet; tests/property/test-cursor tries all others. */
#include <config.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "../lib/made_up.h"
#include "base/cleanup.h"
#include "view/cursor.h"

/* A list on a screen, and the one snapshot it shows. */
struct view {
	const struct snapshot *snapshot; /* owned */
	struct listing listing;
	struct folds folds;
	struct sort_order order;
	enum arrangement arrangement;
	struct cursor cursor;
};

#define VIEW CLEANUP(view_done) struct view

static void view_done(struct view *view)
{
	cursor_done(&view->cursor);
	listing_done(&view->listing);
	folds_done(&view->folds);
	snapshot_unref(view->snapshot);
}

static void settle(struct view *view)
{
	assert_int_equal(listing_make(&view->listing, view->snapshot, view->arrangement,
	                         &view->order, &view->folds),
	        0);
	assert_int_equal(cursor_settle(&view->cursor, &view->listing, view->snapshot), 0);
}

static void show(struct view *view, const struct snapshot *snapshot)
{
	snapshot_unref(view->snapshot);
	view->snapshot = snapshot;
	settle(view);
}

/* Groups by CPU in a window of so many rows, as posse starts. */
static void open_view(struct view *view, size_t height, const struct snapshot *snapshot)
{
	*view = (struct view){.order = {COLUMN_CPU, false}};
	cursor_init(&view->cursor);
	cursor_set_height(&view->cursor, height, 0);
	show(view, snapshot);
}

static const struct row *row(const struct view *view)
{
	const struct row *chosen = cursor_row(&view->cursor, &view->listing);

	assert_non_null(chosen);
	return chosen;
}

static void assert_on_group(const struct view *view, pid_t pgid, size_t position)
{
	assert_int_equal(row(view)->kind, ROW_GROUP);
	assert_int_equal(row_group(row(view))->id.pgid, pgid);
	assert_int_equal(view->cursor.position, position);
}

static void assert_on_process(const struct view *view, pid_t pid, size_t position)
{
	assert_int_equal(row(view)->kind, ROW_PROCESS);
	assert_int_equal(row_process(row(view))->pid, pid);
	assert_int_equal(view->cursor.position, position);
}

static void unfold(struct view *view, pid_t pgid, bool unfolded)
{
	uint64_t key = snapshot_group(view->snapshot, pgid)->key;

	assert_int_equal(folds_set(&view->folds, key, unfolded), 0);
	settle(view);
}

/* Three groups that use 30, 20 and 10 per cent. */
static const struct snapshot *three(void)
{
	return MADE_UP(
	        {.pid = 10, .cpu = 300000}, {.pid = 20, .cpu = 200000}, {.pid = 30, .cpu = 100000});
}

static void test_starts_on_the_first_row(void **state)
{
	VIEW view;

	(void)state;
	open_view(&view, 10, three());
	assert_on_group(&view, 10, 0);
}

static void test_empty_list(void **state)
{
	VIEW view;

	(void)state;
	open_view(&view, 10, made_up_snapshot(NULL, NULL, 0));
	assert_null(cursor_row(&view.cursor, &view.listing));
	cursor_move_by(&view.cursor, &view.listing, 1);
	cursor_move_by(&view.cursor, &view.listing, -1);
	cursor_move_to(&view.cursor, &view.listing, SIZE_MAX);
	assert_null(cursor_row(&view.cursor, &view.listing));
	show(&view, three());
	assert_on_group(&view, 10, 0);
}

static void test_moves_stop_at_the_ends(void **state)
{
	VIEW view;

	(void)state;
	open_view(&view, 2, three());
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
	open_view(&view, 2, three());
	show(&view, MADE_UP_NEXT(view.snapshot, {.pid = 10, .cpu = 300001},
	                    {.pid = 20, .cpu = 200090}, {.pid = 30, .cpu = 100050}));
	assert_on_group(&view, 10, 2);
	assert_int_equal(view.cursor.top, 1);
}

static void test_ended_group_is_struck_until_the_user_moves(void **state)
{
	VIEW view;

	(void)state;
	open_view(&view, 10, three());
	cursor_move_by(&view.cursor, &view.listing, 1);
	for (int i = 0; i < 3; i++) {
		show(&view, MADE_UP_NEXT(view.snapshot, {.pid = 10, .cpu = 300000},
		                    {.pid = 30, .cpu = 100000}));
		assert_on_group(&view, 20, 1);
		assert_true(row(&view)->struck);
		assert_int_equal(view.listing.count, 3);
	}
	cursor_move_by(&view.cursor, &view.listing, 1);
	assert_on_group(&view, 30, 1);
	assert_false(row(&view)->struck);
	assert_int_equal(view.listing.count, 2);
}

static void test_last_row_ends(void **state)
{
	VIEW view;

	(void)state;
	open_view(&view, 10, MADE_UP({.pid = 10}));
	show(&view, made_up_snapshot(view.snapshot, NULL, 0));
	assert_on_group(&view, 10, 0);
	assert_true(row(&view)->struck);
	cursor_move_by(&view.cursor, &view.listing, 1);
	assert_true(row(&view)->struck);
	/* Somebody else comes: that is not who was chosen. */
	show(&view, MADE_UP_NEXT(view.snapshot, {.pid = 10, .start = 77}));
	assert_true(row(&view)->struck);
	assert_int_equal(view.listing.count, 2);
}

static void test_reused_number_is_a_stranger(void **state)
{
	VIEW view;

	(void)state;
	open_view(&view, 10, three());
	show(&view, MADE_UP_NEXT(view.snapshot, {.pid = 10, .start = 5000000, .cpu = 100},
	                    {.pid = 20}, {.pid = 30}));
	assert_true(row(&view)->struck);
	assert_int_equal(row_process(row(&view))->start, 1000010);
	assert_int_equal(view.listing.count, 4);
}

static void test_group_outlives_its_leader(void **state)
{
	VIEW view;

	(void)state;
	open_view(&view, 10, MADE_UP({.pid = 10}, {.pid = 11, .pgid = 10}));
	show(&view, MADE_UP_NEXT(view.snapshot, {.pid = 11, .pgid = 10, .ppid = 1}));
	assert_on_group(&view, 10, 0);
	assert_false(row(&view)->struck);
	assert_int_equal(row_group(row(&view))->leader, SNAPSHOT_NONE);
}

static void test_ended_member_stays_in_its_group(void **state)
{
	VIEW view;

	(void)state;
	open_view(&view, 10,
	        MADE_UP({.pid = 10, .cpu = 900}, {.pid = 11, .pgid = 10, .cpu = 800}, {.pid = 20}));
	unfold(&view, 10, true);
	cursor_move_to(&view.cursor, &view.listing, 2);
	assert_on_process(&view, 11, 2);
	/* Group 20 goes to the top, and takes the place where 11 stood. */
	show(&view, MADE_UP_NEXT(view.snapshot, {.pid = 10, .cpu = 900}, {.pid = 20, .cpu = 50},
	                    {.pid = 21, .pgid = 20}));
	assert_on_process(&view, 11, 2);
	assert_true(row(&view)->struck);
	assert_int_equal(row_group(&view.listing.rows[1])->id.pgid, 10);
	assert_int_equal(view.listing.rows[3].kind, ROW_PROCESS);
}

static void test_struck_group_does_not_stand_among_members(void **state)
{
	VIEW view;

	(void)state;
	open_view(&view, 10, three());
	folds_set_all(&view.folds, true);
	settle(&view);
	cursor_move_to(&view.cursor, &view.listing, 2);
	assert_on_group(&view, 20, 2);
	show(&view, MADE_UP_NEXT(view.snapshot, {.pid = 10, .cpu = 300000},
	                    {.pid = 11, .pgid = 10, .sid = 10}, {.pid = 12, .pgid = 10, .sid = 10},
	                    {.pid = 30}));
	assert_on_group(&view, 20, 0);
	assert_true(row(&view)->struck);
	assert_false(row(&view)->unfolded);
}

static void test_folding_goes_to_the_group(void **state)
{
	VIEW view;

	(void)state;
	open_view(&view, 10, MADE_UP({.pid = 10}, {.pid = 11, .pgid = 10}));
	unfold(&view, 10, true);
	cursor_move_by(&view.cursor, &view.listing, 2);
	assert_on_process(&view, 11, 2);
	unfold(&view, 10, false);
	assert_on_group(&view, 10, 0);
}

static void test_process_that_leaves_for_a_folded_group(void **state)
{
	VIEW view;

	(void)state;
	open_view(&view, 10,
	        MADE_UP({.pid = 10, .cpu = 900}, {.pid = 11, .pgid = 10, .cpu = 800},
	                {.pid = 20, .sid = 10}));
	unfold(&view, 10, true);
	cursor_move_by(&view.cursor, &view.listing, 2);
	assert_on_process(&view, 11, 2);
	show(&view,
	        MADE_UP_NEXT(view.snapshot, {.pid = 10, .cpu = 900},
	                {.pid = 11, .pgid = 20, .sid = 10, .cpu = 800}, {.pid = 20, .sid = 10}));
	assert_on_process(&view, 11, 3);
	assert_false(row(&view)->struck);
	assert_int_equal(row_group(row(&view))->id.pgid, 20);
	cursor_move_by(&view.cursor, &view.listing, -1);
	assert_on_group(&view, 20, 2);
	assert_int_equal(view.listing.count, 3);
}

static void test_turning_the_arrangement(void **state)
{
	VIEW view;

	(void)state;
	open_view(&view, 10, MADE_UP({.pid = 10}, {.pid = 20, .sid = 10}, {.pid = 30}));
	cursor_move_to(&view.cursor, &view.listing, 1);
	assert_on_group(&view, 20, 1);
	view.arrangement = ARRANGE_SESSIONS;
	settle(&view);
	assert_int_equal(row(&view)->kind, ROW_SESSION);
	assert_int_equal(row_session(row(&view))->sid, 10);
	view.arrangement = ARRANGE_PROCESSES;
	settle(&view);
	assert_on_process(&view, 10, 0);
	view.arrangement = ARRANGE_GROUPS;
	settle(&view);
	assert_on_group(&view, 10, 0);
}

static void test_window_shrinks_and_grows(void **state)
{
	VIEW view;

	(void)state;
	open_view(&view, 3, three());
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
	open_view(&view, 10, three());
	view.order.reversed = true;
	assert_int_equal(listing_make(&view.listing, view.snapshot, view.arrangement, &view.order,
	                         &view.folds),
	        0);
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
