/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "svg.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

/* Pixels. The font's size, below, lets a character of DejaVu Sans Mono be as wide as a cell also
 * for viewers that know nothing of textLength. */
enum {
	CELL_WIDTH = 8,
	CELL_HEIGHT = 17,
	BASELINE = 13, /* from the top of a cell */
	MARGIN = 8,
};

/* The colours of a terminal that has been told nothing. */
#define FOREGROUND 0xd0d0d0u
#define BACKGROUND 0x1a1b1eu

struct look {
	uint32_t foreground; /* 0xrrggbb */
	uint32_t background;
	bool bold;
	bool dim;
	bool underlined;
};

/* xterm's first sixteen. */
static const uint32_t basic[16] = {
	0x000000, 0xcd3131, 0x2fa84f, 0xc7a02b, 0x3b78d8, 0xb25fc4, 0x2aa1b3, 0xd0d0d0,
	0x767676, 0xf14c4c, 0x4fd36f, 0xf5d547, 0x5fa3ff, 0xd98cff, 0x4fd6e8, 0xffffff,
};

/* The colour of that number among the 256: sixteen, a cube of six levels, and 24 greys. */
static uint32_t rgb(short colour, uint32_t otherwise)
{
	static const uint8_t levels[6] = {0, 95, 135, 175, 215, 255};
	unsigned index = (unsigned)colour;

	if (colour < 0)
		return otherwise;
	if (index < 16)
		return basic[index];
	if (index < 232) {
		index -= 16;
		return (uint32_t)levels[index / 36] << 16 |
			(uint32_t)levels[index / 6 % 6] << 8 | levels[index % 6];
	}
	return (8 + (index - 232) * 10) * 0x010101u;
}

/* What a cell shows, and how; returns the columns it takes. */
static int read_cell(int y, int x, wchar_t *ret_character, struct look *ret_look)
{
	/* Of the alternate character set, as terminfo(5) names them. */
	static const char lines[] = "lqkxmj";
	static const wchar_t boxes[] = L"\u250c\u2500\u2510\u2502\u2514\u2518";
	wchar_t characters[CCHARW_MAX + 1] = L"";
	cchar_t cell;
	attr_t attributes;
	short pair;
	short foreground = -1;
	short background = -1;
	const char *line;

	mvwin_wch(curscr, y, x, &cell);
	getcchar(&cell, characters, &attributes, &pair, NULL);
	if (pair > 0)
		pair_content(pair, &foreground, &background);
	ret_look->foreground = rgb(foreground, FOREGROUND);
	ret_look->background = rgb(background, BACKGROUND);
	if (attributes & A_REVERSE) {
		uint32_t swapped = ret_look->foreground;

		ret_look->foreground = ret_look->background;
		ret_look->background = swapped;
	}
	ret_look->bold = attributes & A_BOLD;
	ret_look->dim = attributes & A_DIM;
	ret_look->underlined = attributes & A_UNDERLINE;
	*ret_character = characters[0] ? characters[0] : L' ';
	line = characters[0] && characters[0] < 128 ? strchr(lines, (char)characters[0]) : NULL;
	if ((attributes & A_ALTCHARSET) && line)
		*ret_character = boxes[line - lines];
	return wcwidth(*ret_character) == 2 ? 2 : 1;
}

static bool same_look(const struct look *a, const struct look *b)
{
	return a->foreground == b->foreground && a->background == b->background &&
		a->bold == b->bold && a->dim == b->dim && a->underlined == b->underlined;
}

static void write_character(wchar_t character, FILE *file)
{
	switch (character) {
	case L'&':
		fputs("&amp;", file);
		break;
	case L'<':
		fputs("&lt;", file);
		break;
	case L'>':
		fputs("&gt;", file);
		break;
	default:
		fprintf(file, "%lc", (wint_t)character);
	}
}

/* One stretch of cells that look alike: its background, and its text unless it is blank. */
static void write_stretch(int y, int from, int to, const struct look *look, FILE *file)
{
	int left = MARGIN + from * CELL_WIDTH;
	int width = (to - from) * CELL_WIDTH;
	bool blank = true;
	struct look ignored;
	wchar_t character;

	for (int x = from; x < to; x += read_cell(y, x, &character, &ignored)) {
		read_cell(y, x, &character, &ignored);
		blank = blank && character == L' ';
	}
	if (look->background != BACKGROUND)
		fprintf(file,
			"<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" "
			"fill=\"#%06x\"/>\n",
			left, MARGIN + y * CELL_HEIGHT, width, CELL_HEIGHT, look->background);
	if (blank)
		return;
	fprintf(file, "<text x=\"%d\" y=\"%d\" textLength=\"%d\" fill=\"#%06x\"%s%s%s>", left,
		MARGIN + y * CELL_HEIGHT + BASELINE, width, look->foreground,
		look->bold ? " font-weight=\"bold\"" : "", look->dim ? " opacity=\"0.6\"" : "",
		look->underlined ? " text-decoration=\"underline\"" : "");
	for (int x = from; x < to; x += read_cell(y, x, &character, &ignored)) {
		read_cell(y, x, &character, &ignored);
		write_character(character, file);
	}
	fputs("</text>\n", file);
}

static void write_line(struct canvas *canvas, int y, FILE *file)
{
	int columns = canvas->app.columns;
	struct look look;
	struct look next;
	wchar_t character;
	int from = 0;

	while (from < columns) {
		int to = from + read_cell(y, from, &character, &look);

		while (to < columns) {
			int width = read_cell(y, to, &character, &next);

			if (!same_look(&look, &next))
				break;
			to += width;
		}
		write_stretch(y, from, to, &look, file);
		from = to;
	}
}

void svg_write(struct canvas *canvas, const char *title, FILE *file)
{
	int width = canvas->app.columns * CELL_WIDTH + 2 * MARGIN;
	int height = canvas->app.lines * CELL_HEIGHT + 2 * MARGIN;

	fprintf(file,
		"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" "
		"viewBox=\"0 0 %d %d\" role=\"img\">\n"
		"<title>%s</title>\n"
		"<rect width=\"%d\" height=\"%d\" rx=\"6\" fill=\"#%06x\"/>\n"
		"<g font-family=\"DejaVu Sans Mono, Menlo, Consolas, monospace\" "
		"font-size=\"13.29\" xml:space=\"preserve\">\n",
		width, height, width, height, title, width, height, BACKGROUND);
	for (int y = 0; y < canvas->app.lines; y++)
		write_line(canvas, y, file);
	fputs("</g>\n</svg>\n", file);
}
