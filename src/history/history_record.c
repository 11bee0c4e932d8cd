/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "history/history_record.h"

#include <math.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "base/clock.h"
#include "base/number.h"
#include "kill/sigtable.h"

/* ---- Who ---- */

/* What sudo says of its caller; it is only a number, whatever the environment holds. */
static int64_t sudo_uid(void)
{
	const char *text = getenv("SUDO_UID");
	uint64_t uid;

	if (!text || number_parse(text, UINT32_MAX - 1, &uid) < 0)
		return -1;
	return (int64_t)uid;
}

void history_sender_init(struct history_sender *ret_sender, const struct snapshot *snapshot)
{
	const struct process *own = snapshot_process(snapshot, getpid());

	*ret_sender = (struct history_sender){
		.uid = getuid(),
		.user = snapshot_user_name(snapshot, getuid()),
		.sudo_uid = sudo_uid(),
		.tty = own ? own->tty_name : NULL,
	};
}

/* ---- One member ---- */

static json_t *make_notes(unsigned notes)
{
	struct json_maker words = {.value = json_array()};

	for (unsigned bit = 0; bit < EXPECTATION_NOTES; bit++)
		if (notes & 1u << bit)
			json_add(&words, json_string(expectation_note_word(bit)));
	return json_made(&words);
}

json_t *history_record_member(const struct plan *plan, uint32_t index, enum outcome outcome)
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

/* ---- One target ---- */

const char *history_record_guarantee(const struct plan_target *target)
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

/* Members of the plan who were signalled and live. */
static bool *find_survivors(const struct step *step, bool watched)
{
	bool *survives = calloc(step->plan->member_count + 1, sizeof(*survives));
	const struct watch *watch = watched ? step->watch : NULL;

	for (size_t i = 0; survives && watch && i < watch->count; i++)
		if (watch->members[i].member != UINT32_MAX && watch->members[i].signalled &&
			watch_member_survives(&watch->members[i]))
			survives[watch->members[i].member] = true;
	return survives;
}

static json_t *make_members(const struct step *step, uint32_t index, bool watched)
{
	const struct plan_target *target = &step->plan->targets[index];
	struct json_maker members = {.value = json_array()};
	CLEANUP_FREE bool *survives = find_survivors(step, watched);

	for (uint32_t m = target->member_first;
		survives && m < target->member_first + target->member_count; m++) {
		enum outcome outcome = step->delivery->members[m].outcome;

		if (outcome == OUTCOME_SIGNALLED && survives[m])
			outcome = OUTCOME_SURVIVED;
		json_add(&members, history_record_member(step->plan, m, outcome));
	}
	members.failed |= !survives;
	return json_made(&members);
}

/* PIDs of all who live in the group, those born since included; null where nobody waited. */
static json_t *make_survivors(const struct watch *watch, uint32_t index)
{
	struct json_maker pids = {.value = json_array()};

	for (size_t i = 0; i < watch->count; i++)
		if (watch->members[i].target == index && watch_member_survives(&watch->members[i]))
			json_add(&pids, json_integer(watch->members[i].id.pid));
	return json_made(&pids);
}

/* From the signal to the end of the last member; null where some live, or nobody has ended. */
static json_t *make_seconds(const struct step *step, uint32_t index)
{
	uint64_t sent = step->delivery->targets[index].sent_at;
	uint64_t last = watch_last_end(step->watch, index);

	if (sent == 0 || last < sent || watch_count_survivors(step->watch, index) > 0)
		return json_null();
	return json_real(round((double)(last - sent) / CLOCK_MILLISECOND) / 1e3);
}

static json_t *make_target(const struct step *step, uint32_t index, bool watched)
{
	const struct plan_target *target = &step->plan->targets[index];
	const struct target_report *report = &step->delivery->targets[index];
	struct json_maker object = {.value = json_object()};
	char id[GROUP_ID_TEXT_MAX];

	watched &= step->watch != NULL;
	json_put_integer(&object, "pgid", target->id.pgid);
	json_put_text(&object, "id", group_id_format(&target->id, id));
	json_put_integer(&object, "sid", target->id.sid);
	if (target->command)
		json_put_arguments(&object, "command", target->command, target->command_len);
	else
		json_put_text(&object, "command", target->name);
	json_put_text(&object, "guarantee", history_record_guarantee(target));
	json_put_text(&object, "result", target_result_word(report->result));
	json_put(&object, "continued", json_boolean(report->continued));
	json_put(&object, "members", make_members(step, index, watched));
	json_put(&object, "seconds", watched ? make_seconds(step, index) : json_null());
	json_put(&object, "survivors", watched ? make_survivors(step->watch, index) : json_null());
	return json_made(&object);
}

/* ---- The whole ---- */

/* Denied means that the kernel was asked: everything else that was not sent never came so far. What
 * reached only zombies found nobody. */
bool history_record_is_due(const struct step *step)
{
	for (uint32_t i = 0; i < step->plan->target_count; i++) {
		const struct target_report *report = &step->delivery->targets[i];

		if (report->result == RESULT_DENIED ||
			(report->sent_at != 0 && report->result != RESULT_GONE))
			return true;
	}
	return false;
}

/* The moment of the first call, in seconds since the epoch. */
static int64_t sent_time(const struct step *step)
{
	const struct kernel *kernel = step->watch ? step->watch->kernel : NULL;
	uint64_t now = kernel ? kernel_now(kernel) : 0;
	uint64_t ago = 0;

	for (uint32_t i = 0; i < step->plan->target_count; i++) {
		uint64_t sent = step->delivery->targets[i].sent_at;

		if (sent != 0 && now > sent && now - sent > ago)
			ago = now - sent;
	}
	return (int64_t)((clock_now(CLOCK_REALTIME) - ago) / CLOCK_SECOND);
}

json_t *history_record_make(const struct step *step, const struct history_sender *sender,
	bool watched)
{
	struct json_maker object = {.value = json_object()};
	struct json_maker targets = {.value = json_array()};
	char signal[SIGNAL_NAME_MAX];

	for (uint32_t i = 0; i < step->plan->target_count; i++)
		json_add(&targets, make_target(step, i, watched));
	json_put_integer(&object, "schema", JSON_SCHEMA);
	json_put(&object, "time", json_time(sent_time(step)));
	json_put_integer(&object, "uid", sender->uid);
	json_put_text(&object, "user", sender->user);
	json_put(&object, "sudo_uid",
		sender->sudo_uid >= 0 ? json_integer(sender->sudo_uid) : json_null());
	json_put_text(&object, "tty", sender->tty);
	json_put_text(&object, "signal", sigtable_name(step->plan->signal, signal));
	json_put(&object, "targets", json_made(&targets));
	return json_made(&object);
}
