/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What several of the functions behind the columns do. */
#ifndef VIEW_COLUMNS_CELL_H
#define VIEW_COLUMNS_CELL_H

#include <stdint.h>
#include <stdio.h>

/* An empty cell. Returns buf. */
static inline char *cell_nothing(char *buf)
{
	buf[0] = '\0';
	return buf;
}

/* A number in digits, cut to size bytes. Returns buf. */
static inline char *cell_number(char *buf, size_t size, long long value)
{
	snprintf(buf, size, "%lld", value);
	return buf;
}

/* Negative, 0, positive. */
static inline int cell_compare_numbers(uint64_t a, uint64_t b)
{
	return (a > b) - (a < b);
}

#endif
