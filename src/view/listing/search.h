/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finding a row by what is typed: a number, or a piece of a command line. */
#ifndef VIEW_LISTING_SEARCH_H
#define VIEW_LISTING_SEARCH_H

#include "view/listing/listing.h"

/*
 * The position of the next row, from start on and round the ends (backwards: from start upwards),
 * that the text finds; SIZE_MAX: none. Digits find the PGID, SID or PID that is or begins so, and
 * only where there is none a command; other text finds it in the command line, capitals or not. A
 * row whose members are not listed is found by any of them.
 */
size_t search_find(const struct listing *listing, const char *text, size_t start, bool backwards);

#endif
