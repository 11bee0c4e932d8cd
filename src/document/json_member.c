/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "document/json_member.h"

#include <math.h>

#include "base/clock.h"

static json_t *make_notes(unsigned notes)
{
	struct json_maker words = {.value = json_array()};

	for (unsigned bit = 0; bit < EXPECTATION_NOTES; bit++)
		if (notes & 1u << bit)
			json_add(&words, json_string(expectation_note_word(bit)));
	return json_made(&words);
}

json_t *json_member(const struct plan *plan, uint32_t index, enum outcome outcome)
{
	const struct plan_member *member = &plan->members[index];
	struct json_maker object = {.value = json_object()};
	const char state[] = {member->state, '\0'};

	json_put_integer(&object, "pid", member->id.pid);
	json_put_integer(&object, "start", (json_int_t)member->id.start);
	json_put_text(&object, "user", snapshot_user_name(plan->snapshot, member->uid));
	json_put_text(&object, "state", state);
	json_put_text(&object, "expected", expectation_word(member->expected));
	json_put(&object, "notes", make_notes(member->notes));
	json_put_text(&object, "outcome", outcome_word(outcome));
	return json_made(&object);
}

json_t *json_newborn(const struct newborn *newborn)
{
	struct json_maker object = {.value = json_object()};
	struct json_maker notes = {.value = json_array()};
	const char state[] = {newborn->state, '\0'};

	json_add(&notes, json_string("newborn"));
	json_put_integer(&object, "pid", newborn->id.pid);
	json_put_integer(&object, "start", (json_int_t)newborn->id.start);
	json_put_text(&object, "user", NULL);
	json_put_text(&object, "state", state);
	json_put_text(&object, "expected", expectation_word(EXPECT_UNKNOWN));
	json_put(&object, "notes", json_made(&notes));
	json_put_text(&object, "outcome", outcome_word(newborn->report.outcome));
	return json_made(&object);
}

json_t *json_survivors(const struct watch *watch, uint32_t target)
{
	struct json_maker pids = {.value = json_array()};

	for (size_t i = 0; watch && i < watch->count; i++)
		if (watch->members[i].target == target && watch_member_survives(&watch->members[i]))
			json_add(&pids, json_integer(watch->members[i].id.pid));
	return json_made(&pids);
}

json_t *json_seconds(uint64_t sent, uint64_t end)
{
	if (sent == 0 || end < sent)
		return json_null();
	return json_real(round((double)(end - sent) / CLOCK_MILLISECOND) / 1e3);
}
