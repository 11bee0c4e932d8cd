/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "tui/theme.h"

#include <assert.h>
#include <stdlib.h>

#include "base/array.h"

/* One look of a role. A colour of -1 is the terminal's own. */
struct look {
	short foreground;
	short background;
	attr_t attributes;
};

struct role_row {
	attr_t mono; /* without colours: attributes alone tell the roles apart */
	struct look basic; /* 8 and 16 colours */
	struct look rich; /* 256 colours */
};

/* Colours of the 256-colour cube and ramp, chosen to be readable on black and on white, and to
 * differ in brightness, not only in hue, for eyes that do not see all hues. */
enum rich {
	RICH_GREY = 245,
	RICH_BLUE = 33,
	RICH_CYAN = 37,
	RICH_GREEN = 71,
	RICH_ORANGE = 172,
	RICH_RED = 160,
	RICH_VIOLET = 134,
	RICH_PALE = 253,
	RICH_NIGHT = 24,
	RICH_SLATE = 238,
};

static const struct role_row roles[] = {
	[ROLE_TEXT] = {A_NORMAL, {-1, -1, A_NORMAL}, {-1, -1, A_NORMAL}},
	[ROLE_LABEL] = {A_NORMAL, {COLOR_CYAN, -1, A_NORMAL}, {RICH_CYAN, -1, A_NORMAL}},
	[ROLE_FIGURE] = {A_BOLD, {-1, -1, A_BOLD}, {-1, -1, A_BOLD}},
	[ROLE_METER] = {A_NORMAL, {COLOR_GREEN, -1, A_NORMAL}, {RICH_GREEN, -1, A_NORMAL}},
	[ROLE_METER_HIGH] = {A_BOLD, {COLOR_RED, -1, A_BOLD}, {RICH_RED, -1, A_BOLD}},
	[ROLE_TITLE] = {A_BOLD, {-1, -1, A_BOLD}, {-1, -1, A_BOLD}},
	[ROLE_HEADING] = {A_UNDERLINE, {COLOR_BLACK, COLOR_GREEN, A_NORMAL},
		{RICH_PALE, RICH_SLATE, A_NORMAL}},
	[ROLE_HEADING_SORTED] = {A_UNDERLINE | A_BOLD, {COLOR_BLACK, COLOR_CYAN, A_NORMAL},
		{RICH_PALE, RICH_NIGHT, A_BOLD}},
	[ROLE_CURSOR] = {A_REVERSE, {COLOR_BLACK, COLOR_CYAN, A_NORMAL},
		{RICH_PALE, RICH_NIGHT, A_BOLD}},
	[ROLE_DIM] = {A_DIM, {-1, -1, A_DIM}, {RICH_GREY, -1, A_NORMAL}},
	[ROLE_STRUCK] = {A_DIM, {-1, -1, A_DIM}, {RICH_GREY, -1, A_NORMAL}},
	[ROLE_MARKED] = {A_BOLD, {COLOR_MAGENTA, -1, A_BOLD}, {RICH_VIOLET, -1, A_BOLD}},
	[ROLE_BUSY] = {A_BOLD, {COLOR_YELLOW, -1, A_BOLD}, {RICH_ORANGE, -1, A_BOLD}},
	[ROLE_KEY] = {A_BOLD, {-1, -1, A_BOLD}, {-1, -1, A_BOLD}},
	[ROLE_HINT] = {A_NORMAL, {COLOR_CYAN, -1, A_NORMAL}, {RICH_CYAN, -1, A_NORMAL}},
	[ROLE_FRAME] = {A_NORMAL, {COLOR_CYAN, -1, A_NORMAL}, {RICH_BLUE, -1, A_NORMAL}},
	[ROLE_NOTICE] = {A_BOLD, {COLOR_YELLOW, -1, A_BOLD}, {RICH_ORANGE, -1, A_BOLD}},
	[ROLE_GOOD] = {A_NORMAL, {COLOR_GREEN, -1, A_NORMAL}, {RICH_GREEN, -1, A_NORMAL}},
	[ROLE_WARNING] = {A_BOLD, {COLOR_YELLOW, -1, A_BOLD}, {RICH_ORANGE, -1, A_BOLD}},
	[ROLE_DANGER] = {A_BOLD, {COLOR_RED, -1, A_BOLD}, {RICH_RED, -1, A_BOLD}},
};

static_assert(COUNT(roles) == ROLE_COUNT, "a row for each role");

bool theme_wants_colour(void)
{
	const char *no_color = getenv("NO_COLOR");

	return !no_color || !*no_color;
}

/* Terminals that cannot give back their own colours get white on black instead. */
static void init_pair_of(short pair, const struct look *look, bool defaults)
{
	short foreground = look->foreground;
	short background = look->background;

	if (!defaults && foreground < 0)
		foreground = COLOR_WHITE;
	if (!defaults && background < 0)
		background = COLOR_BLACK;
	init_pair(pair, foreground, background);
}

void theme_init(struct theme *ret_theme, bool wanted)
{
	struct theme theme = {.colour = wanted && has_colors() && start_color() == OK};
	bool defaults;

	theme.colour = theme.colour && COLORS >= 8 && COLOR_PAIRS > ROLE_COUNT;
	defaults = theme.colour && use_default_colors() == OK;
	for (short role = 0; role < ROLE_COUNT; role++) {
		const struct look *look = COLORS >= 256 ? &roles[role].rich : &roles[role].basic;

		theme.attributes[role] = theme.colour ? look->attributes : roles[role].mono;
		theme.pairs[role] = 0;
		if (!theme.colour || (look->foreground < 0 && look->background < 0))
			continue;
		theme.pairs[role] = (short)(role + 1);
		init_pair_of(theme.pairs[role], look, defaults);
	}
	*ret_theme = theme;
}
