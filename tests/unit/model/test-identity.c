/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Identities: when two are one, and the text that people copy and paste. */
#include <config.h>

#include <errno.h>
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "../../lib/memory/snapshot_fixture.h"
#include "base/array.h"
#include "base/cleanup.h"
#include "kill/target_spec.h"
#include "model/identity.h"

static void test_a_number_alone_is_nobody(void **state)
{
	(void)state;
	assert_true(process_id_equal((struct process_id){7, 100}, (struct process_id){7, 100}));
	assert_false(process_id_equal((struct process_id){7, 100}, (struct process_id){7, 101}));
	assert_false(process_id_equal((struct process_id){7, 100}, (struct process_id){8, 100}));
}

static void test_order(void **state)
{
	static const struct process_id ordered[] = {
		{1, UINT64_MAX}, {2, 0}, {2, 1}, {2, UINT64_MAX}, {INT_MAX, 0}};

	(void)state;
	for (int a = 0; a < 5; a++)
		for (int b = 0; b < 5; b++) {
			int order = process_id_compare(ordered[a], ordered[b]);

			assert_int_equal((order > 0) - (order < 0), (a > b) - (a < b));
		}
}

static void expect_text(struct group_id id, const char *text)
{
	char buf[GROUP_ID_TEXT_MAX];
	struct group_id back;

	assert_string_equal(group_id_format(&id, buf), text);
	assert_int_equal(group_id_parse(buf, &back), 0);
	assert_int_equal(back.pgid, id.pgid);
	assert_int_equal(back.sid, -1);
	assert_true(process_id_equal(back.anchor, id.anchor));
}

static void test_text_and_back(void **state)
{
	(void)state;
	expect_text((struct group_id){2210, 1423, {2210, 88123}}, "2210@88123");
	expect_text((struct group_id){2210, 1423, {2214, 88130}}, "2210@2214:88130");
	expect_text((struct group_id){2210, -1, {0, 0}}, "2210");
	expect_text((struct group_id){1, 1, {1, 0}}, "1@0");
	expect_text((struct group_id){INT_MAX, INT_MAX, {INT_MAX - 1, UINT64_MAX}},
		"2147483647@2147483646:18446744073709551615");
}

static void test_leaderless(void **state)
{
	struct group_id led = {100, 90, {100, 5}};
	struct group_id leaderless = {100, 90, {101, 5}};

	(void)state;
	assert_false(group_id_is_leaderless(&led));
	assert_true(group_id_is_leaderless(&leaderless));
}

static void test_text_that_is_none(void **state)
{
	static const char *const wrong[] = {"", "@", "12@", "@12", "-12", "+12", " 12", "12 ",
		"0x12", "12@x", "12@-1", "12@1@2", "12@1:2:3", "12@:5", "12@5:", "12@ 5", "twelve",
		"012", "12@05", "1e3", "12\n", "12@0:5", "session:12"};

	(void)state;
	for (size_t i = 0; i < COUNT(wrong); i++) {
		struct group_id id = {-7, -7, {-7, 7}};

		assert_int_equal(group_id_parse(wrong[i], &id), -EINVAL);
		assert_int_equal(id.pgid, -7);
	}
}

static void test_numbers_too_large(void **state)
{
	static const char *const large[] = {"2147483648", "99999999999999999999999",
		"12@18446744073709551616", "12@2147483648:1"};
	char longest[300];
	struct group_id id;

	(void)state;
	for (size_t i = 0; i < COUNT(large); i++)
		assert_int_equal(group_id_parse(large[i], &id), -ERANGE);
	memset(longest, '9', sizeof(longest) - 1);
	longest[sizeof(longest) - 1] = '\0';
	assert_true(group_id_parse(longest, &id) < 0);
}

/* ---- What a text names in a snapshot ---- */

static const struct snapshot *two_groups(void)
{
	return SNAPSHOT_OF({.pid = 100, .sid = 90, .start = 1000},
		{.pid = 101, .pgid = 100, .sid = 90, .start = 1001},
		{.pid = 201, .pgid = 200, .sid = 90, .start = 2001},
		{.pid = 202, .pgid = 200, .sid = 90, .start = 2002});
}

static int resolve(const char *text, pid_t expected)
{
	CLEANUP(snapshot_unrefp) const struct snapshot *snapshot = two_groups();
	const struct group *group = NULL;
	struct group_id id;
	int r;

	assert_int_equal(group_id_parse(text, &id), 0);
	r = target_spec_find_group(&id, snapshot, &group);
	assert_int_equal(r == 0, group != NULL);
	if (group)
		assert_int_equal(group->id.pgid, expected);
	return r;
}

static void test_text_to_group(void **state)
{
	(void)state;
	assert_int_equal(resolve("100", 100), 0);
	assert_int_equal(resolve("100@1000", 100), 0);
	assert_int_equal(resolve("200@201:2001", 200), 0);
	/* Any member bears witness, not only the oldest: that one may have ended since. */
	assert_int_equal(resolve("200@202:2002", 200), 0);
	assert_int_equal(resolve("100@101:1001", 100), 0);
	assert_int_equal(resolve("999", 0), -ESRCH);
	assert_int_equal(resolve("999@5", 0), -ESRCH);
	assert_int_equal(resolve("101", 0), -ESRCH);
}

static void test_text_of_another_group(void **state)
{
	(void)state;
	assert_int_equal(resolve("100@999", 0), -ESTALE);
	assert_int_equal(resolve("100@201:2001", 0), -ESTALE);
	assert_int_equal(resolve("200@201:2002", 0), -ESTALE);
	/* The leader that is named has gone, and nobody else can prove that it is the same. */
	assert_int_equal(resolve("200@1999", 0), -ESTALE);
}

/* A leaderless group by its member 301, and whoever has 300 as PID since. */
static int resolve_beside(struct process holder)
{
	CLEANUP(snapshot_unrefp)
	const struct snapshot *snapshot =
		SNAPSHOT_OF({.pid = 301, .pgid = 300, .sid = 90, .start = 3001}, holder);
	const struct group_id id = {300, -1, {301, 3001}};
	const struct group *group;

	return target_spec_find_group(&id, snapshot, &group);
}

static void test_a_younger_leader_is_a_stranger(void **state)
{
	(void)state;
	assert_int_equal(resolve_beside((struct process){.pid = 9}), 0);
	/* It was there before the member, and only outside of the group for a while. */
	assert_int_equal(resolve_beside((struct process){.pid = 300, .sid = 90, .start = 3000}), 0);
	assert_int_equal(resolve_beside((struct process){.pid = 300, .sid = 90, .start = 3001}), 0);
	assert_int_equal(resolve_beside((struct process){.pid = 300, .sid = 90, .start = 3002}),
		-ESTALE);
	/* Who has left the group again had founded it. */
	assert_int_equal(
		resolve_beside((struct process){.pid = 300, .pgid = 310, .sid = 90, .start = 3002}),
		-ESTALE);
}

static void test_another_session_is_another_group(void **state)
{
	CLEANUP(snapshot_unrefp) const struct snapshot *snapshot = two_groups();
	const struct group *group = NULL;
	struct group_id id = {100, 91, {100, 1000}};

	(void)state;
	assert_int_equal(target_spec_find_group(&id, snapshot, &group), -ESTALE);
	id.sid = 90;
	assert_int_equal(target_spec_find_group(&id, snapshot, &group), 0);
}

/* Groups as they are, sessions behind a word. */
static void test_targets(void **state)
{
	struct target_spec target;

	(void)state;
	assert_int_equal(target_spec_parse("2210", &target), 0);
	assert_false(target.is_session);
	assert_int_equal(target.id.pgid, 2210);
	assert_int_equal(target_spec_parse("session:1423", &target), 0);
	assert_true(target.is_session);
	assert_int_equal(target.id.pgid, 1423);
	assert_int_equal(target_spec_parse("session:1423@77", &target), 0);
	assert_int_equal(target.id.anchor.start, 77);
	assert_int_equal(target_spec_parse("session:", &target), -EINVAL);
	assert_int_equal(target_spec_parse("session:-1", &target), -EINVAL);
	assert_int_equal(target_spec_parse("session:01", &target), -EINVAL);
	assert_int_equal(target_spec_parse("session:99999999999", &target), -ERANGE);
	assert_int_equal(target_spec_parse("Session:1", &target), -EINVAL);
	assert_int_equal(target_spec_parse("session:session:1", &target), -EINVAL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_number_alone_is_nobody),
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_text_and_back),
		cmocka_unit_test(test_leaderless),
		cmocka_unit_test(test_text_that_is_none),
		cmocka_unit_test(test_numbers_too_large),
		cmocka_unit_test(test_text_to_group),
		cmocka_unit_test(test_text_of_another_group),
		cmocka_unit_test(test_a_younger_leader_is_a_stranger),
		cmocka_unit_test(test_another_session_is_another_group),
		cmocka_unit_test(test_targets),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
