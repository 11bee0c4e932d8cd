/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "cli/run/run.h"

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/array.h"
#include "base/cleanup.h"
#include "base/gettext.h"
#include "base/number.h"
#include "cli/common/message.h"
#include "cli/run/run_child.h"
#include "cli/run/run_signals.h"
#include "cli/run/run_status.h"
#include "cli/run/run_terminal.h"
#include "cli/run/run_wait.h"
#include "report/clean_name.h"
#include "scan/scanner.h"

struct run {
	bool group;
	bool verbose;
	bool wait_group;
	uint64_t end_after; /* nanoseconds; 0: never */
	char **words; /* the command's; not owned */
};

/* ---- What the user wrote ---- */

static int take_end_after(void *context, const char *text)
{
	struct run *self = context;
	char word[MESSAGE_WORD_MAX];

	if (number_parse_seconds(text, &self->end_after) == 0 && self->end_after > 0)
		return CLI_OK;
	return message_usage(RUN_NAME,
		_("'%s' is not a time to end after: give seconds above 0 and up to one "
		  "day, such as 10 or 0.5."),
		clean_name(text, word, sizeof(word)));
}

static const struct option_row options_table[] = {
	{'g', "group", NULL, N_("only start a new group, in this session and on this terminal"),
		.place = offsetof(struct run, group)},
	{'w', "wait-group", NULL, N_("wait until all members of the group have ended"),
		.place = offsetof(struct run, wait_group)},
	{'e', "end-after", N_("SECONDS"),
		N_("end the group after this time: TERM, and KILL 5 seconds later"),
		.take = take_end_after},
	{'v', "verbose", NULL, N_("say which group and session were started"),
		.place = offsetof(struct run, verbose)},
	OPTION_HELP_ROW,
};

static const struct exit_row exits[] = {
	{0, N_("COMMAND exited with 0; any other status of its own is passed on")},
	{2, N_("usage error; nothing was done")},
	{RUN_TIMED_OUT, N_("the time of --end-after was up")},
	{RUN_FAILED, N_("posse itself failed")},
	{RUN_NOT_EXECUTED, N_("COMMAND was found but could not be executed")},
	{RUN_NOT_FOUND, N_("COMMAND was not found")},
	{RUN_SIGNALLED, N_("plus n: signal n ended COMMAND")},
};

/* ---- What is done ---- */

static int fail(struct run_terminal *terminal, int error)
{
	run_terminal_end(terminal, true);
	/* Then the number of the group that was to be led says something about another process. */
	if ((error == -ESRCH || error == -ESTALE || error == -EXDEV) && scanner_proc_is_foreign())
		message_failed(RUN_NAME,
			_("The command was not started: /proc shows a different PID namespace, or "
			  "cannot be trusted."));
	else
		message_failed(RUN_NAME, _("The command was not started: %s."), strerror(-error));
	return RUN_FAILED;
}

static void say_identity(const struct run_child *child)
{
	char id[GROUP_ID_TEXT_MAX];

	message_failed(RUN_NAME, _("The command leads group %s in session %d."),
		group_id_format(&child->pin.id, id), (int)child->pin.id.sid);
}

/* As env(1) has it: only what is not there at all was not found. */
static int fail_to_execute(const struct run *self, int error)
{
	char word[MESSAGE_WORD_MAX];

	clean_name(self->words[0], word, sizeof(word));
	if (error == -ENOENT) {
		message_failed(RUN_NAME, _("'%s' was not found."), word);
		return RUN_NOT_FOUND;
	}
	message_failed(RUN_NAME, _("'%s' could not be executed: %s."), word, strerror(-error));
	return RUN_NOT_EXECUTED;
}

static int run_child(const struct run *self, struct run_signals *signals,
	struct run_terminal *terminal)
{
	const struct kernel *kernel = kernel_real();
	CLEANUP(run_child_done) struct run_child child;
	struct run_job job = {
		.kernel = kernel,
		.signals = signals,
		.terminal = terminal,
		.child = &child,
		.session = !self->group,
		.wait_group = self->wait_group,
		.end_after = self->end_after,
	};
	int r = run_child_init(&child, kernel, signals, terminal, self->words);

	if (r < 0)
		return fail(terminal, r);
	if (self->verbose)
		say_identity(&child);
	r = run_child_go(&child);
	if (r == 0)
		return run_wait(&job);
	run_terminal_end(terminal, true);
	return fail_to_execute(self, r);
}

/* The status of posse, or RUN_INTERRUPTED. */
static int run(const struct run *self)
{
	CLEANUP(run_terminal_done) struct run_terminal terminal;
	CLEANUP(run_signals_done) struct run_signals signals;
	struct settings settings;
	int r;

	message_settings(RUN_NAME, &settings);
	if (settings.readonly) {
		message_failed(RUN_NAME,
			_("The command was not started: readonly is set, and posse would "
			  "send it signals."));
		return RUN_FAILED;
	}
	run_terminal_init(&terminal, self->group);
	r = run_signals_init(&signals);
	return r < 0 ? fail(&terminal, r) : run_child(self, &signals, &terminal);
}

static int run_run(int argc, char **argv)
{
	struct run self = {0};
	struct operands operands;
	int status = options_read(&run_subcommand, argc, argv, &self, &operands);

	if (status != OPTIONS_END)
		return status;
	if (operands.count == 0)
		return message_usage(RUN_NAME,
			_("Which command? 'posse run COMMAND' starts one and stays with it."));
	self.words = operands.words;
	status = run(&self);
	/* The shell is to see what ended the command, so that Ctrl-C ends its loops as well. */
	if (status == RUN_INTERRUPTED) {
		run_signals_meet_interrupt();
		return RUN_SIGNALLED + SIGINT;
	}
	return status;
}

const struct subcommand run_subcommand = {
	.name = RUN_NAME,
	.operands = N_("COMMAND [ARGUMENT]..."),
	.options_first = true,
	.summary = N_("Start a command as the leader of its own session and stay with it."),
	.options = options_table,
	.option_count = COUNT(options_table),
	.exits = exits,
	.exit_count = COUNT(exits),
	.run = run_run,
};
