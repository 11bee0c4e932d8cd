/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "cli/kill/json_kill.h"

#include <math.h>

#include "base/json.h"
#include "history/history_record.h"
#include "kill/sigtable.h"
#include "report/sentence.h"

/* Whether a later step tells of this member again. */
static bool is_told_later(const struct send *send, const struct step *step, uint32_t number,
	struct process_id id)
{
	for (const struct step *later = step + 1; later < send->steps + send->count; later++) {
		struct send_place place;
		const struct plan_target *target;

		if (!send_find_in(later, number, &place))
			continue;
		target = &later->plan->targets[place.target];
		for (uint32_t i = 0; i < target->member_count; i++)
			if (process_id_equal(later->plan->members[target->member_first + i].id, id))
				return true;
	}
	return false;
}

/* Everybody whom any step had to do with, each once, as the last one left it. */
static json_t *make_members(const struct send *send, uint32_t number)
{
	struct json_maker members = {.value = json_array()};

	for (size_t s = 0; s < send->count; s++) {
		const struct step *step = &send->steps[s];
		const struct plan_target *target;
		struct send_place place;

		if (!send_find_in(step, number, &place))
			continue;
		target = &step->plan->targets[place.target];
		for (uint32_t i = 0; i < target->member_count; i++) {
			uint32_t m = target->member_first + i;

			if (!is_told_later(send, step, number, step->plan->members[m].id))
				json_add(&members,
					history_record_member(step->plan, m,
						step->delivery->members[m].outcome));
		}
	}
	return json_made(&members);
}

/* PIDs of who is alive after the wait. */
static json_t *make_survivors(const struct send *send, uint32_t number)
{
	struct json_maker pids = {.value = json_array()};
	struct send_place place = send_find(send, number);
	const struct watch *watch = place.step && send->waited ? place.step->watch : NULL;

	for (size_t i = 0; watch && i < watch->count; i++)
		if (watch->members[i].target == place.target &&
			watch_member_survives(&watch->members[i]))
			json_add(&pids, json_integer(watch->members[i].id.pid));
	return json_made(&pids);
}

/* From the first signal to the end of the last member; null where nobody waited, or some live. */
static json_t *make_seconds(const struct send *send, uint32_t number)
{
	struct send_place newest = send_find(send, number);
	uint64_t sent = 0;
	uint64_t last = 0;

	/* Only the newest step knows: nobody looks for those before it any more. */
	if (newest.step && newest.step->watch &&
		watch_count_survivors(newest.step->watch, newest.target) > 0)
		return json_null();
	for (size_t s = 0; s < send->count; s++) {
		const struct step *step = &send->steps[s];
		struct send_place place;
		uint64_t end;

		if (!step->watch || !send_find_in(step, number, &place))
			continue;
		if (sent == 0)
			sent = step->delivery->targets[place.target].sent_at;
		end = watch_last_end(step->watch, place.target);
		last = end > last ? end : last;
	}
	if (!send->waited || sent == 0 || last < sent)
		return json_null();
	return json_real(round((double)(last - sent) / 1e6) / 1e3);
}

/* The signals that were sent to it, in their order. */
static json_t *make_signals(const struct send *send, uint32_t number)
{
	struct json_maker names = {.value = json_array()};

	for (size_t s = 0; s < send->count; s++) {
		const struct step *step = &send->steps[s];
		struct send_place place;
		char name[SIGNAL_NAME_MAX];

		if (!send_find_in(step, number, &place) ||
			step->delivery->targets[place.target].sent_at == 0)
			continue;
		json_add(&names, json_string(sigtable_name(step->plan->signal, name)));
		if (step->delivery->targets[place.target].continued)
			json_add(&names, json_string("CONT"));
	}
	return json_made(&names);
}

static json_t *make_warnings(const struct plan *plan, uint32_t index)
{
	const struct plan_target *target = &plan->targets[index];
	struct json_maker warnings = {.value = json_array()};
	char text[SENTENCE_MAX];

	for (uint32_t i = 0; i < target->warning_count; i++)
		json_add(&warnings,
			json_text(sentence_warning(plan, index, &target->warnings[i], text,
				sizeof(text))));
	return json_made(&warnings);
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

/* A target as the first step that has it found and left it, with all that came of it. */
static json_t *make_target(const struct send *send, uint32_t number)
{
	struct json_maker object = {.value = json_object()};
	struct send_place place = {.step = NULL};
	const struct plan_target *target;
	const struct delivery *delivery;
	char id[GROUP_ID_TEXT_MAX];
	char text[SENTENCE_MAX];

	for (size_t s = 0; s < send->count && !place.step; s++)
		send_find_in(&send->steps[s], number, &place);
	if (!place.step)
		return json_null();
	delivery = place.step->delivery;
	target = &delivery->plan->targets[place.target];
	json_put_integer(&object, "pgid", target->id.pgid);
	json_put_text(&object, "id", group_id_format(&target->id, id));
	json_put_text(&object, "guarantee", history_record_guarantee(target));
	json_put_text(&object, "result",
		target_result_word(delivery->targets[place.target].result));
	json_put_text(&object, "reason", reason(delivery, place.target, text, sizeof(text)));
	json_put(&object, "warnings", make_warnings(delivery->plan, place.target));
	json_put(&object, "signals", make_signals(send, number));
	json_put(&object, "members", make_members(send, number));
	json_put(&object, "seconds", make_seconds(send, number));
	json_put(&object, "survivors", make_survivors(send, number));
	return json_made(&object);
}

int json_kill_write(const struct send *send, bool dry_run, FILE *out)
{
	struct json_maker document = {.value = json_object()};
	struct json_maker targets = {.value = json_array()};
	char signal[SIGNAL_NAME_MAX];

	for (uint32_t number = 0; number < send->targets->count; number++)
		json_add(&targets, make_target(send, number));
	json_put_integer(&document, "schema", JSON_SCHEMA);
	json_put_text(&document, "signal", sigtable_name(send->steps[0].plan->signal, signal));
	json_put(&document, "dry_run", json_boolean(dry_run));
	if (send->targets->session_count > 0)
		json_put_integer(&document, "rounds", send_rounds(send));
	json_put(&document, "targets", json_made(&targets));
	return json_write(json_made(&document), out);
}
