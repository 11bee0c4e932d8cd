/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "document/history_record.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "base/clock.h"
#include "base/number.h"
#include "document/json_member.h"
#include "kill/sigtable.h"
#include "kill/watch_end.h"

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

/* As whom the user has logged in, by the kernel's audit: whatever he has become since. */
static int64_t login_uid(void)
{
	CLEANUP_CLOSE int fd = open("/proc/self/loginuid", O_RDONLY | O_CLOEXEC);
	char text[32];
	ssize_t length = fd >= 0 ? read(fd, text, sizeof(text) - 1) : -1;
	uint64_t uid;

	if (length <= 0)
		return -1;
	text[length] = '\0';
	text[strcspn(text, "\n")] = '\0';
	return number_parse(text, UINT32_MAX - 1, &uid) < 0 ? -1 : (int64_t)uid;
}

void history_sender_init(struct history_sender *ret_sender, const struct snapshot *snapshot)
{
	const struct process *own = snapshot_process(snapshot, getpid());

	*ret_sender = (struct history_sender){
		.uid = getuid(),
		.user = snapshot_user_name(snapshot, getuid()),
		.sudo_uid = sudo_uid(),
		.login_uid = login_uid(),
		.tty = own ? own->tty_name : NULL,
	};
}

/* ---- One target, written ---- */

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

static json_t *make_members(const struct step *step, uint32_t index)
{
	const struct plan_target *target = &step->plan->targets[index];
	struct json_maker members = {.value = json_array()};

	for (uint32_t i = 0; i < target->member_count; i++) {
		uint32_t m = target->member_first + i;

		json_add(&members, json_member(step->plan, m, step->delivery->members[m].outcome));
	}
	for (uint32_t i = 0; i < step->delivery->newborn_count; i++)
		if (step->delivery->newborn[i].target == index)
			json_add(&members, json_newborn(&step->delivery->newborn[i]));
	return json_made(&members);
}

/* From the signal to the end of the last member; null where some live, or nobody has ended. */
static json_t *make_seconds(const struct step *step, uint32_t index)
{
	if (watch_count_survivors(step->watch, index) > 0)
		return json_null();
	return json_seconds(step->delivery->targets[index].sent_at,
		watch_last_end(step->watch, index));
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
	json_put_text(&object, "command", target->command ? target->command : target->name);
	json_put_text(&object, "guarantee", history_record_guarantee(target));
	json_put_text(&object, "result", target_result_word(report->result));
	json_put(&object, "continued", json_boolean(report->continued));
	json_put(&object, "members", make_members(step, index));
	json_put_integer(&object, "newborn", report->newborn);
	json_put(&object, "seconds", watched ? make_seconds(step, index) : json_null());
	json_put(&object, "survivors", watched ? json_survivors(step->watch, index) : json_null());
	return json_made(&object);
}

/* ---- The whole, written ---- */

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

int history_record_write(const struct step *step, const struct history_sender *sender, bool watched,
	char **ret_line)
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
	json_put(&object, "login_uid",
		sender->login_uid >= 0 ? json_integer(sender->login_uid) : json_null());
	json_put_text(&object, "tty", sender->tty);
	json_put_text(&object, "signal", sigtable_name(step->plan->signal, signal));
	json_put(&object, "targets", json_made(&targets));
	return json_line(json_made(&object), ret_line);
}

/* ---- Read back ---- */

void history_send_done(struct history_send *send)
{
	json_decref(send->record);
	free(send->targets);
	*send = (struct history_send){.record = NULL};
}

/* "" for what is not there. */
static const char *text_at(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	return text ? text : "";
}

static int64_t integer_at(const json_t *object, const char *key, int64_t otherwise)
{
	const json_t *value = json_object_get(object, key);

	return json_is_integer(value) ? json_integer_value(value) : otherwise;
}

static void count_outcomes(const json_t *members, uint32_t counts[OUTCOME_COUNT])
{
	for (size_t i = 0; i < json_array_size(members); i++) {
		const json_t *member = json_array_get(members, i);
		const char *word = json_string_value(json_object_get(member, "outcome"));
		enum outcome outcome = OUTCOME_NONE;

		for (enum outcome other = 0; word && other < OUTCOME_COUNT; other++)
			if (outcome_word(other) && strcmp(word, outcome_word(other)) == 0)
				outcome = other;
		counts[outcome]++;
	}
}

static void take_survivors(struct history_target *target, const json_t *survivors)
{
	target->watched = json_is_array(survivors);
	target->survivor_count = (uint32_t)json_array_size(survivors);
	for (size_t i = 0; i < HISTORY_SURVIVORS_MAX && i < target->survivor_count; i++)
		target->survivors[i] = json_integer_value(json_array_get(survivors, i));
}

static void take_target(struct history_target *target, json_t *object)
{
	const json_t *seconds = json_object_get(object, "seconds");

	target->id = text_at(object, "id");
	target->command = text_at(object, "command");
	target->guarantee = text_at(object, "guarantee");
	target->result = text_at(object, "result");
	target->continued = json_is_true(json_object_get(object, "continued"));
	target->newborn = integer_at(object, "newborn", 0);
	target->seconds = json_is_number(seconds) ? json_number_value(seconds) : NAN;
	count_outcomes(json_object_get(object, "members"), target->counts);
	take_survivors(target, json_object_get(object, "survivors"));
	/* They are most of it, and have been counted. */
	json_object_del(object, "members");
}

static int take_send(struct history_send *send)
{
	const json_t *targets = json_object_get(send->record, "targets");

	send->time = text_at(send->record, "time");
	send->user = text_at(send->record, "user");
	send->sudo_uid = integer_at(send->record, "sudo_uid", -1);
	send->login_uid = integer_at(send->record, "login_uid", -1);
	send->tty = text_at(send->record, "tty");
	send->signal = text_at(send->record, "signal");
	send->target_count = json_array_size(targets);
	send->targets = calloc(send->target_count + 1, sizeof(*send->targets));
	if (!send->targets)
		return -ENOMEM;
	for (size_t i = 0; i < send->target_count; i++)
		take_target(&send->targets[i], json_array_get(targets, i));
	return 0;
}

static bool is_record(const json_t *value)
{
	return json_is_array(json_object_get(value, "targets")) &&
		json_is_string(json_object_get(value, "signal")) &&
		json_is_string(json_object_get(value, "time"));
}

int history_record_read(const char *line, size_t len, struct history_send *ret_send)
{
	struct history_send send = {.record = json_loadb(line, len, 0, NULL)};
	int r = is_record(send.record) ? take_send(&send) : -EINVAL;

	if (r == 0)
		*ret_send = send;
	else
		history_send_done(&send);
	return r;
}
