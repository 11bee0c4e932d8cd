/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include <errno.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../../lib/memory/snapshot_fixture.h"
#include "base/array.h"
#include "base/cleanup.h"
#include "view/listing/frozen_order.h"
#include "view/listing/listing.h"

#define SNAPSHOT CLEANUP(snapshot_unrefp) const struct snapshot *
#define LISTING  CLEANUP(listing_done) struct listing
#define FOLDS    CLEANUP(folds_done) struct folds

static const struct folds folded = {0};
static const struct folds unfolded = {.all = true};

/* The rows as one line: s, g or p with the number, a dot before it for each step inwards. */
static void write_shape(const struct listing *listing, char *buf, size_t size)
{
	size_t end = 0;

	buf[0] = '\0';
	for (size_t i = 0; i < listing->count; i++) {
		const struct row *row = &listing->rows[i];
		const struct process *process = row_process(row);
		const pid_t numbers[] = {
		        [ROW_SESSION] = process->sid,
		        [ROW_GROUP] = process->pgid,
		        [ROW_PROCESS] = process->pid,
		};

		end += (size_t)snprintf(buf + end, size - end, "%s%.*s%c%d", i ? " " : "",
		        row->depth, "......", "sgp"[row->kind], (int)numbers[row->kind]);
		assert_true(end < size);
	}
}

static void assert_shape(const struct snapshot *snapshot, enum arrangement arrangement,
        const char *order, const struct folds *folds, const char *wanted)
{
	LISTING listing = {0};
	struct sort_order sort;
	char shape[512];

	assert_int_equal(sort_order_parse(order, &sort), 0);
	assert_int_equal(listing_make(&listing, snapshot,
	                         &(struct listing_query){arrangement, sort, .folds = folds}),
	        0);
	write_shape(&listing, shape, sizeof(shape));
	assert_string_equal(shape, wanted);
}

/* Two sessions; 10 has the groups 10 and 20, 30 is a leaderless one's only group. */
static const struct snapshot *make_three_groups(void)
{
	return SNAPSHOT_OF({.pid = 10, .name = "shell", .rss = 10, .tty_name = "pts/1"},
	        {.pid = 20, .sid = 10, .name = "make", .rss = 20, .euid = USER_DEPLOY},
	        {.pid = 21, .pgid = 20, .sid = 10, .name = "cc", .rss = 90},
	        {.pid = 22, .pgid = 20, .sid = 10, .name = "as", .rss = 20},
	        {.pid = 31, .pgid = 30, .name = "daemon", .rss = 50, .tty_name = "pts/0"},
	        {.pid = 32, .pgid = 30, .name = "daemon", .rss = 50});
}

/* ---- Arrangements ---- */

static void test_groups(void **state)
{
	SNAPSHOT snapshot = make_three_groups();

	(void)state;
	assert_shape(snapshot, ARRANGE_GROUPS, "pgid", &folded, "g10 g20 g30");
	assert_shape(snapshot, ARRANGE_GROUPS, "pgid", &unfolded,
	        "g10 .p10 g20 .p20 .p21 .p22 g30 .p31 .p32");
}

static void test_sessions(void **state)
{
	SNAPSHOT snapshot = make_three_groups();

	(void)state;
	assert_shape(snapshot, ARRANGE_SESSIONS, "sid", &folded, "s10 s30");
	assert_shape(snapshot, ARRANGE_SESSIONS, "sid", &unfolded,
	        "s10 .g10 ..p10 .g20 ..p20 ..p21 ..p22 s30 .g30 ..p31 ..p32");
}

static void test_processes(void **state)
{
	SNAPSHOT snapshot = make_three_groups();

	(void)state;
	assert_shape(snapshot, ARRANGE_PROCESSES, "pid", &folded, "p10 p20 p21 p22 p31 p32");
	assert_shape(snapshot, ARRANGE_PROCESSES, "pid,desc", &unfolded, "p32 p31 p22 p21 p20 p10");
}

static void test_some_unfolded(void **state)
{
	SNAPSHOT snapshot = make_three_groups();
	FOLDS folds = {0};

	(void)state;
	folds_set(&folds, snapshot_group(snapshot, 20)->key, true);
	assert_shape(snapshot, ARRANGE_GROUPS, "pgid", &folds, "g10 g20 .p20 .p21 .p22 g30");
	folds_set(&folds, snapshot_session(snapshot, 10)->key, true);
	assert_shape(
	        snapshot, ARRANGE_SESSIONS, "sid", &folds, "s10 .g10 .g20 ..p20 ..p21 ..p22 s30");
	folds_set(&folds, snapshot_session(snapshot, 10)->key, false);
	assert_shape(snapshot, ARRANGE_SESSIONS, "sid", &folds, "s10 s30");
}

static void test_nothing_to_list(void **state)
{
	SNAPSHOT snapshot = snapshot_fixture(NULL, NULL, 0);

	(void)state;
	for (int i = 0; i < ARRANGEMENT_COUNT; i++)
		assert_shape(snapshot, (enum arrangement)i, "cpu", &unfolded, "");
}

/* ---- Order ---- */

static void test_natural_directions(void **state)
{
	SNAPSHOT snapshot = make_three_groups();

	(void)state;
	assert_shape(snapshot, ARRANGE_GROUPS, "rss", &folded, "g20 g30 g10");
	assert_shape(snapshot, ARRANGE_GROUPS, "rss,asc", &folded, "g10 g30 g20");
	assert_shape(snapshot, ARRANGE_GROUPS, "members", &folded, "g20 g30 g10");
	assert_shape(snapshot, ARRANGE_GROUPS, "command", &folded, "g30 g20 g10");
	assert_shape(snapshot, ARRANGE_GROUPS, "user", &folded, "g20 g10 g30");
	assert_shape(snapshot, ARRANGE_GROUPS, "tty", &folded, "g30 g10 g20");
	assert_shape(snapshot, ARRANGE_GROUPS, "age", &folded, "g10 g20 g30");
}

static void test_members_stand_in_the_same_order(void **state)
{
	SNAPSHOT snapshot = make_three_groups();

	(void)state;
	assert_shape(snapshot, ARRANGE_GROUPS, "rss", &unfolded,
	        "g20 .p21 .p20 .p22 g30 .p31 .p32 g10 .p10");
	assert_shape(snapshot, ARRANGE_GROUPS, "command,desc", &unfolded,
	        "g10 .p10 g20 .p20 .p21 .p22 g30 .p31 .p32");
}

static void test_leader_first_among_equals(void **state)
{
	SNAPSHOT snapshot = SNAPSHOT_OF({.pid = 5, .pgid = 9, .start = 1}, {.pid = 9, .start = 2},
	        {.pid = 7, .pgid = 9, .start = 3});

	(void)state;
	assert_shape(snapshot, ARRANGE_GROUPS, "cpu", &unfolded, "g9 .p9 .p5 .p7");
	assert_shape(snapshot, ARRANGE_GROUPS, "cpu,asc", &unfolded, "g9 .p9 .p5 .p7");
	assert_shape(snapshot, ARRANGE_PROCESSES, "cpu", &unfolded, "p5 p7 p9");
}

static void test_equals_stand_by_number_in_both_directions(void **state)
{
	SNAPSHOT snapshot = SNAPSHOT_OF({.pid = 3}, {.pid = 1}, {.pid = 2});

	(void)state;
	for (int i = 0; i < ARRANGEMENT_COUNT; i++) {
		const char *const wanted[] = {"g1 g2 g3", "s1 s2 s3", "p1 p2 p3"};

		assert_shape(snapshot, (enum arrangement)i, "rss", &folded, wanted[i]);
		assert_shape(snapshot, (enum arrangement)i, "rss,asc", &folded, wanted[i]);
		assert_shape(snapshot, (enum arrangement)i, "user,desc", &folded, wanted[i]);
	}
}

/* Group 0 is in several sessions at once. */
static void test_groups_of_one_number(void **state)
{
	SNAPSHOT snapshot = SNAPSHOT_OF({.pid = 8, .pgid = REAL_ZERO, .sid = 4},
	        {.pid = 2, .kernel_thread = true}, {.pid = 9, .pgid = REAL_ZERO, .sid = 3});

	(void)state;
	assert_shape(snapshot, ARRANGE_GROUPS, "cpu", &unfolded, "g0 .p2 g0 .p9 g0 .p8");
}

/* A column that groups do not have leaves them in the order of their numbers. */
static void test_column_of_members_only(void **state)
{
	SNAPSHOT snapshot = make_three_groups();

	(void)state;
	assert_shape(snapshot, ARRANGE_GROUPS, "pid,desc", &unfolded,
	        "g10 .p10 g20 .p22 .p21 .p20 g30 .p32 .p31");
}

static void test_order_is_total_with_unknown_rates(void **state)
{
	enum { COUNT = 100 };
	SNAPSHOT snapshot = make_three_groups();
	struct process processes[COUNT] = {0};
	struct snapshot copy = *snapshot;
	LISTING listing = {0};
	const struct listing_query by_cpu = {.arrangement = ARRANGE_PROCESSES,
	        .order = {COLUMN_CPU, false}};

	(void)state;
	for (int i = 0; i < COUNT; i++)
		processes[i] = (struct process){.pid = i + 1,
		        .name = "x",
		        .cpu_percent = i % 3 == 0 ? NAN : (float)((i * 37) % 11)};
	copy.processes = processes;
	copy.process_count = COUNT;
	assert_int_equal(listing_make(&listing, &copy, &by_cpu), 0);
	for (size_t i = 1; i < listing.count; i++) {
		float above = row_process(&listing.rows[i - 1])->cpu_percent;
		float below = row_process(&listing.rows[i])->cpu_percent;

		assert_true(isnan(below) || above >= below);
	}
}

static void test_order_from_text(void **state)
{
	static const char *const bad[] = {"", ",", "cp", "cpu,", "cpu,down", "cpu,desc,", "CPU",
	        "cpu desc", ",desc", "a-name-that-is-longer-than-any-column-has"};
	struct sort_order order = {COLUMN_COUNT, true};

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_int_equal(sort_order_parse(bad[i], &order), -EINVAL);
	assert_int_equal(order.column, COLUMN_COUNT);

	assert_int_equal(sort_order_parse("cpu,asc", &order), 0);
	assert_int_equal(order.column, COLUMN_CPU);
	assert_true(order.reversed);
	assert_int_equal(sort_order_parse("user,asc", &order), 0);
	assert_false(order.reversed);
}

/* ---- What has ended, and held places ---- */

static void assert_listed(const struct listing_query *query, const struct snapshot *snapshot,
        const char *wanted)
{
	LISTING listing = {0};
	char shape[512];

	assert_int_equal(listing_make(&listing, snapshot, query), 0);
	write_shape(&listing, shape, sizeof(shape));
	assert_string_equal(shape, wanted);
}

/* In its place by the figures that it had last, whatever the arrangement. */
static void test_what_has_ended_is_listed_once_more(void **state)
{
	SNAPSHOT before = make_three_groups();
	SNAPSHOT now = SNAPSHOT_AFTER(before, {.pid = 10, .name = "shell", .rss = 10},
	        {.pid = 31, .pgid = 30, .name = "daemon", .rss = 50});
	struct listing_query query = {.order = {.column = COLUMN_RSS}, .before = before};

	(void)state;
	assert_listed(&query, now, "g20 g30 g10");
	query.arrangement = ARRANGE_SESSIONS;
	assert_listed(&query, now, "s30 s10");
	query.arrangement = ARRANGE_PROCESSES;
	assert_listed(&query, now, "p21 p31 p32 p20 p22 p10");
	query.before = NULL;
	assert_listed(&query, now, "p31 p10");
}

static void test_rows_keep_their_places(void **state)
{
	SNAPSHOT before = make_three_groups();
	SNAPSHOT now = SNAPSHOT_AFTER(before, {.pid = 10, .name = "shell", .rss = 500},
	        {.pid = 20, .sid = 10, .name = "make", .rss = 20, .euid = USER_DEPLOY},
	        {.pid = 31, .pgid = 30, .name = "daemon", .rss = 50},
	        {.pid = 40, .sid = 10, .name = "new", .rss = 900});
	CLEANUP(frozen_order_done) struct frozen_order frozen = {0};
	LISTING listing = {0};
	struct listing_query query = {.order = {.column = COLUMN_RSS}};

	(void)state;
	assert_int_equal(listing_make(&listing, before, &query), 0);
	assert_int_equal(frozen_order_take(&frozen, listing.rows, listing.count), 0);
	assert_listed(&query, before, "g20 g30 g10");
	assert_listed(&query, now, "g40 g10 g30 g20");
	query.frozen = &frozen;
	assert_listed(&query, now, "g20 g30 g10 g40");
}

static void test_a_filter_wants_groups_with_all_their_members(void **state)
{
	SNAPSHOT snapshot = make_three_groups();
	const char *word = "as";
	CLEANUP(filter_freep) struct filter *filter = NULL;
	struct filter_fault fault;
	LISTING listing = {0};
	struct listing_query query = {.order = {.column = COLUMN_RSS}, .folds = &unfolded};

	(void)state;
	assert_int_equal(filter_parse(&word, 1, &filter, &fault), 0);
	query.filter = filter;
	assert_listed(&query, snapshot, "g20 .p21 .p20 .p22");
	query.arrangement = ARRANGE_SESSIONS;
	assert_listed(&query, snapshot, "s10 .g20 ..p21 ..p20 ..p22");
	assert_int_equal(listing_make(&listing, snapshot, &query), 0);
	for (size_t i = 2; i < listing.count; i++)
		assert_int_equal(listing.rows[i].fits,
		        strcmp(row_process(&listing.rows[i])->name, "as") == 0);
}

/* ---- Memory ---- */

static void test_rows_are_reused(void **state)
{
	SNAPSHOT snapshot = make_three_groups();
	LISTING listing = {0};
	const struct listing_query long_one = {.order = {COLUMN_CPU, false}, .folds = &unfolded};
	const struct listing_query short_one = {.arrangement = ARRANGE_SESSIONS,
	        .order = {COLUMN_CPU, false}};
	const struct row *rows;

	(void)state;
	assert_int_equal(listing_make(&listing, snapshot, &long_one), 0);
	rows = listing.rows;
	assert_int_equal(listing_make(&listing, snapshot, &short_one), 0);
	assert_ptr_equal(listing.rows, rows);
	assert_int_equal(listing.count, 2);
	for (size_t i = 0; i < listing.count; i++)
		assert_false(listing.rows[i].struck);
}

/* ---- Folds ---- */

static void test_folds_remember(void **state)
{
	FOLDS folds = {0};

	(void)state;
	assert_false(folds_is_unfolded(&folds, 5));
	for (uint64_t key = 100; key > 0; key--)
		assert_int_equal(folds_set(&folds, key * 7 % 101, true), 0);
	for (uint64_t key = 1; key <= 100; key += 2)
		assert_int_equal(folds_set(&folds, key, false), 0);
	for (uint64_t key = 1; key <= 100; key++)
		assert_int_equal(folds_is_unfolded(&folds, key), key % 2 == 0);
	assert_int_equal(folds_set(&folds, 2, true), 0);
	assert_int_equal(folds.lineages.count, 50);
}

static void test_folds_of_all(void **state)
{
	FOLDS folds = {0};

	(void)state;
	folds_set(&folds, 3, true);
	folds_set_all(&folds, true);
	assert_true(folds_is_unfolded(&folds, 3));
	assert_true(folds_is_unfolded(&folds, 4));
	folds_set(&folds, 4, false);
	assert_false(folds_is_unfolded(&folds, 4));
	assert_true(folds_is_unfolded(&folds, 3));
	folds_set_all(&folds, false);
	assert_false(folds_is_unfolded(&folds, 3));
	assert_false(folds_is_unfolded(&folds, 4));
}

static void test_folds_forget_what_ended(void **state)
{
	SNAPSHOT before = SNAPSHOT_OF({.pid = 10}, {.pid = 20}, {.pid = 30});
	SNAPSHOT after = SNAPSHOT_AFTER(before, {.pid = 10}, {.pid = 30, .start = 77}, {.pid = 40});
	FOLDS folds = {0};

	(void)state;
	for (uint32_t i = 0; i < before->group_count; i++)
		folds_set(&folds, before->groups[i].key, true);
	folds_set(&folds, snapshot_session(before, 10)->key, true);
	folds_set(&folds, snapshot_session(before, 20)->key, true);
	folds_prune(&folds, after);
	assert_int_equal(folds.lineages.count, 2);
	assert_true(folds_is_unfolded(&folds, snapshot_group(after, 10)->key));
	assert_true(folds_is_unfolded(&folds, snapshot_session(after, 10)->key));
	/* The number 30 is another group's by now. */
	assert_false(folds_is_unfolded(&folds, snapshot_group(after, 30)->key));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_groups),
	        cmocka_unit_test(test_sessions),
	        cmocka_unit_test(test_processes),
	        cmocka_unit_test(test_some_unfolded),
	        cmocka_unit_test(test_nothing_to_list),
	        cmocka_unit_test(test_natural_directions),
	        cmocka_unit_test(test_members_stand_in_the_same_order),
	        cmocka_unit_test(test_leader_first_among_equals),
	        cmocka_unit_test(test_equals_stand_by_number_in_both_directions),
	        cmocka_unit_test(test_groups_of_one_number),
	        cmocka_unit_test(test_column_of_members_only),
	        cmocka_unit_test(test_order_is_total_with_unknown_rates),
	        cmocka_unit_test(test_order_from_text),
	        cmocka_unit_test(test_what_has_ended_is_listed_once_more),
	        cmocka_unit_test(test_rows_keep_their_places),
	        cmocka_unit_test(test_a_filter_wants_groups_with_all_their_members),
	        cmocka_unit_test(test_rows_are_reused),
	        cmocka_unit_test(test_folds_remember),
	        cmocka_unit_test(test_folds_of_all),
	        cmocka_unit_test(test_folds_forget_what_ended),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
