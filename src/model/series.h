/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The figures of groups or sessions over the last minutes, kept by lineage. */
#ifndef MODEL_SERIES_H
#define MODEL_SERIES_H

#include <stddef.h>
#include <stdint.h>

/* Samples of each, one for a snapshot with rates. */
#define SERIES_SAMPLES 160

struct series_sample {
	uint32_t rss; /* KiB */
	uint16_t cpu_percent; /* of one processor */
	uint16_t span; /* tenths of a second since the sample before; UINT16_MAX: that or more */
};

/* A ring: the newest is at (next - 1) modulo SERIES_SAMPLES. */
struct series_entry {
	uint64_t key; /* lineage */
	struct series_sample samples[SERIES_SAMPLES];
	uint16_t count; /* of samples that are known */
	uint16_t next;
};

struct series {
	struct series_entry **entries; /* ordered by key; owned, as each of them is */
	size_t count;
	size_t capacity;
};

/* One figure of a snapshot. */
struct series_figure {
	uint64_t key;
	float cpu_percent;
	uint64_t rss; /* bytes */
};

/* Frees what it owns; it is empty then. */
void series_done(struct series *series);

/* Takes in the figures of one snapshot, span nanoseconds after the one before, and orders them by
 * key; who is not among them is forgotten. 0 or -ENOMEM, and then some have a sample less. */
int series_add(struct series *series, struct series_figure *figures, size_t count, uint64_t span);

/* The entry of that lineage, or NULL. */
const struct series_entry *series_find(const struct series *series, uint64_t key);

/* The sample so many before the newest (0), which must be below count. */
struct series_sample series_sample(const struct series_entry *entry, size_t before);

/* Puts one sample more into an entry. */
void series_put(struct series_entry *entry, float cpu_percent, uint64_t rss, uint64_t span);

/* The time that the newest so many samples cover, in nanoseconds; count: all, at most. */
uint64_t series_span(const struct series_entry *entry, size_t count);

#endif
