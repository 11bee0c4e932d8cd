/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a search finds. */
#include <config.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../../lib/memory/snapshot_fixture.h"
#include "base/cleanup.h"
#include "view/listing/search.h"

static const struct folds unfolded = {.all = true};

/* Groups 10, 22 and 220 in their order; 22 has a member 2201 that is called cc. */
static const struct snapshot *machine(void)
{
	return SNAPSHOT_OF({.pid = 10, .name = "sh", .command = "sh -c Make"},
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_numbers),
		cmocka_unit_test(finds_commands),
		cmocka_unit_test(goes_round_both_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
