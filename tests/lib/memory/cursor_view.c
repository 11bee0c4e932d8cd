/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "cursor_view.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "snapshot_fixture.h"

void view_done(struct view *view)
{
	cursor_done(&view->cursor);
	listing_done(&view->listing);
	folds_done(&view->folds);
	filter_free(view->filter);
	snapshot_unref(view->before);
	snapshot_unref(view->snapshot);
}

void view_make(struct view *view)
{
	const struct listing_query query = {
	        .arrangement = view->arrangement,
	        .order = view->order,
	        .folds = &view->folds,
	        .filter = view->filter,
	        .before = view->before,
	};

	assert_int_equal(listing_make(&view->listing, view->snapshot, &query), 0);
}

void view_settle(struct view *view)
{
	view_make(view);
	assert_int_equal(cursor_settle(&view->cursor, &view->listing, view->snapshot), 0);
}

void view_show(struct view *view, const struct snapshot *snapshot)
{
	snapshot_unref(view->snapshot);
	view->snapshot = snapshot;
	view_settle(view);
}

void view_open(struct view *view, size_t height, const struct snapshot *snapshot)
{
	*view = (struct view){.order = {COLUMN_CPU, false}};
	cursor_init(&view->cursor);
	cursor_set_height(&view->cursor, height, 0);
	view_show(view, snapshot);
}

const struct row *view_row(const struct view *view)
{
	const struct row *chosen = cursor_row(&view->cursor, &view->listing);

	assert_non_null(chosen);
	return chosen;
}

void assert_on_group(const struct view *view, pid_t pgid, size_t position)
{
	assert_int_equal(view_row(view)->kind, ROW_GROUP);
	assert_int_equal(row_group(view_row(view))->id.pgid, pgid);
	assert_int_equal(view->cursor.position, position);
}

void assert_on_process(const struct view *view, pid_t pid, size_t position)
{
	assert_int_equal(view_row(view)->kind, ROW_PROCESS);
	assert_int_equal(row_process(view_row(view))->pid, pid);
	assert_int_equal(view->cursor.position, position);
}

void view_unfold(struct view *view, pid_t pgid, bool unfolded)
{
	uint64_t key = snapshot_group(view->snapshot, pgid)->key;

	assert_int_equal(folds_set(&view->folds, key, unfolded), 0);
	view_settle(view);
}

const struct snapshot *view_three_groups(void)
{
	return SNAPSHOT_OF(
	        {.pid = 10, .cpu = 300000}, {.pid = 20, .cpu = 200000}, {.pid = 30, .cpu = 100000});
}
