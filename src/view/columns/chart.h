/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Samples as a filled curve in text. */
#ifndef VIEW_COLUMNS_CHART_H
#define VIEW_COLUMNS_CHART_H

#include <stddef.h>

#include "base/text.h"

enum chart_style {
	CHART_BRAILLE, /* two samples for each column, four steps for each line */
	CHART_BLOCKS, /* one sample, eight steps */
	CHART_ASCII, /* one sample, two steps */
};

/* What the charset has; braille is nothing that the console of Linux can draw (TERM linux). */
enum chart_style chart_style(enum text_charset charset, const char *term);

/* Samples that so many columns show. */
size_t chart_samples(enum chart_style style, size_t columns);

/*
 * One line of the chart, line 0 on top, of height lines: values, the newest last and at the right
 * end, are shares of the whole height (0 to 1); what is below 0 is unknown and blank, what is above
 * 0 shows at the bottom however small it is. Writes into buf, columns * 4 + 1 bytes; returns buf.
 */
char *chart_line(enum chart_style style, const float *values, size_t count, size_t columns,
	size_t height, size_t line, char *buf);

#endif
