/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "tui/details_screen.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/cleanup.h"
#include "base/gettext.h"
#include "tui/details_text.h"
#include "tui/draw.h"
#include "tui/menu_screen.h"
#include "tui/scroll.h"

struct details {
	struct screen screen;
	uint64_t key; /* the group's lineage */
	const struct snapshot *snapshot; /* the newest that has the group; owned share */
	const struct group *group; /* in that snapshot */
	bool ended; /* newer snapshots do not have it */
	bool stale; /* members to be asked about */
	struct detail_set *set; /* owned; NULL: nothing is known yet */
	struct details_text text;
	struct scroll scroll;
};

static struct details *details_of(struct screen *screen)
{
	return (struct details *)screen;
}

static void done(struct screen *screen)
{
	struct details *details = details_of(screen);

	details_text_done(&details->text);
	detail_set_free(details->set);
	snapshot_unref(details->snapshot);
	free(details);
}

/* Writes the text anew, when what it says or the width has changed. */
static void rewrite(struct details *details)
{
	struct details_subject subject = {
		.snapshot = details->snapshot,
		.group = details->group,
		.details = details->set,
		.charset = details->screen.app->charset,
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

static struct effect snapshot(struct screen *screen)
{
	struct details *details = details_of(screen);
	const struct snapshot *newest = screen->app->snapshot;
	const struct group *group = snapshot_group_by_key(newest, details->key);

	if (!group) {
		details->ended = true;
		return effect_redraw();
	}
	snapshot_unref(details->snapshot);
	details->snapshot = snapshot_ref(newest);
	details->group = group;
	details->ended = false;
	details->stale = true;
	rewrite(details);
	return effect_redraw();
}

static void drawn(struct screen *screen)
{
	struct details *details = details_of(screen);
	struct process_id ids[DETAILS_MEMBERS_MAX];
	size_t count = 0;

	if (!details->stale || details->ended)
		return;
	details->stale = false;
	for (; count < details->group->count && count < DETAILS_MEMBERS_MAX; count++)
		ids[count] = process_identity(
			&details->snapshot->processes[details->group->first + count]);
	app_inspect(screen->app, screen, ids, count, DETAIL_MASKS | DETAIL_COMMAND | DETAIL_WCHAN);
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

static void draw_title(struct details *details)
{
	struct screen *screen = &details->screen;
	int width = getmaxx(screen->window);
	char title[128];
	int end;

	snprintf(title, sizeof(title), _("Group %d"), (int)details->group->id.pgid);
	draw_paint(screen, 0, 0, width, ROLE_HEADING);
	end = draw_text(screen, 0, 1, width - 1, ROLE_HEADING, title);
	if (details->ended)
		end = draw_text(screen, 0, end + 2, width, ROLE_DANGER, _("has ended"));
	scroll_draw_position(&details->scroll, screen, 0, end + 2, ROLE_HEADING);
}

static void draw(struct screen *screen)
{
	struct details *details = details_of(screen);
	const struct details_text *text = &details->text;
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
			details->ended ? ROLE_STRUCK : text->lines[line].role,
			text->lines[line].text);
	}
}

static struct effect go(struct screen *screen, enum move move)
{
	scroll_go(&details_of(screen)->scroll, move);
	return effect_redraw();
}

struct effect details_signal(struct screen *screen)
{
	struct details *details = details_of(screen);
	struct app *app = screen->app;
	struct aim *aim;

	if (details->ended) {
		app_say(app, _("Group %d has ended."), (int)details->group->id.pgid);
		return effect_none();
	}
	if (aim_new(app->kernel, &app->self, details->snapshot, &aim) < 0)
		return effect_none();
	if (aim_add_group(aim, details->group) == 0)
		return effect_push(menu_screen_new(app, aim));
	aim_unref(aim);
	return effect_none();
}

static const struct screen_class details_class = {
	.id = SCREEN_DETAILS,
	.name = N_("Details of a group"),
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
	struct details *details = screen_new(&details_class, app, sizeof(*details));

	if (!details)
		return NULL;
	details->snapshot = snapshot_ref(row->snapshot);
	details->group = row_group(row);
	details->key = details->group->key;
	details->stale = true;
	return &details->screen;
}
