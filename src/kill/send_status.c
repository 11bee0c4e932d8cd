/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "kill/send_status.h"
#include "kill/watch_end.h"

struct step_target send_find(const struct send *send, uint32_t number)
{
	struct step_target target = {.step = NULL};

	for (size_t i = send->count; i-- > 0;)
		if (step_find(&send->steps[i], number, &target))
			break;
	return target;
}

bool send_is_open(const struct send *send, uint32_t target)
{
	return send->steps[0].delivery->targets[target].result == RESULT_PLANNED;
}

uint32_t send_count_open(const struct send *send)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < send->steps[0].plan->target_count; i++)
		count += send_is_open(send, i);
	return count;
}

/* How a target fared in the first step that has it: that one says whether all were reached. */
static enum target_result result_of(const struct send *send, uint32_t number)
{
	struct step_target target;

	for (size_t i = 0; i < send->count; i++)
		if (step_find(&send->steps[i], number, &target))
			return target.step->delivery->targets[target.index].result;
	return RESULT_GONE;
}

static bool has_survivors(const struct send *send)
{
	for (uint32_t number = 0; number < send->targets->count; number++) {
		struct step_target target = send_find(send, number);

		if (target.step && target.step->watch &&
			watch_count_survivors(target.step->watch, target.index) > 0)
			return true;
	}
	return false;
}

/* Where so many targets were reached whole and in part, of count. */
static enum send_status status_of(size_t whole, size_t part, size_t count)
{
	if (whole + part == 0)
		return SEND_NOTHING;
	return whole == count ? SEND_WHOLE : SEND_PARTIAL;
}

enum send_status send_status(const struct send *send)
{
	size_t whole = 0;
	size_t part = 0;

	for (uint32_t number = 0; number < send->targets->count; number++) {
		whole += result_of(send, number) == RESULT_SIGNALLED;
		part += result_of(send, number) == RESULT_PARTIAL;
	}
	if (whole + part > 0 && send->waited && has_survivors(send))
		return SEND_SURVIVORS;
	return status_of(whole, part, send->targets->count);
}

enum send_status send_foretold_status(const struct send *send)
{
	const struct plan *plan = send->steps[0].plan;
	size_t whole = 0;
	size_t part = 0;

	for (uint32_t i = 0; i < plan->target_count; i++) {
		const struct plan_target *target = &plan->targets[i];
		uint32_t denied = target->counts[EXPECT_DENIED];

		if (!send_is_open(send, i) ||
			denied + target->counts[EXPECT_ZOMBIE] == target->member_count)
			continue;
		whole += denied == 0;
		part += denied > 0;
	}
	return status_of(whole, part, plan->target_count);
}
