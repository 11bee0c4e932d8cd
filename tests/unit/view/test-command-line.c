/* SPDX-License-Identifier: GPL-2.0-or-later */
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
#include "view/columns/column.h"

#define SNAPSHOT CLEANUP(snapshot_unrefp) const struct snapshot *
#define DETAILS  CLEANUP(free_details) struct detail_set *

static void free_details(struct detail_set **set)
{
	detail_set_free(*set);
}

static const char *format_command(const struct column_context *context, const struct row *row,
	char *buf, size_t size)
{
	return column_format(COLUMN_COMMAND, context, row, buf, size);
}

/* The command of group 10. */
static const char *command_of(const struct column_context *context, const struct snapshot *snapshot,
        char *buf, size_t size)
{
	const struct row row = {.kind = ROW_GROUP,
		.snapshot = snapshot,
		.index = (uint32_t)(snapshot_group(snapshot, 10) - snapshot->groups)};

	return format_command(context, &row, buf, size);
}

static void test_command_line_where_it_is_known(void **state)
{
	SNAPSHOT snapshot = SNAPSHOT_OF({.pid = 10, .name = "make"},
	        {.pid = 11, .pgid = 10, .name = "cc"}, {.pid = 12, .pgid = 10, .name = "as"});
	DETAILS details =
	        DETAILS_OF(snapshot, {.pid = 10, .command = "make -j16 all"}, {.pid = 11});
	const struct column_context context = {.charset = TEXT_UTF8, .details = details};
	const struct row session = {.kind = ROW_SESSION, .snapshot = snapshot};
	const struct row known_to_have_none = {.kind = ROW_PROCESS,
		.snapshot = snapshot,
		.index = 1};
	const struct row unknown = {.kind = ROW_PROCESS, .snapshot = snapshot, .index = 2};
	char buf[64];

	(void)state;
	assert_string_equal(command_of(&context, snapshot, buf, sizeof(buf)), "make -j16 all");
	assert_string_equal(format_command(&context, &session, buf, sizeof(buf)), "make -j16 all");
	assert_string_equal(format_command(&context, &known_to_have_none, buf, sizeof(buf)), "cc");
	assert_string_equal(format_command(&context, &unknown, buf, sizeof(buf)), "as");
}

static void test_command_line_of_another_process_with_that_pid(void **state)
{
	SNAPSHOT before = SNAPSHOT_OF({.pid = 10, .start = 500, .name = "old"});
	SNAPSHOT after = SNAPSHOT_OF({.pid = 10, .start = 900, .name = "new"});
	DETAILS details = DETAILS_OF(before, {.pid = 10, .command = "old --flag"});
	const struct column_context context = {.charset = TEXT_UTF8, .details = details};
	char buf[64];

	(void)state;
	assert_string_equal(command_of(&context, after, buf, sizeof(buf)), "new");
}

static void assert_raw(const char *bytes, const char *wanted)
{
	SNAPSHOT snapshot = SNAPSHOT_OF({.pid = 10, .name = "name"});
	DETAILS details = DETAILS_OF(snapshot, {.pid = 10, .command = bytes});
	const struct column_context context = {.charset = TEXT_UTF8, .details = details};
	char buf[64];

	assert_string_equal(command_of(&context, snapshot, buf, sizeof(buf)), wanted);
}

static void test_odd_command_lines(void **state)
{
	(void)state;
	assert_raw("sh -c sleep 1", "sh -c sleep 1");
	assert_raw("a  b", "a  b");
	assert_raw("", "name");
	assert_raw("\033[2J \302\2331m", "\357\277\275[2J \357\277\2751m");
	assert_raw("evil\342\200\256txt", "evil\357\277\275txt");
	assert_raw("two\nlines", "two lines");
}

static void assert_cut(size_t columns, size_t size, enum text_charset charset, const char *wanted)
{
	SNAPSHOT snapshot =
	        SNAPSHOT_OF({.pid = 11, .pgid = 10, .name = "python3 train.py --epochs 90"});
	const struct column_context context = {.charset = charset, .command_columns = columns};
	char buf[128];

	memset(buf, 'z', sizeof(buf));
	assert_string_equal(command_of(&context, snapshot, buf, size), wanted);
	assert_int_equal(buf[size], 'z');
}

static void test_mark_survives_cutting(void **state)
{
	(void)state;
	assert_cut(0, 100, TEXT_UTF8, "python3 train.py --epochs 90 (leaderless)");
	assert_cut(41, 100, TEXT_UTF8, "python3 train.py --epochs 90 (leaderless)");
	assert_cut(40, 100, TEXT_UTF8, "python3 train.py --epochs … (leaderless)");
	assert_cut(40, 100, TEXT_ASCII, "python3 train.py --epochs ~ (leaderless)");
	assert_cut(21, 100, TEXT_UTF8, "python3… (leaderless)");
	assert_cut(20, 100, TEXT_UTF8, "python3 train.py --…");
	assert_cut(1, 100, TEXT_UTF8, "…");
	assert_cut(0, 30, TEXT_UTF8, "python3 train.py (leaderless)");
	assert_cut(0, 10, TEXT_UTF8, "python3 t");
	assert_cut(0, 1, TEXT_UTF8, "");
}

/* As long as the kernel lets it be: the buffer decides. */
static void test_enormous_command_line(void **state)
{
	enum { LEN = DETAIL_COMMAND_MAX };
	SNAPSHOT snapshot = SNAPSHOT_OF({.pid = 10});
	CLEANUP_FREE char *raw = calloc(1, LEN + 1);
	CLEANUP_FREE char *buf = malloc(LEN + 1);
	struct detail detail = {.id = process_identity(snapshot_process(snapshot, 10)),
		.command = raw};
	struct detail_set details = {.items = &detail, .count = 1};
	const struct column_context context = {.charset = TEXT_UTF8, .details = &details};

	(void)state;
	for (size_t i = 0; i < LEN; i++)
		raw[i] = i % 2 ? ' ' : 'a';
	command_of(&context, snapshot, buf, LEN + 1);
	assert_in_range(strlen(buf), LEN - 8, LEN);
	command_of(&context, snapshot, buf, 40);
	assert_in_range(strlen(buf), 32, 39);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_command_line_where_it_is_known),
	        cmocka_unit_test(test_command_line_of_another_process_with_that_pid),
	        cmocka_unit_test(test_odd_command_lines),
	        cmocka_unit_test(test_mark_survives_cutting),
	        cmocka_unit_test(test_enormous_command_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
