/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "view/columns/glyphs.h"

#include <assert.h>
#include <string.h>

#include "base/array.h"

enum {
	EIGHTHS = 8,
};

/* Signs that console fonts have, too; none of them is wide anywhere. */
static const char *const glyphs[][2] = {
	[GLYPH_FOLDED] = {[TEXT_ASCII] = "+", [TEXT_UTF8] = "▸"},
	[GLYPH_UNFOLDED] = {[TEXT_ASCII] = "-", [TEXT_UTF8] = "▾"},
	[GLYPH_MEMBER] = {[TEXT_ASCII] = "|", [TEXT_UTF8] = "├"},
	[GLYPH_MEMBER_LAST] = {[TEXT_ASCII] = "`", [TEXT_UTF8] = "└"},
	[GLYPH_ENDED] = {[TEXT_ASCII] = "x", [TEXT_UTF8] = "×"},
	[GLYPH_FITS] = {[TEXT_ASCII] = "o", [TEXT_UTF8] = "•"},
	[GLYPH_UNFIT] = {[TEXT_ASCII] = "#", [TEXT_UTF8] = "≠"},
	[GLYPH_SORT_DOWN] = {[TEXT_ASCII] = "v", [TEXT_UTF8] = "▾"},
	[GLYPH_SORT_UP] = {[TEXT_ASCII] = "^", [TEXT_UTF8] = "▴"},
	[GLYPH_BECOMES] = {[TEXT_ASCII] = ">", [TEXT_UTF8] = "→"},
	[GLYPH_MORE] = {[TEXT_ASCII] = "~", [TEXT_UTF8] = "…"},
	[GLYPH_BAR_FULL] = {[TEXT_ASCII] = "#", [TEXT_UTF8] = "█"},
	[GLYPH_BAR_EMPTY] = {[TEXT_ASCII] = ".", [TEXT_UTF8] = "·"},
};
static_assert(COUNT(glyphs) == GLYPH_COUNT, "a row for each glyph");

/* The cell at the end of a bar, by how many eighths of it are full. */
static const char *const eighths[EIGHTHS] = {"·", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};

const char *glyph(enum glyph glyph, enum text_charset charset)
{
	return glyphs[glyph][charset];
}

/* NAN compares false with everything, and so is empty. */
static size_t bar_eighths(double share, size_t columns)
{
	if (!(share > 0))
		return 0;
	if (share >= 1)
		return columns * EIGHTHS;
	return (size_t)(share * (double)columns * EIGHTHS + 0.5);
}

char *glyph_bar(double share, size_t columns, enum text_charset charset, char *buf, size_t size)
{
	size_t filled = bar_eighths(share, columns);
	size_t end = 0;

	for (size_t i = 0; i < columns; i++) {
		size_t rest = filled > i * EIGHTHS ? filled - i * EIGHTHS : 0;
		const char *cell;

		if (rest >= EIGHTHS || (charset == TEXT_ASCII && rest >= EIGHTHS / 2))
			cell = glyph(GLYPH_BAR_FULL, charset);
		else
			cell = charset == TEXT_ASCII ? glyph(GLYPH_BAR_EMPTY, charset)
						     : eighths[rest];
		if (end + strlen(cell) + 1 > size)
			break;
		end += (size_t)(stpcpy(buf + end, cell) - (buf + end));
	}
	if (size > 0)
		buf[end] = '\0';
	return buf;
}

static const char *const bars[][2] = {
	{[TEXT_ASCII] = "_", [TEXT_UTF8] = "▁"},
	{[TEXT_ASCII] = ".", [TEXT_UTF8] = "▂"},
	{[TEXT_ASCII] = "-", [TEXT_UTF8] = "▃"},
	{[TEXT_ASCII] = "=", [TEXT_UTF8] = "▄"},
	{[TEXT_ASCII] = "+", [TEXT_UTF8] = "▅"},
	{[TEXT_ASCII] = "*", [TEXT_UTF8] = "▆"},
	{[TEXT_ASCII] = "%", [TEXT_UTF8] = "▇"},
	{[TEXT_ASCII] = "#", [TEXT_UTF8] = "█"},
};

static const char *bar_of(uint16_t sample, unsigned full, enum text_charset charset)
{
	size_t level;

	if (sample == TREND_NONE)
		return " ";
	level = ((size_t)sample * (COUNT(bars) - 1) + full / 2) / full;
	return bars[level][charset];
}

char *glyph_trend(const struct trend *trend, enum text_charset charset, char *buf, size_t size)
{
	unsigned full = 100;
	size_t end = 0;

	for (int i = 0; i < TREND_SAMPLES; i++)
		if (trend->samples[i] != TREND_NONE && trend->samples[i] > full)
			full = trend->samples[i];
	for (int i = 0; i < TREND_SAMPLES; i++) {
		const char *bar = bar_of(trend->samples[i], full, charset);

		if (end + strlen(bar) + 1 > size)
			break;
		end += (size_t)(stpcpy(buf + end, bar) - (buf + end));
	}
	if (size > 0)
		buf[end] = '\0';
	return buf;
}
