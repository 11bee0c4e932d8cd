/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "tui/widgets/choice_screen.h"

#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/gettext.h"
#include "base/vec.h"
#include "tui/frame/draw.h"
#include "tui/widgets/chooser.h"
#include "tui/widgets/edit.h"

#define BOX_WIDTH 50

/* The border above and below, and the hints. */
#define LINES_AROUND 3

struct choice_item {
	char *text; /* owned */
	char *note; /* owned */
};

struct choice_screen {
	struct chooser chooser;
	const struct choice *choice; /* not owned */
	struct screen *owner; /* below this one on the stack */
	struct choice_item *items; /* as many as the chooser has rows; owned */
	size_t capacity;
	struct edit typed; /* the letters so far that the item begins with */
};

static struct choice_screen *choice_of(struct screen *screen)
{
	return (struct choice_screen *)screen;
}

static void done(struct screen *screen)
{
	struct choice_screen *choice = choice_of(screen);

	for (size_t i = 0; i < choice->chooser.scroll.count; i++) {
		free(choice->items[i].text);
		free(choice->items[i].note);
	}
	free(choice->items);
}

int choice_add(struct screen *screen, const char *text, const char *note, bool current)
{
	struct choice_screen *choice = choice_of(screen);
	struct choice_item item = {strdup(text), strdup(note)};
	size_t count = choice->chooser.scroll.count;

	if (!item.text || !item.note ||
		vec_reserve(&choice->items, &choice->capacity, count + 1, sizeof(item)) < 0) {
		free(item.text);
		free(item.note);
		return -1;
	}
	if (current)
		choice->chooser.chosen = count;
	choice->items[choice->chooser.scroll.count++] = item;
	return 0;
}

/* ---- Drawing ---- */

static struct rect place(struct screen *screen, int lines, int columns)
{
	return screen_centered((int)choice_of(screen)->chooser.scroll.count + LINES_AROUND,
		BOX_WIDTH, lines, columns);
}

static void resized(struct screen *screen)
{
	chooser_place(&choice_of(screen)->chooser, 1, getmaxy(screen->window) - LINES_AROUND);
}

static void draw_row(struct screen *screen, int y, size_t row)
{
	const struct choice_item *item = &choice_of(screen)->items[row];
	int width = getmaxx(screen->window) - 2;
	int note_width = (int)text_width(item->note);
	char text[512];

	text_clean(item->text, strlen(item->text), screen->app->charset, text, sizeof(text));
	draw_text(screen, y, 3, width - 4 - note_width, ROLE_TEXT, text);
	draw_text(screen, y, width - note_width, note_width, ROLE_TEXT, item->note);
}

static void draw(struct screen *screen)
{
	struct choice_screen *choice = choice_of(screen);

	draw_frame(screen, _(choice->choice->title), choice->typed.text);
	chooser_draw(&choice->chooser, 1, getmaxx(screen->window) - 2);
	draw_box_line(screen);
}

/* ---- Keys ---- */

static struct effect go(struct screen *screen, enum move move)
{
	struct choice_screen *choice = choice_of(screen);

	edit_init(&choice->typed, "");
	return chooser_go(screen, move);
}

/* The first item that begins with what was typed; else the last letter begins a new word. */
static bool find_typed(struct choice_screen *choice)
{
	for (size_t i = 0; i < choice->chooser.scroll.count; i++) {
		if (!ascii_begins(choice->items[i].text, choice->typed.text))
			continue;
		chooser_stand_on(&choice->chooser, i);
		return true;
	}
	return false;
}

static struct effect key(struct screen *screen, int key)
{
	struct choice_screen *choice = choice_of(screen);
	bool changed;

	if (!edit_key(&choice->typed, key, &changed) || !changed)
		return effect_none;
	if (!find_typed(choice)) {
		edit_init(&choice->typed, "");
		edit_key(&choice->typed, key, &changed);
		if (!find_typed(choice))
			edit_init(&choice->typed, "");
	}
	return effect_redraw;
}

struct effect choice_take(struct screen *screen)
{
	struct choice_screen *choice = choice_of(screen);
	size_t chosen = choice->chooser.chosen;

	if (choice->chooser.scroll.count > 0)
		choice->choice->chosen(choice->owner, chosen, choice->items[chosen].text);
	choice->owner->dirty = true;
	return effect_pop;
}

static const struct chooser_class choice_class = {
	.screen =
		{
			.id = SCREEN_CHOICE,
			.done = done,
			.draw = draw,
			.place = place,
			.resized = resized,
			.key = key,
			.click = chooser_click,
			.go = go,
		},
	.draw_row = draw_row,
	.take = choice_take,
};

struct screen *choice_screen_new(struct app *app, const struct choice *choice, struct screen *owner)
{
	struct choice_screen *self = chooser_new(&choice_class, app, sizeof(*self), 0);

	if (!self)
		return NULL;
	self->choice = choice;
	self->owner = owner;
	return &self->chooser.screen;
}
