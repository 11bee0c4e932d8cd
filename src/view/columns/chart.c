/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "view/columns/chart.h"

#include <math.h>
#include <string.h>

#include "base/array.h"

/* The first of the braille signs, U+2800, and which bit is which dot (Unicode 15.1, chapter 21.1).
 */
#define BRAILLE_BASE 0x2800

static const unsigned char left_dots[] = {0, 0x40, 0x44, 0x46, 0x47};
static const unsigned char right_dots[] = {0, 0x80, 0xa0, 0xb0, 0xb8};

static const char *const blocks[] = {" ", "\u2581", "\u2582", "\u2583", "\u2584", "\u2585",
	"\u2586", "\u2587", "\u2588"};
static const char *const ascii[] = {" ", ".", "#"};

static const struct style_row {
	size_t samples; /* of one column */
	size_t steps; /* of one line */
} styles[] = {
	[CHART_BRAILLE] = {2, COUNT(left_dots) - 1},
	[CHART_BLOCKS] = {1, COUNT(blocks) - 1},
	[CHART_ASCII] = {1, COUNT(ascii) - 1},
};

enum chart_style chart_style(enum text_charset charset, const char *term)
{
	if (charset != TEXT_UTF8)
		return CHART_ASCII;
	return term && strcmp(term, "linux") == 0 ? CHART_BLOCKS : CHART_BRAILLE;
}

size_t chart_samples(enum chart_style style, size_t columns)
{
	return columns * styles[style].samples;
}

/* How many steps of that line the value fills. */
static size_t steps_of(enum chart_style style, float value, size_t height, size_t line)
{
	size_t steps = styles[style].steps;
	size_t below = (height - 1 - line) * steps;
	double filled;

	if (!(value > 0))
		return 0;
	filled = round((double)value * (double)(height * steps));
	if (filled < 1)
		filled = 1;
	if (filled <= (double)below)
		return 0;
	return filled - (double)below >= (double)steps ? steps : (size_t)filled - below;
}

/* UTF-8 of a sign from U+0800 on. */
static char *put_sign(char *at, unsigned sign)
{
	*at++ = (char)(0xe0 | sign >> 12);
	*at++ = (char)(0x80 | (sign >> 6 & 0x3f));
	*at++ = (char)(0x80 | (sign & 0x3f));
	return at;
}

static char *put_text(char *at, const char *text)
{
	size_t length = strlen(text);

	memcpy(at, text, length);
	return at + length;
}

char *chart_line(enum chart_style style, const float *values, size_t count, size_t columns,
	size_t height, size_t line, char *buf)
{
	size_t samples = chart_samples(style, columns);
	char *at = buf;

	for (size_t column = 0; column < columns; column++) {
		size_t filled[2] = {0, 0};

		for (size_t i = 0; i < styles[style].samples; i++) {
			/* Counted from the right end, where the newest is. */
			size_t from_end = samples - (column * styles[style].samples + i);

			if (from_end <= count)
				filled[i] = steps_of(style, values[count - from_end], height, line);
		}
		switch (style) {
		case CHART_BRAILLE:
			/* The blank of braille is not blank in every font. */
			if (filled[0] + filled[1] == 0)
				*at++ = ' ';
			else
				at = put_sign(at,
					BRAILLE_BASE | left_dots[filled[0]] |
						right_dots[filled[1]]);
			break;
		case CHART_BLOCKS:
			at = put_text(at, blocks[filled[0]]);
			break;
		case CHART_ASCII:
			at = put_text(at, ascii[filled[0]]);
			break;
		}
	}
	*at = '\0';
	return buf;
}
