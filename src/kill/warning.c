/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "kill/warning.h"

#include <assert.h>
#include <signal.h>

#include "base/array.h"
#include "kill/orphan.h"
#include "kill/plan.h"
#include "kill/sigtable.h"

/* It ends a member that has no handler for it. */
static bool ends(int signal)
{
	enum signal_action action = sigtable_action(signal);

	return action == SIGNAL_TERMINATES || action == SIGNAL_DUMPS_CORE;
}

/* It ends or stops such a member. */
static bool is_harmful(int signal)
{
	return ends(signal) || sigtable_action(signal) == SIGNAL_STOPS;
}

static const struct plan_member *members_of(const struct plan *plan,
	const struct plan_target *target)
{
	return &plan->members[target->member_first];
}

static uint32_t count_notes(const struct plan *plan, const struct plan_target *target,
	unsigned note)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < target->member_count; i++)
		count += (members_of(plan, target)[i].notes & note) != 0;
	return count;
}

static uint32_t foreground(const struct plan *plan, const struct plan_target *target)
{
	return target->foreground && is_harmful(plan->signal) ? target->member_count : 0;
}

/* One, if the session's leader is a member that the signal may end, and has a terminal. */
static uint32_t hangup(const struct plan *plan, const struct plan_target *target)
{
	if (!ends(plan->signal) || !target->tty_name[0])
		return 0;
	for (uint32_t i = 0; i < target->member_count; i++) {
		const struct plan_member *member = &members_of(plan, target)[i];

		if (member->id.pid == target->id.sid)
			return plan_member_may_end(member);
	}
	return 0;
}

/* Groups of the session; a hangup is told of with all that it sends them. */
static uint32_t orphans(const struct plan *plan, const struct plan_target *target)
{
	const struct snapshot *snapshot = plan->snapshot;
	const struct session *session = snapshot_session(snapshot, target->id.sid);
	uint32_t count = 0;

	if (!session || !ends(plan->signal) || hangup(plan, target) > 0)
		return 0;
	for (uint32_t i = 0; i < session->group_count; i++)
		count += orphan_is_made(plan, target, &snapshot->groups[session->group_first + i]);
	return count;
}

static uint32_t service(const struct plan *plan, const struct plan_target *target)
{
	return target->service.name[0] && ends(plan->signal) ? target->member_count : 0;
}

static uint32_t grew(const struct plan *plan, const struct plan_target *target)
{
	uint32_t living = target->member_count - target->counts[EXPECT_ZOMBIE];

	(void)plan;
	return target->chosen > 0 && living > target->chosen ? living - target->chosen : 0;
}

static uint32_t other_users(const struct plan *plan, const struct plan_target *target)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < target->member_count; i++)
		count += members_of(plan, target)[i].uid != plan->sender;
	return count;
}

static uint32_t ignored(const struct plan *plan, const struct plan_target *target)
{
	return target->counts[EXPECT_IGNORED] -
		count_notes(plan, target, NOTE_INIT | NOTE_DISCARDED);
}

static uint32_t only_zombies(const struct plan *plan, const struct plan_target *target)
{
	uint32_t zombies = target->counts[EXPECT_ZOMBIE];

	(void)plan;
	return zombies == target->member_count ? zombies : 0;
}

/* How many members, or what else, each is about, by one of the three; 0: nothing to warn of. */
static const struct rule {
	unsigned notes; /* members with any of these */
	enum expectation expected; /* members that do this, which is never the default */
	uint32_t (*count)(const struct plan *plan, const struct plan_target *target);
} rules[] = {
	[WARN_FOREGROUND] = {.count = foreground},
	[WARN_HANGUP] = {.count = hangup},
	[WARN_ORPHANS] = {.count = orphans},
	[WARN_SERVICE] = {.count = service},
	[WARN_GREW] = {.count = grew},
	[WARN_OTHER_USERS] = {.count = other_users},
	[WARN_DENIED] = {.expected = EXPECT_DENIED},
	[WARN_IGNORED] = {.count = ignored},
	[WARN_BLOCKED] = {.expected = EXPECT_BLOCKED},
	[WARN_PENDING] = {.notes = NOTE_PENDING},
	[WARN_STOPPED] = {.notes = NOTE_STOPPED},
	[WARN_DISK] = {.notes = NOTE_DISK},
	[WARN_DISCARDED] = {.notes = NOTE_DISCARDED},
	[WARN_INIT] = {.notes = NOTE_INIT},
	[WARN_UNKNOWN] = {.expected = EXPECT_UNKNOWN},
	[WARN_ONLY_ZOMBIES] = {.count = only_zombies},
};
static_assert(COUNT(rules) == WARN_KIND_COUNT, "a rule for each warning");

static uint32_t count_by(const struct rule *rule, const struct plan *plan,
	const struct plan_target *target)
{
	if (target->member_count == 0)
		return 0;
	if (rule->count)
		return rule->count(plan, target);
	return rule->notes ? count_notes(plan, target, rule->notes)
			   : target->counts[rule->expected];
}

void warning_add_all(const struct plan *plan, struct plan_target *target)
{
	for (enum warning_kind kind = 0; kind < WARN_KIND_COUNT; kind++) {
		uint32_t count = count_by(&rules[kind], plan, target);

		if (count > 0)
			target->warnings[target->warning_count++] = (struct warning){kind, count};
	}
}
