/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a search finds, and what is new of a row. */
#include <config.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../lib/made_up.h"
#include "base/cleanup.h"
#include "view/listing/search.h"
#include "view/rows/row_change.h"

static const struct folds unfolded = {.all = true};

/* Groups 10, 22 and 220 in their order; 22 has a member 2201 that is called cc. */
static const struct snapshot *machine(void)
{
	return MADE_UP({.pid = 10, .name = "sh", .command = "sh -c Make"},
		{.pid = 22, .sid = 10, .name = "make", .command = "make all"},
		{.pid = 2201, .pgid = 22, .sid = 10, .name = "cc"},
		{.pid = 220, .name = "idle", .command = "run 22"});
}

/* The PGID of the row that is found, looking from the row at start; 0: none. A member: its PID. */
static int found(const char *text, size_t start, bool backwards, const struct folds *folds)
{
	CLEANUP(snapshot_unrefp) const struct snapshot *snapshot = machine();
	CLEANUP(listing_done) struct listing listing = {0};
	const struct listing_query query = {.order = {.column = COLUMN_PGID}, .folds = folds};
	size_t position;

	assert_int_equal(listing_make(&listing, snapshot, &query), 0);
	position = search_find(&listing, text, start, backwards);
	if (position == SIZE_MAX)
		return 0;
	assert_true(position < listing.count);
	return (int)row_process(&listing.rows[position])->pid;
}

static void finds_numbers(void **state)
{
	(void)state;
	assert_int_equal(found("22", 0, false, NULL), 22);
	/* The whole number before one that begins so, wherever it stands. */
	assert_int_equal(found("22", 2, false, NULL), 22);
	assert_int_equal(found("220", 0, false, NULL), 220);
	/* A member of a folded group: the group; of an unfolded one: itself. */
	assert_int_equal(found("2201", 0, false, NULL), 22);
	assert_int_equal(found("2201", 0, false, &unfolded), 2201);
	assert_int_equal(found("23", 0, false, NULL), 0);
	assert_int_equal(found("", 0, false, NULL), 0);
}

static void finds_commands(void **state)
{
	(void)state;
	assert_int_equal(found("make", 0, false, NULL), 10);
	assert_int_equal(found("make", 1, false, NULL), 22);
	assert_int_equal(found("MAKE ALL", 0, false, NULL), 22);
	assert_int_equal(found("cc", 0, false, NULL), 22);
	assert_int_equal(found("cc", 0, false, &unfolded), 2201);
	assert_int_equal(found("run 22", 0, false, NULL), 220);
	assert_int_equal(found("nothing", 0, false, NULL), 0);
}

static void goes_round_both_ends(void **state)
{
	(void)state;
	assert_int_equal(found("make", 2, false, NULL), 10);
	assert_int_equal(found("make", 0, true, NULL), 10);
	assert_int_equal(found("make", 2, true, NULL), 22);
	assert_int_equal(found("run", 1, true, NULL), 220);
}

/* ---- News ---- */

static enum row_change change_of_group(const struct snapshot *now, const struct snapshot *before,
	pid_t pgid)
{
	const struct row row = {.kind = ROW_GROUP,
		.snapshot = now,
		.index = (uint32_t)(snapshot_group(now, pgid) - now->groups)};

	return row_change_of(&row, before);
}

static void tells_what_is_new(void **state)
{
	CLEANUP(snapshot_unrefp) const struct snapshot *before = MADE_UP({.pid = 10},
		{.pid = 20, .state = 'T'}, {.pid = 30}, {.pid = 40}, {.pid = 41, .pgid = 40});
	CLEANUP(snapshot_unrefp) const struct snapshot *now = MADE_UP_NEXT(before,
		{.pid = 10, .state = 'T'}, {.pid = 20, .state = 'T'}, {.pid = 30, .state = 'Z'},
		{.pid = 40, .state = 'T'}, {.pid = 41, .pgid = 40}, {.pid = 50});

	(void)state;
	assert_int_equal(change_of_group(now, before, 10), ROW_CHANGE_STOPPED);
	assert_int_equal(change_of_group(now, before, 20), ROW_CHANGE_NONE);
	assert_int_equal(change_of_group(now, before, 30), ROW_CHANGE_DEAD);
	/* One of two is stopped: the group is not. */
	assert_int_equal(change_of_group(now, before, 40), ROW_CHANGE_NONE);
	assert_int_equal(change_of_group(now, before, 50), ROW_CHANGE_BORN);
	assert_int_equal(change_of_group(now, NULL, 50), ROW_CHANGE_NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_numbers),
		cmocka_unit_test(finds_commands),
		cmocka_unit_test(goes_round_both_ends),
		cmocka_unit_test(tells_what_is_new),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
