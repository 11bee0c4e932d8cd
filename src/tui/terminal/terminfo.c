/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <config.h>

#include "tui/terminal/terminfo.h"

#include <curses.h>
#include <string.h>
#include <term.h>

static const char *capability_string(const char *capability)
{
	const char *bytes = tigetstr(capability);

	return bytes == (const char *)-1 ? NULL : bytes;
}

bool terminfo_can_place(int fd)
{
	int error = 0;
	bool can;

	if (setupterm(NULL, fd, &error) != OK)
		return false;
	can = capability_string("cup") != NULL;
	del_curterm(cur_term);
	return can;
}

static void append(const char *bytes, char *buf, size_t size, size_t *length)
{
	while (bytes && *bytes && *length < size) {
		/* "$<5>": padding, which only terminals of long ago need. */
		const char *end = bytes[0] == '$' && bytes[1] == '<' ? strchr(bytes, '>') : NULL;

		if (end)
			bytes = end + 1;
		else
			buf[(*length)++] = *bytes++;
	}
}

void terminfo_append(const char *capability, char *buf, size_t size, size_t *length)
{
	append(capability_string(capability), buf, size, length);
}

/* As curses itself: by the capability XM, or by what xterm obeys. */
void terminfo_append_mouse_off(char *buf, size_t size, size_t *length)
{
	const char *mode = capability_string("XM");

	if (!capability_string("kmous"))
		return;
	append(mode ? tiparm(mode, 0) : "\033[?1000l", buf, size, length);
}
