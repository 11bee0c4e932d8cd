/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "tui/frame/loop.h"

#include <errno.h>
#include <poll.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/gettext.h"
#include "base/worker.h"
#include "tui/frame/mouse.h"
#include "tui/terminal/input.h"

enum {
	FD_TERMINAL,
	FD_SIGNALS,
	FD_SAMPLER,
	FD_WORKER,
	FD_SCREENS, /* the first of theirs */
	FD_MAX = 1024,
};

/* Milliseconds without a key, after which those that come are a person's; waited for so often. */
#define QUIET        50
#define QUIET_TRIALS 20

/* Readable again and again without a byte in it: the terminal is at its end. */
#define EMPTY_READS_MAX 16

struct loop {
	struct app *app;
	struct terminal *terminal;
	struct pollfd fds[FD_MAX];
	uint64_t owners[FD_MAX]; /* from FD_SCREENS on: serial of the screen */
	size_t count;
	bool pending; /* curses may hold keys that it has read already */
	unsigned empty_reads;
	uint64_t last_asked; /* serial of the screen that asked last */
	int end; /* the signal that ends the process; 0: none yet */
};

/* Everything to wait for. A terminal whose keys are held still tells when it hangs up. */
static void fill(struct loop *loop)
{
	struct app *app = loop->app;

	loop->fds[FD_TERMINAL] = (struct pollfd){STDIN_FILENO, app_holds_keys(app) ? 0 : POLLIN, 0};
	loop->fds[FD_SIGNALS] = (struct pollfd){loop->terminal->signals, POLLIN, 0};
	loop->fds[FD_SAMPLER] = (struct pollfd){sampler_fd(app->sampler), POLLIN, 0};
	loop->fds[FD_WORKER] =
		(struct pollfd){app->worker ? worker_fd(app->worker) : -1, POLLIN, 0};
	loop->count = FD_SCREENS;
	for (size_t i = 0; i < app->depth; i++) {
		struct screen *screen = app->stack[i];
		size_t added;

		if (!screen->class->fill)
			continue;
		added = screen->class->fill(screen, &loop->fds[loop->count], FD_MAX - loop->count);
		while (added-- > 0)
			loop->owners[loop->count++] = screen->serial;
	}
}

static int wait_for_any(struct loop *loop)
{
	uint64_t deadline = app_deadline(loop->app);
	uint64_t now = app_now(loop->app);
	uint64_t left = deadline > now ? deadline - now : 0;
	struct timespec timeout;

	if (loop->pending && !app_holds_keys(loop->app))
		left = 0;
	timeout.tv_sec = (time_t)(left / CLOCK_SECOND);
	timeout.tv_nsec = (long)(left % CLOCK_SECOND);
	if (ppoll(loop->fds, loop->count, deadline == SCREEN_NEVER && left ? NULL : &timeout,
		    NULL) >= 0)
		return 0;
	for (size_t i = 0; i < loop->count; i++)
		loop->fds[i].revents = 0;
	return errno == EINTR ? 0 : -errno;
}

static void resize(struct loop *loop)
{
	if (terminal_resize())
		app_resize(loop->app, LINES, COLS);
}

static void take_signal(struct loop *loop, int number)
{
	switch (number) {
	case SIGWINCH:
		resize(loop);
		break;
	case SIGTSTP:
		terminal_suspend();
		resize(loop);
		app_redraw_all(loop->app);
		break;
	case SIGCONT:
		terminal_resume();
		resize(loop);
		app_redraw_all(loop->app);
		break;
	default:
		loop->end = number;
		break;
	}
}

static void take_signals(struct loop *loop)
{
	int number;

	if (!loop->fds[FD_SIGNALS].revents)
		return;
	while (!loop->end && (number = terminal_next_signal(loop->terminal)) != 0)
		take_signal(loop, number);
}

/* At most one key, so that what it did is drawn before the next one is taken. */
static void take_key(struct loop *loop)
{
	short revents = loop->fds[FD_TERMINAL].revents;
	struct input input;

	if (revents & (POLLHUP | POLLERR | POLLNVAL)) {
		loop->end = SIGHUP;
		return;
	}
	if (app_holds_keys(loop->app) || !(loop->pending || (revents & POLLIN)))
		return;
	/* Bytes that make no key (half a character, NUL) are something to read all the same. */
	if (loop->pending || terminal_has_input())
		loop->empty_reads = 0;
	else if (++loop->empty_reads >= EMPTY_READS_MAX)
		loop->end = SIGHUP;
	input = input_read(loop->terminal->input);
	loop->pending = input.key != KEY_NONE;
	dispatch_input(loop->app, &input);
}

/* Reads all there is, and does nothing with it; false: there is nothing. */
static bool drop_keys(struct loop *loop)
{
	bool any = false;

	while (input_read(loop->terminal->input).key != KEY_NONE)
		any = true;
	loop->pending = false;
	return any;
}

/*
 * A plan has just been shown for the first time. What was typed before that cannot be an answer to
 * it, and is no person's typing where more of it follows at once, as in a paste.
 */
static void drop_typed_ahead(struct loop *loop)
{
	struct app *app = loop->app;
	const struct screen *top = app_top(app);
	struct pollfd fd = {STDIN_FILENO, POLLIN, 0};
	bool any;

	if (!top || !top->class->asks || app_holds_keys(app) || top->serial == loop->last_asked)
		return;
	loop->last_asked = top->serial;
	any = drop_keys(loop);
	for (int i = 0; any && i < QUIET_TRIALS && poll(&fd, 1, QUIET) > 0; i++)
		drop_keys(loop);
	if (!any)
		return;
	app_say(app, "%s", _("Keys typed before this plan was shown do not count."));
	app_draw(app);
}

static void take_samples(struct loop *loop)
{
	struct app *app = loop->app;
	const struct snapshot *snapshot;
	struct detail_set *set;
	uint64_t serial = 0;
	int error = 0;

	if (!loop->fds[FD_SAMPLER].revents)
		return;
	sampler_acknowledge(app->sampler);
	app->stretched = sampler_interval(app->sampler);
	snapshot = sampler_take(app->sampler, &error);
	if (snapshot)
		app_take_snapshot(app, snapshot);
	else if (error < 0)
		app_take_error(app, error);
	set = sampler_take_details(app->sampler, &serial);
	if (set)
		app_take_details(app, set, serial);
}

/* What came of the jobs that may wait. */
static void take_jobs(struct loop *loop)
{
	if (loop->fds[FD_WORKER].revents)
		worker_finish(loop->app->worker, loop->app);
}

static void take_ready(struct loop *loop)
{
	uint64_t last = 0;

	for (size_t i = FD_SCREENS; i < loop->count; i++) {
		if (!loop->fds[i].revents || loop->owners[i] == last)
			continue;
		last = loop->owners[i];
		app_tick(loop->app, last);
	}
	if (app_deadline(loop->app) <= app_now(loop->app))
		app_tick(loop->app, 0);
}

int loop_run(struct app *app, struct terminal *terminal)
{
	struct loop loop = {.app = app, .terminal = terminal};
	int result = 0;

	app_draw(app);
	while (!app->quit && !loop.end && result == 0) {
		fill(&loop);
		result = wait_for_any(&loop);
		take_signals(&loop);
		take_key(&loop);
		take_samples(&loop);
		take_jobs(&loop);
		take_ready(&loop);
		if (!loop.end) {
			app_draw(app);
			drop_typed_ahead(&loop);
		}
	}
	return result < 0 ? result : loop.end;
}
