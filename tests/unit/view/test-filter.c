/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Filters: what each word wants, and what is said of one that cannot be read. */
#include <config.h>

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "../../lib/memory/snapshot_fixture.h"
#include "base/array.h"
#include "base/cleanup.h"
#include "view/filter/filter.h"
#include "view/listing/listing.h"

enum {
	WORDS_MAX = 4,
};

/* A shell with a job in front and one that is stopped, and a service of root's. */
static const struct snapshot *machine(void)
{
	return SNAPSHOT_OF({.pid = 1, .name = "init", .start = STARTED_AGO(90000)},
		{.pid = 100, .name = "bash", .euid = USER_DEPLOY, .tty_name = "pts/0",
			.tpgid = 110, .start = STARTED_AGO(7200)},
		{.pid = 110, .sid = 100, .ppid = 100, .name = "make", .euid = USER_DEPLOY,
			.command = "make -j16 all",
			.tty_name = "pts/0", .tpgid = 110, .start = STARTED_AGO(60),
			.rss = 3 << 20},
		{.pid = 111, .pgid = 110, .sid = 100, .ppid = 110, .name = "cc1plus",
			.command = "cc1plus -O2",
			.tty_name = "pts/0", .tpgid = 110, .start = STARTED_AGO(50),
			.state = 'R', .rss = 2 << 20},
		{.pid = 120, .sid = 100, .ppid = 100, .name = "vim", .euid = USER_DEPLOY,
			.tty_name = "pts/0", .tpgid = 110, .start = STARTED_AGO(600),
			.state = 'T'},
		{.pid = 201, .pgid = 200, .sid = 200, .ppid = 1, .name = "worker",
			.start = STARTED_AGO(80000)});
}

/* The numbers of the rows that are wanted, " 100 110". */
static void list(enum arrangement arrangement, const char *const *words, char buf[256])
{
	CLEANUP(snapshot_unrefp) const struct snapshot *snapshot = machine();
	CLEANUP(filter_freep) struct filter *filter = NULL;
	CLEANUP(listing_done) struct listing listing = {0};
	struct listing_query query = {.arrangement = arrangement};
	struct filter_fault fault;
	size_t count = 0;
	size_t end = 0;

	while (count < WORDS_MAX && words[count])
		count++;
	assert_int_equal(filter_parse(words, count, &filter, &fault), 0);
	query.filter = filter;
	query.order.column = arrangement == ARRANGE_GROUPS ? COLUMN_PGID : COLUMN_PID;
	assert_int_equal(listing_make(&listing, snapshot, &query), 0);
	buf[0] = '\0';
	for (size_t i = 0; i < listing.count; i++) {
		const struct row *row = &listing.rows[i];

		end += (size_t)snprintf(buf + end, 256 - end, " %d",
			arrangement == ARRANGE_GROUPS ? (int)row_group(row)->id.pgid
						      : (int)row_process(row)->pid);
	}
}

static void test_groups(void **state)
{
	static const struct {
		const char *words[WORDS_MAX];
		const char *wanted;
	} rows[] = {
		{{NULL}, " 1 100 110 120 200"},
		{{"user=deploy"}, " 100 110 120"},
		{{"user=root,nobody"}, " 1 110 200"},
		{{"user=0"}, " 1 110 200"},
		{{"!user=root"}, " 100 120"},
		{{"tty=pts/*"}, " 100 110 120"},
		{{"tty=-"}, " 1 200"},
		{{"state=T"}, " 120"},
		{{"state=R,T"}, " 110 120"},
		{{"members>1"}, " 110"},
		{{"members=1", "!tty=-"}, " 100 120"},
		{{"rss>4M"}, " 110"},
		{{"rss>=5M"}, " 110"},
		{{"rss>5M"}, ""},
		{{"rss<=5242880"}, " 1 100 110 120 200"},
		{{"age>1h"}, " 1 100 200"},
		{{"age<10m"}, " 110"},
		{{"age>=600"}, " 1 100 120 200"},
		{{"age>0.5d"}, " 1 200"},
		{{"sid=100"}, " 100 110 120"},
		{{"sid=100", "!pgid=100"}, " 110 120"},
		{{"pgid=1,200"}, " 1 200"},
		{{"pid=111"}, " 110"},
		{{"fg"}, " 110"},
		{{"leaderless"}, " 200"},
		{{"!orphaned", "sid=100"}, " 110 120"},
		{{"J16"}, " 110"},
		{{"j16 ALL"}, " 110"},
		{{"/^make.*all$/"}, " 110"},
		{{"/^Make/"}, ""},
		{{"/^(vim|worker)$/"}, " 120 200"},
		{{"!/a/", "!init"}, " 120 200"},
		{{"nothing-of-the-kind"}, ""},
		{{"user"}, ""},
	};
	char got[256];

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		list(ARRANGE_GROUPS, rows[i].words, got);
		if (strcmp(got, rows[i].wanted) != 0)
			fail_msg("%s: wanted%s, got%s", rows[i].words[0], rows[i].wanted, got);
	}
}

static void test_processes(void **state)
{
	static const struct {
		const char *word;
		const char *wanted;
	} rows[] = {{"user=root", " 1 111 201"}, {"state=T", " 120"}, {"rss>2.5M", " 110"},
		{"pgid=110", " 110 111"}, {"members>1", " 110 111"}, {"cc1plus", " 111"},
		{"fg", " 110 111"}, {"age>1h", " 1 100 201"}};
	char got[256];

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const char *words[WORDS_MAX] = {rows[i].word};

		list(ARRANGE_PROCESSES, words, got);
		assert_string_equal(got, rows[i].wanted);
	}
}

static void test_faults(void **state)
{
	static const struct {
		const char *word;
		enum filter_fault_kind kind;
		const char *part;
	} rows[] = {
		{"", FILTER_EMPTY, ""},
		{"!", FILTER_EMPTY, "!"},
		{"//", FILTER_EMPTY, "//"},
		{"/x", FILTER_EMPTY, "/x"},
		{"colour=red", FILTER_NO_KEY, "colour"},
		{"fg=1", FILTER_NO_KEY, "fg"},
		{"=1", FILTER_NO_KEY, ""},
		{"user>3", FILTER_NO_COMPARISON, "user"},
		{"sid<=3", FILTER_NO_COMPARISON, "sid"},
		{"cpu>", FILTER_NO_VALUE, "cpu"},
		{"cpu>=", FILTER_NO_VALUE, "cpu"},
		{"cpu>-1", FILTER_NO_NUMBER, "-1"},
		{"cpu>1.", FILTER_NO_NUMBER, "1."},
		{"cpu>.5", FILTER_NO_NUMBER, ".5"},
		{"cpu>1e3", FILTER_NO_NUMBER, "1e3"},
		{"cpu==1", FILTER_NO_NUMBER, "=1"},
		{"rss>1.5Q", FILTER_NO_SIZE, "1.5Q"},
		{"rss>K", FILTER_NO_SIZE, "K"},
		{"age>1y", FILTER_NO_AGE, "1y"},
		{"age>1h30", FILTER_NO_AGE, "1h30"},
		{"state=Q", FILTER_NO_STATE, "Q"},
		{"state=RS", FILTER_NO_STATE, "RS"},
		{"state=R,", FILTER_NO_STATE, "R,"},
		{"state=?", FILTER_NO_STATE, "?"},
		{"pgid=x", FILTER_NO_IDS, "x"},
		{"pgid=1,-1", FILTER_NO_IDS, "1,-1"},
		{"/(/", FILTER_NO_REGEX, "("},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const char *words[] = {"fg", rows[i].word};
		struct filter_fault fault = {.word = 99};
		struct filter *filter;

		assert_int_equal(filter_parse(words, 2, &filter, &fault), -EINVAL);
		assert_int_equal(fault.word, 1);
		assert_int_equal(fault.kind, rows[i].kind);
		assert_string_equal(fault.part, rows[i].part);
		assert_int_equal(fault.reason[0] != '\0', fault.kind == FILTER_NO_REGEX);
	}
}

/* Only words that are looked for in command lines have them read. */
static void test_wants_commands(void **state)
{
	static const struct {
		const char *word;
		bool wanted;
	} rows[] = {{"make", true}, {"!/make/", true}, {"cpu>1", false}, {"fg", false}};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const char *words[] = {"tty=pts/0", rows[i].word};
		CLEANUP(filter_freep) struct filter *filter = NULL;
		struct filter_fault fault;

		assert_int_equal(filter_parse(words, 2, &filter, &fault), 0);
		assert_int_equal(filter_wants_commands(filter), rows[i].wanted);
	}
}

/* Every form that the help shows can be read. */
static void test_help(void **state)
{
	size_t count;
	const struct filter_help *rows = filter_help_rows(&count);

	(void)state;
	for (size_t i = 0; i < count; i++) {
		CLEANUP(filter_freep) struct filter *filter = NULL;
		struct filter_fault fault;

		assert_int_equal(filter_parse(&rows[i].form, 1, &filter, &fault), 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_groups),
		cmocka_unit_test(test_processes),
		cmocka_unit_test(test_faults),
		cmocka_unit_test(test_wants_commands),
		cmocka_unit_test(test_help),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
