/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How CPU and memory went over the last minutes: side by side where there is room. */
#include <config.h>

#include <stdio.h>

#include "base/amount.h"
#include "base/array.h"
#include "base/clock.h"
#include "base/gettext.h"
#include "tui/details/details_text.h"

enum {
	CHART_HEIGHT = 3,
	CHART_GAP = 2,
	/* Narrower charts than this stand below each other. */
	CHART_LEAST = 30,
	CHART_MOST = SERIES_SAMPLES, /* columns */
};

struct chart {
	float values[SERIES_SAMPLES]; /* shares of the largest */
	size_t count;
	char title[128];
};

/* Makes the values shares of the largest, or of most if all are smaller; returns which it is. */
static float scale(struct chart *chart, float most)
{
	for (size_t i = 0; i < chart->count; i++)
		if (chart->values[i] > most)
			most = chart->values[i];
	for (size_t i = 0; i < chart->count; i++)
		chart->values[i] /= most;
	return most;
}

static void take_samples(struct chart *cpu, struct chart *memory, const struct series_entry *entry)
{
	char amount[AMOUNT_MAX];

	cpu->count = entry->count;
	memory->count = entry->count;
	for (size_t i = 0; i < entry->count; i++) {
		struct series_sample sample = series_sample(entry, entry->count - 1 - i);

		cpu->values[i] = (float)sample.cpu_percent;
		memory->values[i] = (float)sample.rss;
	}
	/* What uses little CPU is to look like little. */
	amount_percent((double)scale(cpu, 100), amount);
	snprintf(cpu->title, sizeof(cpu->title), _("CPU, full height %s %%"), amount);
	amount_bytes((uint64_t)scale(memory, 1) << 10, amount);
	snprintf(memory->title, sizeof(memory->title), _("memory, full height %s"), amount);
}

/* Charts beside each other, each so wide. */
static void add_charts(struct text_view *text, const struct details_subject *subject,
	const struct chart *charts, size_t count, size_t columns)
{
	char curve[CHART_MOST * 4 + 1];

	text_view_row(text, ROLE_LABEL);
	for (size_t i = 0; i < count; i++) {
		text_view_put(text, i == 0 ? 1 : CHART_GAP, "");
		text_view_put(text, (int)columns, charts[i].title);
	}
	for (size_t y = 0; y < CHART_HEIGHT; y++) {
		text_view_row(text, ROLE_METER);
		for (size_t i = 0; i < count; i++) {
			text_view_put(text, i == 0 ? 1 : CHART_GAP, "");
			chart_line(subject->style, charts[i].values, charts[i].count, columns,
				CHART_HEIGHT, y, curve);
			text_view_put(text, (int)columns, curve);
		}
	}
}

static void add_span(struct text_view *text, const struct details_subject *subject, size_t columns)
{
	uint64_t span = series_span(subject->figures, chart_samples(subject->style, columns));
	char age[AMOUNT_MAX];
	char line[128];

	snprintf(line, sizeof(line), _(" the last %s, now on the right"),
		amount_age(span / CLOCK_SECOND, age));
	text_view_line(text, ROLE_DIM, line);
}

void details_add_chart(struct text_view *text, const struct details_subject *subject)
{
	struct chart charts[2];
	int half = (text->width - 2 - CHART_GAP) / 2;
	size_t abreast = half >= CHART_LEAST ? COUNT(charts) : 1;
	int columns = abreast > 1 ? half : text->width - 2;

	if (!subject->figures || subject->figures->count == 0 || columns <= 0)
		return;
	/* As wide as there are samples to show, at most. */
	if (columns > CHART_MOST || chart_samples(subject->style, (size_t)columns) > CHART_MOST)
		columns = (int)(CHART_MOST / chart_samples(subject->style, 1));
	take_samples(&charts[0], &charts[1], subject->figures);
	text_view_line(text, ROLE_TEXT, "");
	for (size_t i = 0; i < COUNT(charts); i += abreast)
		add_charts(text, subject, &charts[i], abreast, (size_t)columns);
	add_span(text, subject, (size_t)columns);
}
