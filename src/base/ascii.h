/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Words of programs: names of signals, keys and settings, and what is looked for in command lines.
 * Their capital and small letters are those of ASCII, whatever the locale says; in a Turkish one
 * "i" and "I" would be no pair. All other bytes are only themselves.
 */
#ifndef BASE_ASCII_H
#define BASE_ASCII_H

#include <stdbool.h>

/* Whether that byte, or key, is a letter. */
bool ascii_is_letter(int byte);

/* Whether it is one of those between words: blank, tab, newline, and the like. */
bool ascii_is_blank(char byte);

/* The capital of a small letter; everything else as it is. */
char ascii_upper(char byte);

/* Whether both are the same word, capital or small. */
bool ascii_is(const char *text, const char *word);

/* Whether text begins with that, capital or small. */
bool ascii_begins(const char *text, const char *beginning);

/* Whether that, capital or small, is anywhere in text; "" is everywhere. */
bool ascii_contains(const char *text, const char *part);

#endif
