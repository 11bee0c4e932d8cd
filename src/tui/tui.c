/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "tui/tui.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/gettext.h"
#include "report/sentence.h"
#include "tui/actions.h"
#include "tui/frame/app.h"
#include "tui/frame/loop.h"
#include "tui/list/list_screen.h"
#include "tui/terminal/terminal.h"

void tui_options_init(struct tui_options *ret_options)
{
	*ret_options = (struct tui_options){.filter = NULL};
	settings_init(&ret_options->settings);
}

/* What the user is told when the view cannot begin. */
static int complain(const char *sentence, int error)
{
	fflush(stdout);
	if (error)
		fprintf(stderr, "posse: %s (%s)\n", sentence, strerror(-error));
	else
		fprintf(stderr, "posse: %s\n", sentence);
	return 1;
}

/* The view with terminal and sampler at hand: 0, a signal or -errno. */
static int run_app(struct terminal *terminal, struct sampler *sampler,
	const struct tui_options *options, struct history *history)
{
	struct app app;
	int result;
	int told;

	app_init(&app, kernel_real(), actions(), options);
	app.sampler = sampler;
	app.history = history;
	app_settings_changed(&app);
	app_start(&app, list_screen_new(&app));
	if (options->notice)
		app_say(&app, "%s", options->notice);
	result = app.depth > 0 ? loop_run(&app, terminal) : -ENOMEM;
	told = history->fault;
	app_done(&app);
	/* What only the last screen met is still to be told. */
	history->fault = told == 0 ? history->fault : 0;
	return result;
}

static int run_on_terminal(struct terminal *terminal, const struct tui_options *options)
{
	struct history history = {.fault = 0};
	struct sampler *sampler = NULL;
	char text[SENTENCE_MAX];
	int result = sampler_new(options->settings.interval, &sampler);

	if (result < 0)
		return complain(_("The processes of this machine cannot be read."), result);
	result = terminal_open(terminal);
	if (result < 0) {
		terminal_close(terminal);
		sampler_free(sampler);
		return complain(_("The terminal cannot be used."), result);
	}
	result = run_app(terminal, sampler, options, &history);
	/* The terminal first: the threads may take a moment to end. */
	terminal_close(terminal);
	sampler_free(sampler);
	terminal_done(terminal);
	if (history.fault < 0)
		complain(sentence_history_fault(history.fault, text, sizeof(text)), 0);
	if (result < 0)
		return complain(_("The interactive view could not go on."), result);
	if (result > 0) {
		terminal_die(result);
		return 128 + result;
	}
	return 0;
}

int tui_run(const struct tui_options *options)
{
	const char *complaint = terminal_complaint();
	struct terminal terminal;
	int result;

	if (complaint)
		return complain(complaint, 0);
	result = terminal_init(&terminal);
	if (result < 0)
		return complain(_("The terminal cannot be used."), result);
	result = run_on_terminal(&terminal, options);
	terminal_done(&terminal);
	return result;
}
