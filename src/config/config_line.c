/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "config/config_line.h"

#include <string.h>

#include "base/ascii.h"

/* Bytes of a line. */
#define LENGTH_MAX 198

/* The bytes from start to end. */
static struct config_part part(char *start, const char *end)
{
	return (struct config_part){start, (size_t)(end - start)};
}

static char *skip_blanks(char *start, const char *end)
{
	while (start < end && ascii_is_blank(*start))
		start++;
	return start;
}

/* The same from start to end without blanks around it; of nothing but blanks their beginning. */
static struct config_part trimmed(char *start, const char *end)
{
	char *first = skip_blanks(start, end);

	if (first < end)
		start = first;
	else
		end = start;
	while (end > start && ascii_is_blank(end[-1]))
		end--;
	return part(start, end);
}

/* A semicolon behind a blank, or the end. */
static char *find_comment(char *start, char *end)
{
	for (char *at = start + 1; at < end; at++)
		if (*at == ';' && ascii_is_blank(at[-1]))
			return at;
	return end;
}

/* The first of these bytes, or NULL. */
static char *find_any(char *start, const char *end, const char *bytes)
{
	for (; start < end; start++)
		if (strchr(bytes, *start))
			return start;
	return NULL;
}

static void parse_section(struct config_line *line, char *start, const char *comment)
{
	const char *bracket = find_any(start, comment, "]");

	if (!bracket)
		return;
	line->kind = CONFIG_SECTION;
	line->name = part(start + 1, bracket);
}

static void parse_setting(struct config_line *line, char *start, const char *comment,
	const char *end)
{
	char *separator = find_any(start, comment, "=:");

	if (!separator)
		return;
	line->kind = CONFIG_SETTING;
	line->name = trimmed(start, separator);
	line->value = trimmed(separator + 1, comment);
	if (comment < end)
		line->comment = part(line->value.text + line->value.length, end);
}

bool config_line_fits(size_t length)
{
	return length <= LENGTH_MAX;
}

/* Takes NULs out, as in a file of UTF-16, and returns the length that is left. */
static size_t drop_nuls(char *text, size_t length)
{
	size_t left = 0;

	for (size_t i = 0; i < length; i++)
		if (text[i])
			text[left++] = text[i];
	return left;
}

void config_line_parse(char *text, size_t length, struct config_line *ret_line)
{
	size_t left = drop_nuls(text, length);
	char *end = text + left;
	char *start = skip_blanks(text, end);
	const char *comment = find_comment(start, end);

	*ret_line = (struct config_line){
		.kind = CONFIG_WRONG,
		.indentation = part(text, start),
		.all = part(start, end),
	};
	if (start < end ? *start == '#' || *start == ';' : left == length)
		ret_line->kind = CONFIG_NOTHING;
	else if (start == end || left < length || !config_line_fits(length))
		return;
	else if (*start == '[')
		parse_section(ret_line, start, comment);
	else
		parse_setting(ret_line, start, comment, end);
}

bool config_part_is(const struct config_part *part, const char *text)
{
	char word[LENGTH_MAX + 1] = "";

	if (part->length != strlen(text) || !config_line_fits(part->length))
		return false;
	/* What is missing has no text to compare. */
	if (part->length > 0)
		memcpy(word, part->text, part->length);
	word[part->length] = '\0';
	return ascii_is(word, text);
}
