/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is said about plans and outcomes: true, whole sentences, and nothing a terminal acts on. */
#include <config.h>

#include <errno.h>
#include <locale.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "../../lib/memory/snapshot_fixture.h"
#include "base/array.h"
#include "base/cleanup.h"
#include "base/text.h"
#include "report/sentence_outcome.h"
#include "report/sentence_plan.h"
#include "report/sentence_warning.h"

enum {
	MEMBERS = 4,
};

/* One target of four members, and what became of it. */
struct facts {
	const struct snapshot *snapshot;
	struct plan_target target;
	struct plan_member members[MEMBERS];
	struct plan plan;
	struct target_report target_report;
	struct member_report member_reports[MEMBERS];
	struct delivery delivery;
	struct watch watch;
	char text[SENTENCE_MAX];
};

static int set_up(void **state)
{
	static struct facts facts;

	facts = (struct facts){
		.snapshot = SNAPSHOT_OF({.pid = 2000, .euid = USER_DEPLOY},
			{.pid = 2001, .euid = USER_BUILD}, {.pid = 2002}),
		.target = {.id = {2000, 1000, {2000, 77}}, .member_count = MEMBERS},
	};
	for (int i = 0; i < MEMBERS; i++)
		facts.members[i] = (struct plan_member){.id = {2000 + i, 77 + (uint64_t)i},
			.ppid = 1000, .uid = geteuid(), .state = 'S', .name = "job"};
	facts.plan = (struct plan){.signal = SIGTERM, .sender = geteuid(),
		.snapshot = facts.snapshot, .targets = &facts.target, .members = facts.members,
		.target_count = 1, .member_count = MEMBERS};
	facts.delivery = (struct delivery){.plan = &facts.plan, .targets = &facts.target_report,
		.members = facts.member_reports};
	facts.watch = (struct watch){.delivery = &facts.delivery};
	*state = &facts;
	return 0;
}

static int tear_down(void **state)
{
	struct facts *facts = *state;

	snapshot_unref(facts->snapshot);
	return 0;
}

static const char *counts(struct facts *facts)
{
	return sentence_counts(facts->target.counts, facts->plan.signal, facts->text,
		sizeof(facts->text));
}

static const char *reason(struct facts *facts)
{
	return sentence_reason(&facts->plan, 0, facts->text, sizeof(facts->text));
}

static const char *warning(struct facts *facts, enum warning_kind kind, uint32_t count)
{
	const struct warning row = {kind, count};

	return sentence_warning(&facts->plan, 0, &row, facts->text, sizeof(facts->text));
}

static const char *result(struct facts *facts, enum target_result kind)
{
	facts->target_report.result = kind;
	return sentence_result(&facts->delivery, 0, facts->text, sizeof(facts->text));
}

static const char *outcome(struct facts *facts, enum outcome kind)
{
	facts->member_reports[1].outcome = kind;
	return sentence_outcome(&facts->delivery, 1, facts->text, sizeof(facts->text));
}

/* One of the members is gone: -ESRCH has ended, 0 has left. */
static const char *result_with_gone(struct facts *facts, int error)
{
	facts->member_reports[1] = (struct member_report){OUTCOME_GONE, error};
	return result(facts, RESULT_SIGNALLED);
}

static const char *sudo(struct facts *facts)
{
	return sentence_sudo(&facts->delivery, 0, facts->text, sizeof(facts->text));
}

static const char *fate(struct facts *facts, struct watch_member member)
{
	return sentence_fate(&facts->watch, &member, facts->text, sizeof(facts->text));
}

/* ---- The plan ---- */

static void counts_members_by_what_they_will_do(void **state)
{
	struct facts *facts = *state;

	facts->target.member_count = 12;
	facts->target.counts[EXPECT_DEFAULT] = 9;
	facts->target.counts[EXPECT_CAUGHT] = 2;
	facts->target.counts[EXPECT_DENIED] = 1;
	assert_string_equal(counts(facts),
		"12 members: 9 end at once, 2 catch it, 1 not permitted");
	facts->plan.signal = SIGSTOP;
	assert_string_equal(counts(facts), "12 members: 9 stop, 2 catch it, 1 not permitted");
}

static void counts_one_member_in_the_singular(void **state)
{
	struct facts *facts = *state;

	facts->target.member_count = 1;
	facts->target.counts[EXPECT_DEFAULT] = 1;
	assert_string_equal(counts(facts), "1 member: 1 ends at once");
	facts->plan.signal = SIGQUIT;
	assert_string_equal(counts(facts), "1 member: 1 ends with a core dump");
	facts->plan.signal = SIGWINCH;
	assert_string_equal(counts(facts), "1 member: 1 ignores it by default");
	facts->plan.signal = SIGCONT;
	assert_string_equal(counts(facts), "1 member: 1 continues");
	facts->plan.signal = SIGRTMIN;
	assert_string_equal(counts(facts), "1 member: 1 ends at once");
}

/* What a member will do of which that is expected. */
static const char *member(struct facts *facts, enum expectation expectation, int signal)
{
	facts->plan.signal = signal;
	facts->members[0].expected = expectation;
	facts->members[0].notes = 0;
	return sentence_member(&facts->plan, 0, facts->text, sizeof(facts->text));
}

static void names_every_expectation(void **state)
{
	struct facts *facts = *state;
	char before[EXPECTATION_COUNT][64];

	for (unsigned i = 0; i < EXPECTATION_COUNT; i++) {
		snprintf(before[i], sizeof(before[i]), "%s",
			member(facts, (enum expectation)i, SIGTERM));
		for (unsigned k = 0; k < i; k++)
			assert_string_not_equal(before[i], before[k]);
	}
	assert_string_equal(member(facts, EXPECT_DEFAULT, SIGKILL), "ends");
	assert_string_equal(member(facts, EXPECT_DEFAULT, SIGSTOP), "stops");
}

static void gives_a_reason_for_every_guard(void **state)
{
	struct facts *facts = *state;
	char before[SENTENCE_MAX] = "";

	assert_string_equal(reason(facts), "");
	for (unsigned i = GUARD_NOT_A_GROUP; i < GUARD_REASON_COUNT; i++) {
		facts->target.standing = i < GUARD_OWN_GROUP ? PLAN_REFUSED : PLAN_PROTECTED;
		facts->target.judgement.reason = (enum guard_reason)i;
		facts->target.judgement.ancestor = 1234;
		assert_non_null(strstr(reason(facts), "2000"));
		assert_int_equal(facts->text[strlen(facts->text) - 1], '.');
		assert_string_not_equal(facts->text, before);
		memcpy(before, facts->text, sizeof(before));
	}
	facts->target.judgement.reason = GUARD_ANCESTOR;
	assert_non_null(strstr(reason(facts), "1234"));
	facts->target.standing = PLAN_GONE;
	assert_string_equal(reason(facts), "There is no group 2000.");
	facts->target.standing = PLAN_CHANGED;
	assert_non_null(strstr(reason(facts), "not the one you chose"));
}

static void names_the_users_of_a_warning_once_each(void **state)
{
	struct facts *facts = *state;
	uid_t me = geteuid();

	for (int i = 1; i < MEMBERS; i++)
		facts->members[i].expected = EXPECT_DENIED;
	facts->members[1].uid = USER_DEPLOY;
	facts->members[2].uid = USER_DEPLOY;
	facts->members[3].uid = USER_BUILD;
	assert_int_not_equal(me, USER_DEPLOY);
	assert_string_equal(warning(facts, WARN_DENIED, 3),
		"You are not permitted to signal 3 members: they belong to deploy, build.");
	assert_string_equal(warning(facts, WARN_OTHER_USERS, 3),
		"3 members belong to other users: deploy, build.");
	facts->members[1].expected = EXPECT_DEFAULT;
	facts->members[2].expected = EXPECT_DEFAULT;
	assert_string_equal(warning(facts, WARN_DENIED, 1),
		"You are not permitted to signal 1 member: it belongs to build.");
}

/* Each warning is one sentence with what the reader needs to act on it. */
static void warns_of_everything(void **state)
{
	static const struct {
		enum warning_kind kind;
		const char *part;
	} rows[] = {
		{WARN_FOREGROUND, "the foreground job of the terminal pts/3."},
		{WARN_HANGUP,
			"The leader of session 1000 is in it: when that ends, pts/3 is hung "
			"up."},
		{WARN_SERVICE,
			"It belongs to web.service and may be restarted; to stop that, "
			"use: systemctl stop web.service"},
		{WARN_GREW, "It is growing: 2 more members"},
		{WARN_IGNORED, "2 members ignore SIGTERM: nothing will happen to them."},
		{WARN_BLOCKED, "2 members block SIGTERM: it stays pending until unblocked."},
		{WARN_PENDING, "SIGTERM is already pending for 2 members"},
		{WARN_DISK, "2 members wait in the kernel (state D)"},
		{WARN_DISCARDED, "it is orphaned): SIGTERM is discarded"},
		{WARN_INIT, "2 members are the first processes of PID namespaces"},
		{WARN_UNKNOWN, "What 2 members do with SIGTERM could not be determined."},
	};
	struct facts *facts = *state;

	snprintf(facts->target.tty_name, sizeof(facts->target.tty_name), "pts/3");
	snprintf(facts->target.service.name, sizeof(facts->target.service.name), "web.service");
	for (size_t i = 0; i < COUNT(rows); i++) {
		assert_non_null(strstr(warning(facts, rows[i].kind, 2), rows[i].part));
		assert_true(strlen(facts->text) < sizeof(facts->text) - 1);
	}
	facts->target.own_terminal = true;
	assert_non_null(strstr(warning(facts, WARN_FOREGROUND, 1), ", your terminal."));
	facts->target.service.of_user = true;
	assert_non_null(strstr(warning(facts, WARN_SERVICE, 1),
		"systemctl --user stop web.service"));
}

/* The groups that a session's end hangs up: what is in front, and what is stopped. */
static void names_who_is_hung_up(void **state)
{
	CLEANUP(snapshot_unrefp)
	const struct snapshot *snapshot = SNAPSHOT_OF({.pid = 1000,
							      .tty_name = "pts/3",
							      .tpgid = 1100},
		{.pid = 1100, .sid = 1000, .tty_name = "pts/3", .tpgid = 1100},
		{.pid = 1200, .sid = 1000, .tty_name = "pts/3", .tpgid = 1100, .state = 'T'},
		{.pid = 1300, .sid = 1000, .tty_name = "pts/3", .tpgid = 1100});
	struct facts *facts = *state;

	facts->plan.snapshot = snapshot;
	facts->target.id.pgid = 1000;
	snprintf(facts->target.tty_name, sizeof(facts->target.tty_name), "pts/3");
	assert_non_null(
		strstr(warning(facts, WARN_HANGUP, 1), "SIGHUP goes to these groups: 1100, 1200."));
}

static void says_what_a_member_will_do(void **state)
{
	struct facts *facts = *state;
	char text[SENTENCE_MAX];

	assert_string_equal(sentence_member(&facts->plan, 1, text, sizeof(text)), "ends");
	facts->members[1].expected = EXPECT_BLOCKED;
	facts->members[1].notes = NOTE_PENDING;
	assert_string_equal(sentence_member(&facts->plan, 1, text, sizeof(text)),
		"blocks it, already pending");
	facts->members[1].expected = EXPECT_DEFAULT;
	facts->members[1].notes = NOTE_STOPPED;
	assert_string_equal(sentence_member(&facts->plan, 1, text, sizeof(text)),
		"ends, once continued: it is stopped");
	facts->target.continues = true;
	assert_string_equal(sentence_member(&facts->plan, 1, text, sizeof(text)),
		"ends, once continued by SIGCONT");
	facts->members[1].expected = EXPECT_IGNORED;
	facts->members[1].notes = NOTE_INIT;
	assert_string_equal(sentence_member(&facts->plan, 1, text, sizeof(text)),
		"ignores it, as the first of a PID namespace");
	facts->members[1].notes = NOTE_DISCARDED | NOTE_DISK;
	assert_string_equal(sentence_member(&facts->plan, 1, text, sizeof(text)),
		"ignores it, as its group is orphaned, once its wait in the kernel ends");
}

static void warns_of_who_will_not_notice(void **state)
{
	struct facts *facts = *state;

	assert_string_equal(warning(facts, WARN_STOPPED, 1),
		"1 member is stopped: SIGTERM waits until it is continued.");
	assert_string_equal(warning(facts, WARN_STOPPED, 2),
		"2 members are stopped: SIGTERM waits until they are continued.");
	assert_non_null(strstr(warning(facts, WARN_ONLY_ZOMBIES, 4), "Only zombies"));
}

static void says_what_the_guarantee_is(void **state)
{
	(void)state;
	assert_non_null(strstr(sentence_guarantee(PIN_EXACT), "exact: "));
	assert_non_null(strstr(sentence_guarantee(PIN_VERIFIED), "verified: "));
}

/* ---- The outcome ---- */

static void says_how_many_were_signalled(void **state)
{
	struct facts *facts = *state;

	facts->target_report.counts[OUTCOME_SIGNALLED] = 4;
	assert_string_equal(result(facts, RESULT_SIGNALLED), "All 4 members were signalled.");
	facts->target_report.counts[OUTCOME_SIGNALLED] = 3;
	facts->target_report.counts[OUTCOME_DENIED] = 1;
	assert_string_equal(result(facts, RESULT_PARTIAL), "3 of 4 members were signalled.");
	facts->target_report.counts[OUTCOME_DENIED] = 0;
	facts->target_report.counts[OUTCOME_SIGNALLED] = 1;
	assert_string_equal(result(facts, RESULT_SIGNALLED), "1 member was signalled.");
	/* Those who had ended before do not make a success look like half of one. */
	facts->target_report.counts[OUTCOME_ZOMBIE] = 2;
	facts->target_report.counts[OUTCOME_GONE] = 1;
	assert_string_equal(result(facts, RESULT_SIGNALLED),
		"1 member was signalled. 3 more had ended already.");
	facts->target_report.counts[OUTCOME_SIGNALLED] = 0;
	facts->target_report.unseen = 2;
	assert_string_equal(result(facts, RESULT_SIGNALLED),
		"2 members, all born since the plan was made, were signalled. 3 more had ended "
		"already.");
}

/* Who lives on in another group has not ended. */
static void says_who_had_left_the_group(void **state)
{
	struct facts *facts = *state;

	facts->target_report.counts[OUTCOME_SIGNALLED] = 1;
	facts->target_report.counts[OUTCOME_GONE] = 1;
	assert_string_equal(result_with_gone(facts, 0),
		"1 member was signalled. 1 more had left the group.");
	facts->target_report.counts[OUTCOME_ZOMBIE] = 1;
	assert_string_equal(result_with_gone(facts, 0),
		"1 member was signalled. 1 more had ended already. 1 more had left the group.");
	facts->target_report.counts[OUTCOME_ZOMBIE] = 0;
	assert_string_equal(result_with_gone(facts, -ESRCH),
		"1 member was signalled. 1 more had ended already.");
}

static void says_why_nothing_was_sent(void **state)
{
	struct facts *facts = *state;

	assert_string_equal(result(facts, RESULT_GONE),
		"Group 2000 ended before it could be signalled.");
	facts->target_report.counts[OUTCOME_ZOMBIE] = 4;
	assert_non_null(strstr(result(facts, RESULT_GONE), "Only zombies are left in group 2000"));
	assert_non_null(strstr(result(facts, RESULT_CHANGED), "belongs to another group"));
	assert_string_equal(result(facts, RESULT_DENIED),
		"You are not permitted to signal group 2000.");
	facts->members[0].uid = USER_BUILD;
	facts->members[0].expected = EXPECT_DENIED;
	assert_non_null(strstr(result(facts, RESULT_DENIED), "belongs to build."));
	assert_non_null(strstr(result(facts, RESULT_CANCELLED), "Nothing was sent"));
	facts->target_report.error = -EIO;
	assert_non_null(strstr(result(facts, RESULT_REFUSED), strerror(EIO)));
}

static void does_not_say_of_a_group_that_never_was_that_it_ended(void **state)
{
	struct facts *facts = *state;

	facts->target.standing = PLAN_GONE;
	assert_string_equal(result(facts, RESULT_GONE), "There is no group 2000.");
	facts->target.standing = PLAN_REFUSED;
	facts->target.judgement.reason = GUARD_GROUP_ONE;
	assert_non_null(strstr(result(facts, RESULT_REFUSED), "every process"));
}

static void says_what_became_of_each_member(void **state)
{
	struct facts *facts = *state;

	facts->members[1].uid = USER_DEPLOY;
	assert_string_equal(outcome(facts, OUTCOME_NONE), "");
	assert_string_equal(outcome(facts, OUTCOME_SIGNALLED), "signalled");
	assert_string_equal(outcome(facts, OUTCOME_DENIED), "not permitted (deploy)");
	assert_string_equal(outcome(facts, OUTCOME_ZOMBIE),
		"zombie: its parent 1000 has not reaped it");
	assert_string_equal(outcome(facts, OUTCOME_GONE), "had ended or left the group");
}

static void names_the_rest_by_somebody_who_is_still_there(void **state)
{
	struct facts *facts = *state;

	assert_string_equal(sudo(facts), "");
	facts->target_report.counts[OUTCOME_DENIED] = 1;
	facts->member_reports[2].outcome = OUTCOME_DENIED;
	assert_string_equal(sudo(facts), "sudo posse kill -s TERM 2000@2002:79");
	/* The leader was denied, so it has not ended either. */
	facts->member_reports[0].outcome = OUTCOME_DENIED;
	assert_string_equal(sudo(facts), "sudo posse kill -s TERM 2000@77");
	facts->plan.signal = SIGRTMIN + 3;
	facts->target.standing = PLAN_PROTECTED;
	assert_string_equal(sudo(facts), "sudo posse kill -s RTMIN+3 --include-protected 2000@77");
}

static void says_when_a_member_ended_or_why_it_did_not(void **state)
{
	struct facts *facts = *state;
	struct watch_member member = {.member = 1,
		.fate = WATCH_LIVING,
		.state = 'S',
		.expects = EXPECT_DEFAULT,
		.ppid = 1000};

	assert_string_equal(fate(facts, member), "alive, state S");
	snprintf(member.wchan, sizeof(member.wchan), "nfs_wait\033");
	assert_string_equal(fate(facts, member), "alive, state S, waits in nfs_wait?");
	member.wchan[0] = '\0';
	member.expects = EXPECT_IGNORED;
	assert_string_equal(fate(facts, member), "alive: ignores SIGTERM");
	member.expects = EXPECT_BLOCKED;
	assert_string_equal(fate(facts, member), "alive: blocks SIGTERM");
	member.expects = EXPECT_CAUGHT;
	assert_string_equal(fate(facts, member), "alive: catches SIGTERM");
	member.state = 'T';
	assert_string_equal(fate(facts, member), "alive: stopped");
	member.state = 'D';
	assert_non_null(strstr(fate(facts, member), "cannot be interrupted"));
	member.member = UINT32_MAX;
	assert_string_equal(fate(facts, member), "joined since");

	facts->target_report.sent_at = 5000000000;
	member = (struct watch_member){.fate = WATCH_ENDED, .ended_at = 5300000000};
	assert_string_equal(fate(facts, member), "ended after 0.3 s");
	member = (struct watch_member){.fate = WATCH_ZOMBIE, .ppid = 412};
	assert_string_equal(fate(facts, member), "zombie: its parent 412 has not reaped it");
	member.fate = WATCH_LEFT;
	assert_string_equal(fate(facts, member), "lives on in another group");
}

static void fits_into_any_buffer(void **state)
{
	struct facts *facts = *state;
	char small[8];

	facts->target.counts[EXPECT_DEFAULT] = 4;
	facts->target_report.counts[OUTCOME_DENIED] = 1;
	sentence_counts(facts->target.counts, facts->plan.signal, small, sizeof(small));
	assert_in_range(strlen(small), 0, sizeof(small) - 1);
	sentence_sudo(&facts->delivery, 0, small, sizeof(small));
	assert_in_range(strlen(small), 0, sizeof(small) - 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(counts_members_by_what_they_will_do),
		TEST(counts_one_member_in_the_singular),
		TEST(names_every_expectation),
		TEST(gives_a_reason_for_every_guard),
		TEST(names_the_users_of_a_warning_once_each),
		TEST(warns_of_who_will_not_notice),
		TEST(warns_of_everything),
		TEST(names_who_is_hung_up),
		TEST(says_what_a_member_will_do),
		TEST(says_what_the_guarantee_is),
		TEST(says_how_many_were_signalled),
		TEST(says_who_had_left_the_group),
		TEST(says_why_nothing_was_sent),
		TEST(does_not_say_of_a_group_that_never_was_that_it_ended),
		TEST(says_what_became_of_each_member),
		TEST(names_the_rest_by_somebody_who_is_still_there),
		TEST(says_when_a_member_ended_or_why_it_did_not),
		TEST(fits_into_any_buffer),
	};

	setlocale(LC_ALL, "");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
