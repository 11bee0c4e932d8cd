/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "report/sentence_plan.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/array.h"
#include "base/gettext.h"
#include "kill/sigtable.h"
#include "report/clean_name.h"

/* The session that all targets are parts of, or 0. */
static pid_t common_session(const struct plan *plan)
{
	pid_t session = plan->target_count > 0 ? plan->targets[0].session : 0;

	for (uint32_t i = 0; i < plan->target_count; i++)
		if (plan->targets[i].session != session)
			return 0;
	return session;
}

char *sentence_title(const struct plan *plan, char *buf, size_t size)
{
	char name[SIGNAL_NAME_MAX];
	pid_t session = common_session(plan);

	sigtable_name(plan->signal, name);
	if (session > 0)
		snprintf(buf, size, _("SIG%s to session %d"), name, (int)session);
	else if (plan->target_count == 1)
		snprintf(buf, size, _("SIG%s to group %d"), name, (int)plan->targets[0].id.pgid);
	else
		snprintf(buf, size,
			ngettext("SIG%s to %u group", "SIG%s to %u groups", plan->target_count),
			name, plan->target_count);
	return buf;
}

char *sentence_command(const struct plan *plan, uint32_t index, char *buf, size_t size)
{
	const struct plan_target *target = &plan->targets[index];

	const char *name = target->command ? target->command : target->name;

	return clean_name(name, buf, size);
}

const char *sentence_session(void)
{
	return _("A session cannot be signalled in one call: its groups are signalled one "
		 "by one, the leader's last, and then any born meanwhile.");
}

static void say_refusal(const struct guard_judgement *judgement, int pgid, char *buf, size_t size)
{
	switch (judgement->reason) {
	case GUARD_NO_REASON:
	case GUARD_REASON_COUNT:
		break;
	case GUARD_NOT_A_GROUP:
		snprintf(buf, size,
			_("Group %d cannot be signalled: only a number above 0 names one group."),
			pgid);
		break;
	case GUARD_KERNEL_THREADS:
		snprintf(buf, size, _("Group %d consists of kernel threads; they take no signals."),
			pgid);
		break;
	case GUARD_FOREIGN_PROC:
		snprintf(buf, size,
			_("Group %d cannot be signalled: /proc shows a different PID namespace, or "
			  "cannot be trusted."),
			pgid);
		break;
	case GUARD_GROUP_ONE:
		snprintf(buf, size,
			_("Group %d cannot be signalled here: to the kernel that number means "
			  "every process."),
			pgid);
		break;
	case GUARD_OWN_GROUP:
		snprintf(buf, size, _("Group %d is protected: posse itself runs in it."), pgid);
		break;
	case GUARD_ANCESTOR:
		snprintf(buf, size,
			_("Group %d is protected: process %d, which posse was started from, runs "
			  "in it."),
			pgid, (int)judgement->ancestor);
		break;
	case GUARD_SESSION_LEADER:
		snprintf(buf, size,
			_("Group %d is protected: the leader of your session runs in it."), pgid);
		break;
	case GUARD_INIT_GROUP:
		snprintf(buf, size, _("Group %d is protected: process 1 runs in it."), pgid);
		break;
	}
}

bool sentence_is_missing_session(const struct plan_target *target)
{
	return target->standing == PLAN_GONE && target->session == target->id.pgid &&
		target->chosen == 0;
}

char *sentence_reason(const struct plan *plan, uint32_t index, char *buf, size_t size)
{
	const struct plan_target *target = &plan->targets[index];
	int pgid = (int)target->id.pgid;

	buf[0] = '\0';
	switch (target->standing) {
	case PLAN_READY:
		break;
	case PLAN_PROTECTED:
	case PLAN_REFUSED:
		say_refusal(&target->judgement, pgid, buf, size);
		break;
	case PLAN_GONE:
		if (sentence_is_missing_session(target))
			snprintf(buf, size, _("There is no session %d."), pgid);
		else
			snprintf(buf, size,
				target->chosen > 0 ? _("Group %d has ended.")
						   : _("There is no group %d."),
				pgid);
		break;
	case PLAN_CHANGED:
		snprintf(buf, size,
			_("Group %d is not the one you chose: that one has ended, or "
			  "nothing proves otherwise."),
			pgid);
		break;
	}
	return buf;
}

const char *sentence_guarantee(enum pin_guarantee guarantee)
{
	switch (guarantee) {
	case PIN_EXACT:
		return _("exact: this cannot reach any other group");
	case PIN_VERIFIED:
		return _("verified: the group is checked again just before the signal is sent");
	}
	return "";
}

/* What one member will do, where it takes the default action. */
static const char *const default_texts[] = {
	[SIGNAL_TERMINATES] = N_("ends"),
	[SIGNAL_DUMPS_CORE] = N_("ends, with a core dump"),
	[SIGNAL_STOPS] = N_("stops"),
	[SIGNAL_CONTINUES] = N_("continues"),
	[SIGNAL_IS_IGNORED] = N_("ignores it by default"),
};
static_assert(COUNT(default_texts) == SIGNAL_ACTION_COUNT, "a text for each action");

/* The same for all else that it can do; the default action has the texts above. */
static const char *const expectation_texts[] = {
	[EXPECT_CAUGHT] = N_("catches it"),
	[EXPECT_IGNORED] = N_("ignores it"),
	[EXPECT_BLOCKED] = N_("blocks it"),
	[EXPECT_DENIED] = N_("not permitted"),
	[EXPECT_ZOMBIE] = N_("is a zombie"),
	[EXPECT_UNKNOWN] = N_("unknown"),
};
static_assert(COUNT(expectation_texts) == EXPECTATION_COUNT, "a text for each expectation");

static const char *say_expectation(enum expectation expectation, int signal)
{
	return expectation == EXPECT_DEFAULT ? _(default_texts[sigtable_action(signal)])
					     : _(expectation_texts[expectation]);
}

/* What is said of a member beside what it does; NULL: nothing, or the expectation says it. */
static const char *note_text(unsigned note, bool continues)
{
	switch ((enum expectation_note)note) {
	case NOTE_PENDING:
		return _("already pending");
	case NOTE_STOPPED:
		return continues ? _("once continued by SIGCONT")
				 : _("once continued: it is stopped");
	case NOTE_INIT:
		return _("as the first of a PID namespace");
	case NOTE_DISCARDED:
		return _("as its group is orphaned");
	case NOTE_DISK:
		return _("once its wait in the kernel ends");
	}
	return NULL;
}

char *sentence_member(const struct plan *plan, uint32_t index, char *buf, size_t size)
{
	const struct plan_member *member = &plan->members[index];
	bool continues = false;
	size_t length;

	for (uint32_t t = 0; t < plan->target_count; t++)
		if (index - plan->targets[t].member_first < plan->targets[t].member_count)
			continues = plan->targets[t].continues;
	length = (size_t)snprintf(buf, size, "%s", say_expectation(member->expected, plan->signal));
	for (unsigned bit = 0; bit < EXPECTATION_NOTES && length < size; bit++)
		if (member->notes & 1u << bit)
			length += (size_t)snprintf(buf + length, size - length, ", %s",
				note_text(1u << bit, continues));
	return buf;
}

/* "9 end at once": so many members that take the default. */
static void say_default_count(int signal, unsigned count, char *buf, size_t size)
{
	switch (sigtable_action(signal)) {
	case SIGNAL_TERMINATES:
		snprintf(buf, size, ngettext("%u ends at once", "%u end at once", count), count);
		break;
	case SIGNAL_DUMPS_CORE:
		snprintf(buf, size,
			ngettext("%u ends with a core dump", "%u end with a core dump", count),
			count);
		break;
	case SIGNAL_STOPS:
		snprintf(buf, size, ngettext("%u stops", "%u stop", count), count);
		break;
	case SIGNAL_CONTINUES:
		snprintf(buf, size, ngettext("%u continues", "%u continue", count), count);
		break;
	case SIGNAL_IS_IGNORED:
	case SIGNAL_ACTION_COUNT:
		snprintf(buf, size,
			ngettext("%u ignores it by default", "%u ignore it by default", count),
			count);
		break;
	}
}

static void say_count(enum expectation expectation, int signal, unsigned count, char *buf,
	size_t size)
{
	switch (expectation) {
	case EXPECT_DEFAULT:
		say_default_count(signal, count, buf, size);
		break;
	case EXPECT_CAUGHT:
		snprintf(buf, size, ngettext("%u catches it", "%u catch it", count), count);
		break;
	case EXPECT_IGNORED:
		snprintf(buf, size, ngettext("%u ignores it", "%u ignore it", count), count);
		break;
	case EXPECT_BLOCKED:
		snprintf(buf, size, ngettext("%u blocks it", "%u block it", count), count);
		break;
	case EXPECT_DENIED:
		snprintf(buf, size, ngettext("%u not permitted", "%u not permitted", count), count);
		break;
	case EXPECT_ZOMBIE:
		snprintf(buf, size, ngettext("%u zombie", "%u zombies", count), count);
		break;
	case EXPECT_UNKNOWN:
	case EXPECTATION_COUNT:
		snprintf(buf, size, ngettext("%u unknown", "%u unknown", count), count);
		break;
	}
}

char *sentence_counts(const uint32_t counts[EXPECTATION_COUNT], int signal, char *buf, size_t size)
{
	unsigned members = 0;
	size_t length;

	for (unsigned e = 0; e < EXPECTATION_COUNT; e++)
		members += counts[e];
	length = (size_t)snprintf(buf, size, ngettext("%u member", "%u members", members), members);
	for (unsigned e = 0; e < EXPECTATION_COUNT && length < size; e++) {
		char part[128];

		if (counts[e] == 0)
			continue;
		say_count(e, signal, counts[e], part, sizeof(part));
		length += (size_t)snprintf(buf + length, size - length, "%s%s",
			strchr(buf, ':') ? ", " : ": ", part);
	}
	return buf;
}
