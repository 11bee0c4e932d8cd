/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "tui/frame/mouse.h"

#include <stdbool.h>

#include "base/clock.h"

/* Two clicks on one cell within this time are a double click. */
#define DOUBLE_CLICK (4 * CLOCK_SECOND / 10)

/* Lines that one step of the wheel goes. */
#define WHEEL_LINES 3

enum click_kind {
	CLICK_FIRST,
	CLICK_SECOND, /* of a double click */
	CLICK_STRAY, /* meant for a screen that has just made way for another */
};

/* A third click is a first one again. */
static enum click_kind judge_click(struct app *app, const struct screen *screen,
	const struct input *input)
{
	struct click *last = &app->last_click;
	struct click click = {app_now(app), screen->serial, input->y, input->x, false};
	bool soon = last->when > 0 && click.when - last->when <= DOUBLE_CLICK;
	bool stray = soon && last->serial != click.serial;

	click.second = soon && !stray && !last->second && last->y == click.y && last->x == click.x;
	/* So are all that follow it without a pause. */
	if (stray)
		click.serial = last->serial;
	*last = click;
	if (stray)
		return CLICK_STRAY;
	return click.second ? CLICK_SECOND : CLICK_FIRST;
}

static const struct action *hint_at(const struct screen *screen, int y, int x)
{
	for (size_t i = 0; i < screen->hint_count; i++) {
		const struct hint_spot *spot = &screen->hints[i];

		if (spot->y == y && x >= spot->x && x < spot->end)
			return spot->action;
	}
	return NULL;
}

static void click(struct app *app, struct screen *screen, const struct input *input)
{
	int y = input->y - getbegy(screen->window);
	int x = input->x - getbegx(screen->window);
	enum click_kind kind = judge_click(app, screen, input);
	const struct action *action = hint_at(screen, y, x);

	if (kind == CLICK_STRAY)
		return;
	/* The second click on a hint would press the key again. */
	if (action && kind == CLICK_FIRST)
		app_run(app, screen, action);
	else if (!action && screen->class->click && wenclose(screen->window, input->y, input->x))
		app_apply(app, screen, screen->class->click(screen, y, x, kind == CLICK_SECOND));
}

static void roll(struct app *app, struct screen *screen, enum move move)
{
	for (int i = 0; i < WHEEL_LINES && screen->class->go; i++)
		app_apply(app, screen, screen->class->go(screen, move));
}

void dispatch_input(struct app *app, const struct input *input)
{
	struct screen *top = app_top(app);

	switch (input->key) {
	case KEYPAD_CLICK:
	case KEYPAD_WHEEL_UP:
	case KEYPAD_WHEEL_DOWN:
		if (!top)
			break;
		app_touch(app);
		if (input->key == KEYPAD_CLICK)
			click(app, top, input);
		else
			roll(app, top, input->key == KEYPAD_WHEEL_UP ? MOVE_UP : MOVE_DOWN);
		break;
	default:
		app_key(app, input->key);
	}
}
