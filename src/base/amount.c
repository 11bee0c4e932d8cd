/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "base/amount.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>

#include "base/clock.h"

/* Tenths are counted in integers: printf's %.1f would take its decimal sign from the locale. */
static char *amount_tenths(uint64_t tenths, char buf[AMOUNT_MAX])
{
	const uint64_t whole_max = UINT64_C(999999999999); /* what fits into AMOUNT_MAX */
	uint64_t whole = tenths / 10;

	snprintf(buf, AMOUNT_MAX, "%" PRIu64 ".%u", whole < whole_max ? whole : whole_max,
		(unsigned)(tenths % 10));
	return buf;
}

char *amount_age(uint64_t seconds, char buf[AMOUNT_MAX])
{
	const uint64_t days_max = UINT64_C(99999999999999); /* what fits into AMOUNT_MAX */
	uint64_t minutes = seconds / 60;
	uint64_t hours = minutes / 60;
	uint64_t days = hours / 24;

	if (hours == 0)
		snprintf(buf, AMOUNT_MAX, "%u:%02u", (unsigned)minutes, (unsigned)(seconds % 60));
	else if (days == 0)
		snprintf(buf, AMOUNT_MAX, "%uh%02u", (unsigned)hours, (unsigned)(minutes % 60));
	else if (days < 100)
		snprintf(buf, AMOUNT_MAX, "%ud%02uh", (unsigned)days, (unsigned)(hours % 24));
	else
		snprintf(buf, AMOUNT_MAX, "%" PRIu64 "d", days < days_max ? days : days_max);
	return buf;
}

/* bytes in units of 2^shift, times factor, to the nearest. factor is 1 or 10. */
static uint64_t amount_in_unit(uint64_t bytes, unsigned shift, uint64_t factor)
{
	uint64_t whole = bytes >> shift;
	uint64_t rest = bytes - (whole << shift);
	uint64_t half = shift ? UINT64_C(1) << (shift - 1) : 0;

	return whole * factor + ((rest * factor + half) >> shift);
}

char *amount_bytes(uint64_t bytes, char buf[AMOUNT_MAX])
{
	static const char units[] = "BKMGTPE";
	unsigned unit = 0;
	uint64_t tenths;

	/* Asking the rounded value keeps 999.9K from becoming the four digits of 1000K. */
	while (units[unit + 1] && amount_in_unit(bytes, unit * 10, 1) >= 1000)
		unit++;

	tenths = amount_in_unit(bytes, unit * 10, 10);
	if (unit >= 2 && tenths < 100)
		snprintf(buf, AMOUNT_MAX, "%u.%u%c", (unsigned)(tenths / 10),
			(unsigned)(tenths % 10), units[unit]);
	else
		snprintf(buf, AMOUNT_MAX, "%u%c", (unsigned)amount_in_unit(bytes, unit * 10, 1),
			units[unit]);
	return buf;
}

char *amount_percent(double percent, char buf[AMOUNT_MAX])
{
	const double percent_max = 999999999999.0; /* far from every real one, and it fits */

	if (isnan(percent) || percent < 0) {
		snprintf(buf, AMOUNT_MAX, "-");
		return buf;
	}
	if (percent > percent_max)
		percent = percent_max;
	if (percent < 999.95)
		return amount_tenths((uint64_t)(percent * 10 + 0.5), buf);
	snprintf(buf, AMOUNT_MAX, "%" PRIu64, (uint64_t)(percent + 0.5));
	return buf;
}

char *amount_seconds(uint64_t nanoseconds, char buf[AMOUNT_MAX])
{
	const uint64_t tenth = UINT64_C(100000000);

	return amount_tenths(nanoseconds / tenth + (nanoseconds % tenth >= tenth / 2), buf);
}

char *amount_decimal(uint64_t nanoseconds, char *buf, size_t size)
{
	uint64_t milliseconds = nanoseconds / CLOCK_MILLISECOND;
	unsigned rest = (unsigned)(milliseconds % 1000);
	int digits = 3;

	for (; digits > 0 && rest % 10 == 0; digits--)
		rest /= 10;
	if (digits == 0)
		snprintf(buf, size, "%" PRIu64, milliseconds / 1000);
	else
		snprintf(buf, size, "%" PRIu64 ".%0*u", milliseconds / 1000, digits, rest);
	return buf;
}
