/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "model/trend.h"

#include <math.h>

static uint16_t sample_of(float percent)
{
	if (isnan(percent))
		return TREND_NONE;
	return percent < TREND_NONE - 1 ? (uint16_t)(percent + 0.5F) : TREND_NONE - 1;
}

struct trend trend_next(const struct trend *before, float percent)
{
	struct trend next;

	for (int i = 0; i + 1 < TREND_SAMPLES; i++)
		next.samples[i] = before ? before->samples[i + 1] : TREND_NONE;
	next.samples[TREND_SAMPLES - 1] = sample_of(percent);
	return next;
}
