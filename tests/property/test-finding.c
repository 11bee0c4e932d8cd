/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * With filters, frozen places and rows of what has ended, still: the cursor names what the user
 * chose, nothing is listed twice, and nothing is listed that nobody asked for. Random histories; a
 * failure tells its seed, POSSE_TEST_SEED=N tries that one alone.
 */
#include <config.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../lib/memory/random_machine.h"
#include "../lib/memory/snapshot_fixture.h"
#include "base/array.h"
#include "base/cleanup.h"
#include "base/number.h"
#include "view/listing/cursor.h"
#include "view/listing/frozen_order.h"

enum {
	SEEDS = 40,
	STEPS = 250,
	HEIGHT_MAX = 12,
};

struct history {
	uint64_t seed;
	unsigned step;
	struct random_machine machine;
	const struct snapshot *shown; /* owned */
	const struct snapshot *before; /* owned, or NULL */
	struct folds folds;
	struct filter *filter; /* owned, or NULL */
	struct frozen_order frozen;
	struct listing_query query;
	struct listing listing;
	struct cursor cursor;
	/* What the test knows of the choice. */
	bool chosen;
	struct row_identity identity;
};

#define CHECK(condition) check(history, condition, #condition, __LINE__)

static void check(const struct history *history, bool holds, const char *what, int line)
{
	if (holds)
		return;
	print_error("seed %llu, step %u, line %d: not true: %s\n",
		(unsigned long long)history->seed, history->step, line, what);
	fail();
}

static uint64_t chance(struct history *history, uint64_t below)
{
	return random_machine_number(&history->machine, below);
}

/* ---- What must be so ---- */

static bool has_group(const struct snapshot *snapshot, uint64_t key)
{
	for (uint32_t i = 0; i < snapshot->group_count; i++)
		if (snapshot->groups[i].key == key)
			return true;
	return false;
}

static bool is_alive(const struct history *history, const struct row *row)
{
	const struct snapshot *snapshot = history->shown;
	const struct session *session;

	switch (row->kind) {
	case ROW_SESSION:
		session = snapshot_session(snapshot, row_session(row)->sid);
		return session && session->key == row_session(row)->key;
	case ROW_GROUP:
		return has_group(snapshot, row_group(row)->key);
	case ROW_PROCESS:
	case ROW_KIND_COUNT:
		break;
	}
	return snapshot_process_by_id(snapshot, process_identity(row_process(row))) != NULL;
}

static bool is_cursors_own(const struct history *history, size_t position)
{
	return history->cursor.added && history->cursor.position == position;
}

static void check_row(const struct history *history, size_t position)
{
	const struct row *row = &history->listing.rows[position];
	bool may_be_struck = history->before || is_cursors_own(history, position);

	CHECK(row->snapshot == history->shown || row->struck);
	CHECK(row->struck == !is_alive(history, row));
	CHECK(!row->struck || may_be_struck);
	CHECK(!row->struck || !row->unfolded);
	CHECK(position > 0 || row->depth == 0);
	CHECK(position == 0 || row->depth <= row[-1].depth + 1);
	if (history->filter && row->kind != ROW_PROCESS && !is_cursors_own(history, position))
		CHECK(filter_matches(history->filter, row));
}

static void check_rows(const struct history *history)
{
	for (size_t i = 0; i < history->listing.count; i++) {
		struct row_identity identity = row_identity(&history->listing.rows[i]);

		check_row(history, i);
		for (size_t k = 0; k < i; k++) {
			struct row_identity other = row_identity(&history->listing.rows[k]);

			CHECK(!row_identity_equal(&identity, &other));
		}
	}
}

/* A process may have given its place to its group, but to nothing else; unless the user has asked
 * for other rows, the choice stays. */
static void check_choice(struct history *history, bool rows_asked_for)
{
	const struct row *row = cursor_row(&history->cursor, &history->listing);

	CHECK(row != NULL || history->listing.count == 0);
	if (row && history->chosen && !rows_asked_for)
		CHECK(row_identity_equal(&history->cursor.identity, &history->identity));
	CHECK(!row || row->struck == !is_alive(history, row));
	CHECK(history->listing.count == 0 ||
		(history->cursor.position >= history->cursor.top &&
			history->cursor.position - history->cursor.top < history->cursor.height));
	history->chosen = row != NULL;
	history->identity = history->cursor.identity;
}

/* ---- What happens ---- */

static void refresh(struct history *history, bool rows_asked_for)
{
	history->query.folds = &history->folds;
	history->query.filter = history->filter;
	history->query.before = history->before;
	CHECK(listing_make(&history->listing, history->shown, &history->query) == 0);
	CHECK(cursor_settle(&history->cursor, &history->listing, history->shown) == 0);
	check_rows(history);
	check_choice(history, rows_asked_for);
}

static void look(struct history *history)
{
	/* While the snapshots live that the rows were made from. */
	history->query.frozen = NULL;
	if (chance(history, 2) &&
		frozen_order_take(&history->frozen, history->listing.rows,
			history->listing.count) == 0)
		history->query.frozen = &history->frozen;
	random_machine_look(&history->machine);
	snapshot_unref(history->before);
	history->before = NULL;
	if (chance(history, 4) > 0)
		history->before = snapshot_ref(history->shown);
	snapshot_unref(history->shown);
	history->shown = snapshot_ref(history->machine.snapshot);
	refresh(history, false);
}

/* Rows that were frozen keep their order among themselves. */
static void check_held(const struct history *history)
{
	uint32_t last = 0;

	if (!history->query.frozen)
		return;
	for (size_t i = 0; i < history->listing.count; i++) {
		const struct row *row = &history->listing.rows[i];

		if (row->depth > 0 || row->rank == UINT32_MAX || is_cursors_own(history, i))
			continue;
		CHECK(row->rank >= last);
		last = row->rank;
	}
}

static void set_filter(struct history *history)
{
	static const char *const words[] = {"state=S", "!state=Z", "members>2", "pgid=9", "fg",
		"leaderless", "!leaderless", "user=deploy", "sid=1", "nothing-is-called-so"};
	const char *word = words[chance(history, COUNT(words))];
	struct filter_fault fault;

	filter_free(history->filter);
	history->filter = NULL;
	if (chance(history, 3) > 0)
		CHECK(filter_parse(&word, 1, &history->filter, &fault) == 0);
	history->query.frozen = NULL;
	cursor_let_go(&history->cursor);
	refresh(history, true);
}

static void change_view(struct history *history)
{
	static const enum column_id columns[] = {COLUMN_CPU, COLUMN_PGID, COLUMN_STATES,
		COLUMN_RSS};

	if (chance(history, 3) == 0) {
		history->query.arrangement = chance(history, ARRANGEMENT_COUNT);
		cursor_let_go(&history->cursor);
	}
	folds_set_all(&history->folds, chance(history, 2));
	history->query.order.column = columns[chance(history, COUNT(columns))];
	history->query.order.reversed = chance(history, 2);
	history->query.frozen = NULL;
	refresh(history, true);
}

static void move(struct history *history)
{
	cursor_move_by(&history->cursor, &history->listing, (long)chance(history, 9) - 4);
	check_rows(history);
	check_choice(history, true);
}

static void step(struct history *history)
{
	for (uint64_t events = chance(history, 6); events > 0; events--)
		random_machine_happen(&history->machine);
	look(history);
	check_held(history);
	if (chance(history, 3) == 0)
		move(history);
	if (chance(history, 5) == 0)
		set_filter(history);
	if (chance(history, 5) == 0)
		change_view(history);
	if (chance(history, 10) == 0) {
		history->cursor.follow = !history->cursor.follow;
		cursor_set_height(&history->cursor, chance(history, HEIGHT_MAX),
			history->listing.count);
	}
}

static void live_through(uint64_t seed)
{
	struct history *history = test_calloc(1, sizeof(*history));

	history->seed = seed;
	history->query.order.column = COLUMN_CPU;
	random_machine_init(&history->machine, seed);
	history->shown = snapshot_ref(history->machine.snapshot);
	cursor_init(&history->cursor);
	for (history->step = 0; history->step < STEPS; history->step++)
		step(history);
	cursor_done(&history->cursor);
	listing_done(&history->listing);
	folds_done(&history->folds);
	frozen_order_done(&history->frozen);
	filter_free(history->filter);
	snapshot_unref(history->before);
	snapshot_unref(history->shown);
	random_machine_done(&history->machine);
	test_free(history);
}

static void test_nothing_is_named_that_was_not_chosen(void **state)
{
	uint64_t seed;

	(void)state;
	if (getenv("POSSE_TEST_SEED")) {
		assert_int_equal(number_parse(getenv("POSSE_TEST_SEED"), UINT64_MAX, &seed), 0);
		live_through(seed);
		return;
	}
	for (seed = 1; seed <= SEEDS; seed++)
		live_through(seed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nothing_is_named_that_was_not_chosen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
