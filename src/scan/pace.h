/* SPDX-License-Identifier: GPL-2.0-or-later */
/* When the next scan is due, so that posse stays a small part of what it looks at. */
#ifndef SCAN_PACE_H
#define SCAN_PACE_H

#include <stdbool.h>
#include <stdint.h>

/* The scans so far; all zero before the first. Times are CLOCK_MONOTONIC nanoseconds. */
struct pace {
	uint64_t began; /* the last scan */
	uint64_t ended;
	uint64_t cpu; /* processor time that it took, nanoseconds */
	unsigned scans; /* 0, 1, or 2 for "more" */
};

/* The interval that is kept: with limit at least ten times the processor time of a scan, which is
 * then a tenth of one processor. */
uint64_t pace_interval(const struct pace *pace, uint64_t interval, bool limit);

/*
 * When the next scan is to begin: the first at once, the second soon after the first so that there
 * are rates, later ones at the interval; and never before half as long as a scan took is over.
 */
uint64_t pace_due(const struct pace *pace, uint64_t interval, bool limit);

#endif
