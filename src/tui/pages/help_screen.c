/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "tui/pages/help_screen.h"

#include <stdio.h>
#include <string.h>

#include "base/ascii.h"
#include "base/gettext.h"
#include "tui/widgets/edit.h"
#include "tui/widgets/full_page.h"
#include "tui/widgets/prompt_screen.h"

/* Columns of the keys in front of what they do. */
#define KEYS_WIDTH 18

struct help {
	struct full_page page;
	char wanted[EDIT_MAX]; /* only actions that have this in their line; "": all */
};

/* "k F9" */
static char *keys_of(const struct help *help, const struct action *action, char *buf, size_t size)
{
	return keymap_text(keymap_keys(&help->page.screen.app->keymap, action), buf, size);
}

/* Whether what is searched for stands in its keys or in what is said of it. */
static bool is_wanted(const struct help *help, const struct action *action)
{
	char keys[128];

	return ascii_contains(_(action->help), help->wanted) ||
		ascii_contains(keys_of(help, action, keys, sizeof(keys)), help->wanted);
}

static bool is_listed(const struct help *help, const struct action *action)
{
	return is_wanted(help, action) &&
		!(help->page.screen.app->settings.readonly && action_sends(action));
}

/* The same key may do the same on several screens, in rows of their own: told once. */
static bool is_told(const struct help *help, const struct action *action)
{
	for (const struct action *other = action_rows; other < action_rows + action_count;
		other++) {
		bool above = other->group < action->group ||
			(other->group == action->group && other < action);

		if (above && strcmp(other->name, action->name) == 0 &&
			memcmp(other->keys, action->keys, sizeof(other->keys)) == 0 &&
			is_listed(help, other))
			return true;
	}
	return false;
}

static void add_action(struct help *help, const struct action *action)
{
	struct text_view *text = &help->page.text;
	int keys_width = text->width < 3 * KEYS_WIDTH ? text->width / 3 : KEYS_WIDTH;
	char keys[128];

	text_view_row(text, ROLE_TEXT);
	text_view_put(text, 2, "");
	text_view_put_field(text, ROLE_KEY, keys_width, keys_of(help, action, keys, sizeof(keys)));
	text_view_put(text, 0, _(action->help));
}

static void add_heading(struct text_view *text, const char *heading)
{
	text_view_row(text, ROLE_TEXT);
	text_view_put(text, 1, "");
	text_view_put_field(text, ROLE_TITLE, text->width, heading);
}

static void add_group(struct help *help, enum action_group group)
{
	bool any = false;

	for (size_t i = 0; i < action_count; i++) {
		const struct action *action = &action_rows[i];

		if (action->group != group || !is_listed(help, action) || is_told(help, action))
			continue;
		if (!any)
			add_heading(&help->page.text, _(action_group_name(group)));
		any = true;
		add_action(help, action);
	}
	if (any)
		text_view_line(&help->page.text, ROLE_TEXT, "");
}

static void write_text(struct full_page *page)
{
	for (enum action_group group = 0; group < ACTION_GROUP_COUNT; group++)
		add_group((struct help *)page, group);
}

/* ---- The search ---- */

static void search_changed(struct screen *owner, const char *text, struct prompt_fault *ret_fault)
{
	struct help *help = (struct help *)owner;

	snprintf(help->wanted, sizeof(help->wanted), "%s", text);
	full_page_rewrite(&help->page);
	if (help->page.text.scroll.count == 0)
		snprintf(ret_fault->sentence, sizeof(ret_fault->sentence), "%s",
			_("Nothing in the help matches this."));
}

static void search_cancelled(struct screen *owner)
{
	struct help *help = (struct help *)owner;

	help->wanted[0] = '\0';
	full_page_rewrite(&help->page);
}

static const struct prompt search_prompt = {
	.label = N_("Search:"),
	.lenient = true,
	.changed = search_changed,
	.cancelled = search_cancelled,
};

struct effect help_search(struct screen *screen)
{
	return effect_push(prompt_screen_new(screen->app, &search_prompt, screen,
		((struct help *)screen)->wanted));
}

static const struct full_page_class help_class = {
	.screen =
		{
			.id = SCREEN_HELP,
			.name = N_("Help"),
			.done = full_page_done,
			.draw = full_page_draw,
			.resized = full_page_resized,
			.go = full_page_go,
		},
	.write = write_text,
};

struct screen *help_screen_new(struct app *app)
{
	return full_page_new(&help_class, app, sizeof(struct help));
}
