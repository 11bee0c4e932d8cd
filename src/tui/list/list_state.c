/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What all files of the list do with its state: rows anew, the newest snapshot, what is wanted. */
#include <config.h>

#include "base/clock.h"
#include "base/gettext.h"
#include "tui/list/list_private.h"

/* How long the rows stand still after a key. */
#define FROZEN_FOR (2 * CLOCK_SECOND)

/* ---- Rows ---- */

/* The row that the cursor added may be one that the filter does not want. */
static void judge_added(struct list *list)
{
	if (list->cursor.added && list->filter) {
		struct row *row = &list->listing.rows[list->cursor.position];

		row->fits = filter_matches(list->filter, row);
	}
}

struct effect list_remake(struct list *list)
{
	struct app *app = list->screen.app;
	const struct listing_query query = {
		.arrangement = list->arrangement,
		.order = app->settings.order,
		.folds = &list->folds,
		.filter = list->filter,
		.before = list->before,
		.frozen = list->frozen ? &list->frozen_order : NULL,
	};

	if (!list->shown)
		return effect_redraw;
	if (listing_make(&list->listing, list->shown, &query) < 0 ||
		cursor_settle(&list->cursor, &list->listing, list->shown) < 0)
		app_say(app, "%s", _("There is not enough memory to show the list."));
	judge_added(list);
	return effect_redraw;
}

void list_want(struct list *list)
{
	const struct app *app = list->screen.app;
	enum column_id ids[COLUMN_COUNT];
	size_t count = list_columns(list, ids);
	unsigned want = column_row(app->settings.order.column)->want;

	for (size_t i = 0; i < count; i++)
		want |= column_row(ids[i])->want;
	if (list->search[0] || list->searching ||
		(list->filter && filter_wants_commands(list->filter)))
		want |= DETAIL_COMMAND;
	list->commands.all = want & DETAIL_COMMAND;
	app_want(list->screen.app, want);
}

/*
 * A row must not move as somebody reaches for it: for a moment after a key the rows keep their
 * places, whatever the figures say.
 */
uint64_t list_frozen_until(const struct list *list)
{
	return list->screen.app->pressed + FROZEN_FOR;
}

static void freeze(struct list *list)
{
	struct app *app = list->screen.app;

	list->frozen = app->touched && app_now(app) < list_frozen_until(list) &&
		frozen_order_take(&list->frozen_order, list->listing.rows, list->listing.count) ==
			0;
}

/*
 * Until the user has touched anything, the first rows are what matters: who only looks on must not
 * lose them because the row that happened to be first has sunk below the window. And averages since
 * the start come before rates, with which the first row is another one.
 */
static void go_home(struct list *list)
{
	struct app *app = list->screen.app;
	bool first_rates = !list->had_rates && list->shown->rates;

	list->had_rates |= list->shown->rates;
	if (!app->touched && (first_rates || list->cursor.top > 0))
		cursor_move_to(&list->cursor, &list->listing, 0);
}

struct effect list_show_newest(struct list *list)
{
	const struct snapshot *newest = list->screen.app->snapshot;
	struct effect effect;

	if (list->shown == newest)
		return effect_redraw;
	freeze(list);
	snapshot_unref(list->before);
	list->before = list->shown;
	list->shown = snapshot_ref(newest);
	effect = list_remake(list);
	go_home(list);
	list->commands.fresh = true;
	return effect;
}
