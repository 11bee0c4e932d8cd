/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finding in the list: the filter, the search, one user's groups. */
#include <config.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/gettext.h"
#include "base/vec.h"
#include "report/sentence_filter.h"
#include "tui/list/list_private.h"
#include "tui/list/list_screen.h"
#include "tui/widgets/choice_screen.h"
#include "tui/widgets/prompt_screen.h"
#include "view/filter/filter_text.h"
#include "view/listing/search.h"

/* ---- The filter ---- */

static void explain(const struct filter_fault *fault, const struct filter_span *span,
	struct prompt_fault *ret_fault)
{
	if (!ret_fault)
		return;
	sentence_filter_fault(fault, ret_fault->sentence, sizeof(ret_fault->sentence));
	ret_fault->at = span->at;
	ret_fault->len = span->len;
}

int list_set_filter(struct list *list, const char *text, struct prompt_fault *ret_fault)
{
	CLEANUP(filter_freep) struct filter *filter = NULL;
	CLEANUP_FREE char *copy = strdup(text);
	bool empty = text[strspn(text, " \t")] == '\0';
	struct filter_fault fault;
	struct filter_span span;
	int r = copy ? filter_text_parse(text, &filter, &fault, &span) : -ENOMEM;

	if (r == -EINVAL)
		explain(&fault, &span, ret_fault);
	if (r == -ENOMEM)
		app_say(list->screen.app, "%s", _("There is not enough memory."));
	if (r < 0)
		return r;
	filter_free(list->filter);
	free(list->filter_text);
	list->filter = empty ? NULL : TAKE(filter);
	list->filter_text = empty ? NULL : TAKE(copy);
	list->frozen = false;
	list_want(list);
	cursor_let_go(&list->cursor);
	list_remake(list);
	return 0;
}

static void filter_changed(struct screen *owner, const char *text, struct prompt_fault *ret_fault)
{
	/* What is in force stays so while the word may become anything. */
	if (!filter_text_is_open(text))
		list_set_filter(list_of(owner), text, ret_fault);
}

static void filter_accepted(struct screen *owner, const char *text)
{
	list_set_filter(list_of(owner), text, NULL);
}

static void filter_cancelled(struct screen *owner)
{
	struct list *list = list_of(owner);

	list_set_filter(list, list->filter_before ? list->filter_before : "", NULL);
}

static const struct prompt filter_prompt = {
	.label = N_("Filter:"),
	.changed = filter_changed,
	.accepted = filter_accepted,
	.cancelled = filter_cancelled,
};

struct effect list_filter(struct screen *screen)
{
	struct list *list = list_of(screen);
	const char *text = list->filter_text ? list->filter_text : "";

	/* Cut, it would be another filter. */
	if (strlen(text) >= EDIT_MAX)
		return app_say(screen->app, "%s",
			_("This filter is too long to edit here; Esc lists everything."));
	free(list->filter_before);
	list->filter_before = strdup(text);
	return effect_push(prompt_screen_new(screen->app, &filter_prompt, screen, text));
}

struct effect list_filter_drop(struct screen *screen)
{
	list_set_filter(list_of(screen), "", NULL);
	return effect_redraw;
}

/* ---- One user ---- */

static void user_chosen(struct screen *owner, size_t item, const char *text)
{
	struct list *list = list_of(owner);
	CLEANUP_FREE char *filter = filter_text_set(list->filter_text ? list->filter_text : "",
		"user", item > 0 ? text : NULL);

	if (filter)
		list_set_filter(list, filter, NULL);
}

static const struct choice user_choice = {N_("Show only one user"), user_chosen};

/* A user and how many processes they have. */
struct user_count {
	const struct snapshot_user *user;
	uint32_t processes;
};

static int compare_counts(const void *left, const void *right)
{
	const struct user_count *a = left;
	const struct user_count *b = right;

	if (a->processes != b->processes)
		return a->processes > b->processes ? -1 : 1;
	return strcmp(a->user->name, b->user->name);
}

static int compare_uids(const void *uid, const void *count)
{
	uid_t a = *(const uid_t *)uid;
	uid_t b = ((const struct user_count *)count)->user->uid;

	return (a > b) - (a < b);
}

/* The users with the most processes first; NULL when memory is out. The caller frees it. */
static struct user_count *count_users(const struct snapshot *snapshot)
{
	struct user_count *counts = calloc(snapshot->user_count + 1u, sizeof(*counts));

	if (!counts)
		return NULL;
	for (uint32_t i = 0; i < snapshot->user_count; i++)
		counts[i].user = &snapshot->users[i];
	for (uint32_t i = 0; i < snapshot->process_count; i++)
		counts[vec_place(&snapshot->processes[i].euid, counts, snapshot->user_count,
			       sizeof(*counts), compare_uids)]
			.processes++;
	qsort(counts, snapshot->user_count, sizeof(*counts), compare_counts);
	return counts;
}

static int add_user(struct screen *menu, const char *name, uint32_t processes)
{
	char note[64];

	snprintf(note, sizeof(note), ngettext("%u process", "%u processes", processes), processes);
	return choice_add(menu, name, note, false);
}

struct effect list_users(struct screen *screen)
{
	const struct snapshot *snapshot = list_of(screen)->shown;
	CLEANUP_FREE struct user_count *counts = snapshot ? count_users(snapshot) : NULL;
	struct screen *menu = counts ? choice_screen_new(screen->app, &user_choice, screen) : NULL;
	int r = menu ? add_user(menu, _("all users"), snapshot->process_count) : 0;

	for (uint32_t i = 0; menu && r == 0 && i < snapshot->user_count; i++)
		r = add_user(menu, counts[i].user->name, counts[i].processes);
	return effect_push(menu);
}

/* ---- The search ---- */

/* Where the search began, if that row is still listed. */
static size_t origin_of(const struct list *list)
{
	for (size_t i = 0; i < list->listing.count; i++) {
		struct row_identity identity = row_identity(&list->listing.rows[i]);

		if (row_identity_equal(&identity, &list->search_origin))
			return i;
	}
	return list->cursor.position;
}

static void search_changed(struct screen *owner, const char *text, struct prompt_fault *ret_fault)
{
	struct list *list = list_of(owner);
	size_t origin = origin_of(list);
	size_t found = search_find(&list->listing, text, origin, false);

	snprintf(list->search, sizeof(list->search), "%s", text);
	list_want(list);
	if (text[0] && found == SIZE_MAX)
		snprintf(ret_fault->sentence, sizeof(ret_fault->sentence), "%s",
			_("Nothing listed matches this."));
	cursor_move_to(&list->cursor, &list->listing, found == SIZE_MAX ? origin : found);
}

static void search_accepted(struct screen *owner, const char *text)
{
	struct list *list = list_of(owner);

	(void)text;
	list->searching = false;
	list_want(list);
}

static void search_cancelled(struct screen *owner)
{
	struct list *list = list_of(owner);

	list->search[0] = '\0';
	list->searching = false;
	list_want(list);
	cursor_move_to(&list->cursor, &list->listing, origin_of(list));
}

static const struct prompt search_prompt = {
	.label = N_("Search:"),
	.lenient = true,
	.changed = search_changed,
	.accepted = search_accepted,
	.cancelled = search_cancelled,
};

struct effect list_search(struct screen *screen)
{
	struct list *list = list_of(screen);

	if (list->listing.count == 0)
		return effect_none;
	list->search_origin = list->cursor.identity;
	list->search[0] = '\0';
	list->searching = true;
	list_want(list);
	return effect_push(prompt_screen_new(screen->app, &search_prompt, screen, ""));
}

struct effect list_search_on(struct screen *screen, int direction)
{
	bool backwards = direction == DIRECTION_PREVIOUS;
	struct list *list = list_of(screen);
	size_t count = list->listing.count;
	size_t here = list->cursor.position;
	size_t found;

	if (!list->search[0])
		return app_say(screen->app, "%s",
			_("There is no search to repeat: press / first."));
	if (count == 0)
		return effect_none;
	found = search_find(&list->listing, list->search,
		(here + (backwards ? count - 1 : 1)) % count, backwards);
	if (found == SIZE_MAX)
		return app_say(screen->app, "%s", _("Nothing listed matches the search."));
	if (found == here)
		app_say(screen->app, "%s", _("Nothing else matches the search."));
	else if (backwards ? found > here : found < here)
		app_say(screen->app, "%s", _("The search continued at the other end of the list."));
	cursor_move_to(&list->cursor, &list->listing, found);
	return effect_redraw;
}
