/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "base/ascii.h"

#include <string.h>

bool ascii_is_letter(int byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

bool ascii_is_blank(char byte)
{
	return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

char ascii_upper(char byte)
{
	return byte >= 'a' && byte <= 'z' ? (char)(byte - 'a' + 'A') : byte;
}

bool ascii_begins(const char *text, const char *beginning)
{
	for (; *beginning; text++, beginning++)
		if (ascii_upper(*text) != ascii_upper(*beginning))
			return false;
	return true;
}

bool ascii_is(const char *text, const char *word)
{
	return strlen(text) == strlen(word) && ascii_begins(text, word);
}

bool ascii_contains(const char *text, const char *part)
{
	for (; *text; text++)
		if (ascii_begins(text, part))
			return true;
	return part[0] == '\0';
}
