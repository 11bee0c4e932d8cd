/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Amounts in few characters, right for a column. All are ASCII and independent of the locale. */
#ifndef BASE_AMOUNT_H
#define BASE_AMOUNT_H

#include <stddef.h>
#include <stdint.h>

/* Enough for every form below, with the NUL. */
#define AMOUNT_MAX 16

/*
 * Age: "0:07", "14:02" (minutes:seconds) below an hour, "1h05" below a day, "3d02h" below 100 days,
 * "412d" beyond. Returns buf.
 */
char *amount_age(uint64_t seconds, char buf[AMOUNT_MAX]);

/*
 * Bytes in binary units: "512B", "812K", "12M", "2.1G": three digits at most (below 10 with one
 * decimal from M on, "9.9M"), then the unit B K M G T P E. Rounded to nearest, and to the next unit
 * where rounding gets there (1023.9K is "1.0M"). Returns buf.
 */
char *amount_bytes(uint64_t bytes, char buf[AMOUNT_MAX]);

/* Per cent: "0.0", "99.9", "780.3", "1234" (no decimal from 1000 on). NaN and negative: "-".
 * Returns buf. */
char *amount_percent(double percent, char buf[AMOUNT_MAX]);

/* Seconds with one decimal, for "after 0.3 s". Returns buf. */
char *amount_seconds(uint64_t nanoseconds, char buf[AMOUNT_MAX]);

/* Nanoseconds as seconds that number_parse_seconds reads: "1.5", "2", "0.25"; to the millisecond.
 * Writes into buf, returns buf. */
char *amount_decimal(uint64_t nanoseconds, char *buf, size_t size);

#endif
