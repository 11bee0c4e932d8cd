/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The cursor never names what the user did not choose: random histories, each step compared with
 * what may be. A failure tells its seed; POSSE_TEST_SEED=N tries that one alone, POSSE_TEST_STEPS=N
 * says how far.
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
#include "base/cleanup.h"
#include "base/number.h"
#include "view/listing/cursor.h"

enum {
	SEEDS = 40,
	STEPS = 250,
	HEIGHT_MAX = 30,
};

struct history {
	uint64_t seed;
	unsigned step;
	struct random_machine machine;
	struct folds folds;
	struct sort_order order;
	enum arrangement arrangement;
	struct listing listing; /* what the cursor has settled in */
	struct listing plain; /* the same without the cursor */
	struct cursor cursor;
	/* What the test knows by itself of the choice. */
	bool view_changed; /* the user has folded or rearranged since */
	bool chosen;
	struct row_identity identity;
	uint32_t serial; /* of the chosen group or session */
	uint32_t home; /* serial of the group that lists a chosen process; 0: it has left that */
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

/* ---- What is so, found out the slow way ---- */

static bool same_row(const struct row *a, const struct row *b)
{
	return a->kind == b->kind && a->index == b->index && a->depth == b->depth &&
	       a->unfolded == b->unfolded && a->struck == b->struck && a->snapshot == b->snapshot;
}

static bool names(const struct row *row, const struct row_identity *identity)
{
	struct row_identity own = row_identity(row);

	return row_identity_equal(&own, identity);
}

static size_t find(const struct listing *listing, const struct row_identity *identity)
{
	for (size_t i = 0; i < listing->count; i++)
		if (names(&listing->rows[i], identity))
			return i;
	return SIZE_MAX;
}

/* What the identity names in the newest snapshot; false: it has ended. */
static bool find_living(
        const struct history *history, const struct row_identity *identity, struct row *ret_row)
{
	const struct snapshot *snapshot = history->machine.snapshot;
	const uint32_t counts[] = {
	        [ROW_SESSION] = snapshot->session_count,
	        [ROW_GROUP] = snapshot->group_count,
	        [ROW_PROCESS] = snapshot->process_count,
	};
	struct row row = {.kind = identity->kind, .snapshot = snapshot};

	for (row.index = 0; row.index < counts[row.kind]; row.index++)
		if (names(&row, identity)) {
			*ret_row = row;
			return true;
		}
	return false;
}

static uint32_t serial_of(const struct history *history, const struct row *row)
{
	struct process_id id = process_identity(row_process(row));

	switch (row->kind) {
	case ROW_SESSION:
		return random_machine_session_of(&history->machine, id);
	case ROW_GROUP:
		return random_machine_group_of(&history->machine, id);
	case ROW_PROCESS:
	case ROW_KIND_COUNT:
		break;
	}
	return 0;
}

static uint32_t home_of(const struct history *history, const struct row *row)
{
	return random_machine_group_of(&history->machine, process_identity(row_process(row)));
}

/* ---- What must hold at any time ---- */

static size_t count_struck(const struct listing *listing)
{
	size_t count = 0;

	for (size_t i = 0; i < listing->count; i++)
		count += listing->rows[i].struck;
	return count;
}

static void check_window(const struct history *history)
{
	const struct cursor *cursor = &history->cursor;
	size_t count = history->listing.count;

	CHECK(cursor->height >= 1);
	CHECK(count == 0 || cursor->position < count);
	CHECK(cursor->top <= cursor->position);
	CHECK(cursor->position - cursor->top < cursor->height);
	CHECK(cursor->top == 0 || cursor->top + cursor->height <= count);
}

/* A row of the cursor's own stands alone, or one step inwards of what is above it, at most. */
static bool is_nested(const struct listing *listing, size_t position)
{
	const struct row *row = &listing->rows[position];

	return row->depth == 0 || (position > 0 && row->depth <= row[-1].depth + 1);
}

/* The listing is what it would be without the cursor, but for one row of the cursor's own. */
static void check_rows(const struct history *history)
{
	const struct cursor *cursor = &history->cursor;
	const struct listing *listing = &history->listing;
	const struct listing *plain = &history->plain;

	CHECK(listing->count == plain->count + cursor->added);
	for (size_t i = 0, j = 0; i < listing->count; i++)
		if (!cursor->added || i != cursor->position)
			CHECK(same_row(&listing->rows[i], &plain->rows[j++]));
	CHECK(count_struck(listing) ==
		(cursor->added && listing->rows[cursor->position].struck ? 1 : 0));
	if (cursor->added)
		CHECK(is_nested(listing, cursor->position));
}

static void check_choice(const struct history *history)
{
	const struct cursor *cursor = &history->cursor;
	const struct row *row = cursor_row(cursor, &history->listing);
	struct row living;
	bool lives;

	CHECK(cursor->chosen == history->chosen);
	CHECK(!row == (history->listing.count == 0));
	if (!history->chosen)
		return;
	CHECK(row_identity_equal(&cursor->identity, &history->identity));
	CHECK(row && names(row, &history->identity));
	CHECK(find(&history->listing, &history->identity) == cursor->position);

	lives = find_living(history, &history->identity, &living);
	CHECK(row->struck == !lives);
	CHECK((row->snapshot == history->machine.snapshot) == lives);
	/* The identity is right, but is the group still the one that was chosen? */
	CHECK(!lives || serial_of(history, row) == history->serial);
}

static void check_all(const struct history *history)
{
	check_window(history);
	check_rows(history);
	check_choice(history);
}

/* ---- Refreshes ---- */

static void adopt(struct history *history, const struct row *row)
{
	history->chosen = true;
	history->identity = row_identity(row);
	history->serial = serial_of(history, row);
	history->home = home_of(history, row);
}

static bool contains(const struct row *outer, const struct row *inner)
{
	const struct process *process = row_process(inner);

	if (outer->kind == ROW_SESSION)
		return row_process(outer)->sid == process->sid;
	return outer->kind == ROW_GROUP &&
	       row_group(outer) == snapshot_group_of(inner->snapshot, process);
}

/* The user has folded the choice away, or turned to an arrangement without it. */
static void check_stand_in(struct history *history, const struct row *hidden)
{
	const struct row *row = cursor_row(&history->cursor, &history->listing);

	CHECK(history->view_changed);
	CHECK(row && !row->struck && !history->cursor.added);
	CHECK(contains(row, hidden) || row_process(row) == row_process(hidden));
	if (hidden->kind == ROW_PROCESS)
		CHECK(row->kind != ROW_PROCESS);
	adopt(history, row);
}

/* The chosen process has left for a group that the user has not unfolded: it stands below that. */
static void check_guest(struct history *history, const struct row *living)
{
	size_t position = history->cursor.position;

	CHECK(history->cursor.added && !history->listing.rows[position].struck);
	CHECK(position > 0 && contains(&history->listing.rows[position - 1], living));
	history->home = 0;
}

/* The listed row that a struck one belongs below, or SIZE_MAX. */
static size_t parent_of_ghost(const struct history *history)
{
	const struct row *ghost = &history->cursor.ghost;
	struct row_identity parent = {.kind = ROW_GROUP};
	struct row living;
	size_t position;

	if (ghost->kind == ROW_PROCESS) {
		parent.key = row_group(ghost)->key;
		position = find(&history->plain, &parent);
		if (position != SIZE_MAX)
			return position;
		/* In a folded session. */
		if (find_living(history, &parent, &living))
			for (size_t i = 0; i < history->plain.count; i++)
				if (contains(&history->plain.rows[i], &living))
					return i;
	}
	if (ghost->kind == ROW_SESSION)
		return SIZE_MAX;
	parent.kind = ROW_SESSION;
	parent.key = ghost->snapshot->sessions[row_group(ghost)->session].key;
	return find(&history->plain, &parent);
}

static size_t distance(size_t a, size_t b)
{
	return a > b ? a - b : b - a;
}

/* A struck row tears no block, and stands as near to its old place as that allows. */
static void check_place(const struct history *history, size_t old_position)
{
	const struct listing *plain = &history->plain;
	size_t position = history->cursor.position;
	size_t parent = parent_of_ghost(history);
	size_t first = parent == SIZE_MAX ? 0 : parent + 1;
	unsigned depth = parent == SIZE_MAX ? 0 : plain->rows[parent].depth + 1;
	size_t end = first;

	while (end < plain->count && plain->rows[end].depth >= depth)
		end++;
	CHECK(first <= position && position <= end);
	CHECK(position == end || plain->rows[position].depth == depth);
	for (size_t i = first; i <= end; i++)
		if (i == end || plain->rows[i].depth == depth)
			CHECK(distance(position, old_position) <= distance(i, old_position));
}

static void check_refresh(struct history *history, size_t old_position)
{
	struct row living;
	size_t position;

	if (!history->chosen && history->listing.count > 0)
		adopt(history, &history->plain.rows[0]);
	if (history->chosen) {
		position = find(&history->plain, &history->identity);
		if (!find_living(history, &history->identity, &living))
			check_place(history, old_position);
		else if (position != SIZE_MAX)
			history->home = home_of(history, &living);
		else if (living.kind != ROW_PROCESS || home_of(history, &living) == history->home)
			check_stand_in(history, &living);
		else
			check_guest(history, &living);
	}
	check_all(history);
	history->view_changed = false;
}

static void refresh(struct history *history)
{
	const struct snapshot *snapshot = history->machine.snapshot;
	size_t old_position = history->cursor.position;
	const struct listing_query query = {
		.arrangement = history->arrangement,
		.order = history->order,
		.folds = &history->folds,
	};

	CHECK(listing_make(&history->plain, snapshot, &query) == 0);
	CHECK(listing_make(&history->listing, snapshot, &query) == 0);
	CHECK(cursor_settle(&history->cursor, &history->listing, snapshot) == 0);
	check_refresh(history, old_position);
}

/* ---- What users do ---- */

static uint64_t chance(struct history *history, uint64_t below)
{
	return random_machine_number(&history->machine, below);
}

static void move(struct history *history)
{
	struct cursor *cursor = &history->cursor;
	size_t count = history->listing.count;
	size_t target = chance(history, count + 5);
	size_t wanted = target < count ? target : count - 1;

	if (count > 0 && wanted != cursor->position)
		adopt(history, &history->listing.rows[wanted]);
	if (chance(history, 2))
		cursor_move_to(cursor, &history->listing, target);
	else
		cursor_move_by(cursor, &history->listing, (long)target - (long)cursor->position);
	check_all(history);
}

static void turn_fold(struct history *history)
{
	const struct row *row;
	uint64_t key;

	if (history->listing.count == 0)
		return;
	row = &history->listing.rows[chance(history, history->listing.count)];
	if (chance(history, 2))
		row = cursor_row(&history->cursor, &history->listing);
	key = row->kind == ROW_SESSION ? row_session(row)->key : row_group(row)->key;
	CHECK(folds_set(&history->folds, key, !folds_is_unfolded(&history->folds, key)) == 0);
	history->view_changed = true;
}

static void change_view(struct history *history)
{
	switch (chance(history, 16)) {
	case 0:
		folds_set_all(&history->folds, chance(history, 3) > 0);
		history->view_changed = true;
		break;
	case 1:
		history->arrangement = (enum arrangement)chance(history, ARRANGEMENT_COUNT);
		history->view_changed = true;
		break;
	case 2:
		history->order.column = (enum column_id)chance(history, COLUMN_COUNT);
		history->order.reversed = chance(history, 2);
		break;
	case 3:
		cursor_set_height(
		        &history->cursor, chance(history, HEIGHT_MAX), history->listing.count);
		check_window(history);
		break;
	default:
		turn_fold(history);
	}
}

static void step(struct history *history)
{
	uint64_t events = chance(history, chance(history, 2) ? 12 : 3);

	if (chance(history, 3) == 0)
		change_view(history);
	/* Most often the view is made anew before anything else can happen, but not always. */
	if (chance(history, 4) > 0)
		refresh(history);
	if (chance(history, 150) == 0)
		random_machine_end(&history->machine);
	for (uint64_t i = 0; i < events; i++)
		random_machine_happen(&history->machine);
	random_machine_look(&history->machine);
	if (chance(history, 2))
		folds_prune(&history->folds, history->machine.snapshot);
	refresh(history);
	if (chance(history, 4) == 0)
		move(history);
}

/* ---- The test ---- */

static void live_through(uint64_t seed, unsigned steps)
{
	struct history *history = test_calloc(1, sizeof(*history));

	history->seed = seed;
	history->order.column = COLUMN_CPU;
	random_machine_init(&history->machine, seed);
	cursor_init(&history->cursor);
	for (history->step = 0; history->step < steps; history->step++)
		step(history);

	cursor_done(&history->cursor);
	listing_done(&history->listing);
	listing_done(&history->plain);
	folds_done(&history->folds);
	random_machine_done(&history->machine);
	test_free(history);
}

/* A number from the environment, or the usual one. */
static uint64_t setting(const char *name, uint64_t usual)
{
	const char *text = getenv(name);
	uint64_t value = usual;

	if (text)
		assert_int_equal(number_parse(text, UINT64_MAX, &value), 0);
	return value;
}

static void test_cursor_keeps_its_word(void **state)
{
	unsigned steps = (unsigned)setting("POSSE_TEST_STEPS", STEPS);

	(void)state;
	if (getenv("POSSE_TEST_SEED")) {
		live_through(setting("POSSE_TEST_SEED", 0), steps);
		return;
	}
	for (uint64_t seed = 1; seed <= SEEDS; seed++)
		live_through(seed, steps);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_cursor_keeps_its_word),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
