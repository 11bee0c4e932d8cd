/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How the list stands: arrangement, folds, order; whether it pauses, and what it follows. */
#include <config.h>

#include <assert.h>
#include <string.h>

#include "base/amount.h"
#include "base/array.h"
#include "base/gettext.h"
#include "report/sentence_settings.h"
#include "tui/list/list_private.h"
#include "tui/list/list_screen.h"
#include "tui/widgets/choice_screen.h"
#include "tui/widgets/prompt_screen.h"

/* The user has asked for another order: the rows need not keep their places. */
static struct effect reorder(struct list *list)
{
	list->frozen = false;
	list_want(list);
	return list_remake(list);
}

struct effect list_fold(struct screen *screen, int unfolded)
{
	struct list *list = list_of(screen);
	const struct row *row = cursor_row(&list->cursor, &list->listing);

	if (!row || (row->kind == ROW_PROCESS && unfolded))
		return effect_none;
	if (folds_set(&list->folds, list_mark_of(row), unfolded) < 0)
		app_say(screen->app, "%s", _("There is not enough memory to unfold it."));
	return list_remake(list);
}

struct effect list_unfold_all(struct screen *screen)
{
	struct list *list = list_of(screen);

	folds_set_all(&list->folds, !list->folds.all);
	return list_remake(list);
}

struct effect list_next_arrangement(struct screen *screen)
{
	struct list *list = list_of(screen);

	list->arrangement = (list->arrangement + 1) % ARRANGEMENT_COUNT;
	/* What stands for the choice there may be what the filter leaves out. */
	if (list->filter)
		cursor_let_go(&list->cursor);
	memset(list->widths, 0, sizeof(list->widths));
	return reorder(list);
}

struct effect list_sort_or_reverse(struct list *list, enum column_id column)
{
	struct sort_order *order = &list->screen.app->settings.order;
	bool again = order->column == column;

	*order = (struct sort_order){.column = column, .reversed = again && !order->reversed};
	return reorder(list);
}

static struct effect sort_by(struct screen *screen, enum column_id column)
{
	screen->app->settings.order = (struct sort_order){.column = column, .reversed = false};
	return reorder(list_of(screen));
}

struct effect list_sort_by(struct screen *screen, int choice)
{
	static const enum column_id columns[] = {
		[SORT_BY_CPU] = COLUMN_CPU,
		[SORT_BY_MEMORY] = COLUMN_RSS,
		[SORT_BY_AGE] = COLUMN_AGE,
	};

	static_assert(COUNT(columns) == SORT_CHOICE_COUNT, "a column for each");
	return sort_by(screen, columns[choice]);
}

/* The next (or, with count - 1 steps, the previous) of the columns the list shows. */
struct effect list_sort_step(struct screen *screen, int direction)
{
	enum column_id ids[COLUMN_COUNT];
	size_t count = list_columns(list_of(screen), ids);
	size_t index = 0;

	while (index < count - 1 && ids[index] != screen->app->settings.order.column)
		index++;
	index += direction == DIRECTION_NEXT ? 1 : count - 1;
	return sort_by(screen, ids[index % count]);
}

struct effect list_sort_reverse(struct screen *screen)
{
	struct sort_order *order = &screen->app->settings.order;

	order->reversed = !order->reversed;
	return reorder(list_of(screen));
}

/* ---- The order, from a menu of all columns ---- */

static void sort_chosen(struct screen *screen, size_t item, const char *text)
{
	const struct column *column = column_find(text);

	(void)item;
	if (column)
		sort_by(screen, column->id);
}

static const struct choice sort_choice = {N_("Sort by"), sort_chosen};

struct effect list_sort_menu(struct screen *screen)
{
	struct list *list = list_of(screen);
	struct screen *menu = choice_screen_new(screen->app, &sort_choice, screen);

	for (enum column_id id = 0; menu && id < COLUMN_COUNT; id++) {
		if (!column_has(id, arrangement_kind(list->arrangement)))
			continue;
		if (choice_add(menu, column_row(id)->name, column_row(id)->heading,
			    id == screen->app->settings.order.column) < 0)
			break;
	}
	return effect_push(menu);
}

/* ---- Pausing and following ---- */

struct effect list_pause(struct screen *screen)
{
	struct list *list = list_of(screen);

	list->paused = !list->paused;
	return list->paused || !screen->app->snapshot ? effect_redraw : list_show_newest(list);
}

struct effect list_follow(struct screen *screen)
{
	struct list *list = list_of(screen);

	list->cursor.follow = !list->cursor.follow;
	return effect_redraw;
}

/* ---- The interval ---- */

static void interval_changed(struct screen *owner, const char *text, struct prompt_fault *ret_fault)
{
	struct settings settings = owner->app->settings;
	struct settings_fault fault = {.line = 0};

	fault.kind = settings_take(&settings, SETTING_INTERVAL, text, fault.word);
	sentence_settings_fault(&fault, ret_fault->sentence, sizeof(ret_fault->sentence));
}

static void interval_accepted(struct screen *owner, const char *text)
{
	char bad[SETTINGS_WORD_MAX];

	if (settings_take(&owner->app->settings, SETTING_INTERVAL, text, bad) == SETTINGS_RIGHT)
		app_settings_changed(owner->app);
}

static const struct prompt interval_prompt = {
	.label = N_("Seconds between scans:"),
	.changed = interval_changed,
	.accepted = interval_accepted,
};

struct effect list_interval(struct screen *screen)
{
	char text[32];

	/* Not by printf's %g, whose point is that of the locale. */
	amount_decimal(screen->app->settings.interval, text, sizeof(text));
	return effect_push(prompt_screen_new(screen->app, &interval_prompt, screen, text));
}
