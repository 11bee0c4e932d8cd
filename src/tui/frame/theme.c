/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "tui/frame/theme.h"

#include <assert.h>

#include "base/array.h"

/* One look of a role. A colour of -1 is the terminal's own. */
struct look {
	short foreground;
	short background;
	attr_t attributes;
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
	/* For high contrast, which has a black of its own. */
	RICH_BLACK = 16,
	RICH_WHITE = 231,
	RICH_BRIGHT_GREEN = 46,
	RICH_BRIGHT_YELLOW = 226,
	RICH_BRIGHT_PINK = 213,
	RICH_BRIGHT_RED = 210,
	/* Near those that Okabe and Ito chose for all kinds of colour vision
	 * (https://jfly.uni-koeln.de/color/). */
	SAFE_ORANGE = 178,
	SAFE_SKY = 74,
	SAFE_BLUE = 25,
	SAFE_GREEN = 36,
	SAFE_VERMILION = 166,
	SAFE_PURPLE = 175,
};

/* What a role looks like in one theme. */
struct role_row {
	struct look basic; /* 8 and 16 colours */
	struct look rich; /* 256 colours */
};

/* Without colours: attributes alone tell the roles apart. */
static const attr_t mono[] = {
	[ROLE_TEXT] = A_NORMAL,
	[ROLE_LABEL] = A_NORMAL,
	[ROLE_FIGURE] = A_BOLD,
	[ROLE_METER] = A_NORMAL,
	[ROLE_METER_HIGH] = A_BOLD,
	[ROLE_TITLE] = A_BOLD,
	[ROLE_HEADING] = A_UNDERLINE,
	[ROLE_HEADING_SORTED] = A_UNDERLINE | A_BOLD,
	[ROLE_CURSOR] = A_REVERSE,
	[ROLE_DIM] = A_DIM,
	[ROLE_STRUCK] = A_DIM,
	[ROLE_MARKED] = A_BOLD,
	[ROLE_BUSY] = A_BOLD,
	[ROLE_KEY] = A_BOLD,
	[ROLE_HINT] = A_NORMAL,
	[ROLE_FRAME] = A_NORMAL,
	[ROLE_NOTICE] = A_BOLD,
	[ROLE_GOOD] = A_NORMAL,
	[ROLE_WARNING] = A_BOLD,
	[ROLE_DANGER] = A_BOLD,
};
static_assert(COUNT(mono) == ROLE_COUNT, "an attribute for each role");

static const struct role_row usual[] = {
	[ROLE_TEXT] = {{-1, -1, A_NORMAL}, {-1, -1, A_NORMAL}},
	[ROLE_LABEL] = {{COLOR_CYAN, -1, A_NORMAL}, {RICH_CYAN, -1, A_NORMAL}},
	[ROLE_FIGURE] = {{-1, -1, A_BOLD}, {-1, -1, A_BOLD}},
	[ROLE_METER] = {{COLOR_GREEN, -1, A_NORMAL}, {RICH_GREEN, -1, A_NORMAL}},
	[ROLE_METER_HIGH] = {{COLOR_RED, -1, A_BOLD}, {RICH_RED, -1, A_BOLD}},
	[ROLE_TITLE] = {{-1, -1, A_BOLD}, {-1, -1, A_BOLD}},
	[ROLE_HEADING] = {{COLOR_BLACK, COLOR_GREEN, A_NORMAL}, {RICH_PALE, RICH_SLATE, A_NORMAL}},
	[ROLE_HEADING_SORTED] = {{COLOR_BLACK, COLOR_CYAN, A_NORMAL},
		{RICH_PALE, RICH_NIGHT, A_BOLD}},
	[ROLE_CURSOR] = {{COLOR_BLACK, COLOR_CYAN, A_NORMAL}, {RICH_PALE, RICH_NIGHT, A_BOLD}},
	[ROLE_DIM] = {{-1, -1, A_DIM}, {RICH_GREY, -1, A_NORMAL}},
	[ROLE_STRUCK] = {{-1, -1, A_DIM}, {RICH_GREY, -1, A_NORMAL}},
	[ROLE_MARKED] = {{COLOR_MAGENTA, -1, A_BOLD}, {RICH_VIOLET, -1, A_BOLD}},
	[ROLE_BUSY] = {{COLOR_YELLOW, -1, A_BOLD}, {RICH_ORANGE, -1, A_BOLD}},
	[ROLE_KEY] = {{-1, -1, A_BOLD}, {-1, -1, A_BOLD}},
	[ROLE_HINT] = {{COLOR_CYAN, -1, A_NORMAL}, {RICH_CYAN, -1, A_NORMAL}},
	[ROLE_FRAME] = {{COLOR_CYAN, -1, A_NORMAL}, {RICH_BLUE, -1, A_NORMAL}},
	[ROLE_NOTICE] = {{COLOR_YELLOW, -1, A_BOLD}, {RICH_ORANGE, -1, A_BOLD}},
	[ROLE_GOOD] = {{COLOR_GREEN, -1, A_NORMAL}, {RICH_GREEN, -1, A_NORMAL}},
	[ROLE_WARNING] = {{COLOR_YELLOW, -1, A_BOLD}, {RICH_ORANGE, -1, A_BOLD}},
	[ROLE_DANGER] = {{COLOR_RED, -1, A_BOLD}, {RICH_RED, -1, A_BOLD}},
};
static_assert(COUNT(usual) == ROLE_COUNT, "a row for each role");

/* White on black throughout, nothing dim. */
#define ON_BLACK(basic, rich, attributes) \
	{ \
		{basic, COLOR_BLACK, attributes}, \
		{ \
			rich, RICH_BLACK, attributes \
		} \
	}
#define BLACK_ON(basic, rich) \
	{ \
		{COLOR_BLACK, basic, A_NORMAL}, \
		{ \
			RICH_BLACK, rich, A_BOLD \
		} \
	}

static const struct role_row contrast[] = {
	[ROLE_TEXT] = ON_BLACK(COLOR_WHITE, RICH_WHITE, A_NORMAL),
	[ROLE_LABEL] = ON_BLACK(COLOR_WHITE, RICH_WHITE, A_NORMAL),
	[ROLE_FIGURE] = ON_BLACK(COLOR_WHITE, RICH_WHITE, A_BOLD),
	[ROLE_METER] = ON_BLACK(COLOR_GREEN, RICH_BRIGHT_GREEN, A_BOLD),
	[ROLE_METER_HIGH] = ON_BLACK(COLOR_RED, RICH_BRIGHT_RED, A_BOLD),
	[ROLE_TITLE] = ON_BLACK(COLOR_WHITE, RICH_WHITE, A_BOLD),
	[ROLE_HEADING] = BLACK_ON(COLOR_WHITE, RICH_WHITE),
	[ROLE_HEADING_SORTED] = BLACK_ON(COLOR_YELLOW, RICH_BRIGHT_YELLOW),
	[ROLE_CURSOR] = BLACK_ON(COLOR_YELLOW, RICH_BRIGHT_YELLOW),
	[ROLE_DIM] = ON_BLACK(COLOR_WHITE, RICH_WHITE, A_NORMAL),
	[ROLE_STRUCK] = ON_BLACK(COLOR_WHITE, RICH_WHITE, A_NORMAL),
	[ROLE_MARKED] = ON_BLACK(COLOR_MAGENTA, RICH_BRIGHT_PINK, A_BOLD),
	[ROLE_BUSY] = ON_BLACK(COLOR_YELLOW, RICH_BRIGHT_YELLOW, A_BOLD),
	[ROLE_KEY] = ON_BLACK(COLOR_YELLOW, RICH_BRIGHT_YELLOW, A_BOLD),
	[ROLE_HINT] = ON_BLACK(COLOR_WHITE, RICH_WHITE, A_NORMAL),
	[ROLE_FRAME] = ON_BLACK(COLOR_WHITE, RICH_WHITE, A_BOLD),
	[ROLE_NOTICE] = ON_BLACK(COLOR_YELLOW, RICH_BRIGHT_YELLOW, A_BOLD),
	[ROLE_GOOD] = ON_BLACK(COLOR_GREEN, RICH_BRIGHT_GREEN, A_BOLD),
	[ROLE_WARNING] = ON_BLACK(COLOR_YELLOW, RICH_BRIGHT_YELLOW, A_BOLD),
	[ROLE_DANGER] = ON_BLACK(COLOR_RED, RICH_BRIGHT_RED, A_BOLD),
};
static_assert(COUNT(contrast) == ROLE_COUNT, "a row for each role");

/* Blue against orange, never red against green. */
static const struct role_row blind[] = {
	[ROLE_TEXT] = {{-1, -1, A_NORMAL}, {-1, -1, A_NORMAL}},
	[ROLE_LABEL] = {{COLOR_CYAN, -1, A_NORMAL}, {SAFE_SKY, -1, A_NORMAL}},
	[ROLE_FIGURE] = {{-1, -1, A_BOLD}, {-1, -1, A_BOLD}},
	[ROLE_METER] = {{COLOR_CYAN, -1, A_NORMAL}, {SAFE_SKY, -1, A_NORMAL}},
	[ROLE_METER_HIGH] = {{COLOR_YELLOW, -1, A_BOLD}, {SAFE_VERMILION, -1, A_BOLD}},
	[ROLE_TITLE] = {{-1, -1, A_BOLD}, {-1, -1, A_BOLD}},
	[ROLE_HEADING] = {{COLOR_WHITE, COLOR_BLUE, A_NORMAL}, {RICH_PALE, RICH_SLATE, A_NORMAL}},
	[ROLE_HEADING_SORTED] = {{COLOR_BLACK, COLOR_YELLOW, A_NORMAL},
		{RICH_BLACK, SAFE_ORANGE, A_NORMAL}},
	[ROLE_CURSOR] = {{COLOR_BLACK, COLOR_YELLOW, A_NORMAL}, {RICH_WHITE, SAFE_BLUE, A_BOLD}},
	[ROLE_DIM] = {{-1, -1, A_DIM}, {RICH_GREY, -1, A_NORMAL}},
	[ROLE_STRUCK] = {{-1, -1, A_DIM}, {RICH_GREY, -1, A_NORMAL}},
	[ROLE_MARKED] = {{COLOR_MAGENTA, -1, A_BOLD}, {SAFE_PURPLE, -1, A_BOLD}},
	[ROLE_BUSY] = {{COLOR_YELLOW, -1, A_BOLD}, {SAFE_ORANGE, -1, A_BOLD}},
	[ROLE_KEY] = {{-1, -1, A_BOLD}, {-1, -1, A_BOLD}},
	[ROLE_HINT] = {{COLOR_CYAN, -1, A_NORMAL}, {SAFE_SKY, -1, A_NORMAL}},
	[ROLE_FRAME] = {{COLOR_BLUE, -1, A_BOLD}, {SAFE_SKY, -1, A_NORMAL}},
	[ROLE_NOTICE] = {{COLOR_YELLOW, -1, A_BOLD}, {SAFE_ORANGE, -1, A_BOLD}},
	[ROLE_GOOD] = {{COLOR_CYAN, -1, A_NORMAL}, {SAFE_GREEN, -1, A_NORMAL}},
	[ROLE_WARNING] = {{COLOR_YELLOW, -1, A_BOLD}, {SAFE_ORANGE, -1, A_BOLD}},
	[ROLE_DANGER] = {{COLOR_YELLOW, -1, A_BOLD | A_UNDERLINE},
		{SAFE_VERMILION, -1, A_BOLD | A_UNDERLINE}},
};
static_assert(COUNT(blind) == ROLE_COUNT, "a row for each role");

static const struct role_row *const themes[] = {
	[COLOURS_DEFAULT] = usual,
	[COLOURS_MONO] = usual, /* of which no colour is used */
	[COLOURS_CONTRAST] = contrast,
	[COLOURS_BLIND] = blind,
};
static_assert(COUNT(themes) == COLOURS_COUNT, "a table for each");

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

void theme_init(struct theme *ret_theme, enum colours colours)
{
	struct theme theme = {
		.colour = colours != COLOURS_MONO && has_colors() && start_color() == OK};
	bool defaults;

	theme.colour = theme.colour && COLORS >= 8 && COLOR_PAIRS > ROLE_COUNT;
	defaults = theme.colour && use_default_colors() == OK;
	for (short role = 0; role < ROLE_COUNT; role++) {
		const struct role_row *row = &themes[colours][role];
		const struct look *look = COLORS >= 256 ? &row->rich : &row->basic;

		theme.attributes[role] = theme.colour ? look->attributes : mono[role];
		theme.pairs[role] = 0;
		if (!theme.colour || (look->foreground < 0 && look->background < 0))
			continue;
		theme.pairs[role] = (short)(role + 1);
		init_pair_of(theme.pairs[role], look, defaults);
	}
	*ret_theme = theme;
}
