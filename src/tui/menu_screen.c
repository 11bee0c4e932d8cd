/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "tui/menu_screen.h"

#include <ctype.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/cleanup.h"
#include "base/gettext.h"
#include "kill/sigtable.h"
#include "report/sentence.h"
#include "tui/aiming.h"
#include "tui/draw.h"
#include "tui/plan_screen.h"

#define MENU_WIDTH 78

/* Lines that are no rows: two of the border, the heading, the sum in words, the hints. */
#define LINES_AROUND 5

struct menu {
	struct screen screen;
	struct aim *aim; /* owned share */
	const struct signal_row *rows;
	size_t count;
	size_t chosen;
	size_t top;
	int typed; /* the digits so far, as a number; 0: none */
	bool awaits_snapshot; /* one newer than that of the list was asked for */
	uint64_t deadline; /* SCREEN_NEVER once all that was asked for has come, or has not */
};

static void done(struct screen *screen)
{
	struct menu *menu = (struct menu *)screen;

	aim_unref(menu->aim);
	free(menu);
}

static struct rect place(const struct screen *screen, int lines, int columns)
{
	const struct menu *menu = (const struct menu *)screen;

	return screen_centered((int)menu->count + LINES_AROUND, MENU_WIDTH, lines, columns);
}

/* Rows between the border, the heading, the sum and the hints. */
static size_t window_height(const struct screen *screen)
{
	int height = getmaxy(screen->window) - LINES_AROUND;

	return height > 0 ? (size_t)height : 1;
}

static void keep_in_window(struct menu *menu)
{
	size_t height = window_height(&menu->screen);

	if (menu->chosen < menu->top)
		menu->top = menu->chosen;
	if (menu->chosen >= menu->top + height)
		menu->top = menu->chosen - height + 1;
}

static void draw_row(struct menu *menu, int y, size_t index)
{
	const struct signal_row *row = &menu->rows[index];
	uint32_t counts[EXPECTATION_COUNT];
	bool chosen = index == menu->chosen;
	enum role role = chosen ? ROLE_CURSOR : ROLE_TEXT;
	int width = getmaxx(menu->screen.window) - 2;
	char line[SENTENCE_MAX];

	aim_count(menu->aim, row->number, counts);
	snprintf(line, sizeof(line), "%s%2d %-6s %-9s %4u %4u %4u %4u  %s", chosen ? ">" : " ",
		row->number, row->name, _(sigtable_action_name(row->action)),
		counts[EXPECT_DEFAULT], counts[EXPECT_CAUGHT], counts[EXPECT_IGNORED],
		counts[EXPECT_BLOCKED], _(row->meaning));
	draw_field(&menu->screen, y, 1, width, ALIGN_LEFT, role, line);
}

/* What the chosen signal would do, in words: "3 members: 2 end at once, 1 catches it". */
static void draw_sum(struct menu *menu)
{
	int signal = menu->rows[menu->chosen].number;
	int y = getmaxy(menu->screen.window) - 3;
	int width = getmaxx(menu->screen.window) - 4;
	uint32_t counts[EXPECTATION_COUNT];
	char text[SENTENCE_MAX];

	if (y <= (int)window_height(&menu->screen) + 1)
		return;
	aim_count(menu->aim, signal, counts);
	draw_field(&menu->screen, y, 2, width, ALIGN_LEFT, ROLE_TITLE,
		sentence_counts(counts, signal, text, sizeof(text)));
}

static void draw(struct screen *screen)
{
	struct menu *menu = (struct menu *)screen;
	int width = getmaxx(screen->window);
	char title[128];
	char line[SENTENCE_MAX];

	keep_in_window(menu);
	snprintf(title, sizeof(title), _("Signal to group %d"), (int)menu->aim->targets[0].id.pgid);
	draw_frame(screen, title, NULL);
	/* The four figures: members that take the default, catch, ignore, block. */
	snprintf(line, sizeof(line), " %2s %-6s %-9s %4s %4s %4s %4s  %s", "N", "SIGNAL", "ACTION",
		"DFL", "CGT", "IGN", "BLK", "MEANING");
	draw_field(screen, 1, 1, width - 2, ALIGN_LEFT, ROLE_HEADING, line);
	for (size_t i = 0; i < window_height(screen) && menu->top + i < menu->count; i++)
		draw_row(menu, 2 + (int)i, menu->top + i);
	draw_sum(menu);
	draw_box_line(screen);
}

static struct effect choose(struct menu *menu, size_t index)
{
	menu->chosen = index < menu->count ? index : menu->count - 1;
	return effect_redraw();
}

static struct effect go(struct screen *screen, enum move move)
{
	struct menu *menu = (struct menu *)screen;
	size_t page = window_height(screen);

	menu->typed = 0;
	switch (move) {
	case MOVE_UP:
		return choose(menu, menu->chosen > 0 ? menu->chosen - 1 : 0);
	case MOVE_DOWN:
		return choose(menu, menu->chosen + 1);
	case MOVE_PAGE_UP:
		return choose(menu, menu->chosen > page ? menu->chosen - page : 0);
	case MOVE_PAGE_DOWN:
		return choose(menu, menu->chosen + page);
	case MOVE_HOME:
		return choose(menu, 0);
	case MOVE_END:
		return choose(menu, menu->count - 1);
	}
	return effect_none();
}

static size_t index_of(const struct menu *menu, int signal)
{
	for (size_t i = 0; i < menu->count; i++)
		if (menu->rows[i].number == signal)
			return i;
	return menu->count;
}

/* Digits go to the signal with that number: "1" to 1, "1" and "5" to 15. A digit that makes no
 * signal's number begins another one. */
static struct effect type_digit(struct menu *menu, int digit)
{
	int longer = menu->typed * 10 + digit;

	menu->typed = index_of(menu, longer) < menu->count ? longer : digit;
	if (index_of(menu, menu->typed) == menu->count)
		return effect_none();
	return choose(menu, index_of(menu, menu->typed));
}

/* A letter goes to the next signal whose name begins with it. */
static struct effect key(struct screen *screen, int key)
{
	struct menu *menu = (struct menu *)screen;

	if (key >= '0' && key <= '9')
		return type_digit(menu, key - '0');
	menu->typed = 0;
	if (key <= 0 || key > 127 || !isalpha(key))
		return effect_none();
	for (size_t step = 1; step <= menu->count; step++) {
		size_t index = (menu->chosen + step) % menu->count;

		if (menu->rows[index].name[0] == toupper(key))
			return choose(menu, index);
	}
	return effect_none();
}

static struct effect details(struct screen *screen, struct detail_set **set)
{
	struct menu *menu = (struct menu *)screen;

	aim_take_details(menu->aim, TAKE(*set));
	if (!menu->awaits_snapshot)
		menu->deadline = SCREEN_NEVER;
	return effect_redraw();
}

/* The list may have been old when the group was chosen: newer snapshots are taken in, and their
 * members asked about, until the plan is made. */
static struct effect snapshot(struct screen *screen)
{
	struct menu *menu = (struct menu *)screen;

	if (screen->app->snapshot == menu->aim->snapshot || app_top(screen->app) != screen)
		return effect_none();
	menu->awaits_snapshot = false;
	if (aim_renew(menu->aim, screen->app->snapshot) < 0)
		return effect_pop();
	aiming_inspect(screen, menu->aim);
	return effect_redraw();
}

static uint64_t deadline(const struct screen *screen)
{
	return ((const struct menu *)screen)->deadline;
}

static struct effect tick(struct screen *screen, uint64_t now)
{
	struct menu *menu = (struct menu *)screen;

	if (now >= menu->deadline)
		menu->deadline = SCREEN_NEVER;
	return effect_none();
}

static bool waits(const struct screen *screen)
{
	return ((const struct menu *)screen)->deadline != SCREEN_NEVER;
}

static const struct screen_class menu_class = {
	.id = SCREEN_MENU,
	.name = N_("Signal menu"),
	.steps_aside = true,
	.done = done,
	.draw = draw,
	.place = place,
	.key = key,
	.go = go,
	.snapshot = snapshot,
	.details = details,
	.deadline = deadline,
	.tick = tick,
	.waits = waits,
};

struct effect menu_choose(struct screen *screen)
{
	struct menu *menu = (struct menu *)screen;

	return effect_push(plan_screen_new(
		screen->app, menu->aim, menu->rows[menu->chosen].number));
}

struct screen *menu_screen_new(struct app *app, const struct row *row)
{
	struct aim *aim;
	struct menu *menu;

	if (app->settings.readonly) {
		app_say(app, "%s", _("This view is read-only; it sends no signals."));
		return NULL;
	}
	if (row->struck || row->kind == ROW_SESSION) {
		app_say(app, "%s", _("This has ended; there is nothing to signal."));
		return NULL;
	}
	aim = aiming_new(app, row);
	menu = aim && aiming_is_possible(app, aim) ? screen_new(&menu_class, app, sizeof(*menu))
						   : NULL;
	if (!menu) {
		aim_unref(aim);
		return NULL;
	}
	menu->aim = aim;
	menu->rows = sigtable_rows(&menu->count);
	menu->chosen = index_of(menu, SIGTERM);
	menu->deadline = SCREEN_NEVER;
	if (aiming_inspect(&menu->screen, aim) == 0)
		menu->deadline = app_now(app) + AIMING_PATIENCE;
	menu->awaits_snapshot = app_scan_now(app);
	return &menu->screen;
}
