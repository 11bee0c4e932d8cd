/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "model/series.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/number.h"
#include "base/vec.h"

void series_done(struct series *series)
{
	for (size_t i = 0; i < series->count; i++)
		free(series->entries[i]);
	free(series->entries);
	*series = (struct series){.entries = NULL};
}

static int compare_figures(const void *left, const void *right)
{
	const struct series_figure *a = left;
	const struct series_figure *b = right;

	return number_compare(a->key, b->key);
}

#define TENTH (CLOCK_SECOND / 10)

void series_put(struct series_entry *entry, float cpu_percent, uint64_t rss, uint64_t span)
{
	struct series_sample *sample = &entry->samples[entry->next];
	uint64_t kib = rss >> 10;
	uint64_t tenths = (span + TENTH / 2) / TENTH;

	sample->rss = kib < UINT32_MAX ? (uint32_t)kib : UINT32_MAX;
	sample->cpu_percent = cpu_percent >= (float)UINT16_MAX ? UINT16_MAX
		: cpu_percent > 0                              ? (uint16_t)lroundf(cpu_percent)
							       : 0;
	sample->span = tenths < UINT16_MAX ? (uint16_t)tenths : UINT16_MAX;
	entry->next = (uint16_t)((entry->next + 1) % SERIES_SAMPLES);
	entry->count += entry->count < SERIES_SAMPLES;
}

/* Frees the entries that no figure is for; both are ordered. */
static void forget_others(struct series *series, const struct series_figure *figures, size_t count)
{
	size_t kept = 0;
	size_t figure = 0;

	for (size_t i = 0; i < series->count; i++) {
		struct series_entry *entry = series->entries[i];

		while (figure < count && figures[figure].key < entry->key)
			figure++;
		if (figure < count && figures[figure].key == entry->key)
			series->entries[kept++] = entry;
		else
			free(entry);
	}
	series->count = kept;
}

/* Lineages are numbered in the order in which they are met, so a new one comes behind all others;
 * where it does not, it is put where it belongs. */
static struct series_entry *add_entry(struct series *series, size_t index, uint64_t key)
{
	struct series_entry *entry = calloc(1, sizeof(*entry));
	struct series_entry **place = NULL;

	if (entry)
		place = vec_insert(&series->entries, &series->capacity, &series->count,
			sizeof(struct series_entry *), index);
	if (!place) {
		free(entry);
		return NULL;
	}
	entry->key = key;
	*place = entry;
	return entry;
}

int series_add(struct series *series, struct series_figure *figures, size_t count, uint64_t span)
{
	size_t index = 0;

	if (count > 0)
		qsort(figures, count, sizeof(*figures), compare_figures);
	forget_others(series, figures, count);
	for (size_t i = 0; i < count; i++) {
		struct series_entry *entry;

		while (index < series->count && series->entries[index]->key < figures[i].key)
			index++;
		if (index < series->count && series->entries[index]->key == figures[i].key)
			entry = series->entries[index];
		else
			entry = add_entry(series, index, figures[i].key);
		if (!entry)
			return -ENOMEM;
		series_put(entry, figures[i].cpu_percent, figures[i].rss, span);
	}
	return 0;
}

static int compare_with_entry(const void *key, const void *item)
{
	return number_compare(*(const uint64_t *)key, (*(struct series_entry *const *)item)->key);
}

const struct series_entry *series_find(const struct series *series, uint64_t key)
{
	struct series_entry **entry = vec_find(&key, series->entries, series->count,
		sizeof(struct series_entry *), compare_with_entry);

	return entry ? *entry : NULL;
}

struct series_sample series_sample(const struct series_entry *entry, size_t before)
{
	return entry->samples[(entry->next + SERIES_SAMPLES - 1 - before) % SERIES_SAMPLES];
}

uint64_t series_span(const struct series_entry *entry, size_t count)
{
	uint64_t tenths = 0;

	for (size_t i = 0; i < count && i < entry->count; i++)
		tenths += series_sample(entry, i).span;
	return tenths * TENTH;
}
