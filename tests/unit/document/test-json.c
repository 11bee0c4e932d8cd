/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Both documents, read back by a JSON reader. */
#include <config.h>

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include <jansson.h>

#include "../../lib/memory/snapshot_fixture.h"
#include "base/cleanup.h"
#include "document/json_kill.h"
#include "document/json_list.h"
#include "report/sentence_outcome.h"
#include "report/sentence_warning.h"

/* ---- Reading ---- */

/* The value at "groups/0/members/1/pid". */
static json_t *at(json_t *value, const char *path)
{
	char words[128];
	char *rest = words;

	snprintf(words, sizeof(words), "%s", path);
	for (char *word; (word = strsep(&rest, "/"));) {
		if (json_is_array(value))
			value = json_array_get(value, (size_t)(word[0] - '0'));
		else
			value = json_object_get(value, word);
	}
	if (!value)
		fail_msg("there is no %s", path);
	return value;
}

static void assert_number(json_t *document, const char *path, json_int_t expected)
{
	json_t *value = at(document, path);

	assert_true(json_is_integer(value));
	assert_int_equal(json_integer_value(value), expected);
}

static void assert_text(json_t *document, const char *path, const char *expected)
{
	json_t *value = at(document, path);

	assert_true(json_is_string(value));
	assert_string_equal(json_string_value(value), expected);
}

static void assert_null_at(json_t *document, const char *path)
{
	assert_true(json_is_null(at(document, path)));
}

static void assert_true_at(json_t *document, const char *path, bool expected)
{
	json_t *value = at(document, path);

	assert_true(json_is_boolean(value));
	assert_int_equal(json_is_true(value), expected);
}

/* The keys of an object, in their order: "pid ppid ...". */
static void assert_keys(json_t *document, const char *path, const char *expected)
{
	json_t *object = path[0] ? at(document, path) : document;
	char keys[512] = "";
	const char *key;
	json_t *value;

	json_object_foreach(object, key, value)
	{
		size_t end = strlen(keys);

		snprintf(keys + end, sizeof(keys) - end, "%s%s", end ? " " : "", key);
	}
	assert_string_equal(keys, expected);
}

static json_t *load(const char *text)
{
	json_error_t error;
	json_t *document = json_loads(text, JSON_REJECT_DUPLICATES, &error);

	if (!document)
		fail_msg("%s in line %d", error.text, error.line);
	return document;
}

/* ---- The list ---- */

static char *write_list(const struct snapshot *snapshot, enum arrangement arrangement,
	const char *sort)
{
	CLEANUP(listing_done) struct listing listing = {0};
	const struct folds folds = {.all = true};
	struct listing_query query = {.arrangement = arrangement, .folds = &folds};
	struct json_list list = {
		.snapshot = snapshot,
		.arrangement = arrangement,
		.listing = &listing,
	};
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	assert_non_null(out);
	assert_int_equal(sort_order_parse(sort, &query.order), 0);
	assert_int_equal(listing_make(&listing, snapshot, &query), 0);
	assert_int_equal(json_list_write(&list, out), 0);
	fclose(out);
	return text;
}

static json_t *list(const struct snapshot *snapshot, enum arrangement arrangement, const char *sort)
{
	CLEANUP_FREE char *text = write_list(snapshot, arrangement, sort);

	return load(text);
}

/* A job in the foreground, a stopped one, and one without a leader. */
static const struct snapshot *jobs(void)
{
	return SNAPSHOT_OF(
		{.pid = 1000, .name = "bash", .tty_name = "pts/0", .tpgid = 2000, .tty = 34816,
			.euid = USER_DEPLOY},
		{.pid = 2000, .sid = 1000, .ppid = 1000, .name = "make", .tty_name = "pts/0",
			.command = "make -j16 all", .tty = 34816, .tpgid = 2000, .state = 'R',
			.threads = 3, .rss = 4096,
			.euid = USER_DEPLOY, .start = STARTED_AGO(60)},
		{.pid = 2001, .pgid = 2000, .sid = 1000, .name = "cc1", .tty_name = "pts/0",
			.tty = 34816, .tpgid = 2000, .rss = 8192, .start = STARTED_AGO(30)},
		{.pid = 3001, .pgid = 3000, .sid = 1000, .ppid = 1, .name = "left", .state = 'T',
			.start = STARTED_AGO(10)});
}

static void writes_a_group_with_all_that_is_known(void **state)
{
	CLEANUP(snapshot_unrefp) const struct snapshot *snapshot = jobs();
	json_t *document = list(snapshot, ARRANGE_GROUPS, "pgid");

	(void)state;
	assert_keys(document, "", "schema host time partial groups");
	assert_number(document, "schema", 1);
	assert_text(document, "host", "web1");
	assert_text(document, "time", "2023-11-14T22:13:20Z");
	assert_true_at(document, "partial", false);
	assert_int_equal(json_array_size(at(document, "groups")), 3);

	assert_keys(document, "groups/1",
		"pgid sid id leader users tty foreground orphaned states members cpu_percent "
		"rss_bytes age_seconds command");
	assert_number(document, "groups/1/pgid", 2000);
	assert_number(document, "groups/1/sid", 1000);
	assert_text(document, "groups/1/id", "2000@9994000");
	assert_number(document, "groups/1/leader", 2000);
	assert_text(document, "groups/1/users/0", "deploy");
	assert_text(document, "groups/1/users/1", "root");
	assert_text(document, "groups/1/tty", "pts/0");
	assert_true_at(document, "groups/1/foreground", true);
	assert_true_at(document, "groups/1/orphaned", false);
	assert_keys(document, "groups/1/states", "R S");
	assert_number(document, "groups/1/states/R", 1);
	assert_number(document, "groups/1/rss_bytes", 12288);
	assert_number(document, "groups/1/age_seconds", 60);
	assert_text(document, "groups/1/command", "make -j16 all");

	assert_keys(document, "groups/1/members/0",
		"pid ppid pgid sid start user state threads cpu_percent rss_bytes command");
	assert_number(document, "groups/1/members/0/pid", 2000);
	assert_number(document, "groups/1/members/0/threads", 3);
	assert_number(document, "groups/1/members/0/start", 9994000);
	assert_text(document, "groups/1/members/0/state", "R");
	assert_text(document, "groups/1/members/1/user", "root");
	assert_text(document, "groups/1/members/1/command", "cc1");
	json_decref(document);
}

static void writes_null_for_what_a_group_has_not(void **state)
{
	CLEANUP(snapshot_unrefp) const struct snapshot *snapshot = jobs();
	json_t *document = list(snapshot, ARRANGE_GROUPS, "pgid");

	(void)state;
	assert_null_at(document, "groups/2/leader");
	assert_null_at(document, "groups/2/tty");
	assert_text(document, "groups/2/id", "3000@3001:9999000");
	assert_text(document, "groups/2/command", "left");
	json_decref(document);
}

static void writes_sessions_with_their_groups(void **state)
{
	CLEANUP(snapshot_unrefp) const struct snapshot *snapshot = jobs();
	json_t *document = list(snapshot, ARRANGE_SESSIONS, "sid");

	(void)state;
	assert_keys(document, "", "schema host time partial sessions");
	assert_int_equal(json_array_size(at(document, "sessions")), 1);
	assert_keys(document, "sessions/0", "sid id leader tty groups");
	assert_number(document, "sessions/0/leader", 1000);
	assert_int_equal(json_array_size(at(document, "sessions/0/groups")), 3);
	assert_number(document, "sessions/0/groups/1/members/1/pid", 2001);
	json_decref(document);
}

static void writes_processes_in_the_order_asked_for(void **state)
{
	CLEANUP(snapshot_unrefp) const struct snapshot *snapshot = jobs();
	json_t *document = list(snapshot, ARRANGE_PROCESSES, "rss");

	(void)state;
	assert_int_equal(json_array_size(at(document, "processes")), 4);
	assert_number(document, "processes/0/pid", 2001);
	assert_number(document, "processes/1/pid", 2000);
	json_decref(document);
}

static void writes_percent_with_one_decimal(void **state)
{
	CLEANUP(snapshot_unrefp) const struct snapshot *first =
		SNAPSHOT_OF({.pid = 10, .cpu = 100}, {.pid = 11, .pgid = 10, .cpu = 5});
	CLEANUP(snapshot_unrefp) const struct snapshot *second =
		SNAPSHOT_AFTER(first, {.pid = 10, .cpu = 193}, {.pid = 11, .pgid = 10, .cpu = 12});
	CLEANUP_FREE char *text = write_list(second, ARRANGE_GROUPS, "pgid");

	(void)state;
	assert_non_null(strstr(text, "\"cpu_percent\": 100.0,"));
	assert_non_null(strstr(text, "\"cpu_percent\": 93.0,"));
	assert_non_null(strstr(text, "\"cpu_percent\": 7.0,"));
}

static void is_ascii_whatever_a_process_calls_itself(void **state)
{
	CLEANUP(snapshot_unrefp)
	const struct snapshot *snapshot = SNAPSHOT_OF({.pid = 10, .name = "\xff\x1b[2J\"\\\n"},
		{.pid = 11,
			.name = "\xc2\x9b"
				"0m"},
		{.pid = 12, .name = "a\xe2\x80\xae"}, {.pid = 13, .name = "J\xc3\xb6rg"});
	CLEANUP_FREE char *text = write_list(snapshot, ARRANGE_PROCESSES, "pid");
	json_t *document = load(text);

	(void)state;
	for (const char *byte = text; *byte; byte++)
		assert_true(*byte == '\n' || (*byte >= ' ' && *byte <= '~'));
	assert_text(document, "processes/0/command", "\xef\xbf\xbd\x1b[2J\"\\\n");
	assert_text(document, "processes/1/command", "\xc2\x9b""0m");
	assert_text(document, "processes/3/command", "J\xc3\xb6rg");
	json_decref(document);
}

static void writes_an_empty_machine(void **state)
{
	CLEANUP(snapshot_unrefp) const struct snapshot *snapshot = snapshot_fixture(NULL, NULL, 0);
	json_t *document = list(snapshot, ARRANGE_GROUPS, "pgid");

	(void)state;
	assert_int_equal(json_array_size(at(document, "groups")), 0);
	json_decref(document);
}

static void says_when_the_view_is_partial(void **state)
{
	struct machine machine = snapshot_fixture_machine();
	const struct process rows[] = {{.pid = 10}};
	CLEANUP(snapshot_unrefp) const struct snapshot *snapshot = NULL;
	json_t *document;

	(void)state;
	machine.partial = true;
	snapshot = snapshot_fixture_on(&machine, NULL, rows, 1);
	document = list(snapshot, ARRANGE_GROUPS, "pgid");
	assert_true_at(document, "partial", true);
	json_decref(document);
}

/* ---- The kill ---- */

/* A group of three, one of them root's and one a zombie; and one that is not there. */
struct fixture {
	struct plan_target targets[2];
	struct plan_member members[3];
	struct plan plan;
	struct target_report target_reports[2];
	struct member_report member_reports[3];
	struct delivery delivery;
};

static void make_fixture(struct fixture *fixture, const struct snapshot *snapshot)
{
	*fixture = (struct fixture){
		.targets = {{.id = {2000, 1000, {2000, 77}}, .standing = PLAN_READY,
				    .guarantee = PIN_EXACT, .member_count = 3,
				    .counts = {[EXPECT_DEFAULT] = 1, [EXPECT_DENIED] = 1,
					    [EXPECT_ZOMBIE] = 1},
				    .warnings = {{WARN_DENIED, 1}}, .warning_count = 1},
			{.id = {4000, -1, {0, 0}}, .number = 1, .standing = PLAN_GONE,
				.member_first = 3}},
		.members = {{.id = {2000, 77}, .uid = USER_DEPLOY, .state = 'S',
				    .expected = EXPECT_DEFAULT,
				    .notes = NOTE_PENDING | NOTE_STOPPED},
			{.id = {2001, 78}, .uid = 0, .state = 'S', .expected = EXPECT_DENIED},
			{.id = {2002, 79}, .uid = USER_DEPLOY, .state = 'Z',
				.expected = EXPECT_ZOMBIE}},
		.target_reports = {{.result = RESULT_PARTIAL,
					   .counts = {[OUTCOME_SIGNALLED] = 1, [OUTCOME_DENIED] = 1,
						   [OUTCOME_ZOMBIE] = 1}},
			{.result = RESULT_GONE}},
		.member_reports = {{.outcome = OUTCOME_SIGNALLED}, {.outcome = OUTCOME_DENIED},
			{.outcome = OUTCOME_ZOMBIE}},
	};
	fixture->plan = (struct plan){.signal = SIGTERM, .snapshot = snapshot,
		.targets = fixture->targets, .members = fixture->members, .target_count = 2,
		.member_count = 3};
	fixture->delivery = (struct delivery){.plan = &fixture->plan,
		.targets = fixture->target_reports, .members = fixture->member_reports};
}

static json_t *report(struct fixture *fixture, bool dry_run)
{
	struct step step = {.plan = &fixture->plan, .delivery = &fixture->delivery};
	struct targets targets = {.count = 2};
	const struct send send = {.targets = &targets, .steps = &step, .count = 1};
	const struct json_kill kill = {.send = &send,
		.dry_run = dry_run,
		.say_warning = sentence_warning,
		.say_result = sentence_result};
	CLEANUP_FREE char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	assert_non_null(out);
	assert_int_equal(json_kill_write(&kill, out), 0);
	fclose(out);
	return load(text);
}

static void reports_every_target_and_member(void **state)
{
	CLEANUP(snapshot_unrefp) const struct snapshot *snapshot =
		SNAPSHOT_OF({.pid = 2000, .euid = USER_DEPLOY}, {.pid = 2001});
	struct fixture fixture;
	json_t *document;

	(void)state;
	make_fixture(&fixture, snapshot);
	document = report(&fixture, false);
	assert_keys(document, "", "schema signal dry_run targets");
	assert_text(document, "signal", "TERM");
	assert_true_at(document, "dry_run", false);
	assert_keys(document, "targets/0",
		"pgid id guarantee result reason warnings signals members newborn seconds "
		"survivors");
	assert_text(document, "targets/0/id", "2000@77");
	assert_text(document, "targets/0/guarantee", "exact");
	assert_text(document, "targets/0/result", "partial");
	assert_text(document, "targets/0/reason",
		"1 of 2 members were signalled. 1 more had ended already.");
	assert_int_equal(json_array_size(at(document, "targets/0/warnings")), 1);
	assert_keys(document, "targets/0/members/0", "pid start user state expected notes outcome");
	assert_int_equal(json_array_size(at(document, "targets/0/members/1/notes")), 0);
	assert_int_equal(json_array_size(at(document, "targets/0/members/0/notes")), 2);
	assert_text(document, "targets/0/members/0/notes/0", "pending");
	assert_text(document, "targets/0/members/0/notes/1", "stopped");
	assert_text(document, "targets/0/members/0/outcome", "signalled");
	assert_text(document, "targets/0/members/1/user", "root");
	assert_text(document, "targets/0/members/1/expected", "denied");
	assert_text(document, "targets/0/members/1/outcome", "denied");
	assert_text(document, "targets/0/members/2/outcome", "zombie");
	assert_null_at(document, "targets/0/seconds");
	assert_int_equal(json_array_size(at(document, "targets/0/survivors")), 0);

	assert_text(document, "targets/1/id", "4000");
	assert_null_at(document, "targets/1/guarantee");
	assert_text(document, "targets/1/result", "gone");
	assert_text(document, "targets/1/reason", "There is no group 4000.");
	json_decref(document);
}

static void reports_a_dry_run_as_planned(void **state)
{
	CLEANUP(snapshot_unrefp) const struct snapshot *snapshot = SNAPSHOT_OF({.pid = 2000});
	struct fixture fixture;
	json_t *document;

	(void)state;
	make_fixture(&fixture, snapshot);
	fixture.target_reports[0] = (struct target_report){.result = RESULT_PLANNED};
	for (size_t i = 0; i < 3; i++)
		fixture.member_reports[i].outcome = OUTCOME_NONE;
	document = report(&fixture, true);
	assert_true_at(document, "dry_run", true);
	assert_text(document, "targets/0/result", "planned");
	assert_null_at(document, "targets/0/reason");
	assert_null_at(document, "targets/0/members/0/outcome");
	assert_text(document, "targets/0/members/0/expected", "default");
	json_decref(document);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(writes_a_group_with_all_that_is_known),
		cmocka_unit_test(writes_null_for_what_a_group_has_not),
		cmocka_unit_test(writes_sessions_with_their_groups),
		cmocka_unit_test(writes_processes_in_the_order_asked_for),
		cmocka_unit_test(writes_percent_with_one_decimal),
		cmocka_unit_test(is_ascii_whatever_a_process_calls_itself),
		cmocka_unit_test(writes_an_empty_machine),
		cmocka_unit_test(says_when_the_view_is_partial),
		cmocka_unit_test(reports_every_target_and_member),
		cmocka_unit_test(reports_a_dry_run_as_planned),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
