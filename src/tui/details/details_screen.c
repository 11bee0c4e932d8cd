/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "tui/details/details_screen.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/cleanup.h"
#include "base/gettext.h"
#include "tui/details/details_text.h"
#include "tui/send/menu_screen.h"
#include "tui/widgets/full_page.h"

struct details {
	struct full_page page;
	struct row row; /* what it is about, in the newest snapshot that has it: an owned share */
	bool ended; /* newer snapshots do not have it */
	bool stale; /* members to be asked about */
	struct detail_set *set; /* owned; NULL: nothing is known yet */
	/* Of a process since it is looked at; else as the app has them, while there is one. */
	struct series_entry figures;
};

static struct details *details_of(struct screen *screen)
{
	return (struct details *)screen;
}

static void done(struct screen *screen)
{
	struct details *details = details_of(screen);

	detail_set_free(details->set);
	snapshot_unref(details->row.snapshot);
	full_page_done(screen);
}

/* ---- The text ---- */

/* Of the row in a snapshot, the one that has been shown or a newer one. */
static void take_figures(struct details *details, const struct row *row)
{
	const struct app *app = details->page.screen.app;
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

static void write_text(struct full_page *page)
{
	const struct details *details = (const struct details *)page;
	const struct app *app = page->screen.app;
	const struct details_subject subject = {
		.row = details->row,
		.details = details->set,
		.figures = &details->figures,
		.charset = app->charset,
		.style = chart_style(app->charset, getenv("TERM")),
	};

	details_add_facts(&page->text, &subject);
	details_add_chart(&page->text, &subject);
	text_view_line(&page->text, ROLE_TEXT, "");
	details_add_table(&page->text, &subject);
	if (details->ended)
		text_view_paint(&page->text, ROLE_STRUCK);
}

/* ---- What it is about, again and again ---- */

static void set_ended(struct details *details, bool ended)
{
	bool unproven = ended && row_is_unproven(&details->row, details->page.screen.app->snapshot);

	details->ended = ended;
	snprintf(details->page.note, sizeof(details->page.note), "%s",
		unproven        ? _("not proven")
			: ended ? _("has ended")
				: "");
}

static struct effect snapshot(struct screen *screen)
{
	struct details *details = details_of(screen);
	const struct snapshot *newest = screen->app->snapshot;
	struct row row = {.kind = details->row.kind, .snapshot = newest};

	row.index = row_find(&details->row, newest);
	set_ended(details, row.index == SNAPSHOT_NONE);
	if (!details->ended) {
		take_figures(details, &row);
		snapshot_ref(newest);
		snapshot_unref(details->row.snapshot);
		details->row = row;
		details->stale = true;
	}
	full_page_rewrite(&details->page);
	return effect_none;
}

static void drawn(struct screen *screen)
{
	struct details *details = details_of(screen);
	struct process_id ids[DETAILS_IDS_MAX];
	size_t count;

	if (!details->stale || details->ended)
		return;
	details->stale = false;
	count = details_subject_ids(&details->row, ids);
	app_inspect(screen->app, screen, ids, count,
		DETAIL_MASKS | DETAIL_COMMAND | DETAIL_WCHAN | DETAIL_CGROUP | DETAIL_LOGIN);
}

static struct effect take_details(struct screen *screen, struct detail_set **set)
{
	struct details *details = details_of(screen);

	if ((*set)->count == 0)
		return effect_none;
	detail_set_free(details->set);
	details->set = TAKE(*set);
	full_page_rewrite(&details->page);
	return effect_none;
}

/* ---- Signalling ---- */

static struct effect say_ended(const struct details *details)
{
	struct app *app = details->page.screen.app;
	const struct row *row = &details->row;

	if (row_is_unproven(row, app->snapshot))
		return app_say(app, "%s",
			_("Nothing proves that this is still the one you chose. Choose it again."));
	if (row->kind == ROW_SESSION)
		return app_say(app, _("Session %d has ended."), (int)row_session(row)->sid);
	if (row->kind == ROW_GROUP)
		return app_say(app, _("Group %d has ended."), (int)row_group(row)->id.pgid);
	return app_say(app, _("Process %d has ended."), (int)row_process(row)->pid);
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

	if (details->ended)
		return say_ended(details);
	if (targets_new(app->kernel, &app->self, details->row.snapshot, &targets) < 0)
		return effect_none;
	if (add_target(targets, &details->row) == 0)
		return effect_push(menu_screen_new(app, targets));
	targets_unref(targets);
	return effect_none;
}

static const struct full_page_class details_class = {
	.screen =
		{
			.id = SCREEN_DETAILS,
			.done = done,
			.draw = full_page_draw,
			.resized = full_page_resized,
			.go = full_page_go,
			.snapshot = snapshot,
			.details = take_details,
			.drawn = drawn,
		},
	.write = write_text,
};

static void write_title(const struct row *row, char *buf, size_t size)
{
	if (row->kind == ROW_SESSION)
		snprintf(buf, size, _("Session %d"), (int)row_session(row)->sid);
	else if (row->kind == ROW_GROUP)
		snprintf(buf, size, _("Group %d"), (int)row_group(row)->id.pgid);
	else
		snprintf(buf, size, _("Process %d"), (int)row_process(row)->pid);
}

struct screen *details_screen_new(struct app *app, const struct row *row)
{
	struct details *details = full_page_new(&details_class, app, sizeof(*details));

	if (!details)
		return NULL;
	write_title(row, details->page.title, sizeof(details->page.title));
	details->page.note_role = ROLE_DANGER;
	details->row = *row;
	snapshot_ref(row->snapshot);
	take_figures(details, row);
	details->stale = true;
	return &details->page.screen;
}
