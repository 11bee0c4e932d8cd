/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How CPU and memory went over the last minutes: side by side where there is room. */
#include <config.h>

#include <stdio.h>

#include "base/amount.h"
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

static void take_cpu(struct chart *chart, const struct details_subject *subject)
{
	const struct series_entry *entry = subject->figures;
	/* What uses little is to look like little. */
	uint32_t most = 100;
	char amount[AMOUNT_MAX];

	chart->count = entry->count;
	for (size_t i = 0; i < chart->count; i++)
		if (series_sample(entry, i).cpu_percent > most)
			most = series_sample(entry, i).cpu_percent;
	for (size_t i = 0; i < chart->count; i++)
		chart->values[chart->count - 1 - i] =
			(float)series_sample(entry, i).cpu_percent / (float)most;
	amount_percent((double)most, amount);
	snprintf(chart->title, sizeof(chart->title), _("CPU, full height %s %%"), amount);
}

static void take_memory(struct chart *chart, const struct details_subject *subject)
{
	const struct series_entry *entry = subject->figures;
	uint32_t most = 1;
	char amount[AMOUNT_MAX];

	chart->count = entry->count;
	for (size_t i = 0; i < chart->count; i++)
		if (series_sample(entry, i).rss > most)
			most = series_sample(entry, i).rss;
	for (size_t i = 0; i < chart->count; i++)
		chart->values[chart->count - 1 - i] =
			(float)series_sample(entry, i).rss / (float)most;
	amount_bytes((uint64_t)most << 10, amount);
	snprintf(chart->title, sizeof(chart->title), _("memory, full height %s"), amount);
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
	int columns = half >= CHART_LEAST ? half : text->width - 2;

	if (!subject->figures || subject->figures->count == 0 || columns <= 0)
		return;
	/* As wide as there are samples to show, at most. */
	if (columns > CHART_MOST || chart_samples(subject->style, (size_t)columns) > CHART_MOST)
		columns = (int)(CHART_MOST / chart_samples(subject->style, 1));
	take_cpu(&charts[0], subject);
	take_memory(&charts[1], subject);
	text_view_line(text, ROLE_TEXT, "");
	if (half >= CHART_LEAST) {
		add_charts(text, subject, charts, 2, (size_t)columns);
	} else {
		add_charts(text, subject, &charts[0], 1, (size_t)columns);
		add_charts(text, subject, &charts[1], 1, (size_t)columns);
	}
	add_span(text, subject, (size_t)columns);
}
