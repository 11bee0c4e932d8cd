/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The cursor in a list that a filter makes shorter, and what has ended longer. */
#include <config.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../lib/memory/cursor_view.h"
#include "../../lib/memory/snapshot_fixture.h"

/* ---- With a filter ---- */

static void set_filter(struct view *view, const char *word)
{
	struct filter_fault fault;

	filter_free(view->filter);
	assert_int_equal(filter_parse(&word, 1, &view->filter, &fault), 0);
}

/* Asked for by the user: what does not fit is not chosen any more. */
static void test_a_new_filter_takes_the_choice_away(void **state)
{
	VIEW view;

	(void)state;
	view_open(&view, 10, view_three_groups());
	set_filter(&view, "pgid=20,30");
	cursor_let_go(&view.cursor);
	view_settle(&view);
	assert_on_group(&view, 20, 0);
	set_filter(&view, "pgid=99");
	cursor_let_go(&view.cursor);
	view_settle(&view);
	assert_int_equal(view.listing.count, 0);
	assert_null(cursor_row(&view.cursor, &view.listing));
}

static void test_a_new_filter_leaves_a_choice_that_fits(void **state)
{
	VIEW view;

	(void)state;
	view_open(&view, 10, view_three_groups());
	cursor_move_to(&view.cursor, &view.listing, 2);
	set_filter(&view, "pgid=20,30");
	cursor_let_go(&view.cursor);
	view_settle(&view);
	assert_on_group(&view, 30, 1);
}

/* Nobody asked for this: the row stays under the cursor, and no other comes there. */
static void test_what_ceases_to_fit_stays_until_the_user_moves(void **state)
{
	const struct snapshot *next;
	VIEW view;

	(void)state;
	view_open(&view, 10, view_three_groups());
	set_filter(&view, "cpu>25");
	view_settle(&view);
	assert_on_group(&view, 10, 0);
	next = SNAPSHOT_AFTER(view.snapshot, {.pid = 10, .cpu = 300001},
	        {.pid = 20, .cpu = 200050}, {.pid = 30, .cpu = 100060});
	view_show(&view, next);
	assert_int_equal(view.listing.count, 3);
	assert_on_group(&view, 10, 0);
	cursor_move_by(&view.cursor, &view.listing, 1);
	assert_int_equal(view.listing.count, 2);
	assert_on_group(&view, 30, 0);
}

/* ---- With the rows of what has ended ---- */

/* The listing shows an ended group once; the cursor on it adds no second row. */
static void test_an_ended_row_is_there_once(void **state)
{
	VIEW view;

	(void)state;
	view_open(&view, 10, view_three_groups());
	cursor_move_to(&view.cursor, &view.listing, 1);
	view.before = view.snapshot;
	view.snapshot = SNAPSHOT_AFTER(view.before, {.pid = 10, .cpu = 300030},
	        {.pid = 30, .cpu = 100010});
	view_settle(&view);
	assert_int_equal(view.listing.count, 3);
	assert_on_group(&view, 20, 2);
	assert_true(view_row(&view)->struck);

	/* One scan later it is the cursor's own row, which leaves with the cursor. */
	snapshot_unref(view.before);
	view.before = NULL;
	view_settle(&view);
	assert_int_equal(view.listing.count, 3);
	assert_on_group(&view, 20, 2);
	assert_true(view_row(&view)->struck);
	cursor_move_by(&view.cursor, &view.listing, -1);
	assert_int_equal(view.listing.count, 2);
	assert_on_group(&view, 30, 1);
}

static void test_the_cursor_may_go_to_an_ended_row(void **state)
{
	VIEW view;

	(void)state;
	view_open(&view, 10, view_three_groups());
	view.before = view.snapshot;
	view.snapshot = SNAPSHOT_AFTER(view.before, {.pid = 10, .cpu = 300030},
	        {.pid = 30, .cpu = 100010});
	view_settle(&view);
	assert_on_group(&view, 10, 0);
	cursor_move_by(&view.cursor, &view.listing, 2);
	assert_on_group(&view, 20, 2);
	assert_true(view_row(&view)->struck);
}

/* ---- Following ---- */

static void test_follow_keeps_the_line(void **state)
{
	const struct snapshot *next;
	VIEW view;

	(void)state;
	view_open(&view, 2,
	        SNAPSHOT_OF({.pid = 10, .cpu = 500000}, {.pid = 20, .cpu = 400000},
	                {.pid = 30, .cpu = 300000}, {.pid = 40, .cpu = 200000},
	                {.pid = 50, .cpu = 100000}));
	cursor_move_to(&view.cursor, &view.listing, 3);
	assert_int_equal(view.cursor.top, 2);
	view.cursor.follow = true;
	next = SNAPSHOT_AFTER(view.snapshot, {.pid = 10, .cpu = 500050}, {.pid = 20, .cpu = 400040},
	        {.pid = 30, .cpu = 300030}, {.pid = 40, .cpu = 200045}, {.pid = 50, .cpu = 100000});
	view_show(&view, next);
	assert_on_group(&view, 40, 1);
	assert_int_equal(view.cursor.top, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_a_new_filter_takes_the_choice_away),
	        cmocka_unit_test(test_a_new_filter_leaves_a_choice_that_fits),
	        cmocka_unit_test(test_what_ceases_to_fit_stays_until_the_user_moves),
	        cmocka_unit_test(test_an_ended_row_is_there_once),
	        cmocka_unit_test(test_the_cursor_may_go_to_an_ended_row),
	        cmocka_unit_test(test_follow_keeps_the_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
