/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The CPU figures of the last few snapshots, in whole percent of one processor. */
#ifndef MODEL_TREND_H
#define MODEL_TREND_H

#include <stdint.h>

#define TREND_SAMPLES 10

/* "Not known": before there were rates, or before it was born. */
#define TREND_NONE UINT16_MAX

struct trend {
	uint16_t samples[TREND_SAMPLES]; /* the newest last */
};

/* The trend before (NULL: there was none) and one sample more (NAN: TREND_NONE). */
struct trend trend_next(const struct trend *before, float percent);

#endif
