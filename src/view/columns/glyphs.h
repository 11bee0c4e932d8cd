/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Signs for lists and meters, in UTF-8 and in ASCII. */
#ifndef VIEW_COLUMNS_GLYPHS_H
#define VIEW_COLUMNS_GLYPHS_H

#include "base/text.h"
#include "model/trend.h"

enum glyph {
	GLYPH_FOLDED,
	GLYPH_UNFOLDED,
	GLYPH_MEMBER, /* before a member that another follows */
	GLYPH_MEMBER_LAST,
	GLYPH_ENDED, /* before a struck row */
	GLYPH_FITS, /* before a member that fits the filter */
	GLYPH_UNFIT, /* before the chosen row when the filter has come not to want it */
	GLYPH_SORT_DOWN, /* behind the heading: largest first */
	GLYPH_SORT_UP,
	GLYPH_BECOMES, /* between what was asked for and what it came to */
	GLYPH_MORE, /* where text was cut */
	GLYPH_BAR_FULL,
	GLYPH_BAR_EMPTY,
	GLYPH_COUNT,
};

/* One column wide each. */
const char *glyph(enum glyph glyph, enum text_charset charset);

/* A bar of so many columns, share (0 to 1, NAN: empty) of it full, in eighths where the charset has
 * them. Writes into buf (at least columns * 4 + 1 bytes); returns buf. */
char *glyph_bar(double share, size_t columns, enum text_charset charset, char *buf, size_t size);

/* The samples as bars of eighths, one column each, blank where unknown; full is one processor, or
 * the largest sample where that is more. Writes into buf (at least TREND_SAMPLES * 4 + 1 bytes);
 * returns buf. */
char *glyph_trend(const struct trend *trend, enum text_charset charset, char *buf, size_t size);

#endif
