/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "tui/frame/app.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/gettext.h"

/* A request's serial carries its screen's in the upper half, so that answers find their way. */
#define SERIAL_SHIFT 32

void app_init(struct app *ret_app, const struct kernel *kernel,
	const struct action_function *functions, const struct tui_options *options)
{
	memset(ret_app, 0, sizeof(*ret_app));
	ret_app->kernel = kernel;
	ret_app->functions = functions;
	ret_app->settings = options->settings;
	ret_app->config_path = options->config_path;
	ret_app->filter = options->filter;
	ret_app->charset = text_charset_of_locale();
	ret_app->lines = LINES;
	ret_app->columns = COLS;
}

void *app_screen_new(const struct screen_class *class, struct app *app, size_t size)
{
	struct screen *screen = calloc(1, size);

	if (!screen)
		return NULL;
	screen->class = class;
	screen->app = app;
	screen->serial = ++app->next_serial;
	return screen;
}

/* Takes the screen's window and panel away. */
static void unplace(struct screen *screen)
{
	if (screen->panel)
		del_panel(screen->panel);
	if (screen->window)
		delwin(screen->window);
	screen->panel = NULL;
	screen->window = NULL;
}

static void remove_screen(struct app *app, size_t index)
{
	struct screen *screen = app->stack[index];

	memmove(&app->stack[index], &app->stack[index + 1],
		(app->depth - index - 1) * sizeof(app->stack[0]));
	app->depth--;
	unplace(screen);
	screen_free(screen);
	if (app->depth > 0)
		app_top(app)->dirty = true;
}

void app_done(struct app *app)
{
	while (app->depth > 0)
		remove_screen(app, app->depth - 1);
	series_done(&app->groups);
	series_done(&app->sessions);
	snapshot_unref(app->snapshot);
	app->snapshot = NULL;
}

uint64_t app_now(const struct app *app)
{
	return kernel_now(app->kernel);
}

struct screen *app_top(const struct app *app)
{
	return app->depth > 0 ? app->stack[app->depth - 1] : NULL;
}

static int clamp(int value, int low, int high)
{
	if (value > high)
		value = high;
	return value < low ? low : value;
}

/* Where the screen goes, at least one cell and all of it on the terminal. */
static struct rect placement(const struct app *app, struct screen *screen)
{
	struct rect rect = {0, 0, app->lines, app->columns};

	if (screen->class->place)
		rect = screen->class->place(screen, app->lines, app->columns);
	rect.height = clamp(rect.height, 1, app->lines);
	rect.width = clamp(rect.width, 1, app->columns);
	rect.y = clamp(rect.y, 0, app->lines - rect.height);
	rect.x = clamp(rect.x, 0, app->columns - rect.width);
	return rect;
}

/* Gives the screen a window where it wants to be: 0 or -ENOMEM, and then it keeps the old one. */
static int place(struct app *app, struct screen *screen)
{
	struct rect rect = placement(app, screen);
	WINDOW *window = newwin(rect.height, rect.width, rect.y, rect.x);
	WINDOW *old = screen->window;

	screen->misplaced = false;
	if (!window)
		return -ENOMEM;
	if (!screen->panel)
		screen->panel = new_panel(window);
	else
		replace_panel(screen->panel, window);
	if (!screen->panel) {
		delwin(window);
		return -ENOMEM;
	}
	if (old)
		delwin(old);
	screen->window = window;
	screen->dirty = true;
	if (screen->class->resized)
		screen->class->resized(screen);
	return 0;
}

/* False when there was no room, and the screen is gone. */
static bool push(struct app *app, struct screen *screen)
{
	if (app->depth == APP_STACK_MAX || place(app, screen) < 0) {
		unplace(screen);
		screen_free(screen);
		app_say(app, "%s", _("There is no room for another screen."));
		return false;
	}
	app->stack[app->depth++] = screen;
	if (screen->class->settings_changed)
		screen->class->settings_changed(screen);
	if (app->snapshot && screen->class->snapshot)
		app_apply(app, screen, screen->class->snapshot(screen));
	return true;
}

void app_start(struct app *app, struct screen *screen)
{
	if (screen)
		push(app, screen);
}

static size_t find_screen(const struct app *app, const struct screen *screen)
{
	size_t index = 0;

	while (index < app->depth && app->stack[index] != screen)
		index++;
	return index;
}

/* Puts the new screen where the old one was; both have their place in the stack of panels, so what
 * was above the old one is raised again. */
static void replace(struct app *app, size_t index, struct screen *screen)
{
	size_t above = app->depth - index - 1;

	remove_screen(app, index);
	if (!push(app, screen) || above == 0)
		return;
	memmove(&app->stack[index + 1], &app->stack[index], above * sizeof(app->stack[0]));
	app->stack[index] = screen;
	for (size_t i = index + 1; i < app->depth; i++)
		top_panel(app->stack[i]->panel);
}

void app_apply(struct app *app, struct screen *screen, struct effect effect)
{
	size_t index = find_screen(app, screen);

	if (index == app->depth) {
		screen_free(effect.screen);
		return;
	}
	switch (effect.kind) {
	case EFFECT_NONE:
		break;
	case EFFECT_REDRAW:
		screen->dirty = true;
		break;
	case EFFECT_PUSH:
		push(app, effect.screen);
		break;
	case EFFECT_POP:
		remove_screen(app, index);
		break;
	case EFFECT_REPLACE:
		replace(app, index, effect.screen);
		break;
	case EFFECT_POP_TO_LIST:
		while (app->depth > 1)
			remove_screen(app, app->depth - 1);
		break;
	case EFFECT_QUIT:
		app->quit = true;
		break;
	}
	if (app->depth == 0)
		app->quit = true;
}

static void touch_all(struct app *app)
{
	for (size_t i = 0; i < app->depth; i++)
		app->stack[i]->dirty = true;
}

void app_touch(struct app *app)
{
	app->touched = true;
	app->pressed = app_now(app);
	if (app->notice[0]) {
		app->notice[0] = '\0';
		touch_all(app);
	}
}

static struct effect run(struct screen *screen, const struct action *action)
{
	const struct action_function *function = &screen->app->functions[action->id];

	if (function->run)
		return function->run(screen);
	if (function->run_with)
		return function->run_with(screen, action->argument);
	if (function->open)
		return effect_push(function->open(screen->app));
	return (struct effect){function->effect, NULL};
}

void app_run(struct app *app, struct screen *screen, const struct action *action)
{
	if (app->settings.readonly && action_sends(action))
		app_say(app, "%s", _("This view is read-only; it sends no signals."));
	else
		app_apply(app, screen, run(screen, action));
}

void app_key(struct app *app, int key)
{
	struct screen *top = app_top(app);
	const struct action *action;

	if (!top || key == KEY_NONE)
		return;
	app_touch(app);
	action = keymap_find(&app->keymap, top->class->id, key);
	if (action)
		app_run(app, top, action);
	else if (top->class->key)
		app_apply(app, top, top->class->key(top, key));
}

/* Averages since the start are no samples. Without memory the charts have a sample less. */
static void take_figures(struct app *app, const struct snapshot *snapshot, uint64_t span)
{
	/* There is no session without a group. */
	CLEANUP_FREE struct series_figure *figures =
		calloc(snapshot->group_count + 1u, sizeof(*figures));

	if (!snapshot->rates || snapshot->group_count == 0 || !figures)
		return;
	for (uint32_t i = 0; i < snapshot->group_count; i++) {
		const struct group *group = &snapshot->groups[i];

		figures[i] = (struct series_figure){group->key, group->cpu_percent, group->rss};
	}
	series_add(&app->groups, figures, snapshot->group_count, span);
	for (uint32_t i = 0; i < snapshot->session_count; i++) {
		const struct session *session = &snapshot->sessions[i];

		figures[i] =
			(struct series_figure){session->key, session->cpu_percent, session->rss};
	}
	series_add(&app->sessions, figures, snapshot->session_count, span);
}

void app_take_snapshot(struct app *app, const struct snapshot *snapshot)
{
	const struct snapshot *old = app->snapshot;

	app->snapshot = snapshot;
	app->scan_error = 0;
	self_init(&app->self, snapshot);
	take_figures(app, snapshot, snapshot_span(old, snapshot));
	for (size_t i = app->depth; i-- > 0;) {
		struct screen *screen = i < app->depth ? app->stack[i] : NULL;

		if (screen && screen->class->snapshot)
			app_apply(app, screen, screen->class->snapshot(screen));
	}
	snapshot_unref(old);
}

void app_take_error(struct app *app, int error)
{
	if (app->scan_error == error)
		return;
	app->scan_error = error;
	touch_all(app);
}

void app_take_details(struct app *app, struct detail_set *set, uint64_t serial)
{
	for (size_t i = 0; i < app->depth; i++) {
		struct screen *screen = app->stack[i];

		if (screen->serial != serial >> SERIAL_SHIFT || !screen->class->details)
			continue;
		app_apply(app, screen, screen->class->details(screen, &set));
		break;
	}
	detail_set_free(set);
}

uint64_t app_inspect_serial(const struct screen *screen, uint64_t number)
{
	return screen->serial << SERIAL_SHIFT | (number & UINT32_MAX);
}

int app_inspect(struct app *app, const struct screen *screen, const struct process_id *ids,
	size_t count, unsigned want)
{
	uint64_t serial = app_inspect_serial(screen, ++app->inspections);

	return app->sampler ? sampler_inspect(app->sampler, ids, count, want, serial) : 0;
}

bool app_scan_now(struct app *app)
{
	if (app->sampler)
		sampler_scan_now(app->sampler);
	return app->sampler != NULL;
}

void app_settings_changed(struct app *app)
{
	keymap_make(&app->keymap, &app->settings.bindings, app->settings.vi);
	theme_init(&app->theme, app->settings.colours);
	input_use_mouse(app->settings.mouse);
	app->stretched = 0;
	if (app->sampler) {
		sampler_set_interval(app->sampler, app->settings.interval);
		sampler_set_limit(app->sampler, app->settings.limit);
	}
	for (size_t i = 0; i < app->depth; i++)
		if (app->stack[i]->class->settings_changed)
			app->stack[i]->class->settings_changed(app->stack[i]);
	touch_all(app);
}

void app_want(struct app *app, unsigned want)
{
	if (app->sampler)
		sampler_want(app->sampler, want);
}

static uint64_t screen_deadline(const struct screen *screen)
{
	return screen->class->deadline ? screen->class->deadline(screen) : SCREEN_NEVER;
}

void app_tick(struct app *app, uint64_t ready)
{
	uint64_t now = app_now(app);

	for (size_t i = app->depth; i-- > 0;) {
		struct screen *screen = i < app->depth ? app->stack[i] : NULL;

		if (!screen || !screen->class->tick)
			continue;
		if (screen->serial == ready || screen_deadline(screen) <= now)
			app_apply(app, screen, screen->class->tick(screen, now));
	}
}

uint64_t app_deadline(const struct app *app)
{
	uint64_t earliest = SCREEN_NEVER;

	for (size_t i = 0; i < app->depth; i++) {
		uint64_t deadline = screen_deadline(app->stack[i]);

		if (deadline < earliest)
			earliest = deadline;
	}
	return earliest;
}

bool app_holds_keys(const struct app *app)
{
	const struct screen *top = app_top(app);

	return top && top->class->waits && screen_deadline(top) != SCREEN_NEVER;
}

void app_resize(struct app *app, int lines, int columns)
{
	app->lines = lines > 0 ? lines : 1;
	app->columns = columns > 0 ? columns : 1;
	for (size_t i = 0; i < app->depth; i++)
		place(app, app->stack[i]);
	touch_all(app);
}

/* The lowest screen of which anything can be seen. */
static size_t lowest_visible(const struct app *app)
{
	size_t index = app->depth;

	while (index > 1 && app->stack[index - 1]->class->place)
		index--;
	return index > 0 ? index - 1 : 0;
}

/* A box that has been answered steps aside for the next, which needs the reader's whole
 * attention. */
static void show_panels(const struct app *app)
{
	for (size_t i = 0; i + 1 < app->depth; i++)
		if (app->stack[i]->class->steps_aside && !panel_hidden(app->stack[i]->panel))
			hide_panel(app->stack[i]->panel);
	if (app->depth > 0 && panel_hidden(app_top(app)->panel))
		show_panel(app_top(app)->panel);
}

void app_draw(struct app *app)
{
	struct screen *top = app_top(app);
	bool top_was_dirty = top && top->dirty;
	bool any = false;

	for (size_t i = lowest_visible(app); i < app->depth; i++) {
		struct screen *screen = app->stack[i];

		if (screen->misplaced)
			place(app, screen);
		if (!screen->dirty)
			continue;
		/* Some themes have a background of their own, also where nothing stands. */
		wbkgdset(screen->window, (chtype)COLOR_PAIR(app->theme.pairs[ROLE_TEXT]) | ' ');
		werase(screen->window);
		screen->hint_count = 0;
		screen->class->draw(screen);
		screen->dirty = false;
		any = true;
	}
	if (!any)
		return;
	show_panels(app);
	update_panels();
	doupdate();
	if (top_was_dirty && top->class->drawn)
		top->class->drawn(top);
}

void app_redraw_all(struct app *app)
{
	touch_all(app);
	clearok(curscr, TRUE);
}

struct effect app_say(struct app *app, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(app->notice, sizeof(app->notice), format, arguments);
	va_end(arguments);
	touch_all(app);
	return effect_none;
}
