/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Untrusted bytes to text that is safe to show, and the columns it takes.
 *
 * Bytes from processes are read as UTF-8, whatever the locale. What a terminal
 * could act on or what could mislead a reader never comes through: C0 and C1
 * controls, DEL, bidirectional controls, zero-width and other format characters,
 * line and paragraph separators, noncharacters, private use, what Unicode has not
 * assigned, invalid UTF-8.
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stddef.h>

/* Room for any sentence to the reader, in bytes with its NUL. */
#define SENTENCE_MAX 512

/* What the reader's locale can show. */
enum text_charset {
	TEXT_ASCII,
	TEXT_UTF8,
};

/* The charset of the current LC_CTYPE: TEXT_UTF8 or, for every other codeset, TEXT_ASCII. */
enum text_charset text_charset_of_locale(void);

/*
 * Writes the printable form of len bytes into buf (size bytes, at least 1), NUL-terminated and
 * cut at a whole character when it does not fit; returns the bytes written without the NUL.
 * Tab, newline and carriage return become a space, every other unfit character one U+FFFD
 * (TEXT_UTF8) or '?' (TEXT_ASCII). A NUL byte is an unfit character, too. At most four combining
 * marks stay on a character, the rest is dropped; one without a base character is unfit.
 */
size_t text_clean(const char *bytes, size_t len, enum text_charset charset, char *buf, size_t size);

/*
 * Joins a command line's arguments, len bytes with a NUL behind each, with a blank between them, in
 * place and without a NUL of its own; returns its length. NULs at the end are left out: a program
 * that renames itself leaves a tail of them behind its name.
 */
size_t text_join_arguments(char *bytes, size_t len);

/*
 * Valid UTF-8 for programs: writes len bytes into buf with every invalid sequence replaced by
 * U+FFFD and everything else kept, NUL-terminated and cut at a whole character; returns the bytes
 * written. NUL bytes become U+FFFD.
 */
size_t text_to_utf8(const char *bytes, size_t len, char *buf, size_t size);

/* The columns that cleaned text takes. Not affected by the locale. */
size_t text_width(const char *text);

/*
 * The bytes of the longest beginning of cleaned text that takes at most columns; the columns it
 * takes are in *ret_width (may be NULL). Never splits a character from its combining marks.
 */
size_t text_fit(const char *text, size_t columns, size_t *ret_width);

#endif
