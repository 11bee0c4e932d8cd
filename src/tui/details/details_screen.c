/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "tui/details/details_screen.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/cleanup.h"
#include "base/gettext.h"
#include "tui/details/details_text.h"
#include "tui/frame/draw.h"
#include "tui/send/menu_screen.h"
#include "tui/widgets/scroll.h"

struct details {
	struct screen screen;
	struct row row; /* what it is about, in the newest snapshot that has it: an owned share */
	bool ended; /* newer snapshots do not have it */
	bool stale; /* members to be asked about */
	struct detail_set *set; /* owned; NULL: nothing is known yet */
	/* Of a process since it is looked at; else as the app has them, while there is one. */
	struct series_entry figures;
	struct lines text;
	struct scroll scroll;
};

static struct details *details_of(struct screen *screen)
{
	return (struct details *)screen;
}

static void done(struct screen *screen)
{
	struct details *details = details_of(screen);

	lines_done(&details->text);
	detail_set_free(details->set);
	snapshot_unref(details->row.snapshot);
	free(details);
}

/* ---- The text ---- */

/* Of the row in a snapshot, the one that has been shown or a newer one. */
static void take_figures(struct details *details, const struct row *row)
{
	const struct app *app = details->screen.app;
	const struct snapshot *shown = details->row.snapshot;
	struct row_figures figures = row_figures(row);
	const struct series_entry *entry = NULL;

	if (row->kind != ROW_PROCESS)
		entry = series_find(row->kind == ROW_SESSION ? &app->sessions : &app->groups,
			row_identity(row).key);
	else if (row->snapshot != shown && row->snapshot->rates)
		series_put(&details->figures, figures.cpu_percent, figures.rss,
			snapshot_span(shown, row->snapshot));
	if (entry)
		details->figures = *entry;
}

/* Writes the text anew, when what it says or the width has changed. */
static void rewrite(struct details *details)
{
	const struct app *app = details->screen.app;
	struct details_subject subject = {
		.row = details->row,
		.details = details->set,
		.figures = &details->figures,
		.charset = app->charset,
		.style = chart_style(app->charset, getenv("TERM")),
		.width = details->screen.window ? getmaxx(details->screen.window) : 0,
	};

	if (details_text_make(&details->text, &subject) < 0)
		app_say(details->screen.app, "%s", _("There is not enough memory to show all."));
	scroll_set_count(&details->scroll, details->text.count);
	details->screen.dirty = true;
}

/* Title, text, last line; only the text where there is no room for three. */
static void resized(struct screen *screen)
{
	struct details *details = details_of(screen);
	int height = getmaxy(screen->window);

	rewrite(details);
	scroll_set_height(&details->scroll, height >= 3 ? height - 2 : height);
}

/* ---- What it is about, again and again ---- */

static struct effect snapshot(struct screen *screen)
{
	struct details *details = details_of(screen);
	const struct snapshot *newest = screen->app->snapshot;
	struct row row = {.kind = details->row.kind, .snapshot = newest};

	row.index = row_find(&details->row, newest);
	if (row.index == SNAPSHOT_NONE) {
		details->ended = true;
		return effect_redraw();
	}
	take_figures(details, &row);
	snapshot_ref(newest);
	snapshot_unref(details->row.snapshot);
	details->row = row;
	details->ended = false;
	details->stale = true;
	rewrite(details);
	return effect_redraw();
}

static void drawn(struct screen *screen)
{
	struct details *details = details_of(screen);
	struct process_id ids[DETAILS_MEMBERS_MAX + 1];
	size_t count;

	if (!details->stale || details->ended)
		return;
	details->stale = false;
	count = details_subject_ids(&details->row, ids, DETAILS_MEMBERS_MAX + 1);
	app_inspect(screen->app, screen, ids, count,
		DETAIL_MASKS | DETAIL_COMMAND | DETAIL_WCHAN | DETAIL_CGROUP | DETAIL_LOGIN);
}

static struct effect take_details(struct screen *screen, struct detail_set **set)
{
	struct details *details = details_of(screen);

	if ((*set)->count == 0)
		return effect_none();
	detail_set_free(details->set);
	details->set = TAKE(*set);
	rewrite(details);
	return effect_redraw();
}

/* ---- Drawing ---- */

static void write_title(const struct details *details, char *buf, size_t size)
{
	const struct row *row = &details->row;

	if (row->kind == ROW_SESSION)
		snprintf(buf, size, _("Session %d"), (int)row_session(row)->sid);
	else if (row->kind == ROW_GROUP)
		snprintf(buf, size, _("Group %d"), (int)row_group(row)->id.pgid);
	else
		snprintf(buf, size, _("Process %d"), (int)row_process(row)->pid);
}

static void draw_title(struct details *details)
{
	struct screen *screen = &details->screen;
	int width = getmaxx(screen->window);
	char title[128];
	int end;

	write_title(details, title, sizeof(title));
	draw_paint(screen, 0, 0, width, ROLE_HEADING);
	end = draw_text(screen, 0, 1, width - 1, ROLE_HEADING, title);
	if (details->ended)
		end = draw_text(screen, 0, end + 2, width, ROLE_DANGER, _("has ended"));
	scroll_draw_position(&details->scroll, screen, 0, end + 2, ROLE_HEADING);
}

static void draw(struct screen *screen)
{
	struct details *details = details_of(screen);
	const struct lines *text = &details->text;
	int first = getmaxy(screen->window) >= 3 ? 1 : 0;

	if (first > 0) {
		draw_title(details);
		draw_last_line(screen);
	}
	for (size_t i = 0; i < details->scroll.height; i++) {
		size_t line = details->scroll.top + i;

		if (line >= text->count)
			break;
		draw_text(screen, first + (int)i, 0, getmaxx(screen->window),
			details->ended ? ROLE_STRUCK : text->items[line].role,
			text->items[line].text);
	}
}

static struct effect go(struct screen *screen, enum move move)
{
	scroll_go(&details_of(screen)->scroll, move);
	return effect_redraw();
}

/* ---- Signalling ---- */

static void say_ended(const struct details *details)
{
	struct app *app = details->screen.app;
	const struct row *row = &details->row;

	if (row->kind == ROW_SESSION)
		app_say(app, _("Session %d has ended."), (int)row_session(row)->sid);
	else if (row->kind == ROW_GROUP)
		app_say(app, _("Group %d has ended."), (int)row_group(row)->id.pgid);
	else
		app_say(app, _("Process %d has ended."), (int)row_process(row)->pid);
}

/* A process is signalled with its group, as everywhere. */
static int add_target(struct targets *targets, const struct row *row)
{
	return row->kind == ROW_SESSION ? targets_add_session(targets, row_session(row))
					: targets_add_group(targets, row_group(row));
}

struct effect details_signal(struct screen *screen)
{
	struct details *details = details_of(screen);
	struct app *app = screen->app;
	struct targets *targets;

	if (details->ended) {
		say_ended(details);
		return effect_none();
	}
	if (targets_new(app->kernel, &app->self, details->row.snapshot, &targets) < 0)
		return effect_none();
	if (add_target(targets, &details->row) == 0)
		return effect_push(menu_screen_new(app, targets));
	targets_unref(targets);
	return effect_none();
}

static const struct screen_class details_class = {
	.id = SCREEN_DETAILS,
	.name = N_("Details"),
	.done = done,
	.draw = draw,
	.resized = resized,
	.go = go,
	.snapshot = snapshot,
	.details = take_details,
	.drawn = drawn,
};

struct screen *details_screen_new(struct app *app, const struct row *row)
{
	struct details *details = app_screen_new(&details_class, app, sizeof(*details));

	if (!details)
		return NULL;
	details->row = *row;
	snapshot_ref(row->snapshot);
	take_figures(details, row);
	details->stale = true;
	return &details->screen;
}
