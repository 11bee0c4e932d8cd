/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "scan/pace.h"

#include "base/clock.h"

#define SECOND_SCAN_AFTER (CLOCK_SECOND / 2)

/* A scan may use one part in so many of a processor. */
#define SHARE 10

uint64_t pace_interval(const struct pace *pace, uint64_t interval, bool limit)
{
	uint64_t least = limit ? pace->cpu * SHARE : 0;

	return interval > least ? interval : least;
}

uint64_t pace_due(const struct pace *pace, uint64_t interval, bool limit)
{
	uint64_t due = pace->began + pace_interval(pace, interval, limit);
	uint64_t rested = pace->ended + (pace->ended - pace->began) / 2;

	if (pace->scans == 0)
		return 0;
	if (pace->scans == 1 && due > pace->ended + SECOND_SCAN_AFTER)
		due = pace->ended + SECOND_SCAN_AFTER;
	return due > rested ? due : rested;
}
