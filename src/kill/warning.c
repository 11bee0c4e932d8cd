/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "kill/warning.h"

#include <assert.h>
#include <signal.h>

#include "base/array.h"
#include "kill/orphan.h"
#include "kill/plan.h"
#include "kill/sigtable.h"

/* What it does to a member without a handler ends or stops that member. */
static bool is_harmful(int signal)
{
	const struct signal_row *row = sigtable_row(signal);

	switch (row ? row->action : SIGNAL_TERMINATES) {
	case SIGNAL_TERMINATES:
	case SIGNAL_DUMPS_CORE:
	case SIGNAL_STOPS:
		return true;
	case SIGNAL_CONTINUES:
	case SIGNAL_IS_IGNORED:
	case SIGNAL_ACTION_COUNT:
		break;
	}
	return false;
}

static bool ends(int signal)
{
	return is_harmful(signal) && sigtable_row(signal)->action != SIGNAL_STOPS;
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
			return member->expected == EXPECT_DEFAULT ||
				member->expected == EXPECT_CAUGHT ||
				member->expected == EXPECT_UNKNOWN;
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

static uint32_t denied(const struct plan *plan, const struct plan_target *target)
{
	(void)plan;
	return target->counts[EXPECT_DENIED];
}

static uint32_t ignored(const struct plan *plan, const struct plan_target *target)
{
	return target->counts[EXPECT_IGNORED] -
		count_notes(plan, target, NOTE_INIT | NOTE_DISCARDED);
}

static uint32_t blocked(const struct plan *plan, const struct plan_target *target)
{
	(void)plan;
	return target->counts[EXPECT_BLOCKED];
}

static uint32_t pending(const struct plan *plan, const struct plan_target *target)
{
	return count_notes(plan, target, NOTE_PENDING);
}

static uint32_t stopped(const struct plan *plan, const struct plan_target *target)
{
	return count_notes(plan, target, NOTE_STOPPED);
}

static uint32_t disk(const struct plan *plan, const struct plan_target *target)
{
	return count_notes(plan, target, NOTE_DISK);
}

static uint32_t discarded(const struct plan *plan, const struct plan_target *target)
{
	return count_notes(plan, target, NOTE_DISCARDED);
}

static uint32_t init(const struct plan *plan, const struct plan_target *target)
{
	return count_notes(plan, target, NOTE_INIT);
}

static uint32_t unknown(const struct plan *plan, const struct plan_target *target)
{
	(void)plan;
	return target->counts[EXPECT_UNKNOWN];
}

static uint32_t only_zombies(const struct plan *plan, const struct plan_target *target)
{
	uint32_t zombies = target->counts[EXPECT_ZOMBIE];

	(void)plan;
	return zombies == target->member_count ? zombies : 0;
}

/* How many each is about; 0: nothing to warn of. */
static uint32_t (*const rules[])(const struct plan *plan, const struct plan_target *target) = {
	[WARN_FOREGROUND] = foreground,
	[WARN_HANGUP] = hangup,
	[WARN_ORPHANS] = orphans,
	[WARN_SERVICE] = service,
	[WARN_GREW] = grew,
	[WARN_OTHER_USERS] = other_users,
	[WARN_DENIED] = denied,
	[WARN_IGNORED] = ignored,
	[WARN_BLOCKED] = blocked,
	[WARN_PENDING] = pending,
	[WARN_STOPPED] = stopped,
	[WARN_DISK] = disk,
	[WARN_DISCARDED] = discarded,
	[WARN_INIT] = init,
	[WARN_UNKNOWN] = unknown,
	[WARN_ONLY_ZOMBIES] = only_zombies,
};
static_assert(COUNT(rules) == WARN_KIND_COUNT, "a rule for each warning");

void warning_add_all(const struct plan *plan, struct plan_target *target)
{
	for (enum warning_kind kind = 0; kind < WARN_KIND_COUNT; kind++) {
		uint32_t count = target->member_count > 0 ? rules[kind](plan, target) : 0;

		if (count > 0)
			target->warnings[target->warning_count++] = (struct warning){kind, count};
	}
}
