/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "report/sentence_outcome.h"

#include <stdio.h>
#include <string.h>

#include "base/amount.h"
#include "base/gettext.h"
#include "base/text.h"
#include "kill/sigtable.h"
#include "kill/watch_end.h"
#include "report/clean_name.h"
#include "report/owners.h"
#include "report/sentence_plan.h"

/* Members that were alive and in another group when the call was made. */
static unsigned count_left(const struct delivery *delivery, uint32_t index)
{
	const struct plan_target *target = &delivery->plan->targets[index];
	unsigned left = 0;

	for (uint32_t i = 0; i < target->member_count; i++) {
		const struct member_report *member = &delivery->members[target->member_first + i];

		left += member->outcome == OUTCOME_GONE && member->error == 0;
	}
	return left;
}

/* Whom the plan has and the call could not reach, because they had ended or left the group. */
static void say_absent(const struct delivery *delivery, uint32_t index, char *buf, size_t size)
{
	const struct target_report *report = &delivery->targets[index];
	unsigned left = count_left(delivery, index);
	unsigned dead = report->counts[OUTCOME_ZOMBIE] + report->counts[OUTCOME_GONE] - left;
	size_t length;

	buf[0] = '\0';
	if (dead > 0)
		snprintf(buf, size,
			ngettext(" %u more had ended already.", " %u more had ended already.",
				dead),
			dead);
	length = strlen(buf);
	if (left > 0)
		snprintf(buf + length, size - length,
			ngettext(" %u more had left the group.", " %u more had left the group.",
				left),
			left);
}

/* Who was born since the call, and was signalled each by itself. */
static void say_newborn(unsigned newborn, char *buf, size_t size)
{
	buf[0] = '\0';
	if (newborn > 0)
		snprintf(buf, size,
			ngettext(" %u more, born since, was signalled by itself.",
				" %u more, born since, were signalled one by one.", newborn),
			newborn);
}

/* The call was made: who was reached. */
static void say_reached(const struct delivery *delivery, uint32_t index, char *buf, size_t size)
{
	const struct target_report *report = &delivery->targets[index];
	/* Who has survived was signalled first. */
	unsigned reached = report->counts[OUTCOME_SIGNALLED] + report->counts[OUTCOME_SURVIVED];
	unsigned living = reached + report->counts[OUTCOME_DENIED];
	unsigned unseen = report->unseen;

	if (living == 0 && unseen == 0)
		snprintf(buf, size, "%s", _("No member of the plan was alive."));
	else if (living == 0)
		snprintf(buf, size,
			ngettext("%u member, born since the plan was made, was signalled.",
				"%u members, all born since the plan was made, were signalled.",
				unseen),
			unseen);
	else if (reached == living)
		snprintf(buf, size,
			ngettext("%u member was signalled.", "All %u members were signalled.",
				living),
			living);
	else
		snprintf(buf, size,
			ngettext("%u of %u member was signalled.",
				"%u of %u members were signalled.", living),
			reached, living);
	say_absent(delivery, index, buf + strlen(buf), size - strlen(buf));
	say_newborn(report->newborn, buf + strlen(buf), size - strlen(buf));
}

static void say_gone(const struct delivery *delivery, uint32_t index, char *buf, size_t size)
{
	const struct plan_target *target = &delivery->plan->targets[index];
	int pgid = (int)target->id.pgid;

	if (target->standing == PLAN_GONE)
		sentence_reason(delivery->plan, index, buf, size);
	else if (delivery->targets[index].counts[OUTCOME_ZOMBIE] > 0)
		snprintf(buf, size,
			_("Only zombies are left in group %d: they have ended, and no "
			  "signal reaches them."),
			pgid);
	else
		snprintf(buf, size, _("Group %d ended before it could be signalled."), pgid);
}

static void say_changed(const struct delivery *delivery, uint32_t index, char *buf, size_t size)
{
	const struct plan_target *target = &delivery->plan->targets[index];

	if (target->standing == PLAN_CHANGED)
		sentence_reason(delivery->plan, index, buf, size);
	else if (target->guarantee == PIN_EXACT)
		snprintf(buf, size,
			_("Nothing was sent: the number %d now belongs to another group."),
			(int)target->id.pgid);
	else
		snprintf(buf, size,
			_("Nothing was sent: nothing proves that group %d is still the one you "
			  "chose."),
			(int)target->id.pgid);
}

static void say_denied(const struct delivery *delivery, uint32_t index, char *buf, size_t size)
{
	const struct plan_target *target = &delivery->plan->targets[index];
	char users[OWNERS_MAX];

	owners_name(delivery->plan, target, owners_denied, users, sizeof(users));
	if (users[0] == '\0')
		snprintf(buf, size, _("You are not permitted to signal group %d."),
			(int)target->id.pgid);
	else
		snprintf(buf, size,
			_("You are not permitted to signal group %d: it belongs to %s."),
			(int)target->id.pgid, users);
}

char *sentence_result(const struct delivery *delivery, uint32_t index, char *buf, size_t size)
{
	const struct target_report *report = &delivery->targets[index];
	const struct plan_target *target = &delivery->plan->targets[index];
	int pgid = (int)target->id.pgid;

	buf[0] = '\0';
	switch (report->result) {
	case RESULT_PLANNED:
		snprintf(buf, size, "%s", _("Nothing was sent: this is only the plan."));
		break;
	case RESULT_SIGNALLED:
	case RESULT_PARTIAL:
		say_reached(delivery, index, buf, size);
		break;
	case RESULT_DENIED:
		say_denied(delivery, index, buf, size);
		break;
	case RESULT_GONE:
		say_gone(delivery, index, buf, size);
		break;
	case RESULT_CHANGED:
		say_changed(delivery, index, buf, size);
		break;
	case RESULT_REFUSED:
		if (report->error < 0)
			snprintf(buf, size, _("Group %d was not signalled: %s."), pgid,
				strerror(-report->error));
		else
			sentence_reason(delivery->plan, index, buf, size);
		break;
	case RESULT_CANCELLED:
		snprintf(buf, size, "%s", _("Nothing was sent: cancelled."));
		break;
	case RESULT_COUNT:
		break;
	}
	return buf;
}

char *sentence_outcome(const struct delivery *delivery, uint32_t index, char *buf, size_t size)
{
	const struct plan_member *member = &delivery->plan->members[index];
	char name[OWNER_NAME_MAX];

	buf[0] = '\0';
	switch (delivery->members[index].outcome) {
	case OUTCOME_NONE:
	case OUTCOME_COUNT:
		break;
	case OUTCOME_SIGNALLED:
		snprintf(buf, size, "%s", _("signalled"));
		break;
	case OUTCOME_DENIED:
		snprintf(buf, size, _("not permitted (%s)"),
			clean_name(snapshot_user_name(delivery->plan->snapshot, member->uid), name,
				sizeof(name)));
		break;
	case OUTCOME_GONE:
		snprintf(buf, size, "%s", _("had ended or left the group"));
		break;
	case OUTCOME_ZOMBIE:
		snprintf(buf, size, _("zombie: its parent %d has not reaped it"),
			(int)member->ppid);
		break;
	case OUTCOME_SURVIVED:
		snprintf(buf, size, "%s", _("still alive"));
		break;
	}
	return buf;
}

/*
 * The identity that will still name the group when the rest is signalled: its leader may have ended
 * by then, but who was denied has not.
 */
static struct group_id id_of_rest(const struct delivery *delivery, uint32_t index)
{
	const struct plan_target *target = &delivery->plan->targets[index];
	struct group_id id = target->id;
	const struct plan_member *denied = NULL;

	for (uint32_t i = 0; i < target->member_count; i++) {
		uint32_t m = target->member_first + i;

		if (delivery->members[m].outcome != OUTCOME_DENIED)
			continue;
		if (process_id_equal(delivery->plan->members[m].id, id.anchor))
			return id;
		if (!denied)
			denied = &delivery->plan->members[m];
	}
	if (denied)
		id.anchor = denied->id;
	return id;
}

char *sentence_sudo(const struct delivery *delivery, uint32_t index, char *buf, size_t size)
{
	const struct plan_target *target = &delivery->plan->targets[index];
	struct group_id rest = id_of_rest(delivery, index);
	char id[GROUP_ID_TEXT_MAX];
	char name[SIGNAL_NAME_MAX];

	buf[0] = '\0';
	if (delivery->targets[index].counts[OUTCOME_DENIED] > 0)
		snprintf(buf, size, "sudo posse kill -s %s %s%s",
			sigtable_name(delivery->plan->signal, name),
			target->standing == PLAN_PROTECTED ? "--include-protected " : "",
			group_id_format(&rest, id));
	return buf;
}

char *sentence_ended(const struct watch *watch, uint32_t target, char *buf, size_t size)
{
	uint64_t sent = watch->delivery->targets[target].sent_at;
	size_t ended = watch_count_ended(watch, target);
	uint64_t last = watch_last_end(watch, target);
	char seconds[AMOUNT_MAX];

	buf[0] = '\0';
	if (ended == 0 || sent == 0)
		return buf;
	amount_seconds(last > sent ? last - sent : 0, seconds);
	snprintf(buf, size,
		ngettext("%zu member ended, after %s s.", "%zu members ended, the last after %s s.",
			ended),
		ended, seconds);
	return buf;
}

char *sentence_end(const struct watch *watch, uint32_t target, char *buf, size_t size)
{
	const struct target_report *report = &watch->delivery->targets[target];

	buf[0] = '\0';
	if (report->counts[OUTCOME_SIGNALLED] + report->counts[OUTCOME_SURVIVED] + report->unseen +
			report->newborn ==
		0)
		return buf;
	switch (watch_end_of(watch, target)) {
	case WATCH_NOTHING_SENT:
	case WATCH_GOES_ON:
	case WATCH_UNCONFIRMED:
		break;
	case WATCH_MOVED:
		snprintf(buf, size, "%s",
			_("The group has ended, but members that left it for another live on."));
		break;
	case WATCH_GONE:
		snprintf(buf, size, "%s", _("No member that was signalled is alive."));
		break;
	case WATCH_LEFT_ZOMBIES:
		snprintf(buf, size, "%s",
			_("All that were signalled have ended; zombies go when their "
			  "parents reap them."));
		break;
	case WATCH_DOUBTFUL:
		snprintf(buf, size, "%s",
			_("A group with this number is alive; nothing proves that it is "
			  "the same."));
		break;
	}
	return buf;
}

/* What somebody who lives on does with the signal; "" when nothing is known. */
static void say_reaction(const struct watch_member *member, int signal, char *buf, size_t size)
{
	char name[SIGNAL_NAME_MAX];

	sigtable_name(signal, name);
	buf[0] = '\0';
	if (member->state == 'T' || member->state == 't')
		snprintf(buf, size, "%s", _("stopped"));
	else if (member->state == 'D')
		snprintf(buf, size, "%s", _("cannot be interrupted now"));
	else if (member->expects == EXPECT_IGNORED)
		snprintf(buf, size, _("ignores SIG%s"), name);
	else if (member->expects == EXPECT_BLOCKED)
		snprintf(buf, size, _("blocks SIG%s"), name);
	else if (member->expects == EXPECT_CAUGHT)
		snprintf(buf, size, _("catches SIG%s"), name);
}

/* Why somebody who was signalled lives on, as far as masks and state tell. */
static void say_living(const struct watch *watch, const struct watch_member *member, char *buf,
	size_t size)
{
	char why[128];
	char wchan[sizeof(member->wchan)];
	size_t length;

	say_reaction(member, watch->delivery->plan->signal, why, sizeof(why));
	if (member->member == UINT32_MAX && !member->signalled)
		snprintf(buf, size, "%s", _("joined since"));
	else if (why[0])
		snprintf(buf, size, _("alive: %s"), why);
	else
		snprintf(buf, size, _("alive, state %c"), member->state);
	length = strlen(buf);
	if (member->wchan[0] == '\0')
		return;
	text_clean(member->wchan, strlen(member->wchan), TEXT_ASCII, wchan, sizeof(wchan));
	snprintf(buf + length, size - length, _(", waits in %s"), wchan);
}

char *sentence_fate(const struct watch *watch, const struct watch_member *member, char *buf,
	size_t size)
{
	uint64_t sent = watch->delivery->targets[member->target].sent_at;
	char seconds[AMOUNT_MAX];

	buf[0] = '\0';
	switch (member->fate) {
	case WATCH_LIVING:
		say_living(watch, member, buf, size);
		break;
	case WATCH_ENDED:
		snprintf(buf, size, _("ended after %s s"),
			amount_seconds(member->ended_at > sent ? member->ended_at - sent : 0,
				seconds));
		break;
	case WATCH_ZOMBIE:
		snprintf(buf, size, _("zombie: its parent %d has not reaped it"),
			(int)member->ppid);
		break;
	case WATCH_LEFT:
		snprintf(buf, size, "%s", _("lives on in another group"));
		break;
	case WATCH_NOT_SENT:
		snprintf(buf, size, "%s", _("not signalled"));
		break;
	}
	return buf;
}
