/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "document/json_kill.h"

#include "base/text.h"
#include "document/history_record.h"
#include "document/json_member.h"
#include "kill/send_status.h"
#include "kill/sigtable.h"
#include "kill/watch_end.h"

/* A target as one of the steps has it. */
struct part {
	const struct json_kill *kill;
	uint32_t number; /* of the target */
	const struct step *step; /* NULL: no (other) step has it */
	uint32_t target; /* its index in that step's plan */
};

/* In the first step from that one on. */
static struct part find_part(const struct json_kill *kill, uint32_t number, const struct step *from)
{
	const struct step *end = kill->send->steps + kill->send->count;
	struct step_target target = {.step = NULL};

	for (const struct step *step = from; step < end && !target.step; step++)
		step_find(step, number, &target);
	return (struct part){kill, number, target.step, target.index};
}

static struct part next_part(struct part part)
{
	return find_part(part.kill, part.number, part.step + 1);
}

static struct part last_part(struct part first)
{
	struct part last = first;

	for (struct part part = first; part.step; part = next_part(part))
		last = part;
	return last;
}

static const struct plan_target *planned(struct part part)
{
	return &part.step->plan->targets[part.target];
}

static const struct target_report *report(struct part part)
{
	return &part.step->delivery->targets[part.target];
}

/* Whether a later step tells of this member again. */
static bool is_told_later(struct part part, struct process_id id)
{
	for (struct part later = next_part(part); later.step; later = next_part(later)) {
		const struct plan_target *target = planned(later);
		const struct plan_member *members =
			&later.step->plan->members[target->member_first];

		for (uint32_t i = 0; i < target->member_count; i++)
			if (process_id_equal(members[i].id, id))
				return true;
	}
	return false;
}

static void add_newborn(struct json_maker *members, struct part part)
{
	const struct delivery *delivery = part.step->delivery;

	for (uint32_t i = 0; i < delivery->newborn_count; i++)
		if (delivery->newborn[i].target == part.target &&
			!is_told_later(part, delivery->newborn[i].id))
			json_add(members, json_newborn(&delivery->newborn[i]));
}

/* Everybody whom any step had to do with, each once, as the last one left it. */
static json_t *make_members(struct part first)
{
	struct json_maker members = {.value = json_array()};

	for (struct part part = first; part.step; part = next_part(part)) {
		const struct plan *plan = part.step->plan;

		for (uint32_t i = 0; i < planned(part)->member_count; i++) {
			uint32_t m = planned(part)->member_first + i;

			if (!is_told_later(part, plan->members[m].id))
				json_add(&members,
					json_member(plan, m,
						part.step->delivery->members[m].outcome));
		}
		add_newborn(&members, part);
	}
	return json_made(&members);
}

/* Members born since the calls that were signalled each by itself. */
static unsigned count_newborn(struct part first)
{
	unsigned count = 0;

	for (struct part part = first; part.step; part = next_part(part))
		count += report(part)->newborn;
	return count;
}

/* From the first signal to the end of the last member; null where nobody waited, or some live. */
static json_t *make_seconds(struct part first, struct part newest)
{
	uint64_t sent = 0;
	uint64_t last = 0;

	/* Only the newest step knows: nobody looks for those before it any more. */
	if (newest.step->watch && watch_count_survivors(newest.step->watch, newest.target) > 0)
		return json_null();
	for (struct part part = first; part.step; part = next_part(part)) {
		uint64_t end = part.step->watch ? watch_last_end(part.step->watch, part.target) : 0;

		if (part.step->watch && sent == 0)
			sent = report(part)->sent_at;
		last = end > last ? end : last;
	}
	return first.kill->send->waited ? json_seconds(sent, last) : json_null();
}

/* The signals that were sent to it, in their order. */
static json_t *make_signals(struct part first)
{
	struct json_maker names = {.value = json_array()};

	for (struct part part = first; part.step; part = next_part(part)) {
		char name[SIGNAL_NAME_MAX];

		if (report(part)->sent_at == 0)
			continue;
		json_add(&names, json_string(sigtable_name(part.step->plan->signal, name)));
		if (report(part)->continued)
			json_add(&names, json_string("CONT"));
	}
	return json_made(&names);
}

static json_t *make_warnings(struct part part)
{
	struct json_maker warnings = {.value = json_array()};
	char text[SENTENCE_MAX];

	for (uint32_t i = 0; i < planned(part)->warning_count; i++)
		json_add(&warnings,
			json_text(part.kill->say_warning(part.step->plan, part.target,
				&planned(part)->warnings[i], text, sizeof(text))));
	return json_made(&warnings);
}

/* Why it is not all well; NULL where it is. */
static const char *say_reason(struct part part, char *buf, size_t size)
{
	switch (report(part)->result) {
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
	return part.kill->say_result(part.step->delivery, part.target, buf, size);
}

/* A target as the first step that has it found and left it, with all that came of it. */
static json_t *make_target(struct part first)
{
	struct json_maker object = {.value = json_object()};
	struct part last = last_part(first);
	char id[GROUP_ID_TEXT_MAX];
	char text[SENTENCE_MAX];

	json_put_integer(&object, "pgid", planned(first)->id.pgid);
	json_put_text(&object, "id", group_id_format(&planned(first)->id, id));
	json_put_text(&object, "guarantee", history_record_guarantee(planned(first)));
	json_put_text(&object, "result", target_result_word(report(first)->result));
	json_put_text(&object, "reason", say_reason(first, text, sizeof(text)));
	json_put(&object, "warnings", make_warnings(first));
	json_put(&object, "signals", make_signals(first));
	json_put(&object, "members", make_members(first));
	json_put_integer(&object, "newborn", count_newborn(first));
	json_put(&object, "seconds", make_seconds(first, last));
	json_put(&object, "survivors",
		json_survivors(first.kill->send->waited ? last.step->watch : NULL, last.target));
	return json_made(&object);
}

int json_kill_write(const struct json_kill *kill, FILE *out)
{
	struct json_maker document = {.value = json_object()};
	struct json_maker targets = {.value = json_array()};
	const struct send *send = kill->send;
	char signal[SIGNAL_NAME_MAX];

	for (uint32_t number = 0; number < send->targets->count; number++) {
		struct part first = find_part(kill, number, send->steps);

		json_add(&targets, first.step ? make_target(first) : json_null());
	}
	json_put_integer(&document, "schema", JSON_SCHEMA);
	json_put_text(&document, "signal", sigtable_name(send->steps[0].plan->signal, signal));
	json_put(&document, "dry_run", json_boolean(kill->dry_run));
	if (send->targets->session_count > 0)
		json_put_integer(&document, "rounds", send_rounds(send));
	json_put(&document, "targets", json_made(&targets));
	return json_write(json_made(&document), out);
}
