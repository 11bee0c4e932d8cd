/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "cli/kill/kill.h"

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/array.h"
#include "base/cleanup.h"
#include "base/descriptors.h"
#include "base/gettext.h"
#include "base/number.h"
#include "base/text.h"
#include "cli/common/message.h"
#include "cli/kill/deferred_signals.h"
#include "cli/kill/kill_text.h"
#include "cli/kill/kill_work.h"
#include "document/json_kill.h"
#include "history/history.h"
#include "kill/send_status.h"
#include "kill/sigtable.h"
#include "report/clean_name.h"
#include "report/sentence_history.h"
#include "report/sentence_outcome.h"
#include "report/sentence_warning.h"

#define NAME "kill"

/* Signals that follow, at most. */
#define THEN_MAX 16

struct kill {
	struct kill_request request;
	bool dry_run;
	bool yes;
	bool json;
	bool waits;
	uint64_t wait; /* nanoseconds */
	int then[THEN_MAX];
	size_t then_count;
	struct target_spec *targets; /* owned */
};

static void kill_done(struct kill *self)
{
	free(self->targets);
}

/* ---- What the user wrote ---- */

static int read_signal(const char *text, int *ret_signal)
{
	char word[MESSAGE_WORD_MAX];

	if (sigtable_parse(text, ret_signal) == 0)
		return CLI_OK;
	return message_usage(NAME, _("'%s' is not a signal; 'posse signals' lists them all."),
		clean_name(text, word, sizeof(word)));
}

static int take_signal(void *context, const char *text)
{
	struct kill *self = context;

	return read_signal(text, &self->request.signal);
}

static int take_wait(void *context, const char *text)
{
	struct kill *self = context;
	char word[MESSAGE_WORD_MAX];

	self->waits = true;
	if (number_parse_seconds(text, &self->wait) == 0)
		return CLI_OK;
	return message_usage(NAME, _("'%s' is not a time to wait: give seconds, such as 5 or 0.5."),
		clean_name(text, word, sizeof(word)));
}

static int take_then(void *context, const char *text)
{
	struct kill *self = context;

	if (self->then_count == THEN_MAX)
		return message_usage(NAME, _("--then can be given at most %d times."), THEN_MAX);
	return read_signal(text, &self->then[self->then_count++]);
}

static const struct option_row options_table[] = {
	{'s', "signal", N_("SIGNAL"),
		N_("signal name or number (default: TERM); see 'posse signals'"),
		.take = take_signal},
	{'n', "dry-run", NULL, N_("show the plan; send nothing"),
		.place = offsetof(struct kill, dry_run)},
	{'y', "yes", NULL, N_("do not ask for confirmation"), .place = offsetof(struct kill, yes)},
	{'\0', "wait", N_("SECONDS"), N_("wait this long for them to end, and name survivors"),
		.take = take_wait},
	{'\0', "then", N_("SIGNAL"), N_("then send this signal to the survivors; can be repeated"),
		.take = take_then},
	{'\0', "continue", NULL,
		N_("send SIGCONT after the signal, as for TERM to stopped members"),
		.place = offsetof(struct kill, request.continues)},
	{'\0', "include-protected", NULL, N_("also signal the groups of posse and its ancestors"),
		.place = offsetof(struct kill, request.include_protected)},
	{'\0', "json", NULL, N_("print one JSON document instead of text"),
		.place = offsetof(struct kill, json)},
	OPTION_HELP_ROW,
};

static const struct exit_row exits[] = {
	{SEND_WHOLE,
		N_("every living member of every target was signalled and, with --wait, "
		   "has ended")},
	{SEND_NOTHING, N_("nothing was signalled: no such group, denied, refused or cancelled")},
	{CLI_USAGE, N_("usage error; nothing was done")},
	{SEND_SURVIVORS, N_("some members survived the wait")},
	{SEND_PARTIAL, N_("some members or targets were signalled, others were not")},
};

static int take_target(struct kill *self, const char *text)
{
	struct target_spec *target = &self->targets[self->request.count];
	char word[MESSAGE_WORD_MAX];
	int r = target_spec_parse(text, target);

	/* 0 is the group of the kernel's own threads, which the guard refuses in words; but no
	 * session has it. */
	if (r == 0 && target->is_session && target->id.pgid == 0)
		r = -EINVAL;
	if (r == 0) {
		self->request.count++;
		return CLI_OK;
	}
	clean_name(text, word, sizeof(word));
	if (r == -ERANGE)
		return message_usage(NAME, _("'%s' is too large for the number of a group."), word);
	return message_usage(NAME,
		_("'%s' does not name a group: use PGID, PGID@START or PGID@PID:START with "
		  "a PGID above 0, or session:SID."),
		word);
}

static int take_targets(struct kill *self, const struct operands *operands)
{
	if (operands->count == 0)
		return message_usage(NAME,
			_("Which group? 'posse list' shows them, 'posse kill PGID' signals one."));
	self->targets = calloc(operands->count, sizeof(*self->targets));
	if (!self->targets)
		return message_failed(NAME, "%s.", strerror(ENOMEM));
	self->request.targets = self->targets;
	for (size_t i = 0; i < operands->count; i++) {
		int status = take_target(self, operands->words[i]);

		if (status != CLI_OK)
			return status;
	}
	return CLI_OK;
}

static int check_then(const struct kill *self)
{
	if (self->then_count == 0 || self->waits)
		return CLI_OK;
	return message_usage(NAME,
		_("--then needs --wait SECONDS: its signal is sent after that time."));
}

/* Nobody can be asked where there is no terminal, and nothing is sent unasked. */
static int check_answerable(const struct kill *self)
{
	if (self->yes || self->dry_run || (isatty(STDIN_FILENO) && isatty(STDERR_FILENO)))
		return CLI_OK;
	return message_usage(NAME,
		_("There is no terminal to ask on: --yes sends without asking, --dry-run "
		  "only shows the plan."));
}

/* ---- What is done ---- */

/* 0 with *ret_agreed, or -errno when it cannot be carried out. */
static int ask(const struct kill *self, struct kill_work *work, bool *ret_agreed)
{
	*ret_agreed = true;
	if (self->yes || send_count_open(work->send) == 0)
		return 0;
	send_hold(work->send);
	kill_text_plan(work->send, false, stderr);
	*ret_agreed = kill_text_ask(work->send);
	return *ret_agreed ? kill_work_renew(work) : 0;
}

/* Waits, and sends what follows, as long as somebody is left. */
static int see_it_end(const struct kill *self, struct kill_work *work)
{
	int r = kill_work_wait(work, self->wait);

	for (size_t i = 0; i < self->then_count && r == 0 && send_count_living(work->send) > 0;
		i++) {
		r = kill_work_follow(work, self->then[i]);
		if (r == 0)
			r = kill_work_wait(work, self->wait);
	}
	if (r == -EINTR) {
		message_failed(NAME,
			_("Interrupted: posse stops waiting, and sends nothing more."));
		r = 0;
	}
	return r == 0 ? kill_work_explain(work) : r;
}

/* Sends, and waits if that was wished. Whoever interrupts it before the first signal wants none. */
static int send_deferring(const struct kill *self, struct kill_work *work,
	struct deferred_signals *deferred)
{
	int r;

	deferred_signals_begin(deferred);
	if (deferred_signals_has_signal(deferred)) {
		deliver_cancel(send_planned(work->send)->delivery);
		return 0;
	}
	work->wake = deferred->fd;
	r = kill_work_send(work);
	if (r == 0 && self->waits && work->send->sent)
		r = see_it_end(self, work);
	work->wake = -1;
	return r;
}

/* Asks and sends: 0, or -errno when it could not be carried out or seen to its end. */
static int carry_out(const struct kill *self, struct kill_work *work,
	struct deferred_signals *deferred)
{
	bool agreed;
	int r;

	if (self->dry_run)
		return 0;
	r = ask(self, work, &agreed);
	if (r < 0)
		return r;
	if (!agreed) {
		deliver_cancel(send_planned(work->send)->delivery);
		return 0;
	}
	return send_deferring(self, work, deferred);
}

static int report_json(const struct kill *self, const struct send *send)
{
	const struct json_kill document = {
		.send = send,
		.dry_run = self->dry_run,
		.say_warning = sentence_warning,
		.say_result = sentence_result,
	};

	return json_kill_write(&document, stdout);
}

static int report(const struct kill *self, const struct send *send)
{
	if (self->json)
		return report_json(self, send);
	if (self->dry_run)
		kill_text_plan(send, true, stdout);
	else
		kill_text_outcome(send);
	return 0;
}

static void say_partial(const struct kill_work *work)
{
	if (work->snapshot->machine.partial)
		message_failed(NAME,
			_("This is a partial view: /proc hides processes of other users, "
			  "and a group may have members that are not shown."));
}

static int say_unread(int error)
{
	return message_failed(NAME, _("Nothing was sent: the processes could not be read: %s."),
		strerror(-error));
}

/* What was sent was sent: its status stands, even when it cannot be told of any more. */
static int finish(const struct kill *self, const struct send *send)
{
	enum send_status status = self->dry_run ? send_foretold_status(send) : send_status(send);
	int r = report(self, send);

	if (r < 0)
		message_failed(NAME, _("The report could not be produced: %s."), strerror(-r));
	r = message_finish(NAME, r < 0 ? CLI_FAILED : (int)status);
	return send->sent ? (int)status : r;
}

/* Looking is always allowed. */
static int check_allowed(const struct kill *self)
{
	struct settings settings;

	message_settings(NAME, &settings);
	if (self->dry_run || !settings.readonly)
		return CLI_OK;
	return message_failed(NAME,
		_("Nothing was sent: readonly is set; --dry-run shows the plan."));
}

static void say_history_fault(int fault)
{
	char text[SENTENCE_MAX];

	if (fault < 0)
		message_failed(NAME, "%s", sentence_history_fault(fault, text, sizeof(text)));
}

/* Both a struct send_recorder's, of a history. */
static void record(void *context, const struct step *step, bool watched)
{
	say_history_fault(history_add(context, step, watched));
}

static void note(void *context, const struct step *step)
{
	say_history_fault(history_log(context, step));
}

static int run(const struct kill *self)
{
	CLEANUP(deferred_signals_done) struct deferred_signals deferred = {.begun = false};
	CLEANUP(kill_work_done) struct kill_work work;
	struct history history = {.fault = 0};
	const struct send_recorder recorder = {record, &history, note};
	int r;

	descriptors_raise();
	r = kill_work_init(&work, kernel_real(), &self->request, &recorder);
	if (r < 0)
		return say_unread(r);
	if (!self->json)
		say_partial(&work);
	r = carry_out(self, &work, &deferred);
	if (r < 0 && !work.send->sent)
		return say_unread(r);
	if (r < 0)
		message_failed(NAME, _("The outcome could not be followed to the end: %s."),
			strerror(-r));
	send_settle(work.send);
	return finish(self, work.send);
}

static int kill_run(int argc, char **argv)
{
	CLEANUP(kill_done) struct kill self = {.request = {.signal = SIGTERM}};
	struct operands operands;
	int status = options_read(&kill_subcommand, argc, argv, &self, &operands);

	if (status != OPTIONS_END)
		return status;
	status = take_targets(&self, &operands);
	if (status == CLI_OK)
		status = check_then(&self);
	if (status == CLI_OK)
		status = check_answerable(&self);
	if (status == CLI_OK)
		status = check_allowed(&self);
	return status == CLI_OK ? run(&self) : status;
}

const struct subcommand kill_subcommand = {
	.name = NAME,
	.operands = N_("TARGET..."),
	.summary = N_("Signal whole process groups, by number, by identity, or as session:SID."),
	.options = options_table,
	.option_count = COUNT(options_table),
	.exits = exits,
	.exit_count = COUNT(exits),
	.run = kill_run,
};
