/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A filter as a line of text, there and back. */
#include <config.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../../lib/memory/snapshot_fixture.h"
#include "base/array.h"
#include "base/cleanup.h"
#include "view/filter/filter_text.h"

/* ---- Words ---- */

static void joins_words_so_that_they_are_read_again(void **state)
{
	static const struct {
		const char *words[3];
		const char *text;
	} cases[] = {
		{{"make"}, "make"},
		{{"user=root", "!fg"}, "user=root !fg"},
		{{"two words"}, "\"two words\""},
		{{"!two words"}, "!\"two words\""},
		{{"/^make .*all/", "x"}, "/^make .*all/ x"},
		{{"!/a b/"}, "!/a b/"},
		{{"a\"b"}, "\"a\\\"b\""},
		{{"a\\ b"}, "\"a\\\\ b\""},
		{{NULL}, ""},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		size_t count = 0;
		CLEANUP_FREE char *text = NULL;

		while (cases[i].words[count])
			count++;
		text = filter_text_join(cases[i].words, count);
		assert_string_equal(text, cases[i].text);
	}
}

/* Which of the commands a filter fits that was typed so. */
static void assert_fits(const char *text, const char *wanted)
{
	CLEANUP(snapshot_unrefp) const struct snapshot *snapshot =
		SNAPSHOT_OF({.pid = 1, .name = "a", .command = "make all"},
			{.pid = 2, .name = "b", .command = "make clean all"},
			{.pid = 3, .name = "c", .command = "say \"x"});
	CLEANUP(filter_freep) struct filter *filter = NULL;
	struct filter_fault fault;
	struct filter_span span;
	char names[8] = "";
	size_t end = 0;

	assert_int_equal(filter_text_parse(text, &filter, &fault, &span), 0);
	for (uint32_t i = 0; i < snapshot->process_count; i++) {
		const struct row row = {.kind = ROW_PROCESS, .snapshot = snapshot, .index = i};

		if (filter_matches(filter, &row))
			names[end++] = snapshot->processes[i].name[0];
	}
	assert_string_equal(names, wanted);
}

static void reads_what_stands_in_quotes_or_slashes_as_one(void **state)
{
	(void)state;
	assert_fits("", "abc");
	assert_fits("   ", "abc");
	assert_fits("make all", "ab");
	assert_fits("\"make all\"", "a");
	assert_fits("!\"make all\"", "bc");
	assert_fits("  /make .* all/  ", "b");
	assert_fits("/make .* all/ clean", "b");
	assert_fits("!/make/", "c");
	assert_fits("\"say \\\"x\"", "c");
	/* A quote that is not closed yet. */
	assert_fits("\"make a", "a");
}

static void says_where_it_is_wrong(void **state)
{
	static const struct {
		const char *text;
		size_t at;
		size_t len;
	} cases[] = {
		{"cpu>x", 0, 5},
		{"make  cpu>x fg", 6, 5},
		{"fg \"state=Q R\"", 3, 11},
		{"x /(/ y", 2, 3},
		{"x /a b", 2, 4},
		{"!", 0, 1},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct filter *filter = NULL;
		struct filter_fault fault;
		struct filter_span span = {99, 99};

		assert_int_not_equal(filter_text_parse(cases[i].text, &filter, &fault, &span), 0);
		assert_int_equal(span.at, cases[i].at);
		assert_int_equal(span.len, cases[i].len);
	}
}

/* ---- One key ---- */

static void replaces_the_words_of_one_key(void **state)
{
	static const struct {
		const char *text;
		const char *value;
		const char *wanted;
	} cases[] = {
		{"", "root", "user=root"},
		{"make", "root", "make user=root"},
		{"user=a make user=b", "root", "make user=root"},
		{"user=a", NULL, ""},
		{"!user=a fg", NULL, "!user=a fg"},
		{"\"a b\" user=x", NULL, "\"a b\""},
		{"", "a b", "user=\"a b\""},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		CLEANUP_FREE char *text = filter_text_set(cases[i].text, "user", cases[i].value);

		assert_string_equal(text, cases[i].wanted);
	}
}

/* "cp" may become "cpu>50", "make" may not. */
static void knows_a_word_that_is_not_done(void **state)
{
	static const char *const open[] = {"c", "cpu", "!us", "make rs", "members"};
	static const char *const done[] = {"", "cpu ", "cpu>", "make", "fg", "/c", "cpux", "c d x"};

	(void)state;
	for (size_t i = 0; i < COUNT(open); i++)
		assert_true(filter_text_is_open(open[i]));
	for (size_t i = 0; i < COUNT(done); i++)
		assert_false(filter_text_is_open(done[i]));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(joins_words_so_that_they_are_read_again),
		cmocka_unit_test(reads_what_stands_in_quotes_or_slashes_as_one),
		cmocka_unit_test(says_where_it_is_wrong),
		cmocka_unit_test(replaces_the_words_of_one_key),
		cmocka_unit_test(knows_a_word_that_is_not_done),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
