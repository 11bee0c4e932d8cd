/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "tui/pages/help_screen.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/gettext.h"
#include "base/text.h"
#include "tui/frame/action.h"
#include "tui/frame/draw.h"
#include "tui/widgets/edit.h"
#include "tui/widgets/prompt_screen.h"
#include "tui/widgets/scroll.h"

/* Columns of the keys in front of what they do. */
#define KEYS_WIDTH 18

/* Every action is one line, every section a heading and a blank line behind. */
#define LINES_MAX 256

/* What stands in one line: a heading, a action, or nothing. */
struct help_line {
	const char *heading; /* translated; else NULL */
	const struct action *action; /* else NULL */
};

struct help {
	struct screen screen;
	struct help_line lines[LINES_MAX];
	size_t count;
	char wanted[EDIT_MAX]; /* only actions that have this in their line; "": all */
	struct scroll scroll;
};

static void done(struct screen *screen)
{
	free(screen);
}

static void add(struct help *help, const char *heading, const struct action *action)
{
	if (help->count < LINES_MAX)
		help->lines[help->count++] = (struct help_line){heading, action};
}

/* The same key may do the same on several screens, in rows of their own: told once. */
static bool is_told(const struct help *help, const struct action *action)
{
	for (size_t i = 0; i < help->count; i++) {
		const struct action *other = help->lines[i].action;

		if (other && strcmp(other->name, action->name) == 0 &&
			memcmp(other->keys, action->keys, sizeof(other->keys)) == 0)
			return true;
	}
	return false;
}

/* "k F9" */
static char *keys_of(const struct help *help, const struct action *action, char *buf, size_t size)
{
	return keymap_text(keymap_keys(&help->screen.app->keymap, action), buf, size);
}

/* Whether what is searched for stands in its keys or in what is said of it. */
static bool is_wanted(const struct help *help, const struct action *action)
{
	char keys[128];

	return strcasestr(_(action->help), help->wanted) ||
		strcasestr(keys_of(help, action, keys, sizeof(keys)), help->wanted);
}

static void add_group(struct help *help, enum action_group group)
{
	const struct action *rows = help->screen.app->keymap.table->rows;
	size_t count = help->screen.app->keymap.table->count;
	bool any = false;

	for (size_t i = 0; i < count; i++) {
		if (rows[i].group != group || is_told(help, &rows[i]) ||
			!is_wanted(help, &rows[i]) ||
			(help->screen.app->settings.readonly && action_sends(&rows[i])))
			continue;
		if (!any)
			add(help, _(action_group_name(group)), NULL);
		any = true;
		add(help, NULL, &rows[i]);
	}
	if (any)
		add(help, NULL, NULL);
}

static void resized(struct screen *screen)
{
	struct help *help = (struct help *)screen;
	int height = getmaxy(screen->window);

	scroll_set_height(&help->scroll, height >= 3 ? height - 2 : height);
}

static void draw_line(struct screen *screen, int y, const struct help_line *line)
{
	int width = getmaxx(screen->window);
	int keys_width = width < 3 * KEYS_WIDTH ? width / 3 : KEYS_WIDTH;
	char keys[128];

	if (line->heading)
		draw_text(screen, y, 1, width - 1, ROLE_TITLE, line->heading);
	if (!line->action)
		return;
	draw_text(screen, y, 2, keys_width - 1, ROLE_KEY,
		keys_of((struct help *)screen, line->action, keys, sizeof(keys)));
	draw_text(screen, y, 2 + keys_width, width, ROLE_TEXT, _(line->action->help));
}

static void draw(struct screen *screen)
{
	struct help *help = (struct help *)screen;
	int width = getmaxx(screen->window);
	int first = getmaxy(screen->window) >= 3 ? 1 : 0;

	if (first > 0) {
		draw_paint(screen, 0, 0, width, ROLE_HEADING);
		draw_text(screen, 0, 1, width - 1, ROLE_HEADING, _("Help"));
		scroll_draw_position(&help->scroll, screen, 0, (int)text_width(_("Help")) + 3,
			ROLE_HEADING);
		draw_last_line(screen);
	}
	for (size_t i = 0; i < help->scroll.height && help->scroll.top + i < help->count; i++)
		draw_line(screen, first + (int)i, &help->lines[help->scroll.top + i]);
}

static struct effect go(struct screen *screen, enum move move)
{
	scroll_go(&((struct help *)screen)->scroll, move);
	return effect_redraw();
}

/* Makes the lines anew. */
static void fill(struct help *help)
{
	help->count = 0;
	for (enum action_group group = 0; group < ACTION_GROUP_COUNT; group++)
		add_group(help, group);
	scroll_set_count(&help->scroll, help->count);
}

/* ---- The search ---- */

static void search_changed(struct screen *owner, const char *text, struct prompt_fault *ret_fault)
{
	struct help *help = (struct help *)owner;

	snprintf(help->wanted, sizeof(help->wanted), "%s", text);
	fill(help);
	if (help->count == 0)
		snprintf(ret_fault->sentence, sizeof(ret_fault->sentence), "%s",
			_("The help has nothing of this."));
}

static void search_accepted(struct screen *owner, const char *text)
{
	(void)owner;
	(void)text;
}

static void search_cancelled(struct screen *owner)
{
	struct help *help = (struct help *)owner;

	help->wanted[0] = '\0';
	fill(help);
}

static const struct prompt search_prompt = {
	.label = N_("Search:"),
	.lenient = true,
	.changed = search_changed,
	.accepted = search_accepted,
	.cancelled = search_cancelled,
};

struct effect help_search(struct screen *screen)
{
	return effect_push(prompt_screen_new(screen->app, &search_prompt, screen,
		((struct help *)screen)->wanted));
}

static const struct screen_class help_class = {
	.id = SCREEN_HELP,
	.name = N_("Help"),
	.done = done,
	.draw = draw,
	.resized = resized,
	.go = go,
};

struct screen *help_screen_new(struct app *app)
{
	struct help *help = app_screen_new(&help_class, app, sizeof(*help));

	if (!help)
		return NULL;
	fill(help);
	return &help->screen;
}
