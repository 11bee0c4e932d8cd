/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "model/chronicle.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/vec.h"

void chronicle_done(struct chronicle *chronicle)
{
	for (size_t i = 0; i < chronicle->count; i++)
		free(chronicle->entries[i]);
	free(chronicle->entries);
	*chronicle = (struct chronicle){.entries = NULL};
}

static int compare_figures(const void *left, const void *right)
{
	const struct chronicle_figure *a = left;
	const struct chronicle_figure *b = right;

	return (a->key > b->key) - (a->key < b->key);
}

#define TENTH (CLOCK_SECOND / 10)

void chronicle_put(struct chronicle_entry *entry, float cpu_percent, uint64_t rss, uint64_t span)
{
	struct chronicle_sample *sample = &entry->samples[entry->next];
	uint64_t kib = rss >> 10;
	uint64_t tenths = (span + TENTH / 2) / TENTH;

	sample->rss = kib < UINT32_MAX ? (uint32_t)kib : UINT32_MAX;
	sample->cpu_percent = cpu_percent >= (float)UINT16_MAX ? UINT16_MAX
		: cpu_percent > 0                              ? (uint16_t)lroundf(cpu_percent)
							       : 0;
	sample->span = tenths < UINT16_MAX ? (uint16_t)tenths : UINT16_MAX;
	entry->next = (uint16_t)((entry->next + 1) % CHRONICLE_SAMPLES);
	entry->count += entry->count < CHRONICLE_SAMPLES;
}

/* Frees the entries that no figure is for; both are ordered. */
static void forget_others(struct chronicle *chronicle, const struct chronicle_figure *figures,
	size_t count)
{
	size_t kept = 0;
	size_t figure = 0;

	for (size_t i = 0; i < chronicle->count; i++) {
		struct chronicle_entry *entry = chronicle->entries[i];

		while (figure < count && figures[figure].key < entry->key)
			figure++;
		if (figure < count && figures[figure].key == entry->key)
			chronicle->entries[kept++] = entry;
		else
			free(entry);
	}
	chronicle->count = kept;
}

/* Lineages are numbered in the order in which they are met, so a new one comes behind all others;
 * where it does not, it is put where it belongs. */
static struct chronicle_entry *add_entry(struct chronicle *chronicle, size_t index, uint64_t key)
{
	struct chronicle_entry *entry = calloc(1, sizeof(*entry));

	if (!entry ||
		vec_reserve(&chronicle->entries, &chronicle->capacity, chronicle->count + 1,
			sizeof(struct chronicle_entry *)) < 0) {
		free(entry);
		return NULL;
	}
	entry->key = key;
	memmove(&chronicle->entries[index + 1], &chronicle->entries[index],
		(chronicle->count - index) * sizeof(struct chronicle_entry *));
	chronicle->entries[index] = entry;
	chronicle->count++;
	return entry;
}

int chronicle_add(struct chronicle *chronicle, struct chronicle_figure *figures, size_t count,
	uint64_t span)
{
	size_t index = 0;

	if (count > 0)
		qsort(figures, count, sizeof(*figures), compare_figures);
	forget_others(chronicle, figures, count);
	for (size_t i = 0; i < count; i++) {
		struct chronicle_entry *entry;

		while (index < chronicle->count && chronicle->entries[index]->key < figures[i].key)
			index++;
		if (index < chronicle->count && chronicle->entries[index]->key == figures[i].key)
			entry = chronicle->entries[index];
		else
			entry = add_entry(chronicle, index, figures[i].key);
		if (!entry)
			return -ENOMEM;
		chronicle_put(entry, figures[i].cpu_percent, figures[i].rss, span);
	}
	return 0;
}

const struct chronicle_entry *chronicle_find(const struct chronicle *chronicle, uint64_t key)
{
	size_t low = 0;
	size_t high = chronicle->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (chronicle->entries[middle]->key == key)
			return chronicle->entries[middle];
		if (chronicle->entries[middle]->key < key)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

struct chronicle_sample chronicle_sample(const struct chronicle_entry *entry, size_t before)
{
	return entry->samples[(entry->next + CHRONICLE_SAMPLES - 1 - before) % CHRONICLE_SAMPLES];
}

uint64_t chronicle_span(const struct chronicle_entry *entry, size_t count)
{
	uint64_t tenths = 0;

	for (size_t i = 0; i < count && i < entry->count; i++)
		tenths += chronicle_sample(entry, i).span;
	return tenths * TENTH;
}
