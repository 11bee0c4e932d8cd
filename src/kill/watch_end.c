/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "kill/watch_end.h"

/* Members of a target (UINT32_MAX: of all) with one of these fates (1 << enum watch_fate). */
static size_t count_fates(const struct watch *watch, uint32_t target, unsigned fates,
	bool only_signalled)
{
	size_t found = 0;

	for (size_t i = 0; i < watch->count; i++) {
		const struct watch_member *member = &watch->members[i];

		found += (target == UINT32_MAX || member->target == target) &&
			(fates & 1u << member->fate) && (member->signalled || !only_signalled);
	}
	return found;
}

size_t watch_count(const struct watch *watch, uint32_t target, enum watch_fate fate)
{
	return count_fates(watch, target, 1u << fate, false);
}

size_t watch_count_ended(const struct watch *watch, uint32_t target)
{
	return count_fates(watch, target, 1u << WATCH_ENDED | 1u << WATCH_ZOMBIE, true);
}

size_t watch_count_survivors(const struct watch *watch, uint32_t target)
{
	size_t found = 0;

	for (size_t i = 0; i < watch->count; i++)
		found += watch->members[i].target == target &&
			watch_member_survives(&watch->members[i]);
	return found;
}

uint64_t watch_last_end(const struct watch *watch, uint32_t target)
{
	uint64_t last = 0;

	for (size_t i = 0; i < watch->count; i++)
		if (watch->members[i].target == target && watch->members[i].ended_at > last)
			last = watch->members[i].ended_at;
	return last;
}

enum watch_end watch_end_of(const struct watch *watch, uint32_t target)
{
	if (watch->delivery->targets[target].sent_at == 0)
		return WATCH_NOTHING_SENT;
	if (watch_count(watch, target, WATCH_LIVING) > 0)
		return WATCH_GOES_ON;
	switch (watch->presences[target]) {
	case WATCH_UNSEEN:
	case WATCH_INHABITED:
		return WATCH_UNCONFIRMED;
	case WATCH_UNSURE:
		return WATCH_DOUBTFUL;
	case WATCH_EMPTY:
		break;
	}
	if (watch_count(watch, target, WATCH_LEFT) > 0)
		return WATCH_MOVED;
	/* Zombies that the signal made, not those that were there before. */
	return count_fates(watch, target, 1u << WATCH_ZOMBIE, true) > 0 ? WATCH_LEFT_ZOMBIES
									: WATCH_GONE;
}
