/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "tui/list/list_screen.h"

#include <stdlib.h>
#include <string.h>

#include "tui/details/details_screen.h"
#include "tui/list/list_private.h"
#include "tui/widgets/scroll.h"

static void done(struct screen *screen)
{
	struct list *list = list_of(screen);

	listing_done(&list->listing);
	cursor_done(&list->cursor);
	folds_done(&list->folds);
	lineage_set_done(&list->marks);
	command_cache_done(&list->commands);
	filter_free(list->filter);
	free(list->filter_text);
	free(list->filter_before);
	free(list->cells);
	frozen_order_done(&list->frozen_order);
	snapshot_unref(list->before);
	snapshot_unref(list->shown);
}

/* ---- The frame calls ---- */

static uint64_t deadline(const struct screen *screen)
{
	const struct list *list = (const struct list *)screen;

	return list->frozen ? list_frozen_until(list) : SCREEN_NEVER;
}

static struct effect tick(struct screen *screen, uint64_t now)
{
	struct list *list = list_of(screen);

	if (!list->frozen || now < list_frozen_until(list))
		return effect_none;
	list->frozen = false;
	return list_remake(list);
}

static struct effect snapshot(struct screen *screen)
{
	struct list *list = list_of(screen);

	folds_prune(&list->folds, screen->app->snapshot);
	list->lost_marks += lineage_set_prune(&list->marks, screen->app->snapshot);
	return list->paused ? effect_redraw : list_show_newest(list);
}

static void resized(struct screen *screen)
{
	struct list *list = list_of(screen);

	list->lines = list_lines_for(getmaxy(screen->window));
	memset(list->widths, 0, sizeof(list->widths));
	cursor_set_height(&list->cursor,
		(size_t)(list->lines.row_count > 0 ? list->lines.row_count : 1),
		list->listing.count);
}

/* ---- Command lines of the rows in sight ---- */

static void drawn(struct screen *screen)
{
	struct list *list = list_of(screen);
	const struct row *row;
	size_t count;

	command_cache_clear_sight(&list->commands);
	for (size_t line = 0; (row = list_row_in_sight(list, line)); line++)
		if (command_cache_add_sight(&list->commands, row) < 0)
			return;
	count = command_cache_choose(&list->commands, app_now(screen->app));
	if (count > 0)
		app_inspect(screen->app, screen, list->commands.asked, count, DETAIL_COMMAND);
}

static struct effect details(struct screen *screen, struct detail_set **set)
{
	command_cache_absorb(&list_of(screen)->commands, *set);
	return effect_redraw;
}

/* ---- Actions ---- */

static struct effect go(struct screen *screen, enum move move)
{
	struct list *list = list_of(screen);
	size_t page = list->cursor.height > 1 ? list->cursor.height - 1 : 1;

	cursor_move_to(&list->cursor, &list->listing,
		scroll_target(move, list->cursor.position, page, list->listing.count));
	return effect_redraw;
}

static void settings_changed(struct screen *screen)
{
	struct list *list = list_of(screen);
	enum arrangement arrangement = screen->app->settings.arrangement;

	if (arrangement != list->arrangement_set) {
		list->arrangement = list->arrangement_set = arrangement;
		cursor_let_go(&list->cursor);
	}
	memset(list->widths, 0, sizeof(list->widths));
	list_want(list);
	app_apply(screen->app, screen, list_remake(list));
}

/* What there is no filter for, or no search, is not offered. */
static bool offers(const struct screen *screen, const struct action *action)
{
	const struct list *list = (const struct list *)screen;

	if (action->id == ACTION_FILTER_DROP)
		return list->filter != NULL;
	if (action->id == ACTION_SEARCH_ON)
		return list->search[0] != '\0';
	return true;
}

static const struct screen_class list_class = {
	.id = SCREEN_LIST,
	.done = done,
	.draw = list_draw,
	.resized = resized,
	.click = list_click,
	.go = go,
	.settings_changed = settings_changed,
	.snapshot = snapshot,
	.details = details,
	.drawn = drawn,
	.deadline = deadline,
	.tick = tick,
	.offers = offers,
};

struct screen *list_screen_new(struct app *app)
{
	struct list *list = app_screen_new(&list_class, app, sizeof(*list));

	if (!list)
		return NULL;
	cursor_init(&list->cursor);
	if (app->filter)
		list_set_filter(list, app->filter, NULL);
	return &list->screen;
}
