/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "tui/frame/screen.h"

#include <stdlib.h>

const struct effect effect_none = {EFFECT_NONE, NULL};
const struct effect effect_redraw = {EFFECT_REDRAW, NULL};
const struct effect effect_pop = {EFFECT_POP, NULL};
const struct effect effect_pop_to_list = {EFFECT_POP_TO_LIST, NULL};

struct effect effect_push(struct screen *screen)
{
	return (struct effect){screen ? EFFECT_PUSH : EFFECT_NONE, screen};
}

struct effect effect_replace(struct screen *screen)
{
	return (struct effect){screen ? EFFECT_REPLACE : EFFECT_NONE, screen};
}

void screen_free(struct screen *screen)
{
	if (screen && screen->class->done)
		screen->class->done(screen);
	free(screen);
}

struct rect screen_centered(int height, int width, int lines, int columns)
{
	struct rect rect = {.height = height, .width = width};

	if (rect.height > lines)
		rect.height = lines;
	if (rect.width > columns)
		rect.width = columns;
	rect.y = (lines - rect.height) / 2;
	rect.x = (columns - rect.width) / 2;
	return rect;
}
