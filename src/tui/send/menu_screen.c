/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "tui/send/menu_screen.h"

#include <signal.h>
#include <stdio.h>

#include "base/array.h"
#include "base/ascii.h"
#include "base/gettext.h"
#include "base/text.h"
#include "kill/sigtable.h"
#include "report/sentence_plan.h"
#include "tui/frame/draw.h"
#include "tui/send/plan_screen.h"
#include "tui/send/target_wait.h"
#include "tui/widgets/chooser.h"

#define MENU_WIDTH 78

/* Lines that are no rows: two of the border, the heading, the sum in words, what the signal is not
 * for, the hints. */
#define LINES_AROUND 6

struct menu {
	struct chooser chooser; /* of the signals, in the order of their table */
	struct target_wait wait;
	int typed; /* the digits so far, as a number; 0: none */
};

static void done(struct screen *screen)
{
	target_wait_done(&((struct menu *)screen)->wait);
}

static struct rect place(struct screen *screen, int lines, int columns)
{
	(void)screen;
	return screen_centered((int)sigtable_count() + LINES_AROUND, MENU_WIDTH, lines, columns);
}

/* In a small box the rows take the place of what is said below them. */
static bool is_small(const struct screen *screen)
{
	return getmaxy(screen->window) < 2 * LINES_AROUND;
}

/* Rows between the border, the heading, what is said of the signal, and the hints. */
static void resized(struct screen *screen)
{
	int around = is_small(screen) ? LINES_AROUND - 1 : LINES_AROUND;

	chooser_place(&((struct menu *)screen)->chooser, 2, getmaxy(screen->window) - around);
}

/* ---- Rows ---- */

/* One part of a row; the meaning takes what is left. */
static const struct {
	const char *heading; /* an msgid */
	int width; /* of what can stand there; 0: the rest */
	enum align align;
} fields[] = {
	{"N", 2, ALIGN_RIGHT},
	{N_("NAME"), 8, ALIGN_LEFT},
	{N_("DEFAULT"), 9, ALIGN_LEFT},
	/* Members that take the default, catch, ignore, block. */
	{"DFL", 4, ALIGN_RIGHT},
	{"CGT", 4, ALIGN_RIGHT},
	{"IGN", 4, ALIGN_RIGHT},
	{"BLK", 4, ALIGN_RIGHT},
	{N_("MEANING"), 0, ALIGN_LEFT},
};

static void draw_fields(struct screen *screen, int y, enum role role, const char *const texts[])
{
	int end = getmaxx(screen->window) - 1;
	int x = 2;

	draw_field(screen, y, 1, end - 1, ALIGN_LEFT, role, "");
	for (size_t f = 0; f < COUNT(fields) && x < end; f++) {
		int width = fields[f].width > 0 ? fields[f].width : end - x;

		draw_field(screen, y, x, width < end - x ? width : end - x, fields[f].align, role,
			texts[f]);
		/* The meaning, which is the last, stands a little apart. */
		x += width + (f + 2 == COUNT(fields) ? 2 : 1);
	}
}

static void draw_row(struct screen *screen, int y, size_t index)
{
	static const enum expectation figures[] = {EXPECT_DEFAULT, EXPECT_CAUGHT, EXPECT_IGNORED,
		EXPECT_BLOCKED};
	int signal = sigtable_number(index);
	const struct signal_row *row = sigtable_row(signal);
	uint32_t counts[EXPECTATION_COUNT];
	char number[16];
	char name[SIGNAL_NAME_MAX];
	char sums[4][16];
	const char *texts[COUNT(fields)] = {number, sigtable_name(signal, name),
		_(sigtable_action_name(row->action)), sums[0], sums[1], sums[2], sums[3],
		_(row->meaning)};

	targets_count(((struct menu *)screen)->wait.targets, signal, counts);
	snprintf(number, sizeof(number), "%d", signal);
	for (size_t i = 0; i < 4; i++)
		snprintf(sums[i], sizeof(sums[i]), "%u", counts[figures[i]]);
	draw_fields(screen, y, ROLE_TEXT, texts);
}

static void draw_headings(struct screen *screen)
{
	const char *texts[COUNT(fields)];

	for (size_t f = 0; f < COUNT(fields); f++)
		texts[f] = _(fields[f].heading);
	draw_fields(screen, 1, ROLE_HEADING, texts);
}

/* What the chosen signal would do, in words: "3 members: 2 end at once, 1 catches it"; and what it
 * is not for. */
static void draw_words(struct menu *menu)
{
	struct screen *screen = &menu->chooser.screen;
	int signal = sigtable_number(menu->chooser.chosen);
	int y = menu->chooser.y + (int)menu->chooser.scroll.height;
	int width = getmaxx(screen->window) - 4;
	uint32_t counts[EXPECTATION_COUNT];
	char text[SENTENCE_MAX];
	char caution[SENTENCE_MAX];

	if (y >= getmaxy(screen->window) - 2)
		return;
	targets_count(menu->wait.targets, signal, counts);
	draw_field(screen, y, 2, width, ALIGN_LEFT, ROLE_TITLE,
		sentence_counts(counts, signal, text, sizeof(text)));
	if (is_small(screen))
		return;
	snprintf(caution, sizeof(caution), _("not for %s"), _(sigtable_row(signal)->caution));
	draw_field(screen, y + 1, 2, width, ALIGN_LEFT, ROLE_DIM, caution);
}

/* "Signal to group 2210" */
static void write_title(const struct menu *menu, char *buf, size_t size)
{
	const struct targets *targets = menu->wait.targets;

	if (targets->count > 0 && targets->items[0].session > 0)
		snprintf(buf, size, _("Signal to session %d"), (int)targets->items[0].session);
	else if (targets->count == 1)
		snprintf(buf, size, _("Signal to group %d"), (int)targets->items[0].id.pgid);
	else
		snprintf(buf, size,
			ngettext("Signal to %zu group", "Signal to %zu groups", targets->count),
			targets->count);
}

static void draw(struct screen *screen)
{
	struct menu *menu = (struct menu *)screen;
	char title[128];

	write_title(menu, title, sizeof(title));
	draw_frame(screen, title, "");
	draw_headings(screen);
	chooser_draw(&menu->chooser, 1, getmaxx(screen->window) - 2);
	draw_words(menu);
	draw_box_line(screen);
}

/* ---- Keys ---- */

static struct effect go(struct screen *screen, enum move move)
{
	struct menu *menu = (struct menu *)screen;

	menu->typed = 0;
	return chooser_go(screen, move);
}

/* The position of that signal, or sigtable_count(). */
static size_t index_of(int signal)
{
	size_t index = 0;

	while (index < sigtable_count() && sigtable_number(index) != signal)
		index++;
	return index;
}

/* Digits go to the signal with that number: "1" to 1, "1" and "5" to 15. A digit that makes no
 * signal's number begins another one. */
static struct effect type_digit(struct menu *menu, int digit)
{
	int longer = menu->typed * 10 + digit;

	menu->typed = index_of(longer) < sigtable_count() ? longer : digit;
	if (index_of(menu->typed) == sigtable_count())
		return effect_none;
	return chooser_stand_on(&menu->chooser, index_of(menu->typed));
}

/* A letter goes to the next signal whose name begins with it. */
static struct effect key(struct screen *screen, int key)
{
	struct menu *menu = (struct menu *)screen;

	if (key >= '0' && key <= '9')
		return type_digit(menu, key - '0');
	menu->typed = 0;
	if (!ascii_is_letter(key))
		return effect_none;
	for (size_t step = 1; step <= sigtable_count(); step++) {
		size_t index = (menu->chooser.chosen + step) % sigtable_count();
		char name[SIGNAL_NAME_MAX];

		if (sigtable_name(sigtable_number(index), name)[0] == ascii_upper((char)key))
			return chooser_stand_on(&menu->chooser, index);
	}
	return effect_none;
}

/* ---- What is waited for ---- */

static struct effect details(struct screen *screen, struct detail_set **set)
{
	target_wait_details(&((struct menu *)screen)->wait, set);
	return effect_redraw;
}

/* The list may have been old when the group was chosen: newer snapshots are taken in, and their
 * members asked about, until the plan is made. */
static struct effect snapshot(struct screen *screen)
{
	if (target_wait_snapshot(&((struct menu *)screen)->wait, screen) < 0)
		return effect_pop;
	return effect_redraw;
}

static uint64_t deadline(const struct screen *screen)
{
	return ((const struct menu *)screen)->wait.deadline;
}

static struct effect tick(struct screen *screen, uint64_t now)
{
	target_wait_tick(&((struct menu *)screen)->wait, now);
	return effect_none;
}

struct effect menu_choose(struct screen *screen)
{
	struct menu *menu = (struct menu *)screen;
	const struct plan_options options = plan_options_for(sigtable_number(menu->chooser.chosen));

	return effect_push(plan_screen_new(screen->app, menu->wait.targets, &options));
}

static const struct chooser_class menu_class = {
	.screen =
		{
			.id = SCREEN_MENU,
			.steps_aside = true,
			.waits = true,
			.done = done,
			.draw = draw,
			.place = place,
			.resized = resized,
			.key = key,
			.click = chooser_click,
			.go = go,
			.snapshot = snapshot,
			.details = details,
			.deadline = deadline,
			.tick = tick,
		},
	.draw_row = draw_row,
	.take = menu_choose,
};

struct screen *menu_screen_new(struct app *app, struct targets *targets)
{
	struct menu *menu = target_wait_is_possible(app, targets)
		? chooser_new(&menu_class, app, sizeof(*menu), sigtable_count())
		: NULL;

	if (!menu) {
		targets_unref(targets);
		return NULL;
	}
	menu->chooser.chosen = index_of(SIGTERM);
	target_wait_begin(&menu->wait, &menu->chooser.screen, targets);
	return &menu->chooser.screen;
}
