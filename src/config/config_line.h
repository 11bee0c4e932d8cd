/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What one line of a file of settings says:
 *
 *   # comment          ; comment
 *   [section]
 *   name = value       name: value      name = value ; comment
 *
 * Blanks around all of these count for nothing; a comment behind a value has one in front of it.
 */
#ifndef CONFIG_CONFIG_LINE_H
#define CONFIG_CONFIG_LINE_H

#include <stdbool.h>
#include <stddef.h>

enum config_line_kind {
	CONFIG_NOTHING, /* blanks, or a comment */
	CONFIG_SECTION, /* name */
	CONFIG_SETTING, /* name, value, and perhaps a comment */
	CONFIG_WRONG, /* none of these, too long, or with a NUL in it */
};

/* Bytes of the line. */
struct config_part {
	char *text;
	size_t length;
};

struct config_line {
	enum config_line_kind kind;
	struct config_part indentation;
	struct config_part all; /* what is behind it */
	struct config_part name;
	struct config_part value;
	struct config_part comment; /* behind the value, with the blanks in front of it */
};

/* Whether a line of so many bytes, without its newline, is short enough. */
bool config_line_fits(size_t length);

/* Takes a line, without its newline, to pieces. NULs are taken out of its bytes. */
void config_line_parse(char *text, size_t length, struct config_line *ret_line);

/* Whether the part is that word, capital or small. */
bool config_part_is(const struct config_part *part, const char *text);

#endif
