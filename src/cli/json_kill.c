/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "cli/json_kill.h"

#include "cli/json.h"
#include "kill/sigtable.h"
#include "report/sentence.h"

static json_t *make_notes(unsigned notes)
{
	struct json_maker words = {.value = json_array()};

	for (unsigned bit = 0; bit < EXPECTATION_NOTES; bit++)
		if (notes & 1u << bit)
			json_add(&words, json_string(expectation_note_word(bit)));
	return json_made(&words);
}

static json_t *make_member(const struct delivery *delivery, uint32_t index)
{
	const struct plan_member *member = &delivery->plan->members[index];
	struct json_maker object = {.value = json_object()};
	const char state[] = {member->state, '\0'};

	json_put_integer(&object, "pid", member->id.pid);
	json_put_integer(&object, "start", (json_int_t)member->id.start);
	json_put_text(&object, "user", snapshot_user_name(delivery->plan->snapshot, member->uid));
	json_put_text(&object, "state", state);
	json_put_text(&object, "expected", expectation_word(member->expected));
	json_put(&object, "notes", make_notes(member->notes));
	json_put_text(&object, "outcome", outcome_word(delivery->members[index].outcome));
	return json_made(&object);
}

static json_t *make_members(const struct delivery *delivery, const struct plan_target *target)
{
	struct json_maker members = {.value = json_array()};

	for (uint32_t i = 0; i < target->member_count; i++)
		json_add(&members, make_member(delivery, target->member_first + i));
	return json_made(&members);
}

static json_t *make_warnings(const struct plan *plan, uint32_t index)
{
	const struct plan_target *target = &plan->targets[index];
	struct json_maker warnings = {.value = json_array()};
	char text[SENTENCE_MAX];

	for (uint32_t i = 0; i < target->warning_count; i++)
		json_add(&warnings,
			json_text(sentence_warning(
				plan, index, &target->warnings[i], text, sizeof(text))));
	return json_made(&warnings);
}

/* Only what was pinned has a guarantee. */
static const char *guarantee_word(const struct plan_target *target)
{
	if (target->standing != PLAN_READY && target->standing != PLAN_PROTECTED)
		return NULL;
	switch (target->guarantee) {
	case PIN_EXACT:
		return "exact";
	case PIN_VERIFIED:
		return "verified";
	}
	return NULL;
}

/* Why it is not all well; NULL where it is. */
static const char *reason(const struct delivery *delivery, uint32_t index, char *buf, size_t size)
{
	switch (delivery->targets[index].result) {
	case RESULT_PLANNED:
	case RESULT_SIGNALLED:
	case RESULT_COUNT:
		return NULL;
	case RESULT_PARTIAL:
	case RESULT_DENIED:
	case RESULT_GONE:
	case RESULT_CHANGED:
	case RESULT_REFUSED:
	case RESULT_CANCELLED:
		break;
	}
	return sentence_result(delivery, index, buf, size);
}

static json_t *make_target(const struct delivery *delivery, uint32_t index)
{
	const struct plan_target *target = &delivery->plan->targets[index];
	struct json_maker object = {.value = json_object()};
	char id[GROUP_ID_TEXT_MAX];
	char text[SENTENCE_MAX];

	json_put_integer(&object, "pgid", target->id.pgid);
	json_put_text(&object, "id", group_id_format(&target->id, id));
	json_put_text(&object, "guarantee", guarantee_word(target));
	json_put_text(&object, "result", target_result_word(delivery->targets[index].result));
	json_put_text(&object, "reason", reason(delivery, index, text, sizeof(text)));
	json_put(&object, "warnings", make_warnings(delivery->plan, index));
	json_put(&object, "members", make_members(delivery, target));
	/* Nobody has waited for an end, so there is nothing to say of it. */
	json_put(&object, "seconds", json_null());
	json_put(&object, "survivors", json_array());
	return json_made(&object);
}

int json_kill_write(const struct delivery *delivery, bool dry_run, FILE *out)
{
	struct json_maker document = {.value = json_object()};
	struct json_maker targets = {.value = json_array()};
	char signal[SIGNAL_NAME_MAX];

	for (uint32_t i = 0; i < delivery->plan->target_count; i++)
		json_add(&targets, make_target(delivery, i));
	json_put_integer(&document, "schema", JSON_SCHEMA);
	json_put_text(&document, "signal", sigtable_name(delivery->plan->signal, signal));
	json_put(&document, "dry_run", json_boolean(dry_run));
	json_put(&document, "targets", json_made(&targets));
	return json_write(json_made(&document), out);
}
