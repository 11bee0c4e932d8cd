/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a regular expression costs before it is compiled. */
#ifndef VIEW_FILTER_REGEX_WEIGHT_H
#define VIEW_FILTER_REGEX_WEIGHT_H

#include <stdint.h>

/* Heavier expressions are not to be compiled: it takes a few milliseconds up to here. */
#define REGEX_WEIGHT_MAX 2000

/*
 * About how many nodes regcomp(3) makes of an extended regular expression. glibc copies what "+"
 * and "{n,m}" repeat, so that "((a{99}){99}){99}" takes all memory. UINT64_MAX for what no
 * extended expression has, and would take for ever: a repeated repetition as in "a++", a reference
 * back to a group.
 */
uint64_t regex_weight(const char *pattern);

#endif
