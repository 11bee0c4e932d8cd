/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "base/text.h"

#include <langinfo.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/array.h"
#include "base/ascii.h"
#include "base/text_table.h"

enum {
	MARKS_MAX = 4,
};

#define INVALID     UINT32_MAX
#define REPLACEMENT "\xEF\xBF\xBD"
enum text_kind {
	TEXT_BASE,
	TEXT_BLANK, /* moves the cursor of a terminal, and becomes a space */
	TEXT_MARK, /* joins the character before */
	TEXT_UNFIT,
};

/* One character of the input: where it is, what it is. */
struct text_char {
	const char *bytes;
	size_t len;
	uint32_t code; /* or INVALID */
};

/* The output: what is written and what still fits, with room kept for the NUL. */
struct text_sink {
	char *buf;
	size_t size;
	size_t len;
};

static bool text_in_table(uint32_t code, const struct text_range *table, size_t count)
{
	size_t low = 0;
	size_t high = count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (code > table[middle].last)
			low = middle + 1;
		else
			high = middle;
	}
	return low < count && code >= table[low].first;
}

static enum text_kind text_kind(uint32_t code)
{
	if (code == INVALID)
		return TEXT_UNFIT;
	if (code >= 0x20 && code < 0x7f)
		return TEXT_BASE;
	if (code == '\t' || code == '\n' || code == '\r')
		return TEXT_BLANK;
	if (text_in_table(code, text_unfit, COUNT(text_unfit)))
		return TEXT_UNFIT;
	if (text_in_table(code, text_combining, COUNT(text_combining)))
		return TEXT_MARK;
	return TEXT_BASE;
}

/* What the first byte of a longer sequence says: how many follow, and what the second may be. That
 * second byte alone keeps out overlong forms, surrogates and everything above U+10FFFF. */
static unsigned text_lead(unsigned char lead, unsigned char *ret_low, unsigned char *ret_high)
{
	*ret_low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
	*ret_high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;

	if (lead >= 0xc2 && lead <= 0xdf)
		return 1;
	if (lead >= 0xe0 && lead <= 0xef)
		return 2;
	if (lead >= 0xf0 && lead <= 0xf4)
		return 3;
	return 0;
}

/*
 * The character at the front of len > 0 bytes. An invalid sequence ends before the first byte that
 * cannot belong to it, so that a broken character never swallows the one behind.
 */
static struct text_char text_next(const char *bytes, size_t len)
{
	struct text_char c = {.bytes = bytes, .len = 1, .code = (unsigned char)bytes[0]};
	unsigned char low;
	unsigned char high;
	unsigned follow;

	if (c.code < 0x80)
		return c;

	follow = text_lead((unsigned char)bytes[0], &low, &high);
	c.code = follow ? c.code & (0x3fU >> follow) : INVALID;
	for (; follow > 0; follow--) {
		unsigned char byte = c.len < len ? (unsigned char)bytes[c.len] : 0;

		if (byte < low || byte > high) {
			c.code = INVALID;
			return c;
		}
		c.code = c.code << 6 | (byte & 0x3f);
		c.len++;
		low = 0x80;
		high = 0xbf;
	}
	return c;
}

/* Adds a whole character, or nothing when it does not fit. */
static bool text_put(struct text_sink *sink, const char *bytes, size_t len)
{
	if (len >= sink->size - sink->len)
		return false;
	memcpy(sink->buf + sink->len, bytes, len);
	sink->len += len;
	return true;
}

enum text_charset text_charset_of_locale(void)
{
	const char *codeset = nl_langinfo(CODESET);

	if (ascii_is(codeset, "UTF-8") || ascii_is(codeset, "UTF8"))
		return TEXT_UTF8;
	return TEXT_ASCII;
}

/* The kind that a character has for a reader with this charset, after a base character or not. */
static enum text_kind text_kind_there(uint32_t code, enum text_charset charset, bool has_base)
{
	enum text_kind kind = text_kind(code);

	if (charset == TEXT_ASCII && code >= 0x80)
		return TEXT_UNFIT;
	if (kind == TEXT_MARK && !has_base)
		return TEXT_UNFIT;
	return kind;
}

size_t text_clean(const char *bytes, size_t len, enum text_charset charset, char *buf, size_t size)
{
	const char *unfit = charset == TEXT_UTF8 ? REPLACEMENT : "?";
	struct text_sink sink = {.buf = buf, .size = size};
	bool has_base = false;
	bool fits = true;
	unsigned marks = 0;

	for (size_t i = 0; i < len && fits;) {
		struct text_char c = text_next(bytes + i, len - i);
		enum text_kind kind = text_kind_there(c.code, charset, has_base);

		i += c.len;
		has_base = kind == TEXT_BASE || kind == TEXT_MARK;
		marks = kind == TEXT_MARK ? marks + 1 : 0;
		switch (kind) {
		case TEXT_BASE:
			fits = text_put(&sink, c.bytes, c.len);
			break;
		case TEXT_BLANK:
			fits = text_put(&sink, " ", 1);
			break;
		case TEXT_MARK:
			fits = marks > MARKS_MAX || text_put(&sink, c.bytes, c.len);
			break;
		case TEXT_UNFIT:
			fits = text_put(&sink, unfit, strlen(unfit));
			break;
		}
	}
	buf[sink.len] = '\0';
	return sink.len;
}

size_t text_join_arguments(char *bytes, size_t len)
{
	while (len > 0 && bytes[len - 1] == '\0')
		len--;
	for (size_t i = 0; i < len; i++)
		if (bytes[i] == '\0')
			bytes[i] = ' ';
	return len;
}

size_t text_to_utf8(const char *bytes, size_t len, char *buf, size_t size)
{
	struct text_sink sink = {.buf = buf, .size = size};
	bool fits = true;

	for (size_t i = 0; i < len && fits;) {
		struct text_char c = text_next(bytes + i, len - i);

		i += c.len;
		if (c.code == INVALID || c.code == '\0')
			fits = text_put(&sink, REPLACEMENT, strlen(REPLACEMENT));
		else
			fits = text_put(&sink, c.bytes, c.len);
	}
	buf[sink.len] = '\0';
	return sink.len;
}

static size_t text_columns(uint32_t code)
{
	if (code < 0x80 || code == INVALID)
		return 1;
	if (text_in_table(code, text_combining, COUNT(text_combining)))
		return 0;
	if (text_in_table(code, text_wide, COUNT(text_wide)))
		return 2;
	return 1;
}

size_t text_width(const char *text)
{
	size_t width;

	text_fit(text, SIZE_MAX, &width);
	return width;
}

size_t text_fit(const char *text, size_t columns, size_t *ret_width)
{
	size_t len = strlen(text);
	size_t width = 0;
	size_t i = 0;

	while (i < len) {
		struct text_char c = text_next(text + i, len - i);
		size_t more = text_columns(c.code);

		if (more > columns - width)
			break;
		width += more;
		i += c.len;
	}
	if (ret_width)
		*ret_width = width;
	return i;
}
