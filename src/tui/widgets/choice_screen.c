/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "tui/widgets/choice_screen.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/gettext.h"
#include "base/vec.h"
#include "tui/frame/draw.h"
#include "tui/widgets/edit.h"

#define BOX_WIDTH 50

/* The border above and below, and the hints. */
#define LINES_AROUND 3

struct choice_item {
	char *text; /* owned */
	char *note; /* owned */
};

struct choice_screen {
	struct screen screen;
	const struct choice *choice; /* not owned */
	struct screen *owner; /* below this one on the stack */
	struct choice_item *items; /* owned */
	size_t count;
	size_t capacity;
	size_t chosen;
	size_t top;
	struct edit typed; /* the letters so far that the item begins with */
};

static struct choice_screen *choice_of(struct screen *screen)
{
	return (struct choice_screen *)screen;
}

static void done(struct screen *screen)
{
	struct choice_screen *choice = choice_of(screen);

	for (size_t i = 0; i < choice->count; i++) {
		free(choice->items[i].text);
		free(choice->items[i].note);
	}
	free(choice->items);
	free(choice);
}

int choice_add(struct screen *screen, const char *text, const char *note, bool current)
{
	struct choice_screen *choice = choice_of(screen);
	struct choice_item item = {strdup(text), strdup(note)};

	if (!item.text || !item.note ||
		vec_reserve(&choice->items, &choice->capacity, choice->count + 1,
			sizeof(*choice->items)) < 0) {
		free(item.text);
		free(item.note);
		return -1;
	}
	if (current)
		choice->chosen = choice->count;
	choice->items[choice->count++] = item;
	return 0;
}

/* ---- Drawing ---- */

static struct rect place(struct screen *screen, int lines, int columns)
{
	const struct choice_screen *choice = (const struct choice_screen *)screen;

	return screen_centered((int)choice->count + LINES_AROUND, BOX_WIDTH, lines, columns);
}

static size_t window_height(const struct screen *screen)
{
	int height = getmaxy(screen->window) - LINES_AROUND;

	return height > 0 ? (size_t)height : 1;
}

static void keep_in_window(struct choice_screen *choice)
{
	size_t height = window_height(&choice->screen);

	if (choice->chosen < choice->top)
		choice->top = choice->chosen;
	if (choice->chosen >= choice->top + height)
		choice->top = choice->chosen - height + 1;
}

static void resized(struct screen *screen)
{
	keep_in_window(choice_of(screen));
}

static void draw_item(struct choice_screen *choice, int y, size_t index)
{
	struct screen *screen = &choice->screen;
	const struct choice_item *item = &choice->items[index];
	int width = getmaxx(screen->window) - 2;
	int note_width = (int)text_width(item->note);
	char text[512];

	text_clean(item->text, strlen(item->text), screen->app->charset, text, sizeof(text));
	if (index == choice->chosen)
		draw_text(screen, y, 1, 1, ROLE_TEXT, ">");
	draw_text(screen, y, 3, width - 4 - note_width, ROLE_TEXT, text);
	draw_text(screen, y, width - note_width, note_width, ROLE_TEXT, item->note);
	if (index == choice->chosen)
		draw_paint(screen, y, 1, width, ROLE_CURSOR);
}

static void draw(struct screen *screen)
{
	struct choice_screen *choice = choice_of(screen);
	size_t height = window_height(screen);

	draw_frame(screen, _(choice->choice->title),
		choice->typed.length > 0 ? choice->typed.text : NULL);
	for (size_t i = 0; i < height && choice->top + i < choice->count; i++)
		draw_item(choice, 1 + (int)i, choice->top + i);
	draw_box_line(screen);
}

/* ---- Keys ---- */

static void stand_on(struct choice_screen *choice, size_t index)
{
	choice->chosen = index < choice->count ? index : choice->count - 1;
	keep_in_window(choice);
}

static struct effect go(struct screen *screen, enum move move)
{
	struct choice_screen *choice = choice_of(screen);
	size_t page = window_height(screen);
	size_t chosen = choice->chosen;

	edit_init(&choice->typed, "");
	switch (move) {
	case MOVE_UP:
		chosen -= chosen > 0;
		break;
	case MOVE_DOWN:
		chosen++;
		break;
	case MOVE_PAGE_UP:
		chosen = chosen > page ? chosen - page : 0;
		break;
	case MOVE_PAGE_DOWN:
		chosen += page;
		break;
	case MOVE_HOME:
		chosen = 0;
		break;
	case MOVE_END:
		chosen = choice->count;
		break;
	}
	stand_on(choice, chosen);
	return effect_redraw();
}

/* The first item that begins with what was typed; else the last letter begins a new word. */
static bool find_typed(struct choice_screen *choice)
{
	for (size_t i = 0; i < choice->count; i++) {
		if (strncasecmp(choice->items[i].text, choice->typed.text, choice->typed.length) !=
			0)
			continue;
		stand_on(choice, i);
		return true;
	}
	return false;
}

static struct effect key(struct screen *screen, int key)
{
	struct choice_screen *choice = choice_of(screen);
	bool changed;

	if (!edit_key(&choice->typed, key, &changed) || !changed)
		return effect_none();
	if (!find_typed(choice)) {
		edit_init(&choice->typed, "");
		edit_key(&choice->typed, key, &changed);
		if (!find_typed(choice))
			edit_init(&choice->typed, "");
	}
	return effect_redraw();
}

struct effect choice_take(struct screen *screen)
{
	struct choice_screen *choice = choice_of(screen);

	if (choice->count > 0)
		choice->choice->chosen(choice->owner, choice->chosen,
			choice->items[choice->chosen].text);
	choice->owner->dirty = true;
	return effect_pop();
}

static struct effect click(struct screen *screen, int y, int x, bool twice)
{
	struct choice_screen *choice = choice_of(screen);
	size_t line = (size_t)(y - 1);

	(void)x;
	if (y < 1 || line >= window_height(screen) || choice->top + line >= choice->count)
		return effect_none();
	if (twice)
		return choice_take(screen);
	stand_on(choice, choice->top + line);
	return effect_redraw();
}

static const struct screen_class choice_class = {
	.id = SCREEN_CHOICE,
	.name = N_("Choice"),
	.done = done,
	.draw = draw,
	.place = place,
	.resized = resized,
	.key = key,
	.click = click,
	.go = go,
};

struct screen *choice_screen_new(struct app *app, const struct choice *choice, struct screen *owner)
{
	struct choice_screen *screen = app_screen_new(&choice_class, app, sizeof(*screen));

	if (!screen)
		return NULL;
	screen->choice = choice;
	screen->owner = owner;
	return &screen->screen;
}
