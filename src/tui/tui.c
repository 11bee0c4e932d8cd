/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "tui/tui.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/gettext.h"
#include "base/worker.h"
#include "history/history.h"
#include "tui/actions.h"
#include "tui/frame/app.h"
#include "tui/frame/loop.h"
#include "tui/list/list_screen.h"
#include "tui/terminal/terminal.h"

/* For how long the end waits for a disk, nanoseconds. */
#define LEAVE_PATIENCE CLOCK_SECOND

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

/* Runs the view until it is left: 0, a signal or -errno. */
static int run_app(struct app *app, struct terminal *terminal, const struct tui_options *options)
{
	int result;

	app_settings_changed(app);
	app_start(app, list_screen_new(app));
	if (options->notice)
		app_say(app, "%s", options->notice);
	result = app->depth > 0 ? loop_run(app, terminal) : -ENOMEM;
	/* What only the last screens meet is still to be told. */
	app->notice[0] = '\0';
	app_done(app);
	return result;
}

/* Waits a moment for what is still to be written, and tells what is wrong with it. */
static void finish_jobs(struct app *app)
{
	bool kept = !app->worker || worker_wait(app->worker, LEAVE_PATIENCE);

	if (app->worker)
		worker_finish(app->worker, app);
	worker_free(app->worker);
	if (app->notice[0])
		complain(app->notice, 0);
	if (!kept)
		complain(_("The disk takes too long: what was sent or set last may not be kept."),
			0);
}

/* The view with terminal and sampler at hand, both of which are closed: as run_app. */
static int run_view(struct terminal *terminal, struct sampler *sampler,
	const struct tui_options *options)
{
	struct history history = {.fault = 0};
	struct app app;
	int result;

	app_init(&app, kernel_real(), actions(), options);
	app.sampler = sampler;
	app.history = &history;
	/* On a machine that has no thread to spare, what may wait is waited for. */
	if (worker_new(&app.worker) < 0)
		app.worker = NULL;
	result = run_app(&app, terminal, options);
	/* The terminal first: the threads may take a moment to end. */
	terminal_close(terminal);
	finish_jobs(&app);
	sampler_free(sampler);
	terminal_done(terminal);
	return result;
}

static int run_on_terminal(struct terminal *terminal, const struct tui_options *options)
{
	struct sampler *sampler = NULL;
	int result = sampler_new(options->settings.interval, &sampler);

	if (result < 0)
		return complain(_("The processes of this machine cannot be read."), result);
	result = terminal_open(terminal);
	if (result < 0) {
		terminal_close(terminal);
		sampler_free(sampler);
		return complain(_("The terminal cannot be used."), result);
	}
	result = run_view(terminal, sampler, options);
	if (result < 0)
		return complain(_("The interactive view could not continue."), result);
	if (result > 0) {
		terminal_raise(result);
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
