/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "tui/widgets/chooser.h"

#include "tui/frame/draw.h"

void chooser_init(struct chooser *ret_chooser, const struct chooser_class *class,
	struct screen *screen, size_t count)
{
	*ret_chooser =
		(struct chooser){.class = class, .screen = screen, .scroll = {.count = count}};
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
	return !chooser->class->can_stand || chooser->class->can_stand(chooser->screen, row);
}

/* In that row, or in the next one in the same direction where the cursor can stand. */
static void stand(struct chooser *chooser, size_t row, bool upwards)
{
	if (chooser->scroll.count == 0)
		return;
	if (row >= chooser->scroll.count)
		row = chooser->scroll.count - 1;
	while (!can_stand(chooser, row))
		row = upwards ? row - 1 : row + 1;
	chooser->chosen = row;
	scroll_show(&chooser->scroll, row);
}

void chooser_stand_on(struct chooser *chooser, size_t row)
{
	stand(chooser, row, false);
}

struct effect chooser_go(struct chooser *chooser, enum move move)
{
	size_t page = chooser->scroll.height;
	size_t chosen = chooser->chosen;

	switch (move) {
	case MOVE_UP:
		stand(chooser, chosen > 0 ? chosen - 1 : 0, true);
		break;
	case MOVE_DOWN:
		stand(chooser, chosen + 1, false);
		break;
	case MOVE_PAGE_UP:
		stand(chooser, chosen > page ? chosen - page : 0, true);
		break;
	case MOVE_PAGE_DOWN:
		stand(chooser, chosen + page, false);
		break;
	case MOVE_HOME:
		stand(chooser, 0, true);
		break;
	case MOVE_END:
		stand(chooser, chooser->scroll.count, false);
		break;
	}
	return effect_redraw();
}

struct effect chooser_click(struct chooser *chooser, int y, bool twice)
{
	size_t line = (size_t)(y - chooser->y);
	size_t row = chooser->scroll.top + line;

	if (y < chooser->y || line >= chooser->scroll.height || row >= chooser->scroll.count ||
		!can_stand(chooser, row))
		return effect_none();
	if (twice)
		return chooser->class->take(chooser->screen);
	stand(chooser, row, false);
	return effect_redraw();
}

/* ---- Drawing ---- */

void chooser_draw(const struct chooser *chooser, int x, int width)
{
	const struct scroll *scroll = &chooser->scroll;
	struct screen *screen = chooser->screen;

	for (size_t i = 0; i < scroll->height && scroll->top + i < scroll->count; i++) {
		int y = chooser->y + (int)i;

		chooser->class->draw_row(screen, y, scroll->top + i);
		if (scroll->top + i != chooser->chosen)
			continue;
		draw_text(screen, y, x, 1, ROLE_TEXT, ">");
		draw_paint(screen, y, x, width, ROLE_CURSOR);
	}
}
