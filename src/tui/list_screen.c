/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "tui/list_screen.h"

#include <stdlib.h>

#include "base/gettext.h"
#include "tui/details_screen.h"
#include "tui/list_private.h"

static struct list *list_of(struct screen *screen)
{
	return (struct list *)screen;
}

static void done(struct screen *screen)
{
	struct list *list = list_of(screen);

	listing_done(&list->listing);
	cursor_done(&list->cursor);
	folds_done(&list->folds);
	keys_done(&list->marks);
	known_done(&list->known);
	free(list);
}

/* ---- Rows ---- */

/* Makes the rows anew and finds the choice again. */
static struct effect remake(struct list *list)
{
	struct app *app = list->screen.app;

	if (!app->snapshot)
		return effect_redraw();
	if (listing_make(&list->listing, app->snapshot, list->arrangement, &app->settings.order,
		    &list->folds) < 0 ||
		cursor_settle(&list->cursor, &list->listing, app->snapshot) < 0)
		app_say(app, "%s", _("There is not enough memory to show the list."));
	return effect_redraw();
}

/*
 * Until the user has touched anything, the first rows are what matters: who only looks on must not
 * lose them because the row that happened to be first has sunk below the window. And averages since
 * the start come before rates, with which the first row is another one.
 */
static void go_home(struct list *list)
{
	struct app *app = list->screen.app;
	bool first_rates = !list->had_rates && app->snapshot->rates;

	list->had_rates |= app->snapshot->rates;
	if (!app->touched && (first_rates || list->cursor.top > 0))
		cursor_move_to(&list->cursor, &list->listing, 0);
}

static struct effect snapshot(struct screen *screen)
{
	struct list *list = list_of(screen);
	struct effect effect;

	folds_prune(&list->folds, screen->app->snapshot);
	list->lost_marks += keys_prune(&list->marks, screen->app->snapshot);
	effect = remake(list);
	go_home(list);
	list->fresh = true;
	return effect;
}

static void resized(struct screen *screen)
{
	struct list *list = list_of(screen);

	list->lines = list_lines_for(getmaxy(screen->window));
	for (size_t i = 0; i < COLUMN_COUNT; i++)
		list->widths[i] = 0;
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

	known_clear_sight(&list->known);
	for (size_t line = 0; (row = list_row_in_sight(list, line)); line++)
		if (!row->struck &&
			known_add_sight(&list->known, process_identity(row_process(row))) < 0)
			return;
	count = known_choose(&list->known, list->fresh);
	list->fresh = false;
	if (count > 0)
		app_inspect(screen->app, screen, list->known.asked, count, DETAIL_COMMAND);
}

static struct effect details(struct screen *screen, struct detail_set **set)
{
	known_absorb(&list_of(screen)->known, *set);
	return effect_redraw();
}

/* ---- Commands ---- */

static struct effect go(struct screen *screen, enum move move)
{
	struct list *list = list_of(screen);
	long page = list->cursor.height > 1 ? (long)list->cursor.height - 1 : 1;

	switch (move) {
	case MOVE_UP:
		cursor_move_by(&list->cursor, &list->listing, -1);
		break;
	case MOVE_DOWN:
		cursor_move_by(&list->cursor, &list->listing, 1);
		break;
	case MOVE_PAGE_UP:
		cursor_move_by(&list->cursor, &list->listing, -page);
		break;
	case MOVE_PAGE_DOWN:
		cursor_move_by(&list->cursor, &list->listing, page);
		break;
	case MOVE_HOME:
		cursor_move_to(&list->cursor, &list->listing, 0);
		break;
	case MOVE_END:
		if (list->listing.count > 0)
			cursor_move_to(&list->cursor, &list->listing, list->listing.count - 1);
		break;
	}
	return effect_redraw();
}

struct effect list_details(struct screen *screen)
{
	const struct row *row = list_row_for_action(list_of(screen));
	struct row group;

	if (!row)
		return effect_none();
	/* Of a session, what is known of its leader's group. */
	group = *row;
	if (row->kind == ROW_SESSION) {
		group.kind = ROW_PROCESS;
		group.index = row_session(row)->anchor;
	}
	return effect_push(details_screen_new(screen->app, &group));
}

static struct effect fold_chosen(struct screen *screen, bool unfolded)
{
	struct list *list = list_of(screen);
	const struct row *row = cursor_row(&list->cursor, &list->listing);

	if (!row || (row->kind == ROW_PROCESS && unfolded))
		return effect_none();
	if (folds_set(&list->folds, list_mark_of(row), unfolded) < 0)
		app_say(screen->app, "%s", _("There is not enough memory to unfold it."));
	return remake(list);
}

struct effect list_fold(struct screen *screen)
{
	return fold_chosen(screen, false);
}

struct effect list_unfold(struct screen *screen)
{
	return fold_chosen(screen, true);
}

struct effect list_unfold_all(struct screen *screen)
{
	struct list *list = list_of(screen);

	folds_set_all(&list->folds, !list->folds.all);
	return remake(list);
}

struct effect list_next_arrangement(struct screen *screen)
{
	struct list *list = list_of(screen);

	list->arrangement = (list->arrangement + 1) % ARRANGEMENT_COUNT;
	for (size_t i = 0; i < COLUMN_COUNT; i++)
		list->widths[i] = 0;
	return remake(list);
}

static struct effect sort_by(struct screen *screen, enum column_id column)
{
	screen->app->settings.order = (struct sort_order){.column = column, .reversed = false};
	return remake(list_of(screen));
}

struct effect list_sort_cpu(struct screen *screen)
{
	return sort_by(screen, COLUMN_CPU);
}

struct effect list_sort_memory(struct screen *screen)
{
	return sort_by(screen, COLUMN_RSS);
}

struct effect list_sort_age(struct screen *screen)
{
	return sort_by(screen, COLUMN_AGE);
}

/* The next (or, with count - 1 steps, the previous) of the columns the list shows. */
static struct effect sort_step(struct screen *screen, bool forward)
{
	size_t count;
	const enum column_id *ids = column_defaults(list_of(screen)->arrangement, &count);
	size_t index = 0;

	while (index < count - 1 && ids[index] != screen->app->settings.order.column)
		index++;
	return sort_by(screen, ids[(index + (forward ? 1 : count - 1)) % count]);
}

struct effect list_sort_next(struct screen *screen)
{
	return sort_step(screen, true);
}

struct effect list_sort_previous(struct screen *screen)
{
	return sort_step(screen, false);
}

struct effect list_sort_reverse(struct screen *screen)
{
	struct sort_order *order = &screen->app->settings.order;

	order->reversed = !order->reversed;
	return remake(list_of(screen));
}

static const struct screen_class list_class = {
	.id = SCREEN_LIST,
	.name = N_("List"),
	.done = done,
	.draw = list_draw,
	.resized = resized,
	.go = go,
	.snapshot = snapshot,
	.details = details,
	.drawn = drawn,
};

struct screen *list_screen_new(struct app *app)
{
	struct list *list = screen_new(&list_class, app, sizeof(*list));

	if (!list)
		return NULL;
	list->arrangement = ARRANGE_GROUPS;
	cursor_init(&list->cursor);
	folds_set_all(&list->folds, app->settings.unfolded);
	return &list->screen;
}
