/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "tui/widgets/chooser.h"

#include "tui/frame/draw.h"

static struct chooser *chooser_of(struct screen *screen)
{
	return (struct chooser *)screen;
}

static const struct chooser_class *class_of(const struct chooser *chooser)
{
	return (const struct chooser_class *)chooser->screen.class;
}

void *chooser_new(const struct chooser_class *class, struct app *app, size_t size, size_t count)
{
	struct chooser *chooser = app_screen_new(&class->screen, app, size);

	if (chooser)
		chooser->scroll.count = count;
	return chooser;
}

void chooser_place(struct chooser *chooser, int y, int height)
{
	chooser->y = y;
	scroll_set_height(&chooser->scroll, height);
	scroll_show(&chooser->scroll, chooser->chosen);
}

/* ---- Moving ---- */

static bool can_stand(const struct chooser *chooser, size_t row)
{
	const struct chooser_class *class = class_of(chooser);

	return !class->can_stand || class->can_stand(&chooser->screen, row);
}

struct effect chooser_stand_on(struct chooser *chooser, size_t row)
{
	bool upwards = row < chooser->chosen;

	if (chooser->scroll.count == 0)
		return effect_redraw;
	if (row >= chooser->scroll.count)
		row = chooser->scroll.count - 1;
	while (!can_stand(chooser, row))
		row = upwards ? row - 1 : row + 1;
	chooser->chosen = row;
	scroll_show(&chooser->scroll, row);
	return effect_redraw;
}

struct effect chooser_go(struct screen *screen, enum move move)
{
	struct chooser *chooser = chooser_of(screen);
	const struct scroll *scroll = &chooser->scroll;

	return chooser_stand_on(chooser,
		scroll_target(move, chooser->chosen, scroll->height, scroll->count));
}

struct effect chooser_click(struct screen *screen, int y, int x, bool twice)
{
	struct chooser *chooser = chooser_of(screen);
	size_t line = (size_t)(y - chooser->y);
	size_t row = chooser->scroll.top + line;

	(void)x;
	if (y < chooser->y || line >= chooser->scroll.height || row >= chooser->scroll.count ||
		!can_stand(chooser, row))
		return effect_none;
	chooser_stand_on(chooser, row);
	return twice ? class_of(chooser)->take(screen) : effect_redraw;
}

/* ---- Drawing ---- */

void chooser_draw(struct chooser *chooser, int x, int width)
{
	const struct scroll *scroll = &chooser->scroll;
	struct screen *screen = &chooser->screen;

	for (size_t i = 0; i < scroll->height && scroll->top + i < scroll->count; i++) {
		int y = chooser->y + (int)i;

		class_of(chooser)->draw_row(screen, y, scroll->top + i);
		if (scroll->top + i != chooser->chosen)
			continue;
		draw_text(screen, y, x, 1, ROLE_TEXT, ">");
		draw_paint(screen, y, x, width, ROLE_CURSOR);
	}
}
