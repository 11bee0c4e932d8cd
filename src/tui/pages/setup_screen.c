/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "tui/pages/setup_screen.h"

#include <stdio.h>
#include <string.h>

#include "base/gettext.h"
#include "base/text.h"
#include "report/sentence_settings.h"
#include "tui/frame/draw.h"
#include "tui/pages/setup_save.h"
#include "tui/widgets/chooser.h"
#include "tui/widgets/edit.h"
#include "tui/widgets/full_page.h"
#include "tui/widgets/prompt_screen.h"

/* Columns of the names and of the values; a longer value is cut. */
enum {
	NAME_WIDTH = 16,
	VALUE_WIDTH = 22,
};

/* What one line is about: a setting, an action, or the blank line or the heading between both. */
struct setup_line {
	bool is_setting;
	enum setting_id id;
	const struct action *action; /* NULL: none */
};

struct setup {
	struct chooser chooser;
	struct setup_line lines[SETTING_COUNT + 2 + ACTIONS_MAX];
};

static struct setup *setup_of(struct screen *screen)
{
	return (struct setup *)screen;
}

static const struct setup_line *chosen_line(const struct setup *setup)
{
	return &setup->lines[setup->chooser.chosen];
}

static bool can_stand(const struct screen *screen, size_t row)
{
	const struct setup_line *line = &((const struct setup *)screen)->lines[row];

	return line->is_setting || line->action;
}

/* ---- Drawing ---- */

static void resized(struct screen *screen)
{
	chooser_place(&setup_of(screen)->chooser, full_page_first_line(screen),
		full_page_height(screen));
}

static char *value_of(const struct setup *setup, const struct setup_line *line, char *buf,
	size_t size)
{
	const struct app *app = setup->chooser.screen.app;

	if (line->is_setting)
		return settings_text(&app->settings, line->id, buf, size);
	return keymap_text(keymap_keys(&app->keymap, line->action), buf, size);
}

static const char *name_of(const struct setup_line *line)
{
	return line->is_setting ? setting_row(line->id)->name : line->action->name;
}

/* "name     value      what it is", the last where there is room. */
static void draw_row(struct screen *screen, int y, size_t row)
{
	const struct setup *setup = setup_of(screen);
	const struct setup_line *line = &setup->lines[row];
	int width = getmaxx(screen->window);
	int name_width = width < 2 * NAME_WIDTH ? width / 2 : NAME_WIDTH;
	char value[EDIT_MAX];

	if (!can_stand(screen, row)) {
		/* The blank line comes first. */
		if (row > 0 && !can_stand(screen, row - 1))
			draw_text(screen, y, 1, width - 1, ROLE_TITLE, _("Keys"));
		return;
	}
	value_of(setup, line, value, sizeof(value));
	draw_text(screen, y, 2, name_width - 1, ROLE_TEXT, name_of(line));
	draw_text(screen, y, 2 + name_width, VALUE_WIDTH - 1, ROLE_FIGURE, value);
	draw_text(screen, y, 2 + name_width + VALUE_WIDTH, width, ROLE_DIM,
		_(line->is_setting ? setting_row(line->id)->help : line->action->help));
}

static void draw(struct screen *screen)
{
	struct chooser *chooser = &setup_of(screen)->chooser;
	const char *path = screen->app->config_path;
	char note[512] = "";

	if (path)
		text_clean(path, strlen(path), screen->app->charset, note, sizeof(note));
	full_page_draw_frame(screen, _("Setup"), ROLE_HEADING, note, &chooser->scroll);
	chooser_draw(chooser, 0, getmaxx(screen->window));
}

/* ---- Changing ---- */

/* As settings_take; and the order has to fit the arrangement. */
static enum settings_fault_kind take_value(struct settings *settings, enum setting_id id,
	const char *text, char bad[SETTINGS_WORD_MAX])
{
	enum settings_fault_kind kind = settings_take(settings, id, text, bad);

	if (kind != SETTINGS_RIGHT || id != SETTING_SORT || settings_order_fits(settings))
		return kind;
	snprintf(bad, SETTINGS_WORD_MAX, "%s", column_row(settings->order.column)->name);
	return SETTINGS_FOREIGN_ORDER;
}

/* Takes the new text of the chosen line into these settings; what is wrong goes to ret_fault. */
static bool take_text(const struct setup *setup, struct settings *settings, const char *text,
	struct settings_fault *ret_fault)
{
	const struct setup_line *line = chosen_line(setup);

	*ret_fault = (struct settings_fault){.line = 0};
	if (line->is_setting)
		ret_fault->kind = take_value(settings, line->id, text, ret_fault->word);
	else
		ret_fault->kind =
			settings_bind(settings, line->action->name, text, ret_fault->word);
	return ret_fault->kind == SETTINGS_RIGHT;
}

static void value_changed(struct screen *owner, const char *text, struct prompt_fault *ret_fault)
{
	struct settings settings = owner->app->settings;
	struct settings_fault fault;

	if (!take_text(setup_of(owner), &settings, text, &fault))
		sentence_settings_fault(&fault, ret_fault->sentence, sizeof(ret_fault->sentence));
}

static void value_accepted(struct screen *owner, const char *text)
{
	const struct setup *setup = setup_of(owner);
	const struct setup_line *line = chosen_line(setup);
	struct app *app = owner->app;
	struct settings_fault fault;

	if (!take_text(setup, &app->settings, text, &fault))
		return;
	if (line->is_setting) {
		setup_save_setting(app, line->id);
	} else {
		const char *name = line->action->name;
		char keys[128];

		/* Not as it was typed: some names are safer in a file than what they name. */
		keymap_text(key_bindings_find(&app->settings.bindings, name)->keys, keys,
			sizeof(keys));
		setup_save_keys(app, name, keys);
	}
}

static const struct prompt value_prompt = {
	.label = N_("New value:"),
	.changed = value_changed,
	.accepted = value_accepted,
};

static const struct prompt keys_prompt = {
	.label = N_("New keys:"),
	.changed = value_changed,
	.accepted = value_accepted,
};

/* The choice behind the one that is set. */
static void take_next_choice(struct app *app, enum setting_id id)
{
	const char *const *choices = setting_row(id)->choices;
	char value[EDIT_MAX];
	char bad[SETTINGS_WORD_MAX];
	size_t now = 0;

	settings_text(&app->settings, id, value, sizeof(value));
	while (choices[now] && strcmp(choices[now], value) != 0)
		now++;
	settings_take(&app->settings, id, choices[now + 1] ? choices[now + 1] : choices[0], bad);
	setup_save_setting(app, id);
}

/* Whoever was given a view that only looks cannot make it another one: NULL, or why not. */
static const char *lock_of(const struct app *app, const struct setup_line *line)
{
	if (!line->is_setting || line->id != SETTING_READONLY || !app->settings.readonly)
		return NULL;
	if (app->settings.sources[SETTING_READONLY] == SOURCE_OPTION)
		return _("This is fixed: posse was started with --readonly.");
	if (app->settings.sources[SETTING_READONLY] == SOURCE_DOUBT)
		return _("This is fixed: the settings could not be read, and may say readonly.");
	return NULL;
}

struct effect setup_change(struct screen *screen)
{
	struct setup *setup = setup_of(screen);
	const struct setup_line *line = chosen_line(setup);
	char value[EDIT_MAX];

	if (lock_of(screen->app, line))
		return app_say(screen->app, "%s", lock_of(screen->app, line));
	if (line->is_setting && setting_row(line->id)->choices) {
		take_next_choice(screen->app, line->id);
		return effect_redraw;
	}
	return effect_push(
		prompt_screen_new(screen->app, line->is_setting ? &value_prompt : &keys_prompt,
			screen, value_of(setup, line, value, sizeof(value))));
}

/* As it is when nothing is set. */
struct effect setup_reset(struct screen *screen)
{
	struct setup *setup = setup_of(screen);
	const struct setup_line *line = chosen_line(setup);
	struct app *app = screen->app;
	struct settings usual;
	char value[EDIT_MAX];
	char bad[SETTINGS_WORD_MAX];

	if (lock_of(app, line))
		return setup_change(screen);
	if (line->is_setting) {
		settings_init(&usual);
		settings_text(&usual, line->id, value, sizeof(value));
		settings_take(&app->settings, line->id, value, bad);
		setup_save_setting(app, line->id);
	} else {
		key_bindings_remove(&app->settings.bindings, line->action->name);
		setup_save_keys(app, line->action->name, NULL);
	}
	return effect_redraw;
}

static const struct chooser_class setup_class = {
	.screen =
		{
			.id = SCREEN_SETUP,
			.draw = draw,
			.resized = resized,
			.click = chooser_click,
			.go = chooser_go,
		},
	.draw_row = draw_row,
	.can_stand = can_stand,
	.take = setup_change,
};

struct screen *setup_screen_new(struct app *app)
{
	struct setup *setup = chooser_new(&setup_class, app, sizeof(*setup), 0);
	size_t lines = SETTING_COUNT + 2;

	if (!setup)
		return NULL;
	for (enum setting_id id = 0; id < SETTING_COUNT; id++)
		setup->lines[id] = (struct setup_line){.is_setting = true, .id = id};
	for (size_t i = 0; i < action_count; i++)
		if (keymap_is_listed(&action_rows[i]))
			setup->lines[lines++].action = &action_rows[i];
	setup->chooser.scroll.count = lines;
	return &setup->chooser.screen;
}
