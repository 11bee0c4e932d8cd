/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The figures of groups or sessions over the last minutes, kept by lineage. */
#ifndef MODEL_CHRONICLE_H
#define MODEL_CHRONICLE_H

#include <stddef.h>
#include <stdint.h>

/* Samples of each, one for a snapshot with rates. */
#define CHRONICLE_SAMPLES 160

struct chronicle_sample {
	uint32_t rss; /* KiB */
	uint16_t cpu_percent; /* of one processor */
	uint16_t span; /* tenths of a second since the sample before; UINT16_MAX: that or more */
};

/* A ring: the newest is at (next - 1) modulo CHRONICLE_SAMPLES. */
struct chronicle_entry {
	uint64_t key; /* lineage */
	struct chronicle_sample samples[CHRONICLE_SAMPLES];
	uint16_t count; /* of samples that are known */
	uint16_t next;
};

struct chronicle {
	struct chronicle_entry **entries; /* ordered by key; owned, as each of them is */
	size_t count;
	size_t capacity;
};

/* One figure of a snapshot. */
struct chronicle_figure {
	uint64_t key;
	float cpu_percent;
	uint64_t rss; /* bytes */
};

void chronicle_done(struct chronicle *chronicle);

/* Takes in the figures of one snapshot, span nanoseconds after the one before, and orders them by
 * key; who is not among them is forgotten. 0 or -ENOMEM, and then some have a sample less. */
int chronicle_add(struct chronicle *chronicle, struct chronicle_figure *figures, size_t count,
	uint64_t span);

/* The entry of that lineage, or NULL. */
const struct chronicle_entry *chronicle_find(const struct chronicle *chronicle, uint64_t key);

/* The sample so many before the newest (0), which must be below count. */
struct chronicle_sample chronicle_sample(const struct chronicle_entry *entry, size_t before);

/* Puts one sample more into an entry. */
void chronicle_put(struct chronicle_entry *entry, float cpu_percent, uint64_t rss, uint64_t span);

/* The time that the newest so many samples cover, in nanoseconds; count: all, at most. */
uint64_t chronicle_span(const struct chronicle_entry *entry, size_t count);

#endif
