/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the list does to groups: marking them, and choosing them as targets. */
#include <config.h>

#include <signal.h>

#include "base/gettext.h"
#include "tui/details/details_screen.h"
#include "tui/list/list_private.h"
#include "tui/list/list_screen.h"
#include "tui/send/menu_screen.h"
#include "tui/send/plan_screen.h"

/* ---- The row ---- */

uint64_t list_mark_of(const struct row *row)
{
	return row->kind == ROW_SESSION ? row_session(row)->key : row_group(row)->key;
}

/* Why nothing can be done with a struck row. */
static void say_struck(struct app *app, const struct row *row)
{
	bool unproven = row_is_unproven(row, app->snapshot);

	if (row->kind == ROW_PROCESS)
		app_say(app, _("Process %d has ended. Choose another row."),
			(int)row_process(row)->pid);
	else if (row->kind == ROW_SESSION && unproven)
		app_say(app,
			_("Nothing proves that session %d is still the one you chose. Choose it "
			  "again."),
			(int)row_session(row)->sid);
	else if (row->kind == ROW_SESSION)
		app_say(app, _("Session %d has ended. Choose another row."),
			(int)row_session(row)->sid);
	else if (unproven)
		app_say(app,
			_("Nothing proves that group %d is still the one you chose. Choose it "
			  "again."),
			(int)row_group(row)->id.pgid);
	else
		app_say(app, _("Group %d has ended. Choose another row."),
			(int)row_group(row)->id.pgid);
}

/* The chosen row if anything can be done with it; else says why not. */
static const struct row *row_for_action(struct list *list)
{
	const struct row *row = cursor_row(&list->cursor, &list->listing);

	if (!row || !row->struck)
		return row;
	say_struck(list->screen.app, row);
	return NULL;
}

/* ---- Marks ---- */

struct effect list_mark(struct screen *screen)
{
	struct list *list = list_of(screen);
	const struct row *row = row_for_action(list);
	uint64_t key;

	if (!row)
		return effect_none;
	key = list_mark_of(row);
	if (lineage_set_put(&list->marks, key, !lineage_set_has(&list->marks, key)) < 0)
		app_say(screen->app, "%s", _("There is not enough memory."));
	cursor_move_by(&list->cursor, &list->listing, 1);
	return effect_redraw;
}

struct effect list_unmark_all(struct screen *screen)
{
	struct list *list = list_of(screen);

	list->marks.count = 0;
	list->lost_marks = 0;
	return effect_redraw;
}

/*
 * A key that was meant for what was marked must not go to what is under the cursor, or to fewer
 * targets than the user has in mind. Where others are still marked, the next key is for those;
 * where none is, only U says that the user knows.
 */
static bool tell_lost_marks(struct list *list)
{
	struct app *app = list->screen.app;

	if (list->lost_marks == 0)
		return false;
	if (list->marks.count == 0) {
		app_say(app, "%s", _("What you marked has ended. Press U, then choose again."));
		return true;
	}
	app_say(app,
		ngettext("%zu of those marked has ended. Press the key again for the others.",
			"%zu of those marked have ended. Press the key again for the others.",
			list->lost_marks),
		list->lost_marks);
	list->lost_marks = 0;
	return true;
}

/* ---- Targets ---- */

static int add_row(struct targets *targets, const struct row *row)
{
	if (row->kind == ROW_SESSION)
		return targets_add_session(targets, row_session(row));
	return targets_add_group(targets, row_group(row));
}

/* Everything marked that lives, groups first: a session is signalled after single groups. */
static int add_marks(struct targets *targets, const struct list *list)
{
	const struct snapshot *snapshot = targets->snapshot;
	int r = 0;

	for (uint32_t i = 0; i < snapshot->group_count && r == 0; i++)
		if (lineage_set_has(&list->marks, snapshot->groups[i].key))
			r = targets_add_group(targets, &snapshot->groups[i]);
	for (uint32_t i = 0; i < snapshot->session_count && r == 0; i++)
		if (lineage_set_has(&list->marks, snapshot->sessions[i].key))
			r = targets_add_session(targets, &snapshot->sessions[i]);
	return r;
}

/* What is marked, else what is under the cursor, as targets; NULL after app_say said why not. */
static struct targets *take_targets(struct list *list)
{
	struct app *app = list->screen.app;
	bool marked = list->marks.count > 0;
	const struct row *row;
	struct targets *targets;
	int r;

	if (tell_lost_marks(list))
		return NULL;
	row = marked ? NULL : row_for_action(list);
	if (!marked && !row)
		return NULL;
	if (targets_new(app->kernel, &app->self, marked ? app->snapshot : row->snapshot, &targets) <
		0) {
		app_say(app, "%s", _("There is not enough memory."));
		return NULL;
	}
	r = marked ? add_marks(targets, list) : add_row(targets, row);
	if (r == 0 && targets->count > 0)
		return targets;
	targets_unref(targets);
	app_say(app, "%s",
		r < 0 ? _("There is not enough memory.") : _("What was chosen has ended."));
	return NULL;
}

struct effect list_signal(struct screen *screen)
{
	struct targets *targets = take_targets(list_of(screen));

	return targets ? effect_push(menu_screen_new(screen->app, targets)) : effect_none;
}

/* Of the signals with a key of their own SIGTERM is meant to end all, whatever that takes. */
struct effect list_plan(struct screen *screen, int signal)
{
	const struct plan_options options = plan_options_for(signal);
	enum plan_purpose purpose = signal == SIGTERM ? PLAN_TO_END : PLAN_TO_SIGNAL;
	struct targets *targets = take_targets(list_of(screen));

	if (!targets)
		return effect_none;
	return effect_push(plan_screen_new_unsettled(screen->app, targets, &options, purpose));
}

struct effect list_details(struct screen *screen)
{
	const struct row *row = row_for_action(list_of(screen));

	return row ? effect_push(details_screen_new(screen->app, row)) : effect_none;
}
